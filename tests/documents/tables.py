"""Makes small files of tables as programs other than ours write them: ODS, XLS, and XLSX with every kind of cell."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import xlsxwriter

SECTOR = 512
FREE, END_OF_CHAIN, FAT_SECTOR, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_DAY_FORMAT = 14
_EXCEL_DAY_0 = date(1899, 12, 30)


def make_zip(files: Mapping[str, str | bytes]) -> bytes:
    """Returns an archive of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Returns the files of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_xlsx(fill: Callable[[Any, Any], None]) -> bytes:
    """Returns a workbook whose only sheet is filled by `fill(book, sheet)`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        fill(book, book.add_worksheet("Лист1"))
    return buffer.getvalue()


def make_xlsx_of(rows: Iterable[Iterable[Any]]) -> bytes:
    """Returns a workbook with the rows as a person would have typed them."""

    def fill(_book: Any, sheet: Any) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return make_xlsx(fill)


def make_ods(rows: Iterable[Iterable[Any]], after: str = "") -> bytes:
    """Returns an OpenDocument spreadsheet; `after` is what stands behind its last row, as XML."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Лист1">{lines}{after}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return make_zip({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def make_xls(rows: Iterable[Iterable[Any]], password: bool = False) -> bytes:
    """Returns a workbook of Excel 97 (BIFF8); with a password it says so, though its cells stay plain."""
    return make_compound({"Workbook": xls_book(rows, password)})


def xls_book(rows: Iterable[Iterable[Any]], password: bool = False) -> bytes:
    """Returns the stream of records that such a workbook is."""
    cells = b"".join(
        _xls_cell(number, place, value)
        for number, row in enumerate(rows)
        for place, value in enumerate(row)
        if value is not None
    )
    name = "Лист1"
    plain, day = (xls_record(0xE0, struct.pack("<HHH14x", 0, kind, 0)) for kind in (0, _DAY_FORMAT))
    lock = xls_record(0x2F, bytes(54)) if password else b""
    head = _begin(0x05) + lock + xls_record(0x42, struct.pack("<H", 1200)) + plain + day
    sheet_at = len(head) + len(_bound_sheet(name, 0)) + len(_END)
    return head + _bound_sheet(name, sheet_at) + _END + _begin(0x10) + cells + _END


_END = struct.pack("<HH", 0x0A, 0)


def xls_record(kind: int, content: bytes) -> bytes:
    """Returns a record of such a stream."""
    return struct.pack("<HH", kind, len(content)) + content


def _begin(kind: int) -> bytes:
    return xls_record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _bound_sheet(name: str, at: int) -> bytes:
    return xls_record(0x85, struct.pack("<IHBB", at, 0, len(name), 1) + name.encode("utf-16-le"))


def _xls_cell(row: int, column: int, value: Any) -> bytes:
    if isinstance(value, str):
        text = struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le")
        return xls_record(0x204, text)
    if isinstance(value, date):
        return xls_record(0x203, struct.pack("<HHHd", row, column, 1, (value - _EXCEL_DAY_0).days))
    return xls_record(0x203, struct.pack("<HHHd", row, column, 0, value))


def make_compound(streams: Mapping[str, bytes]) -> bytes:
    """Returns an OLE compound file, as XLS and encrypted XLSX are, with the streams, each of 4096 bytes at least."""
    bodies = {name: body + bytes(-len(body) % SECTOR) for name, body in streams.items()}
    bodies = {name: body.ljust(4096, b"\0") for name, body in bodies.items()}
    fat, starts = [FAT_SECTOR, END_OF_CHAIN], {}
    for name, body in bodies.items():
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + len(body) // SECTOR), END_OF_CHAIN]
    head = struct.pack("<8s16xHHHHH10xII4xIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 1, 1,
                       4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)  # fmt: skip
    head += struct.pack("<109I", 0, *[FREE] * 108)
    entries = [directory_entry("Root Entry", 5, END_OF_CHAIN, 0, 1)]
    names = list(bodies)
    for place, name in enumerate(names, start=1):
        after = place + 1 if place < len(names) else NOBODY
        entries.append(directory_entry(name, 2, starts[name], len(bodies[name]), NOBODY, after))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    return head + table + directory + b"".join(bodies.values())


def directory_entry(name: str, kind: int, start: int, size: int, child: int, right: int = NOBODY) -> bytes:
    """Returns an entry of a compound file's directory."""
    words = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", words, len(words) + 2, kind, 1, NOBODY, right, child, start, size)
