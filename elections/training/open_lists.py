"""Reads a list that stood open while another trainer wrote: the rows of a form, and what is said of those overtaken."""

from collections.abc import Mapping, Sequence

from flask import request

from elections.errors import Objection
from elections.people.actions import full_name
from elections.training.forms import MARKS, RollCallForm
from elections.training.meanwhile import Rows
from elections.training.models import UNMARKED, Participation
from elections.training.words import ATTENDANCE_LABELS


def rows_of(typed: Mapping[int, str], saved: Mapping[int, str]) -> Rows:
    """Returns the rows of the form that was sent; each says in a field `found_<id>` what its page had shown."""
    fields = {row: request.form.get(f"found_{row}") for row in saved}
    return Rows(typed, {row: found for row, found in fields.items() if found is not None}, saved)


def roll_call_rows(form: RollCallForm, people: Sequence[Participation]) -> Rows:
    """Returns the rows of a roll-call: of each person the mark and the score as one answer."""
    typed = {}
    for one in people:
        mark, score = form[f"attendance_{one.id}"], form[f"score_{one.id}"].data or ""
        typed[one.id] = _answer(str(mark.data) if mark.raw_data and mark.data in MARKS else "", score)
    return rows_of(typed, {one.id: _saved(one) for one in people})


def overtaken(rows: Rows, people: Sequence[Participation], field: str) -> list[Objection]:
    """Returns what is said of each row that another trainer changed meanwhile: who it is, and how it is saved now."""
    known = {one.id: one for one in people}
    return [
        Objection(
            "seminar.marked_meanwhile", f"{field}_{row}",
            {"name": full_name(known[row].person), "saved": _said(known[row])},
        )
        for row in rows.overtaken()
    ]  # fmt: skip


def _saved(one: Participation) -> str:
    mark = "" if one.attendance in UNMARKED else one.attendance.value
    return _answer(mark, "" if one.score is None else str(one.score))


def _answer(mark: str, score: str) -> str:
    return f"{mark}/{score}"


def _said(one: Participation) -> str:
    score = "" if one.score is None else f", {one.score}"
    return f"{ATTENDANCE_LABELS[one.attendance]}{score}"
