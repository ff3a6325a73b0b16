"""A file's columns as its page shows them: headings, a few cells, and what each is taken for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from elections.documents.spreadsheet import Sheet
from elections.imports.layout import NO_HEADINGS, Layout, heading_row

SAMPLES = 3
ROWS_OFFERED = 30
TEXT_SHOWN = 60


@dataclass(frozen=True)
class FileColumn:
    """A column of a file: its place, heading and first cells, and the key of the register's column it is taken for."""

    place: int
    heading: str
    samples: tuple[str, ...]
    key: str


def columns_of(sheets: Sequence[Sheet], layout: Layout) -> list[FileColumn]:
    """Returns the columns of the chosen sheet that hold anything."""
    rows = sheets[layout.sheet].rows
    headings = heading_row(sheets, layout)
    below = rows[layout.header + 1 :]
    keys = {place: key for key, place in layout.places.items()}
    width = max([len(headings), *(len(row) for row in below[:ROWS_OFFERED])])
    found = []
    for place in range(width):
        cells = (row[place] for row in below if place < len(row) and row[place] is not None)
        samples = tuple(_shown(cell) for cell, _number in zip(cells, range(SAMPLES), strict=False))
        heading = headings[place] if place < len(headings) else ""
        if heading or samples:
            found.append(FileColumn(place, heading or _("Column %(letter)s", letter=_letters(place)), samples,
                                    keys.get(place, "")))  # fmt: skip
    return found


def sheet_choices(sheets: Sequence[Sheet], sheet: int) -> tuple[dict[int, str], dict[int, str]]:
    """Returns the sheets of a file, and the rows of one that may hold the headings, with their first cells."""
    names = {place: one.name or _("Table") for place, one in enumerate(sheets)}
    rows = {NO_HEADINGS: _("none: the first row is data")}
    for place, row in enumerate(sheets[sheet].rows[:ROWS_OFFERED]):
        cells = [_shown(cell) for cell in row if cell is not None]
        if cells:
            rows[place] = f"{place + 1}: {', '.join(cells)[:TEXT_SHOWN]}"
    return names, rows


def layout_from(layout: Layout, typed: Mapping[str, Any]) -> Layout:
    """Returns the layout with the places as the page's form says them: `column-3` is the key of the fourth column."""
    places: dict[str, int] = {}
    for name, key in typed.items():
        place = name.removeprefix("column-")
        if key and name != place and place.isdecimal():
            places.setdefault(key, int(place))
    return replace(layout, places=places)


def _shown(cell: Any) -> str:
    text = cell.strftime("%d.%m.%Y") if isinstance(cell, date) else str(cell)
    return text if len(text) <= TEXT_SHOWN else f"{text[:TEXT_SHOWN]}…"


def _letters(place: int) -> str:
    """Returns how a spreadsheet names the column: 0 is A, 26 is AA."""
    name = ""
    while place >= 0:
        name, place = chr(ord("A") + place % 26) + name, place // 26 - 1
    return name
