"""A file's columns for people: what they see of it, and what they say of it."""

from datetime import date

from flask import Flask

from elections.documents.spreadsheet import Sheet
from elections.imports.arrangement import FileColumn, columns_of, layout_from, sheet_choices
from elections.imports.layout import NO_HEADINGS, Layout

SHEETS = [
    Sheet("", [
        ["Список", None, None, None], ["ФИО", None, "Дата", None], [None, "x" * 80, date(1980, 5, 17), None],
        ["А Б", None, 5, None], ["В Г"], ["Д Е", "y"], ["Ж З", "z", "w"],
    ]),
    Sheet("Пустой", []),
]  # fmt: skip


def test_columns_have_their_heading_three_cells_and_what_they_are_taken_for(app: Flask) -> None:
    with app.test_request_context():
        assert columns_of(SHEETS, Layout(0, 1, {"born_on": 2})) == [
            FileColumn(0, "ФИО", ("А Б", "В Г", "Д Е"), ""),
            FileColumn(1, "Столбец B", ("x" * 60 + "…", "y", "z"), ""),
            FileColumn(2, "Дата", ("17.05.1980", "5", "w"), "born_on"),
        ]


def test_columns_without_headings_are_named_as_a_spreadsheet_names_them(app: Flask) -> None:
    wide = [Sheet("", [["x"] * 28])]

    with app.test_request_context():
        names = [one.heading.split()[-1] for one in columns_of(wide, Layout(0, NO_HEADINGS, {}))]

    assert (names[0], names[25:]) == ("A", ["Z", "AA", "AB"])


def test_empty_sheet_has_no_columns(app: Flask) -> None:
    with app.test_request_context():
        assert columns_of(SHEETS, Layout(1, NO_HEADINGS, {})) == []


def test_sheets_and_rows_are_offered_with_their_first_cells(app: Flask) -> None:
    with app.test_request_context():
        names, rows = sheet_choices(SHEETS, 0)

    assert list(names) == [0, 1]
    assert names[1] == "Пустой"
    assert list(rows) == [NO_HEADINGS, 0, 1, 2, 3, 4, 5, 6]
    assert (rows[0], rows[1]) == ("1: Список", "2: ФИО, Дата")
    assert len(rows[2]) <= 64


def test_what_people_say_of_columns_takes_the_place_of_what_was_guessed() -> None:
    typed = {
        "column-0": "full_name", "column-2": "born_on", "column-3": "", "column-5": "born_on", "column-x": "iin",
        "sheet": "0", "csrf_token": "column-9",
    }  # fmt: skip

    assert layout_from(Layout(0, 1, {"iin": 4}), typed) == Layout(0, 1, {"full_name": 0, "born_on": 2})
