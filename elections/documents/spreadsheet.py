"""Tables from files and into files. The only place that knows the libraries of spreadsheets."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, ZipError
from xlsxwriter.utility import xl_rowcol_to_cell

from elections.documents.archive import OLE_MARK, ZIP_MARK, refuse_dangerous
from elections.documents.file_kind import kind_of
from elections.documents.marks import present_mark
from elections.errors import Objection, Refused

Cell = str | int | float | bool | date | datetime | time | timedelta | None

Place = tuple[int, int]
NO_NOTES: Mapping[Place, str] = MappingProxyType({})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAXIMUM_BYTES = 20 * 1024 * 1024
MAXIMUM_ROWS = 200_000
NUMBER, SHARE, DAY, MOMENT = "# ##0", "0.0%", "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
"""How numbers, parts of a whole, days and moments stand in a cell."""
DELIMITERS = (";", "\t", ",")
WIDEST = 420
"""So many pixels a column has at most: what is longer is read in its cell."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FOREIGN_STARTS = ("%PDF", "<", "{\\rtf")
"""How files begin that are text, yet no CSV: PDF, HTML and XML, RTF."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SAMPLE = 20
_END = "\x00"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows, whose first is row 1 of the file."""

    name: str
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Table:
    """A sheet: its name, its headings, its rows, and by heading how numbers stand in a column that is no plain text."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    formats: Mapping[str, str] = field(default_factory=dict)
    total: Sequence[Cell] = ()
    """The last row; a number in it that is the sum of its column becomes a formula, which minds the filter."""
    formulas: Mapping[int, str] = field(default_factory=dict)
    """By column, how a number of the last row comes out of others of it: "{4}/{3}" divides the fifth by the fourth."""


def read_table(source: Path | bytes, filename: str = "") -> list[Sheet]:
    """Returns the sheets of an XLSX, XLS, ODS or CSV file; raises Refused with a code `file.…`.

    What a file is, its content says, not its name. An archive that would unpack into too much is refused unpacked.
    """
    content = source if isinstance(source, bytes) else _read(source)
    if not content.strip():
        raise _refused("file.empty")
    if len(content) > MAXIMUM_BYTES:
        raise _refused("file.too_large")
    if kind_of(content) is not None:  # a photo of a list is no list
        raise _refused("file.unreadable")
    sheets = _read_workbook(content) if content.startswith((ZIP_MARK, OLE_MARK)) else _read_csv(content)
    if sum(len(sheet.rows) for sheet in sheets) > MAXIMUM_ROWS:
        raise _refused("file.too_large")
    if all(cell is None for sheet in sheets for row in sheet.rows for cell in row):
        raise _refused("file.empty")
    return sheets


def write_table(filename: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Returns a table as its file's name asks: CSV for .csv, else XLSX."""
    return (
        write_csv(columns, rows) if filename.lower().endswith(".csv") else write_xlsx(filename, columns, rows)
    )


def write_xlsx(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], notes: Mapping[Place, str] = NO_NOTES
) -> bytes:
    """Returns an XLSX of one sheet: a frozen, filtered header; text stays text, so no formula comes out of it.

    `notes` are comments at cells, by row (from 1; 0 is the header) and column (from 0); a row's cell with one is red.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    mark = present_mark()
    properties = {"title": f"{mark} {title}".strip(), "created": datetime(2021, 1, 1)}  # noqa: DTZ001 the format knows no zones
    book.set_properties(properties)
    sheet = book.add_worksheet(mark or None)
    if mark:
        sheet.set_header(f"&C&B{mark}")
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd.mm.yyyy"})
    bad = book.add_format({"bg_color": "#F8C9C4", "border": 1, "border_color": "#B3261E"})
    bad_day = book.add_format({"bg_color": "#F8C9C4", "border": 1, "num_format": "dd.mm.yyyy"})
    for column, heading in enumerate(columns):
        sheet.write_string(0, column, heading, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            wrong = (last, column) in notes
            if isinstance(value, str):
                sheet.write_string(last, column, value, bad if wrong else None)
            elif isinstance(value, date):
                sheet.write_datetime(last, column, value, bad_day if wrong else day)
            elif value is not None or wrong:
                sheet.write(last, column, value, bad if wrong else None)
    for (place, column), note in notes.items():
        sheet.write_comment(place, column, note, {"x_scale": 2})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), max(len(columns) - 1, 0))
    sheet.autofit()
    book.close()
    return buffer.getvalue()


def write_workbook(title: str, tables: Sequence[Table]) -> bytes:
    """Returns an XLSX: each table a sheet with a frozen, filtered header; text stays text, so no formula comes out."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": datetime(2021, 1, 1)})  # noqa: DTZ001 the format knows no zones
    shown = {one: book.add_format({"num_format": one}) for one in (NUMBER, SHARE, DAY, MOMENT)}
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    bold = {one: book.add_format({"num_format": one, "bold": True, "top": 1}) for one in (NUMBER, SHARE, "")}
    for table in tables:
        sheet = book.add_worksheet(table.name)
        last = _write(sheet, table, head, shown)
        _write_total(sheet, table, last, bold)
        sheet.autofit(WIDEST)
    book.close()
    return buffer.getvalue()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Returns a CSV for Excel: UTF-8 with its mark, semicolons; what looks like a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _write(sheet: Any, table: Table, head: Any, shown: Mapping[str, Any]) -> int:
    """Writes the heading and the rows of a table, and returns how many rows there are."""
    formats = [shown.get(table.formats.get(one, "")) for one in table.headings]
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, head)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(last, column, value)
            elif isinstance(value, date):
                usual = MOMENT if isinstance(value, datetime) else DAY
                sheet.write_datetime(last, column, value, formats[column] or shown[usual])
            elif value is not None:
                sheet.write(last, column, value, formats[column])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), max(len(table.headings) - 1, 0))
    return last


