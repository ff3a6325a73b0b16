"""What is no table, or would do harm, gets one clear code; nothing else comes out of the reader."""

import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from elections.documents import archive, spreadsheet
from elections.documents.spreadsheet import read_table, write_xlsx
from elections.errors import Refused
from tests.documents.tables import (
    make_compound,
    make_ods,
    make_xls,
    make_xlsx,
    make_xlsx_of,
    make_zip,
    unpack,
)
from tests.documents.test_spreadsheet import TABLE, code_of, rows_of

PLAIN = make_xlsx_of([["КАТО", "Атауы"], ["113241000", "Қарасай"]])
EXE = (
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8"
    + bytes(47)
    + b"This program cannot be run in DOS"
)


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "\ufeff".encode("utf-16-le"), b";;;\n;;;\n"]
)
def test_empty_file_says_so(content: bytes) -> None:
    assert code_of(content) == "file.empty"


@pytest.mark.parametrize("make", [make_xlsx_of, make_ods, make_xls], ids=["xlsx", "ods", "xls"])
def test_workbook_with_nothing_in_it_says_so(make: Callable[..., bytes]) -> None:
    assert code_of(make([])) == "file.empty"
    assert rows_of(make([["x"]])) == [["x"]]


@pytest.mark.parametrize(
    "content",
    [
        EXE,
        b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\n",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\n<html><table><tr><td>kato</td></tr></table></html>",
        b"<?xml version='1.0'?><Workbook/>",
        b"{\\rtf1 kato}",
        b"\x00\x01\x02\x03",
        b"Rar!\x1a\x07\x00",
        b"\x1f\x8b\x08\x00\x00",
    ],
    ids=["exe", "pdf", "pdf-binary", "png", "jpeg", "html", "xml", "rtf", "zeros", "rar", "gzip"],
)
def test_renamed_file_of_another_kind_is_refused(content: bytes) -> None:
    assert code_of(content) == "file.unreadable"


@pytest.mark.parametrize(
    "content",
    [
        make_zip({"word/document.xml": "<w:document/>", "[Content_Types].xml": "<Types/>"}),
        make_zip({"readme.txt": "нет таблицы"}),
        make_compound({"WordDocument": b"\xec\xa5\xc1\x00"}),
        make_zip({**unpack(PLAIN), "xl/workbook.bin": b"\x83\x01"}),
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0 broken",
    ],
    ids=["docx", "zip", "doc", "xlsb", "broken-zip", "broken-ole"],
)
def test_archive_that_is_no_table_is_refused(content: bytes) -> None:
    assert code_of(content) == "file.unreadable"


def test_renamed_text_is_a_table_of_one_column() -> None:
    assert rows_of("Сәлеметсіз бе!\nБұл хат.\n".encode()) == [["Сәлеметсіз бе!"], ["Бұл хат."]]


@pytest.mark.parametrize("make", [make_xlsx_of, make_ods, make_xls], ids=["xlsx", "ods", "xls"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_truncated_workbook_is_refused(make: Callable[..., bytes], part: float) -> None:
    content = make([["КАТО", "Атауы"]] + [[str(number), "Қарасай" * 20] for number in range(50)])

    assert code_of(content[: int(len(content) * part)]) == "file.unreadable"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]
)
def test_workbook_without_a_part_is_refused(part: str) -> None:
    rest = {name: body for name, body in unpack(PLAIN).items() if name != part}

    assert code_of(make_zip(rest)) == "file.unreadable"


def test_damaged_workbooks_raise_nothing_but_refusals() -> None:
    chance, outcomes = random.Random(2021), set()
    for _ in range(400):
        damaged = bytearray(PLAIN)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(4, len(damaged))] = chance.randrange(256)
        try:
            outcomes.add(type(read_table(bytes(damaged))))
        except Refused as refused:
            outcomes.add(str(refused))

    assert outcomes <= {list, "file.unreadable", "file.password", "file.bomb", "file.empty", "file.too_large"}
    assert {list, "file.unreadable"} <= outcomes


# --- passwords -----------------------------------------------------------------------------------------------------


