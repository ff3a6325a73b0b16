"""Headings as people write them: any language, order and case, below titles and between columns of their own."""

import random
from typing import Any

import pytest

from elections.alphabet import fold
from elections.campaign.sheets import CONSTITUENCIES
from elections.imports.recognition import ROWS_ABOVE, Header, find_header
from elections.imports.registers import Column, Register
from elections.territory.sheets import PRECINCTS, TERRITORY

REGISTERS = (TERRITORY, CONSTITUENCIES, PRECINCTS)
COLUMNS = (
    Column("kato", True, ("КАТО", "Код КАТО", "ӘАОЖ коды", "KATO code")),
    Column(
        "name_kk", True, ("Наименование на казахском", "Қазақша атауы", "Name in Kazakh"), may_be_empty=True
    ),
    Column("voters", False, ("Число избирателей", "Сайлаушылар саны", "Voters")),
)
PLACES = {"kato": 0, "name_kk": 1, "voters": 2}
HEADINGS = [
    (register.kind, column.key, heading)
    for register in REGISTERS
    for column in register.columns
    for heading in (column.key, *column.headings)
]


def register_of(kind: str) -> Register:
    return next(register for register in REGISTERS if register.kind == kind)


def places(*rows: list[Any]) -> dict[str, int]:
    return find_header(rows, COLUMNS).places


@pytest.mark.parametrize(
    "heading_row",
    [
        ["КАТО", "Наименование на казахском", "Число избирателей"],
        ["Код КАТО", "Қазақша атауы", "Сайлаушылар саны"],
        ["ӘАОЖ коды", "Қазақша атауы", "Voters"],
        ["KATO code", "Name in Kazakh", "Voters"],
        ["kato", "name_kk", "voters"],
        ["КАТО", "Қазақша атауы", "Voters"],
    ],
    ids=["ru", "mixed", "kk", "en", "keys", "all"],
)
def test_headings_are_known_in_three_languages(heading_row: list[str]) -> None:
    assert places(heading_row) == PLACES


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, str.title, lambda text: f"  {text}\n", "«{}» *:".format]
)
def test_case_and_marks_do_not_count(change: Any) -> None:
    assert places([change(text) for text in ("Код КАТО", "Қазақша атауы", "Сайлаушылар саны")]) == PLACES


@pytest.mark.parametrize(
    "heading",
    [
        "Код\nКАТО", "Код\u00a0 КАТО", "Код\u00ad КАТО", "\ufeffкод_като", "Koд KATО", "код-като", "№ Код КАТО",
        "KOD КАТО".replace("KOD", "КOД"),
    ],
)  # fmt: skip
def test_what_a_person_does_not_see_does_not_count(heading: str) -> None:
    assert places([heading]) == {"kato": 0}


@pytest.mark.parametrize("heading", ["", None, "КАТ", "Код", "КАТО КАТО", "Код КАТО района", 11, 0.5, True])
def test_other_headings_are_not_taken_for_ours(heading: Any) -> None:
    assert places([heading]) == {}


@pytest.mark.parametrize("seed", range(5))
def test_order_does_not_count(seed: int) -> None:
    headings = ["Сайлаушылар саны", "КАТО", "Name in Kazakh", "Ескертпе", None, "№"]
    random.Random(seed).shuffle(headings)

    assert places(headings) == {
        "voters": headings.index("Сайлаушылар саны"),
        "kato": headings.index("КАТО"),
        "name_kk": headings.index("Name in Kazakh"),
    }


@pytest.mark.parametrize("above", [0, 1, ROWS_ABOVE - 1])
def test_titles_may_stand_above(above: int) -> None:
    rows = [["Список округов", None, None]] * above + [["КАТО", "Атауы", "Voters"]]

    assert find_header(rows, COLUMNS) == Header(
        above, {"kato": 0, "voters": 2}, {"kato": "КАТО", "voters": "Voters"}
    )


def test_heading_row_is_not_looked_for_without_end() -> None:
    assert places(*[["Список"]] * ROWS_ABOVE, ["КАТО"]) == {}
    assert places(*[["Список"]] * (ROWS_ABOVE - 1), ["КАТО"]) == {"kato": 0}


def test_row_with_most_columns_is_the_heading_row() -> None:
    header = find_header([["КАТО", None], ["Voters", "КАТО"], ["Қазақша атауы", None]], COLUMNS)

    assert (header.row, header.places) == (1, {"voters": 0, "kato": 1})


def test_first_of_two_equal_rows_is_the_heading_row() -> None:
    assert find_header([["x"], ["КАТО", "Voters"], ["Voters", "КАТО"]], COLUMNS).row == 1


def test_first_of_two_equal_columns_counts() -> None:
    assert find_header([["КАТО", "Код КАТО"]], COLUMNS) == Header(0, {"kato": 0}, {"kato": "КАТО"})


def test_headings_are_kept_as_the_file_writes_them() -> None:
    assert find_header([["  код \n КАТО ", "VOTERS"]], COLUMNS).headings == {
        "kato": "код КАТО",
        "voters": "VOTERS",
    }


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (["КАТО", "name_kk", "voters"], []),
        (["КАТО", "name_kk"], []),
        (["name_kk", "voters"], ["kato"]),
        (["КАТО", "Атау"], ["name_kk"]),
        (["x"], ["kato", "name_kk"]),
        ([], ["kato", "name_kk"]),
    ],
)
def test_required_columns_that_are_missing_are_named(headings: list[str], missing: list[str]) -> None:
    header = find_header([headings], COLUMNS)

    assert [column.key for column in header.missing(COLUMNS)] == missing


def test_sheet_without_rows_has_no_heading_row() -> None:
    assert find_header([], COLUMNS) == Header(0, {}, {})


@pytest.mark.parametrize(("kind", "key", "heading"), HEADINGS)
def test_every_heading_of_every_register_is_recognised(kind: str, key: str, heading: str) -> None:
    columns = register_of(kind).columns

    assert find_header([["№", heading.upper(), "Ескертпе"]], columns).places == {key: 1}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)
def test_no_heading_names_two_columns(register: Register) -> None:
    owners = {
        (fold(heading), column.key)
        for column in register.columns
        for heading in (column.key, *column.headings)
    }

    assert len({heading for heading, _key in owners}) == len(owners)
    assert "" not in {heading for heading, _key in owners}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)
def test_every_column_has_a_heading_in_each_language(register: Register) -> None:
    def scripts(column: Column) -> tuple[bool, bool]:
        latin = any(heading.isascii() for heading in column.headings)
        return latin, any(not heading.isascii() for heading in column.headings)

    assert {column.key: scripts(column) for column in register.columns} == {
        column.key: (True, True) for column in register.columns
    }
