"""Tables out of whatever people send: what they see in their program is what is read, or they are told why not."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from elections.documents.spreadsheet import Cell, Sheet, read_table, write_csv, write_table, write_xlsx
from elections.errors import Refused
from tests.documents.tables import make_ods, make_xls, make_xlsx, make_xlsx_of, unpack

KAZAKH = "Әғқңөұүһі"
TABLE: list[list[Any]] = [
    ["КАТО", "Атауы", "Сайлаушылар", "Күні"],
    ["010000000", f"{KAZAKH} а.о.", 586.0, date(2021, 7, 25)],
    [None, None, None, None],
    ["113241000", "Наумовка", 0.5, None],
]
AS_READ: list[list[Cell]] = [
    ["КАТО", "Атауы", "Сайлаушылар", "Күні"],
    ["010000000", f"{KAZAKH} а.о.", 586, date(2021, 7, 25)],
    [None, None, None, None],
    ["113241000", "Наумовка", 0.5, None],
]


def rows_of(content: bytes) -> list[list[Cell]]:
    (sheet,) = read_table(content)
    return sheet.rows


def code_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_table(content)
    return str(refused.value)


def typed_rows(book: Any, sheet: Any) -> None:
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for number, row in enumerate(TABLE):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write(number, column, value)


# --- workbooks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [make_xlsx(typed_rows), make_ods(TABLE), make_xls(TABLE)],
    ids=["xlsx", "ods", "xls"],
)
def test_workbook_is_read_as_it_is_seen(content: bytes) -> None:
    assert read_table(content) == [Sheet("Лист1", AS_READ)]


@pytest.mark.parametrize("make", [make_xlsx_of, make_ods, make_xls], ids=["xlsx", "ods", "xls"])
@pytest.mark.parametrize(
    ("number", "read"), [(586.0, 586), (586, 586), (0.5, 0.5), (-3.0, -3), (113241000.0, 113241000)]
)
def test_whole_numbers_are_whole(make: Callable[..., bytes], number: float, read: Cell) -> None:
    value = rows_of(make([[number]]))[0][0]

    assert (value, type(value)) == (read, type(read))


def test_cells_of_excel_become_what_they_mean() -> None:
    def fill(book: Any, sheet: Any) -> None:
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_datetime(0, 0, datetime(2021, 7, 25, 18, 30), moment)
        sheet.write_datetime(0, 1, time(18, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_boolean(0, 2, True)
        sheet.write_formula(0, 3, "=1+1", None, 2)
        sheet.write_formula(0, 4, "=1/0", None, "#DIV/0!")
        sheet.write_rich_string(0, 5, "Ақ", book.add_format({"bold": True}), "көл", " ауданы")
        sheet.write_number(0, 6, 10000000, book.add_format({"num_format": "000000000"}))
        sheet.write_string(0, 7, "первая\nвторая")

    assert rows_of(make_xlsx(fill)) == [
        [
            datetime(2021, 7, 25, 18, 30),
            time(18, 30),
            True,
            2,
            None,
            "Ақкөл ауданы",
            10000000,
            "первая\nвторая",
        ]
    ]


def test_rows_keep_the_numbers_they_have_in_the_file() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_string("B3", "третья")
        sheet.write_string("A5", "пятая")

    assert rows_of(make_xlsx(fill)) == [
        [None, None],
        [None, None],
        [None, "третья"],
        [None, None],
        ["пятая", None],
    ]


def test_merged_title_stands_in_its_first_cell() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "Список участков", book.add_format({"align": "center"}))
        sheet.write_row("A2", ["КАТО", "Участок", "Избирателей"])

    assert rows_of(make_xlsx(fill)) == [["Список участков", None, None], ["КАТО", "Участок", "Избирателей"]]


def test_rows_and_columns_that_are_only_painted_are_not_there() -> None:
    def fill(book: Any, sheet: Any) -> None:
        yellow = book.add_format({"bg_color": "yellow"})
        sheet.write_row("A1", ["КАТО", "Атауы"])
        for row in range(1, 20):
            sheet.write_blank(row, 16_383, None, yellow)
        sheet.set_row(9_999, 30, yellow)

    assert rows_of(make_xlsx(fill)) == [["КАТО", "Атауы"]]


def test_empty_rows_to_the_end_of_an_ods_are_not_there() -> None:
    rest = (
        '<table:table-row table:number-rows-repeated="1048572">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert rows_of(make_ods(TABLE, rest)) == AS_READ


def test_all_sheets_are_read_charts_and_hidden_ones_too() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "бір")
        hidden = book.add_worksheet("Жасырын")
        hidden.write_string(0, 0, "екі")
        hidden.hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Лист1!$A$1:$A$1"})
        book.add_chartsheet("Диаграмма").set_chart(chart)

    assert read_table(make_xlsx(fill)) == [
        Sheet("Лист1", [["бір"]]), Sheet("Жасырын", [["екі"]]), Sheet("Диаграмма", []),
    ]  # fmt: skip


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(make_ods(TABLE))

    assert read_table(path, path.name) == [Sheet("Лист1", AS_READ)]


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"^file\.unreadable$"):
        read_table(tmp_path / "nowhere.xlsx")


# --- writing -------------------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+7 701 000 00 00", "-5", "@SUM(A1)", "\tx", "'=1+1", "''=1", "'тырнақша"]
WRITTEN: list[list[Cell]] = [[text, 5] for text in FORMULAS] + [['a;b\n"c", d', None], [None, 586], ["=", -3]]


def test_xlsx_comes_back_as_it_was_written() -> None:
    days: list[list[Cell]] = [[date(2021, 7, 25), 0.5], [None, True]]

    assert read_table(write_xlsx("Список", ["Атауы", "Саны"], WRITTEN + days)) == [
        Sheet("Sheet1", [["Атауы", "Саны"], *WRITTEN, *days])
    ]


def test_csv_comes_back_as_it_was_written() -> None:
    as_text = [[text, None if value is None else str(value)] for text, value in WRITTEN]

    assert read_table(write_csv(["Атауы", "Саны"], WRITTEN)) == [Sheet("", [["Атауы", "Саны"], *as_text])]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@a", "\tx", "\rx"])
def test_csv_gives_what_looks_like_a_formula_an_apostrophe(text: str) -> None:
    lines = write_csv(["a"], [[text], ["1-1=0"], [-5]]).decode("utf-8-sig")

    assert lines.replace('"', "") == f"a\r\n'{text}\r\n1-1=0\r\n-5\r\n"


def test_xlsx_holds_no_formula_and_no_link() -> None:
    content = write_xlsx("x", ["a"], [[text] for text in [*FORMULAS, "http://example.kz", '=HYPERLINK("x")']])
    sheet = unpack(content)["xl/worksheets/sheet1.xml"]

    assert (sheet.count(b"<f>"), sheet.count(b"<hyperlink")) == (0, 0)
    assert sheet.count(b't="s"') == 1 + len(FORMULAS) + 2


@pytest.mark.parametrize(
    ("name", "start"), [("a.csv", b"\xef\xbb\xbfa"), ("A.CSV", b"\xef\xbb\xbfa"), ("a.xlsx", b"PK")]
)
def test_name_of_the_file_says_how_it_is_written(name: str, start: bytes) -> None:
    assert write_table(name, ["a"], [["b"]])[: len(start)] == start


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_table_without_rows_is_written_with_its_header(name: str) -> None:
    assert rows_of(write_table(name, ["Атауы", "Саны"], [])) == [["Атауы", "Саны"]]


def test_same_rows_give_the_same_file() -> None:
    assert write_xlsx("x", ["a"], [["b"]]) == write_xlsx("x", ["a"], [["b"]])
