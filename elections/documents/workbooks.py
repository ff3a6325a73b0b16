"""Workbooks of several sheets, with the numbers formatted as people read them."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter

from elections.documents.spreadsheet import Cell

NUMBER, SHARE, DAY, MOMENT = "# ##0", "0.0%", "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
"""How numbers, parts of a whole, days and moments stand in a cell."""


@dataclass(frozen=True)
class Table:
    """A sheet: its name, its headings, its rows, and by heading how numbers stand in a column that is no plain text."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    formats: Mapping[str, str] = field(default_factory=dict)


def write_workbook(title: str, tables: Sequence[Table]) -> bytes:
    """Returns an XLSX: each table a sheet with a frozen, filtered header; text stays text, so no formula comes out."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": datetime(2021, 1, 1)})  # noqa: DTZ001 the format knows no zones
    shown = {one: book.add_format({"num_format": one}) for one in (NUMBER, SHARE, DAY, MOMENT)}
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for table in tables:
        _write(book.add_worksheet(table.name), table, head, shown)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, table: Table, head: Any, shown: Mapping[str, Any]) -> None:
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
    sheet.autofit()
