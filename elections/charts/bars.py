"""Horizontal bars, each a part of its whole: numbers in, an inline SVG out, the same bytes each time.

What is there is filled, what is missing hollow; how much it is stands beside the bar in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from elections.charts.paints import joined, line, part, svg, text
from elections.charts.progress import BAR_HEIGHT, LABEL_WIDTH, ROW_HEIGHT, WIDTH, label_of

NOTE_WIDTH, NAME_HEIGHT = 150, 16


@dataclass(frozen=True)
class Row:
    """A bar: its label, the part and the whole that it shows (in the same whole units), and what is said beside it."""

    label: str
    part: int
    whole: int
    note: str


@dataclass(frozen=True)
class Line:
    """A line across all bars: at how many of a hundred parts of them it lies, and its name."""

    at: int
    name: str


def bars_chart(rows: Sequence[Row], title: str, description: str, across: Line | None = None) -> Markup:
    """Returns the bars as SVG, all equally long, with a line across them if one is asked for; no whole, no bar."""
    top, room = NAME_HEIGHT if across else 4, WIDTH - LABEL_WIDTH - NOTE_WIDTH
    body = joined(_bar(row, top + index * ROW_HEIGHT, room) for index, row in enumerate(rows))
    if across and rows:
        x = LABEL_WIDTH + room * min(max(across.at, 0), 100) // 100
        body += line(x, top - 2, ROW_HEIGHT * len(rows) - (ROW_HEIGHT - BAR_HEIGHT) + 4)
        body += text(across.name, x, NAME_HEIGHT - 5, "end" if x > WIDTH // 2 else "start")
    return svg(WIDTH, top + ROW_HEIGHT * len(rows), title, description, body)


def _bar(row: Row, top: int, room: int) -> Markup:
    said = label_of(row.label, top + 11) + text(row.note, LABEL_WIDTH + room + 8, top + 11)
    if row.whole <= 0:
        return said
    there = min(max(row.part, 0), row.whole)
    width = max(room * there // row.whole, 2) if there else 0  # what is little is seen too
    bar = part("open", LABEL_WIDTH, top, room, BAR_HEIGHT) + part("won", LABEL_WIDTH, top, width, BAR_HEIGHT)
    return said + bar
