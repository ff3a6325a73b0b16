"""Finding a register's columns in a sheet: headings in any language, order and case, whatever stands around."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elections.alphabet import fold
from elections.imports.registers import Column

ROWS_ABOVE = 30
"""How far down a heading row is looked for: above it stand titles, dates, stamps."""


@dataclass(frozen=True)
class Header:
    """Where the columns are: the heading row's place (from 0), each key's place in a row, and its heading there."""

    row: int
    places: dict[str, int]
    headings: dict[str, str]

    def missing(self, columns: Sequence[Column]) -> list[Column]:
        """Returns the required columns that the file does not have."""
        return [column for column in columns if column.required and column.key not in self.places]


def find_header(rows: Sequence[Sequence[Any]], columns: Sequence[Column]) -> Header:
    """Returns the row that names most columns, the first of equals; its `missing` says what it lacks."""
    known = {fold(heading): column.key for column in columns for heading in (column.key, *column.headings)}
    headers = [_header(place, row, known) for place, row in enumerate(rows[:ROWS_ABOVE])]
    return max(headers, key=lambda header: len(header.places), default=Header(0, {}, {}))


def _header(place: int, row: Sequence[Any], known: dict[str, str]) -> Header:
    places: dict[str, int] = {}
    headings: dict[str, str] = {}
    for column, cell in enumerate(row):
        key = known.get(fold(str(cell))) if cell is not None else None
        if key is not None and key not in places:
            places[key], headings[key] = column, " ".join(str(cell).split())
    return Header(place, places, headings)
