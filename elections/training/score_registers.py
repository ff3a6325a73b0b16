"""The register of attendance and scores for import and export: who was at which seminar, and with how many points."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.audit.actions import record
from elections.campaign.queries import get_election, present
from elections.database import db
from elections.errors import Objection
from elections.imports.changes import Applied, Blocked, Change, RowState
from elections.imports.registers import Column, Context, Kind, Register, Row, RowByRow
from elections.people import iin as iins
from elections.people.actions import full_name
from elections.training.actions import must_be_planned, require_training
from elections.training.attendance import objections_to_score
from elections.training.attendance_actions import verdict
from elections.training.models import UNMARKED, Attendance, Participation, Seminar
from elections.training.words import ATTENDANCE_LABELS

STATES = {
    fold(word): state
    for state, words in {
        Attendance.ATTENDED: ("присутствовал", "была", "был", "да", "қатысты", "иә", "attended", "yes"),
        Attendance.ABSENT: ("отсутствовал", "нет", "келмеді", "қатыспады", "жоқ", "absent", "no"),
        Attendance.EXCUSED: ("уважительная причина", "себепті", "дәлелді себеп", "excused"),
        Attendance.PASSED: ("сдал тест", "сдал", "зачёт", "тест тапсырды", "тапсырды", "passed the test", "passed"),
        Attendance.FAILED: ("не сдал тест", "не сдал", "незачёт", "тест тапсырмады", "тапсырмады", "failed the test", "failed"),
    }.items()
    for word in (*words, state.value)
}  # fmt: skip
SEMINAR = Column(
    "seminar", True, ("№ семинара", "Семинар №", "Seminar No", "Семинар", "Seminar"), Kind.INTEGER
)
IIN = Column("iin", False, ("ИИН", "ЖСН", "IIN"), is_secret=True)
NAME = Column(
    "full_name", False, ("ФИО", "Т.А.Ә.", "Full name", "Ф.И.О.", "Фамилия, имя, отчество", "Аты-жөні")
)
STATE = Column(
    "state", False, ("Явка", "Қатысуы", "Attendance", "Отметка", "Состояние"), Kind.CHOICE, choices=STATES
)
SCORE = Column("score", False, ("Балл", "Ұпай", "Score", "Баллы", "Результат"), Kind.INTEGER)


@dataclass
class _Lists:
    """The lists of the seminars that a file names, and who of them it has named already."""

    seminars: Mapping[int, Seminar]
    people: Mapping[int, list[Participation]]
    seen: set[int] = field(default_factory=set)


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do with each row: whose mark and score it would change, and what speaks against it."""
    actor = context.actor or SYSTEM
    lists = _lists_of({row.values["seminar"] for row in rows if row.values["seminar"]}, actor)
    return [_change(row, lists) for row in rows]


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Writes the marks and scores of planned rows. Raises Forbidden for a seminar outside the actor's territory."""
    actor, now = context.actor or SYSTEM, present(get_election())
    applied = []
    for change in changes:
        if context.actor:
            require_training(actor, change.path)
        one = db.session.get_one(Participation, change.subject_id)
        was = {
            "attendance": one.attendance.value,
            "score": one.score,
            "marked_at": one.marked_at and one.marked_at.isoformat(),
        }
        one.attendance, one.score = change.plan
        one.marked_at = now
        db.session.flush()
        record(actor, "attendance.imported", one, label=change.label, before=was, after=change.after)
        applied.append(Applied(change.number, one.id, {**was, "version": one.version}))
    return applied


