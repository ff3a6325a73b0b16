"""Bars of won, open and lost contests with the target's line: numbers in, an inline SVG out, the same bytes each time.

Won is filled, open hollow, lost hatched, and each part has its number, so colour is never alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from elections.charts.paints import PAPER, joined, line, part, svg, text

WIDTH, LABEL_WIDTH, ROW_HEIGHT, BAR_HEIGHT = 720, 210, 18, 13
ROOM_FOR_NUMBER, DIGIT, SIGN = 18, 8, 7
"""`DIGIT`, `SIGN`: how wide a figure of a number is, and one of a label at most, in units of the drawing."""
ROOM_FOR_LABEL = LABEL_WIDTH - 8
LONGEST_LABEL = 44


@dataclass(frozen=True)
class Row:
    """A bar: its label, its parts in whole contests, and how many wins the target asks for."""

    label: str
    won: int
    open: int
    lost: int
    needed: int


def progress_chart(rows: Sequence[Row], title: str, description: str) -> Markup:
    """Returns the bars as SVG, each as long as its whole; a row without contests has no bar."""
    body = joined(_bar(row, index * ROW_HEIGHT + 4) for index, row in enumerate(rows))
    return svg(WIDTH, ROW_HEIGHT * len(rows) + 4, title, description, body)


def label_of(label: str, y: int) -> Markup:
    """Returns a label beside its bar: drawn narrower where it is long, cut where it is too long."""
    said = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return text(said, 0, y, fit=ROOM_FOR_LABEL if len(said) * SIGN > ROOM_FOR_LABEL else 0)


def _bar(row: Row, top: int) -> Markup:
    label = label_of(row.label, top + 11)
    total = row.won + row.open + row.lost
    if not total:
        return label
    parts, before, x = [label], 0, LABEL_WIDTH
    for kind, number in (("won", row.won), ("open", row.open), ("lost", row.lost)):
        before += number
        end = LABEL_WIDTH + (WIDTH - LABEL_WIDTH - 1) * before // total
        parts.append(_part(kind, number, x, top, end - x))
        x = end
    target = LABEL_WIDTH + (WIDTH - LABEL_WIDTH) * row.needed // total
    return joined([*parts, line(min(target, WIDTH - 1), top - 3, BAR_HEIGHT + 6)])


def _part(kind: str, number: int, x: int, top: int, width: int) -> Markup:
    shape = part(kind, x, top, width, BAR_HEIGHT)
    if width < max(ROOM_FOR_NUMBER, DIGIT * len(str(number)) + 6):
        return shape
    if kind == "won":
        return shape + Markup(
            '<text class="chart-on-won" x="{x}" y="{y}" fill="{paper}">{number}</text>'
        ).format(x=x + 4, y=top + 11, paper=PAPER, number=number)
    plate = Markup(
        '<rect class="chart-plate" x="{x}" y="{y}" width="{width}" height="{height}" fill="{paper}"/>'
    )
    ground = plate.format(
        x=x + 2, y=top + 1, width=DIGIT * len(str(number)) + 4, height=BAR_HEIGHT - 2, paper=PAPER
    )
    return shape + Markup("<g>{}{}</g>").format(ground, text(number, x + 4, top + 11))
