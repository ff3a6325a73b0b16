"""Where in a file the register's columns are: guessed by headings and by what is in the cells, corrected by people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from elections.alphabet import fold
from elections.documents.spreadsheet import Sheet
from elections.imports.recognition import ROWS_ABOVE, find_header
from elections.imports.registers import Column, Register

SAMPLE_ROWS = 50
NO_HEADINGS = -1
"""The place of the heading row of a table without one: its first row is data."""
LIKELY = 4, 5
"""A column is taken for what its cells look like when at least four of five do."""


@dataclass(frozen=True)
class Layout:
    """Which sheet (from 0), which row holds the headings (from 0, or NO_HEADINGS), each column's place by its key."""

    sheet: int
    header: int
    places: Mapping[str, int]

    def headings(self, sheets: Sequence[Sheet]) -> dict[str, str]:
        """Returns each recognised column's heading as the file has it, by key."""
        row = heading_row(sheets, self)
        return {key: row[place] for key, place in self.places.items() if place < len(row) and row[place]}

    def missing(self, register: Register) -> list[Column]:
        """Returns the required columns that have no place, and the first of each group of which none has one."""
        lacking = [group[0] for group in register.needs if not any(key in self.places for key in group)]
        return [
            column
            for column in register.columns
            if column.key in lacking or (column.required and column.key not in self.places)
        ]


def guess_layout(
    register: Register, sheets: Sequence[Sheet], known: Mapping[str, str] | None = None
) -> Layout:
    """Returns the likeliest layout of a file; `known` says what its sender meant by a heading (folded) before."""
    layouts = [_of_sheet(register, place, sheet, known or {}) for place, sheet in enumerate(sheets)]
    return max(layouts, key=lambda one: len(one.places), default=Layout(0, 0, {}))


def layout_at(
    register: Register,
    sheets: Sequence[Sheet],
    sheet: int,
    header: int,
    known: Mapping[str, str] | None = None,
) -> Layout:
    """Returns the likeliest places of the columns when people have said which sheet and which heading row."""
    rows = sheets[sheet].rows
    above = rows[header : header + 1] if header >= 0 else []
    meant = known or {}
    named = {key: place for key, place in find_header(above, register.columns).places.items()
             if fold(str(above[0][place])) not in meant}  # fmt: skip
    places = _one_each({**_remembered(above, meant), **named})
    left_out = {
        place for place, cell in enumerate(above[0] if above else []) if meant.get(fold(str(cell))) == ""
    }
    likely = _with_likely(register, rows, header, places, left_out)
    found = register.finds(rows, header, likely, left_out) if register.finds else {}
    return Layout(sheet, header, {**likely, **found})


def heading_row(sheets: Sequence[Sheet], layout: Layout) -> list[str]:
    """Returns the cells of the heading row as text, "" where one is empty."""
    if layout.sheet >= len(sheets) or not 0 <= layout.header < len(sheets[layout.sheet].rows):
        return []
    return [
        " ".join(str(cell).split()) if cell is not None else ""
        for cell in sheets[layout.sheet].rows[layout.header]
    ]


def _of_sheet(register: Register, place: int, sheet: Sheet, known: Mapping[str, str]) -> Layout:
    header = find_header(sheet.rows, register.columns)
    best, most = (header.row if header.places else NO_HEADINGS), len(header.places)
    for number, row in enumerate(sheet.rows[:ROWS_ABOVE]):
        named = sum(fold(str(cell)) in known for cell in row if cell is not None)
        if named > most:
            best, most = number, named
    layout = layout_at(register, [sheet], 0, best, known)
    if best == NO_HEADINGS and layout.places:
        layout = replace(layout, header=_unlike_the_rest(register, sheet.rows, layout.places))
    return replace(layout, sheet=place)


def _unlike_the_rest(register: Register, rows: Sequence[Sequence[Any]], places: Mapping[str, int]) -> int:
    """Returns the first row when it must be headings that nobody knows: no cell of it looks like those below it."""
    first = next(number for number, row in enumerate(rows) if any(cell is not None for cell in row))
    for column in register.columns:
        if column.key in places and _is_likely(column, rows[first][places[column.key] :][:1]):
            return NO_HEADINGS
    return first


def _remembered(above: Sequence[Sequence[Any]], known: Mapping[str, str]) -> dict[str, int]:
    cells = above[0] if above else []
    headings = {fold(str(cell)): place for place, cell in enumerate(cells) if cell is not None}
    return {known[heading]: place for heading, place in headings.items() if known.get(heading)}


def _one_each(places: Mapping[str, int]) -> dict[str, int]:
    """Returns the places without a second key for one of them."""
    taken: set[int] = set()
    kept = {}
    for key, place in places.items():
        if place not in taken:
            kept[key] = place
            taken.add(place)
    return kept


def _with_likely(
    register: Register, rows: Sequence[Sequence[Any]], header: int, places: dict[str, int], left_out: set[int]
) -> dict[str, int]:
    sample = [row for row in rows[header + 1 :] if any(cell is not None for cell in row)][:SAMPLE_ROWS]
    width = max((len(row) for row in sample), default=0)
    for column in register.columns:
        if column.looks_like is None or column.key in places:
            continue
        for place in range(width):
            if (
                place not in left_out
                and place not in places.values()
                and _is_likely(column, [row[place] for row in sample if place < len(row)])
            ):
                places[column.key] = place
                break
    return places


def _is_likely(column: Column, cells: Sequence[Any]) -> bool:
    filled = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    if not filled or column.looks_like is None:
        return False
    fitting = sum(column.looks_like(cell) for cell in filled)
    return fitting * LIKELY[1] >= len(filled) * LIKELY[0]
