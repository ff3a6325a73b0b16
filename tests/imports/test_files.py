"""Lists in every kind of file that people send: what is in their cells is understood, and bombs stay packed."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from elections.accounts.access import Role
from elections.documents.archive import MAXIMUM_UNPACKED
from tests.browsing import Browser
from tests.documents.tables import make_ods, make_xls, make_xlsx, make_xlsx_of, make_zip
from tests.factories import Factory
from tests.imports.lists import Clerk, candidates, counts, make_contests, newest

LogIn = Callable[..., Browser]
BORN = date(1980, 5, 17)
TITLED: list[list[Any]] = [
    ["Список кандидатов в акимы района", None, None, None],
    [None, None, None, None],
    ["№", "Ф.И.О.", "Код КАТО", "Дата\nрождения"],
    [1, "Абишев  Aсхат Мұратұлы ", 113200100, "17.05.1980"],  # a Latin A
    [None, None, "  ", None],
    [2, "ИСАЕВА АЙГҮЛ", "113200200", "1980-05-17"],
]


@pytest.fixture
def clerk(login: LogIn, factory: Factory) -> Clerk:
    make_contests(factory, 3)
    return Clerk(login(Role.COORDINATOR))


def csv_of(encoding: str, delimiter: str, without: str = "") -> bytes:
    lines = [["" if cell is None else str(cell).replace("\n", " ") for cell in row] for row in TITLED]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    for letter, other in zip(without, "ГгУуОо", strict=False):
        text = text.replace(letter, other)
    return text.encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        make_xlsx_of(TITLED), make_xls(TITLED), make_ods(TITLED), csv_of("utf-8", ","), csv_of("utf-8-sig", ";"),
        csv_of("utf-16", "\t"), csv_of("utf-16-le", "\t"), csv_of("windows-1251", ";", "ҮүҰұ"),
    ],
    ids=["xlsx", "xls", "ods", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251"],
)  # fmt: skip
def test_list_is_understood_from_every_kind_of_file(clerk: Clerk, content: bytes) -> None:
    clerk.send(content, name="список")
    assert counts(newest()) == {"new": 2}
    clerk.apply(newest())

    people = [one.person for one in candidates()]
    assert [one.surname for one in people] == ["Абишев", "Исаева"]
    assert [one.given_name for one in people][0] == "Асхат"
    assert {one.born_on for one in people} == {BORN}


def test_dates_are_understood_as_dates_as_text_and_as_numbers(clerk: Clerk) -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, ["ФИО", "Округ", "Дата рождения"])
        sheet.write_row(1, 0, ["Әлиев А", "113200100"])
        sheet.write_datetime(1, 2, datetime(1980, 5, 17), day)
        sheet.write_row(2, 0, ["Бекова Б", "113200200", "17.05.1980"])
        sheet.write_row(3, 0, ["Ғалымов Ғ", "113200300", (BORN - date(1899, 12, 30)).days])

    clerk.send(make_xlsx(fill))
    clerk.apply(newest())

    assert [one.person.born_on for one in candidates()] == [BORN] * 3


def test_cells_merged_over_rows_and_values_of_formulas_count(clerk: Clerk) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 3, "Кандидаты")
        sheet.write_row(1, 0, ["Дата рождения", "ФИО", "Округ", "Телефон"])
        sheet.merge_range(2, 0, 4, 0, "17.05.1980")
        for number, name in enumerate(["Әлиев А", "Бекова Б", "Ғалымов Ғ"]):
            sheet.write_string(2 + number, 1, name)
            sheet.write_formula(2 + number, 2, f'="1132"&"00{number + 1}00"', None, f"113200{number + 1}00")
            sheet.write_string(2 + number, 3, "=CMD()")

    clerk.send(make_xlsx(fill))
    clerk.apply(newest())

    assert [one.person.born_on for one in candidates()] == [BORN] * 3
    assert {one.person.phone for one in candidates()} == {"=CMD()"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (make_zip({"xl/workbook.xml": b"0" * (MAXIMUM_UNPACKED // 8)}), "would unpack into far too much"),
        (b"PK\x03\x04" + b"\x00" * 40, "cannot be read"),
        (make_xls([["ФИО"]], password=True), "protected by a password"),
        (b"MZ\x90\x00\x03", "cannot be read"),
        (b"\n \n", "no rows in this file"),
    ],
    ids=["bomb", "cut", "password", "exe", "empty"],
)
def test_what_is_no_list_is_refused_and_nothing_is_kept(clerk: Clerk, content: bytes, words: str) -> None:
    answer = clerk.browser.post(
        "/imports/new", {"kind": "candidates", "file": (io.BytesIO(content), "a.xlsx")}
    )

    assert (answer.status, newest()) == (422, 0)
    assert words in answer.words
