"""CSV has no rules: encoding, delimiter and quotation marks are guessed, and a guess that loses text is refused."""

import pytest

from elections.documents.spreadsheet import Cell, Sheet, read_table
from tests.documents.test_spreadsheet import code_of, rows_of

RUSSIAN: list[list[Cell]] = [["КАТО", "Наименование"], ["010000000", "Ёлки № 1"], ["113241000", "Наумовка"]]
KAZAKH: list[list[Cell]] = [["КАТО", "Атауы"], ["010000000", "Әғқңөұүһі № ₸"], ["113241000", "Қарасай"]]


def text_of(rows: list[list[Cell]], delimiter: str = ";", end: str = "\r\n") -> str:
    return "".join(delimiter.join(str(cell) for cell in row) + end for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_unicode_is_read_with_any_delimiter(encoding: str, delimiter: str, end: str) -> None:
    text = text_of(KAZAKH, delimiter, end)
    content = b"\xfe\xff" + text.encode("utf-16-be") if encoding == "utf-16-be-bom" else text.encode(encoding)

    assert read_table(content) == [Sheet("", KAZAKH)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_windows_1251_is_read_with_any_delimiter(delimiter: str) -> None:
    assert rows_of(text_of(RUSSIAN, delimiter).encode("windows-1251")) == RUSSIAN


def test_utf_16_without_a_mark_is_read_when_its_headings_are_latin() -> None:
    rows: list[list[Cell]] = [
        ["kato", "name_ru", "name_kk", "voters"],
        ["113241000", "Karasai", "Karasai", "586"],
    ]

    assert rows_of(text_of(rows).encode("utf-16-le")) == rows


def test_few_russian_words_among_latin_ones_are_read() -> None:
    rows: list[list[Cell]] = [["kato", "name"], ["113241000", "с.о."]]

    assert rows_of(text_of(rows).encode("windows-1251")) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_cut_in_the_middle_of_a_letter_is_refused(encoding: str) -> None:
    assert code_of(text_of(RUSSIAN, end="").encode(encoding)[:-1]) == "file.unreadable"


def test_quoted_line_breaks_delimiters_and_quotes_stay_in_their_cell() -> None:
    content = 'КАТО;Мекенжай\r\n1;"Абай к., 1;\r\n2-қабат, ""Штаб"""\r\n2;x\r\n'.encode()

    assert rows_of(content) == [["КАТО", "Мекенжай"], ["1", 'Абай к., 1;\r\n2-қабат, "Штаб"'], ["2", "x"]]


def test_quotation_marks_inside_a_cell_are_only_letters() -> None:
    assert rows_of('a;b\n1;ТОО "Асар" № 2\n'.encode()) == [["a", "b"], ["1", 'ТОО "Асар" № 2']]


@pytest.mark.parametrize("text", ['a;b\n1;"Асар\n2;x\n3;y\n', 'a;b\n1;2\n3;"', '"a;b\n1;2'])
def test_quotation_mark_that_nothing_closes_is_refused(text: str) -> None:
    assert code_of(text.encode()) == "file.unreadable"


def test_cell_of_unbelievable_length_is_refused() -> None:
    assert code_of(b"a;b\n1;" + b"x" * 200_000) == "file.unreadable"


@pytest.mark.parametrize(
    "title", ["", "Классификатор, 2021, по областям, весь\n", "sep=;\n", "Классификатор;\n"]
)
def test_commas_inside_cells_do_not_part_them(title: str) -> None:
    rows: list[list[Cell]] = [
        ["КАТО", "Адрес"],
        ["1", "Акмолинская, Аккольский, Наумовка"],
        ["2", "Акмолинская, Аккольский, Урюпинка"],
    ]

    assert rows_of((title + text_of(rows)).encode())[-3:] == rows


def test_semicolons_inside_cells_do_not_part_them() -> None:
    content = "КАТО,Телефоны\n1,7;8;9\n2,5;6\n".encode()

    assert rows_of(content) == [["КАТО", "Телефоны"], ["1", "7;8;9"], ["2", "5;6"]]


def test_one_column_needs_no_delimiter() -> None:
    assert rows_of("КАТО\n113241000\n".encode()) == [["КАТО"], ["113241000"]]


def test_empty_rows_keep_their_numbers_and_hold_nothing() -> None:
    content = b"\n;;\na;b;c\n1; ;3\n;;\n \n;;\n\n\n"

    assert rows_of(content) == [
        [], [None, None, None], ["a", "b", "c"], ["1", None, "3"], [None, None, None], [None], [None, None, None],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("'=1+1", "=1+1"),
        ("'+7 701", "+7 701"),
        ("''=1", "'=1"),
        ("'қ", "'қ"),
        ("=1+1", "=1+1"),
        ("007", "007"),
    ],
)
def test_apostrophe_before_a_formula_is_not_part_of_the_text(cell: str, read: str) -> None:
    assert rows_of(f"a;b\n1;{cell}\n".encode()) == [["a", "b"], ["1", read]]


@pytest.mark.parametrize("start", [b"\xff\xd8\xff\xe0", b"RIFF....WEBP", b"....ftypheic"])
def test_photo_of_a_list_is_no_list(start: bytes) -> None:
    assert code_of(start + b"yyyy;zzzz\n" * 20) == "file.unreadable"