def _write_total(sheet: Any, table: Table, last: int, bold: Mapping[str, Any]) -> None:
    if not table.total:
        return
    columns = list(zip(*table.rows, strict=True))
    for column, value in enumerate(table.total):
        shown = bold.get(table.formats.get(table.headings[column], ""), bold[""])
        summed = [one for one in columns[column] if isinstance(one, int)] if columns else []
        if column in table.formulas and value is not None:
            others = [xl_rowcol_to_cell(last + 1, other) for other in range(len(table.total))]
            formula = table.formulas[column].format(*others)
            sheet.write_formula(last + 1, column, f'=IFERROR({formula},"–")', shown, value)
        elif isinstance(value, int) and summed and sum(summed) == value:
            cells = f"{xl_rowcol_to_cell(1, column)}:{xl_rowcol_to_cell(last, column)}"
            sheet.write_formula(last + 1, column, f"=SUBTOTAL(109,{cells})", shown, value)
        elif isinstance(value, str):
            sheet.write_string(last + 1, column, value, shown)
        elif value is not None:
            sheet.write(last + 1, column, value, shown)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refused("file.unreadable") from error


def _read_workbook(content: bytes) -> list[Sheet]:
    refuse_dangerous(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if not book.sheet_names:
            raise _refused("file.unreadable")
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        return [Sheet(name, _rows(one)) for name, one in sheets]
    except (CalamineError, PasswordError, ZipError, ValueError) as error:
        raise _refused("file.unreadable") from error


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    """Returns the rows of a sheet; what is merged over several rows stands in each of them."""
    rows: list[list[Cell]] = [
        [_number(one) if one.__class__ is float else None if one == "" else one for one in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1] if top < len(rows) else ():
            row[left] = rows[top][left]
    return rows


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _read_csv(content: bytes) -> list[Sheet]:
    text = _decode(content).lstrip("\ufeff").rstrip("\r\n")
    if text.lstrip().startswith(FOREIGN_STARTS) or _CONTROLS.search(text):
        raise _refused("file.unreadable")
    try:
        delimiter = max(DELIMITERS, key=lambda mark: _evenness(text, mark))
        # a quotation mark that nothing closes would swallow all rows behind it, the mark of the end among them
        *rows, end = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _refused("file.unreadable") from error
    if end != [_END]:
        raise _refused("file.unreadable")
    return [Sheet("", [[_typed(value) for value in row] for row in rows])]


def _evenness(text: str, delimiter: str) -> int:
    """Returns how many of the first rows agree on a number of columns, when the delimiter makes more than one."""
    rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE)
    return max(Counter(len(row) for row in rows if len(row) > 1).values(), default=0)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content[1:200:2].count(0) > content[:200].count(0) // 2 > 10:
        encoding = "utf-16-le"
    else:
        encoding = "utf-8" if _looks_like_utf_8(content) else "windows-1251"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _refused("file.unreadable") from error


def _looks_like_utf_8(content: bytes) -> bool:
    """Tells text in UTF-8, damaged or whole, from windows-1251, nearly none of whose letters UTF-8 can read."""
    text = content.decode("utf-8", "replace")
    return text.count("\ufffd") * 2 <= sum(char > "\x7f" for char in text)


def _harmless(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and value.lstrip("'").startswith(FORMULA_STARTS) else value


def _typed(value: str) -> Cell:
    """Returns a cell of a CSV as it was before the apostrophe of `_harmless` came before it."""
    guarded = value.startswith("'") and value.lstrip("'").startswith(FORMULA_STARTS)
    return (value[1:] if guarded else value) if value.strip() else None


def _refused(code: str) -> Refused:
    return Refused([Objection(code)])
