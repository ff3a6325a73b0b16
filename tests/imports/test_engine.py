"""A file goes through a register: each cell is read, each row planned, all or nothing is carried out."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask import Flask

from elections.documents.spreadsheet import Sheet, write_csv
from elections.errors import Objection
from elections.imports.changes import Applied, Change, RowState
from elections.imports.engine import plan_rows, read_rows, run_import
from elections.imports.layout import Layout
from elections.imports.registers import Column, Context, Kind, Register, Row, RowByRow

CONTEXT = Context("list.csv", date(2021, 7, 5))
COLUMNS = (
    Column("code", True, ("Код", "Код", "Code")), Column("day", False, ("День", "Күн", "Day"), Kind.DATE),
    Column("note", False, ("Заметка", "Ескерту", "Note"), longest=5),
)  # fmt: skip
LAYOUT = Layout(0, 0, {"code": 0, "day": 1, "note": 2})
HEADINGS = ["Код", "День", "Заметка"]
applied: list[str] = []


def plan(rows: Sequence[Row], _context: Context) -> list[Change]:
    """Refuses the code "bad", knows the code "old", and takes all others for new."""
    found = []
    for row in rows:
        state = {"bad": RowState.REFUSED, "old": RowState.UNCHANGED}.get(row["code"], RowState.NEW)
        objections = (Objection("tests.bad", "code"),) if state is RowState.REFUSED else ()
        found.append(Change(row.number, state, row.text("code"), objections=objections))
    return found


def carry_out(changes: Sequence[Change], _context: Context) -> list[Applied]:
    applied.extend(change.label for change in changes)
    return [Applied(change.number, 1, {}) for change in changes]


STEPS = RowByRow(plan, carry_out)
REGISTER = Register("tests.codes", COLUMNS, STEPS, None, identity=("code",), names=("code", "note"))


@pytest.fixture(autouse=True)
def forget() -> None:
    applied.clear()


def read(
    *rows: list[object], corrections: dict[int, dict[str, str]] | None = None
) -> tuple[list[Row], dict[int, list[str]]]:
    found, refused = read_rows(REGISTER, Sheet("", [HEADINGS, *rows]), LAYOUT, corrections)
    return found, {number: [one.code for one in objections] for number, objections in refused.items()}


def test_rows_keep_their_number_in_the_file_and_empty_ones_are_left_out() -> None:
    rows, refused = read([None, None, None], ["a", None, None], ["", " ", "\t"], ["b"])

    assert [(row.number, row["code"], row["note"]) for row in rows] == [(3, "a", None), (5, "b", None)]
    assert refused == {}


def test_all_that_is_wrong_with_a_row_is_found_and_kept_as_it_stands() -> None:
    rows, refused = read([None, "31.02.1980", "too long"])

    assert refused == {2: ["import.value_missing", "import.value_date", "import.value_too_long"]}
    assert rows[0].wrong == {"code": "", "day": "31.02.1980", "note": "too long"}


def test_correction_takes_the_place_of_a_cell() -> None:
    rows, refused = read(
        ["a", "31.02.1980"], ["b", "x"], corrections={2: {"day": "28.02.1980"}, 9: {"day": "?"}}
    )

    assert (rows[0]["day"], refused) == (date(1980, 2, 28), {3: ["import.value_date"]})


def test_two_rows_of_one_identity_are_refused_but_the_first() -> None:
    _rows, refused = read(["a"], ["b"], ["a"])

    assert refused == {4: ["import.duplicate_row"]}


def test_planned_rows_come_in_the_order_of_the_file_and_wrong_ones_are_not_planned() -> None:
    rows, _refused = read(["a", None, "x"], ["b", "wrong", "y"], ["old"])
    refused = {3: [Objection("import.value_date", "day")]}

    changes = plan_rows(REGISTER, STEPS, rows, refused, CONTEXT)

    assert [(one.number, one.state, one.label) for one in changes] == [
        (2, RowState.NEW, "a"), (3, RowState.REFUSED, "b y"), (4, RowState.UNCHANGED, "old"),
    ]  # fmt: skip
    assert changes[1].after == {"day": "wrong"}


@pytest.mark.parametrize(
    ("codes", "dry_run", "created", "errors", "carried"),
    [
        (["a", "b", "old"], False, 2, [], ["a", "b"]),
        (["a", "b", "old"], True, 2, [], []),
        (["a", "bad"], False, 0, ["tests.bad"], []),
        (["old"], False, 0, [], []),
        ([], False, 0, ["file.empty"], []),
    ],
    ids=["good", "dry run", "bad", "nothing new", "empty"],
)
def test_file_is_carried_out_whole_or_not_at_all(
    app: Flask, codes: list[str], dry_run: bool, created: int, errors: list[str], carried: list[str]
) -> None:
    content = write_csv(HEADINGS, [[code, "", ""] for code in codes])

    report = run_import(REGISTER, content, CONTEXT, dry_run=dry_run)

    assert (report.created, [one.objection.code for one in report.errors], applied) == (
        created,
        errors,
        carried,
    )


def test_file_without_a_required_column_or_without_a_table_is_refused(app: Flask) -> None:
    missing = run_import(REGISTER, write_csv(["День"], [["01.01.2021"]]), CONTEXT)
    unreadable = run_import(REGISTER, b"%PDF-1.7", CONTEXT)

    assert [(one.column, one.objection.code) for one in missing.errors] == [("code", "import.column_missing")]
    assert [one.objection.code for one in unreadable.errors] == ["file.unreadable"]
