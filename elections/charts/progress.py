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
LONGEST_LABEL, NOTE_GAP = 44, 8
KINDS = ("won", "open", "lost")


@dataclass(frozen=True)
class Row:
    """A bar: its label, its parts in whole contests, and how many wins the target asks for."""

    label: str
    won: int
    open: int
    lost: int
    needed: int


def progress_chart(rows: Sequence[Row], title: str, description: str) -> Markup:
    """Returns the bars as SVG, each as long as its whole; a row without contests has no bar.

    Where a part is too narrow for its number, all three stand beside the bar, in the order of its parts.
    """
    room = _room(rows)
    body = joined(_bar(row, index * ROW_HEIGHT + 4, room) for index, row in enumerate(rows))
    return svg(WIDTH, ROW_HEIGHT * len(rows) + 4, title, description, body)


def label_of(label: str, y: int) -> Markup:
    """Returns a label beside its bar: drawn narrower where it is long, cut where it is too long."""
    said = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return text(said, 0, y, fit=ROOM_FOR_LABEL if len(said) * SIGN > ROOM_FOR_LABEL else 0)


def _room(rows: Sequence[Row]) -> int:
    """Returns how long the bars are: shorter where numbers stand beside some of them."""
    full = WIDTH - LABEL_WIDTH
    if not any(_is_narrow(row, full) for row in rows):
        return full
    return full - max(DIGIT * len(_note(row)) + NOTE_GAP for row in rows)


def _is_narrow(row: Row, room: int) -> bool:
    return any(
        number and width < _needed(number)
        for number, width in zip(_numbers(row), _widths(row, room), strict=True)
    )


def _needed(number: int) -> int:
    return max(ROOM_FOR_NUMBER, DIGIT * len(str(number)) + 6)


def _note(row: Row) -> str:
    return " / ".join(map(str, _numbers(row)))


def _numbers(row: Row) -> tuple[int, int, int]:
    return row.won, row.open, row.lost


def _widths(row: Row, room: int) -> list[int]:
    total, before, left, widths = sum(_numbers(row)), 0, 0, []
    for number in _numbers(row):
        before += number
        end = (room - 1) * before // total if total else 0
        widths.append(end - left)
        left = end
    return widths


def _bar(row: Row, top: int, room: int) -> Markup:
    label = label_of(row.label, top + 11)
    total = sum(_numbers(row))
    if not total:
        return label
    is_narrow, parts, x = _is_narrow(row, room), [label], LABEL_WIDTH
    for kind, number, width in zip(KINDS, _numbers(row), _widths(row, room), strict=True):
        parts.append(
            part(kind, x, top, width, BAR_HEIGHT) if is_narrow else _part(kind, number, x, top, width)
        )
        x += width
    if is_narrow:
        parts.append(text(_note(row), LABEL_WIDTH + room + NOTE_GAP - 2, top + 11))
    target = LABEL_WIDTH + room * row.needed // total
    return joined([*parts, line(min(target, LABEL_WIDTH + room - 1), top - 3, BAR_HEIGHT + 6)])


def _part(kind: str, number: int, x: int, top: int, width: int) -> Markup:
    shape = part(kind, x, top, width, BAR_HEIGHT)
    if not number:
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
