"""What is kept of rows under lock: it comes back as it went, and nobody reads it in the tables."""

from datetime import date

import pytest
from flask import Flask

from elections.errors import Objection
from elections.imports.changes import Applied, Change, RowState
from elections.imports.sealing import (
    Note,
    open_corrections,
    open_note,
    open_row,
    open_undo,
    seal_change,
    seal_corrections,
    seal_note,
    seal_undo,
)

CHANGE = Change(
    7, RowState.REFUSED, "Асанов Асхат", before={"phone": "+7 700"}, after={"phone": "+7 701", "born_on": "31.02.1980"},
    objections=(Objection("registration.after_deadline", "status_on", {"deadline": date(2021, 7, 15), "hour": 18}, "CL 1"),),
    warnings=(Objection("iin.sex_differs", "sex"),),
)  # fmt: skip


def test_row_comes_back_as_it_went_dates_too(app: Flask) -> None:
    found = open_row(seal_change(CHANGE))

    assert (found.label, found.before, found.after) == (CHANGE.label, CHANGE.before, CHANGE.after)
    assert (found.objections, found.warnings) == (CHANGE.objections, CHANGE.warnings)
    assert type(found.objections[0].params["deadline"]) is date


def test_nothing_of_a_row_can_be_read_in_the_tables(app: Flask) -> None:
    sealed = seal_change(CHANGE)

    assert "Асанов" not in sealed
    assert "31.02.1980" not in sealed
    assert seal_change(CHANGE) != sealed


@pytest.mark.parametrize(
    "undo", [{}, {"kind": "new", "versions": [1, 2], "person": {"born_on": None, "sex": "male"}}]
)
def test_what_takes_a_row_back_comes_back_as_it_went(app: Flask, undo: dict[str, object]) -> None:
    assert open_undo(seal_undo(Applied(2, 5, undo))) == undo


@pytest.mark.parametrize(
    "note", [Note(), Note((Objection("import.failed"),)), Note((), ((3, "Асанов"), (4, "")))]
)
def test_note_comes_back_as_it_went(app: Flask, note: Note) -> None:
    assert open_note(seal_note(note)) == note


def test_import_without_a_note_has_an_empty_one(app: Flask) -> None:
    assert open_note("") == Note()


@pytest.mark.parametrize("corrections", [{}, {3: {"born_on": "28.02.1980"}, 12: {"iin": "", "phone": "ә"}}])
def test_corrections_come_back_as_they_went(app: Flask, corrections: dict[int, dict[str, str]]) -> None:
    assert open_corrections(seal_corrections(corrections)) == corrections
