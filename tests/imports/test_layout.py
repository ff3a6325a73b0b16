"""Where the columns are: by their headings, by what is in them, by what the sender said the last time."""

from typing import Any

from elections.candidates.registers import CANDIDATES
from elections.documents.spreadsheet import Sheet
from elections.imports.layout import NO_HEADINGS, Layout, guess_layout, heading_row, layout_at
from elections.territory.sheets import TERRITORY
from tests.imports.lists import iin_of

ROW = ["Асанов Асхат", "113241000", "17.05.1980", iin_of(1), "+7 701 555 00 01"]
PLACES = {"full_name": 0, "kato": 1, "born_on": 2, "iin": 3, "phone": 4}


def sheets(*tables: list[list[Any]]) -> list[Sheet]:
    return [Sheet(f"Лист{number}", rows) for number, rows in enumerate(tables, start=1)]


def test_headings_are_found_below_titles_and_between_columns_of_their_own() -> None:
    table = [
        ["Список кандидатов", None, None], [None, None, None], ["№", "Ф.И.О.", "Округ", "Прим."], [1, "А Б", "Карасай"],
    ]  # fmt: skip

    assert guess_layout(CANDIDATES, sheets(table)) == Layout(0, 2, {"full_name": 1, "constituency": 2})


def test_columns_are_told_by_their_cells_where_headings_say_nothing() -> None:
    table = [["Кто", "Где", "Когда", "Номер", "Связь"], *([ROW] * 5)]

    assert guess_layout(CANDIDATES, sheets(table)) == Layout(
        0, 0, {"kato": 1, "born_on": 2, "iin": 3, "phone": 4}
    )


def test_table_without_headings_begins_with_its_first_row() -> None:
    assert guess_layout(CANDIDATES, sheets([ROW] * 5)) == Layout(
        0, NO_HEADINGS, {"kato": 1, "born_on": 2, "iin": 3, "phone": 4}
    )


def test_one_cell_in_five_may_look_otherwise_and_not_two() -> None:
    odd = [*ROW[:3], "нет", ROW[4]]

    assert "iin" in guess_layout(CANDIDATES, sheets([*([ROW] * 4), odd])).places
    assert "iin" not in guess_layout(CANDIDATES, sheets([*([ROW] * 3), odd, odd])).places


def test_no_place_is_taken_for_two_columns() -> None:
    table = [["ИИН", "Код"], [iin_of(1), iin_of(1)], [iin_of(2), iin_of(2)]]

    assert guess_layout(CANDIDATES, sheets(table)).places == {"iin": 0}


def test_sheet_with_most_columns_is_chosen() -> None:
    notes, table = [["Пояснение"], ["КАТО"]], [["КАТО", "ФИО"], ["113241000", "А Б"]]

    assert guess_layout(CANDIDATES, sheets(notes, table)) == Layout(1, 0, {"kato": 0, "full_name": 1})
    assert guess_layout(CANDIDATES, []) == Layout(0, 0, {})


def test_what_the_sender_said_the_last_time_counts_before_anything_else() -> None:
    table = [["Кто", "Где", "Телефон", "Код"], ["А Б", "Карасай", "113241000", iin_of(1)]]
    known = {"кто": "full_name", "где": "constituency", "телефон": "kato"}

    found = guess_layout(CANDIDATES, sheets(table), known)

    assert found == Layout(0, 0, {"full_name": 0, "constituency": 1, "kato": 2, "iin": 3})


def test_column_that_the_sender_left_out_stays_out_whatever_its_cells_look_like() -> None:
    table = [["ФИО", "Код", "Телефон"], ["А Б", iin_of(1), "+7 701 555 00 01"]]

    found = guess_layout(CANDIDATES, sheets(table), {"код": "", "телефон": "", "фио": "full_name"})

    assert found.places == {"full_name": 0}


def test_heading_row_that_people_chose_is_read_anew() -> None:
    table = [["ФИО", "Прежнее"], ["Округ", "Аты-жөні"], ["Карасай", "А Б"]]

    assert layout_at(CANDIDATES, sheets(table), 0, 1).places == {"constituency": 0, "full_name": 1}
    assert layout_at(CANDIDATES, sheets(table), 0, NO_HEADINGS).places == {}


def test_required_columns_without_a_place_are_named() -> None:
    found = guess_layout(TERRITORY, sheets([["КАТО", "Прочее"], ["110000000", "x"]]))

    assert [column.key for column in found.missing(TERRITORY)] == ["name_ru", "name_kk"]
    assert [column.key for column in found.missing(CANDIDATES)] == ["full_name"]  # a place it has, and nobody


def test_headings_are_given_as_the_file_has_them() -> None:
    table = sheets([["Ф.И.О.\nкандидата", None, "Код  КАТО"], ["А Б", None, "113241000"]])
    layout = Layout(0, 0, {"full_name": 0, "kato": 2, "phone": 1, "iin": 7})

    assert layout.headings(table) == {"full_name": "Ф.И.О. кандидата", "kato": "Код КАТО"}
    assert heading_row(table, Layout(0, NO_HEADINGS, {})) == []
    assert heading_row(table, Layout(3, 0, {})) == []


def test_names_places_and_birth_dates_are_told_by_their_cells() -> None:
    row = ["Асанова Айгүл Ахметқызы", "Карасай а.о.", "1980-05-17"]

    assert guess_layout(CANDIDATES, sheets([row] * 3)).places == {
        "full_name": 0,
        "constituency": 1,
        "born_on": 2,
    }
    assert guess_layout(CANDIDATES, sheets([["Асанова Айгүл", "Карасай", "17 мая"]] * 3)).places == {}