def encrypted_zip() -> bytes:
    content = bytearray(make_zip({"content.xml": "x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def encrypted_ods() -> bytes:
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    return make_zip(
        {
            **unpack(make_ods(TABLE)),
            "META-INF/manifest.xml": f"<manifest:manifest>{entry}</manifest:manifest>",
        }
    )


@pytest.mark.parametrize(
    "content",
    [
        make_compound({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": bytes(range(256)) * 20}),
        make_xls(TABLE, password=True),
        encrypted_ods(),
        encrypted_zip(),
    ],
    ids=["xlsx", "xls", "ods", "zip"],
)
def test_password_is_named(content: bytes) -> None:
    assert code_of(content) == "file.password"


# --- too much ------------------------------------------------------------------------------------------------------


def with_sheet(body: bytes) -> bytes:
    return make_zip({**unpack(PLAIN), "xl/worksheets/sheet1.xml": body})


def test_zip_bomb_is_refused_unpacked() -> None:
    bomb = with_sheet(b"<worksheet>" + b" " * (60 * 1024 * 1024))

    assert len(bomb) < 100_000
    assert code_of(bomb) == "file.bomb"


def test_many_files_of_a_bomb_count_together() -> None:
    layers = {f"xl/media/{number}.png": bytes(5 * 1024 * 1024) for number in range(10)}

    assert code_of(make_zip({**unpack(PLAIN), **layers})) == "file.bomb"


@pytest.mark.parametrize(("spare", "code"), [(0, ""), (-1, "file.bomb")])
def test_archive_may_unpack_into_so_much(spare: int, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = sum(len(body) for body in unpack(PLAIN).values())
    monkeypatch.setattr(archive, "MAXIMUM_UNPACKED", unpacked + spare)

    assert archive_check(PLAIN) == code


def test_big_honest_workbook_is_read() -> None:
    rows = [["КАТО", "Атауы"], *([str(number), "Қарасай ауылдық округі"] for number in range(20_000))]

    assert len(rows_of(write_xlsx("x", rows[0], rows[1:]))) == 20_001


def test_archive_that_lies_of_its_sizes_is_refused() -> None:
    content = bytearray(with_sheet(b"<worksheet>" + b" " * (60 * 1024 * 1024)))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as whole:
        size = whole.getinfo("xl/worksheets/sheet1.xml").file_size
    for place in [at for at in range(len(content)) if content[at : at + 4] == size.to_bytes(4, "little")]:
        content[place : place + 4] = (500).to_bytes(4, "little")

    assert code_of(bytes(content)) == "file.unreadable"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (1_048_575, 16_383, "file.too_large"),
        (0, 16_383, ""),
        (999, 4_999, ""),
        (999, 5_000, "file.too_large"),
    ],
)
def test_lonely_cell_far_away_does_not_fill_the_memory(row: int, column: int, code: str) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "КАТО")
        sheet.write_string(row, column, "x")

    content = make_xlsx(fill)

    if code:
        assert code_of(content) == code
    else:
        assert rows_of(content)[row][column] == "x"


def test_far_cells_of_all_sheets_count_together() -> None:
    def book_of(sheets: int) -> bytes:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            for _ in range(sheets):
                book.add_worksheet().write_string(99_999, 9, "x")
        return buffer.getvalue()

    assert archive_check(book_of(5)) == ""
    assert archive_check(book_of(6)) == "file.too_large"


def archive_check(content: bytes) -> str:
    """Returns the code with which an archive is refused before it is read, or ""."""
    try:
        archive.refuse_dangerous(content)
    except Refused as refused:
        return str(refused)
    return ""


def test_cell_on_the_border_of_two_pieces_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    far = b'<c r="XFD1048576" s="1" t="s"><v>0</v></c>'
    body = b'<worksheet><sheetData><row r="1048576">' + far + b"</row></sheetData></worksheet>"

    for size in range(8, 80):
        monkeypatch.setattr(archive, "_CHUNK", size)
        assert archive_check(with_sheet(body)) == "file.too_large"


def test_file_of_too_many_bytes_is_refused() -> None:
    line = "113241000;Қарасай\n".encode()
    fits = line * (spreadsheet.MAXIMUM_BYTES // len(line) // 30)

    assert code_of(line * (spreadsheet.MAXIMUM_BYTES // len(line) + 1)) == "file.too_large"
    assert len(rows_of(fits)) == len(fits) // len(line)


def test_table_of_too_many_rows_is_refused() -> None:
    assert code_of(b"1;2\n" * (spreadsheet.MAXIMUM_ROWS + 1)) == "file.too_large"
    assert len(rows_of(b"1;2\n" * spreadsheet.MAXIMUM_ROWS)) == spreadsheet.MAXIMUM_ROWS