def undo(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes marks and scores back, all or none; returns those that somebody has changed since, or whose list is closed."""
    found = {one.subject_id: db.session.get(Participation, one.subject_id) for one in applied}
    blocked = []
    for each in applied:
        one = found[each.subject_id]
        if one is None or one.version != each.undo["version"] or must_be_planned(one.seminar):
            blocked.append(Blocked(each.number, full_name(one.person) if one else ""))
    if blocked:
        return blocked
    for each in applied:
        one = db.session.get_one(Participation, each.subject_id)
        one.attendance, one.score = Attendance(each.undo["attendance"]), each.undo["score"]
        if one.attendance in UNMARKED:
            one.marked_at = None
        db.session.flush()
        record(context.actor or SYSTEM, "attendance.import_undone", one, label=full_name(one.person))
    return []


def dump() -> Iterable[Mapping[str, Any]]:
    """Returns everybody on every list with mark and score, with the columns that an import takes."""
    vault = current_app.extensions["vault"]
    statement = sa.select(Participation).options(joinedload(Participation.person))
    return [
        {
            "seminar": one.seminar_id, "iin": vault.decrypt(one.person.iin_sealed) if one.person.iin_sealed else None,
            "full_name": full_name(one.person), "score": one.score,
            "state": ATTENDANCE_OUT.get(one.attendance),
        }
        for one in db.session.scalars(statement.order_by(Participation.seminar_id, Participation.id))
    ]  # fmt: skip


ATTENDANCE_OUT = {
    Attendance.ATTENDED: "присутствовал", Attendance.ABSENT: "отсутствовал", Attendance.EXCUSED: "уважительная причина",
    Attendance.PASSED: "сдал тест", Attendance.FAILED: "не сдал тест",
}  # fmt: skip


def _lists_of(numbers: set[int], actor: Actor) -> _Lists:
    wanted = [one for one in numbers if 0 < one < 10**9]
    found = sa.select(Seminar).options(joinedload(Seminar.course)).where(Seminar.id.in_(wanted))
    seminars = {
        one.id: one for one in db.session.scalars(found)
        if actor is SYSTEM or actor.may(Permission.EDIT_TRAINING, one.path)
    }  # fmt: skip
    people: dict[int, list[Participation]] = {}
    listed = sa.select(Participation).options(joinedload(Participation.person))
    for one in db.session.scalars(listed.where(Participation.seminar_id.in_(list(seminars)))):
        people.setdefault(one.seminar_id, []).append(one)
    return _Lists(seminars, people)


def _change(row: Row, lists: _Lists) -> Change:
    label = row.text("full_name")
    seminar = lists.seminars.get(row.values["seminar"] or 0)
    if seminar is None:
        return _refused(row, label, "", [Objection("scores.seminar_unknown", "seminar")])
    one, objections = _find(row, lists.people.get(seminar.id, []))
    if one is None:
        return _refused(row, label, seminar.path, objections)
    name = full_name(one.person)
    state, points = _told(row, one, seminar)
    objections = _objections(row, one, seminar, points, name)
    if one.id in lists.seen:
        objections.append(Objection("scores.person_twice", "full_name", {"name": name}))
    lists.seen.add(one.id)
    is_same = (state, points) == (one.attendance, one.score)
    if objections and not (is_same and _only_closed(objections)):
        return _refused(row, f"{name}, № {seminar.id}", seminar.path, objections)
    before, after = _shown(one.attendance, one.score), _shown(state, points)
    return Change(
        row.number, RowState.UNCHANGED if is_same else RowState.CHANGED, f"{name}, № {seminar.id}", seminar.path, one.id,
        {key: before[key] for key in before if before[key] != after[key]},
        {key: after[key] for key in before if before[key] != after[key]}, plan=(state, points),
    )  # fmt: skip


def _find(row: Row, people: list[Participation]) -> tuple[Participation | None, list[Objection]]:
    """Returns who of a list a row is about: by the IIN, else by the name."""
    iin = iins.clean(row.text("iin"))
    if iin:
        digests = current_app.extensions["vault"].indexes(iin)
        known = [one for one in people if one.person.iin_index in digests]
        if known:
            return known[0], []
    name = fold(row.text("full_name"))
    named = [one for one in people if name and one.person.search_text == name]
    if len(named) > 1:
        return None, [Objection("scores.person_ambiguous", "full_name", {"name": row.text("full_name")})]
    return (named[0], []) if named else (None, [Objection("scores.person_unknown", "full_name")])


def _told(row: Row, one: Participation, seminar: Seminar) -> tuple[Attendance, int | None]:
    """Returns the mark and score that a row says; what it leaves empty stays, a score alone says who passed."""
    points = row.values["score"] if row.values["score"] is not None else one.score
    state = row.values.get("state")
    if state is None:
        return (
            verdict(seminar.course, points) if row.values["score"] is not None else one.attendance
        ), points
    if state not in (Attendance.PASSED, Attendance.FAILED) and row.values["score"] is None:
        points = one.score if state is one.attendance else None
    return state, points


def _objections(
    row: Row, one: Participation, seminar: Seminar, points: int | None, name: str
) -> list[Objection]:
    found = must_be_planned(seminar)
    if row.values["score"] is not None:
        found += objections_to_score(points, seminar.course.maximum_score, name)
    return found


def _only_closed(objections: Sequence[Objection]) -> bool:
    """Returns whether nothing speaks against a row but that its list is closed: one that changes nothing may come back."""
    return all(
        one.code in ("seminar.closed_already", "seminar.not_planned", "seminar.is_cancelled")
        for one in objections
    )


def _shown(state: Attendance, points: int | None) -> dict[str, str]:
    return {"state": str(ATTENDANCE_LABELS[state]), "score": "" if points is None else str(points)}


def _refused(row: Row, label: str, path: str, objections: Sequence[Objection]) -> Change:
    return Change(row.number, RowState.REFUSED, label, path, objections=tuple(objections))


ATTENDANCE = Register(
    "attendance", (SEMINAR, IIN, NAME, STATE, SCORE), RowByRow(plan, apply), dump, permission=Permission.EDIT_TRAINING,
    undo=undo, names=("full_name", "seminar"), title=_("Attendance and scores of seminars"),
)  # fmt: skip
SCORES = Register(
    "scores", (SEMINAR, IIN, NAME, SCORE), RowByRow(plan, apply), dump, permission=Permission.EDIT_TRAINING,
    undo=undo, names=("full_name", "seminar"), title=_("Scores of seminars"),
)  # fmt: skip
REGISTERS = (ATTENDANCE, SCORES)
