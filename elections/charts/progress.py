"""Bars of won, open and lost contests with the target's line: numbers in, an inline SVG out, the same bytes each time.

Colours are attributes, so that paper shows them; the classes `chart-won`, `chart-open`, `chart-lost`, `chart-text` and
`chart-target` let the screen's style sheet change them (dark mode). Each part has its number, so colour is never alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, LABEL_WIDTH, ROW_HEIGHT, BAR_HEIGHT = 720, 210, 26, 16
COLOURS = {"won": "#1f5fa8", "open": "#b9bec4", "lost": "#b35806"}
INK, LIGHT = "#1b1f24", "#ffffff"
INK_ON = {"won": LIGHT, "open": INK, "lost": LIGHT}
ROOM_FOR_NUMBER = 18


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
    height = ROW_HEIGHT * len(rows) + 4
    body = Markup("").join(_bar(row, index * ROW_HEIGHT + 4) for index, row in enumerate(rows))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="12">'
        "<title>{title}</title><desc>{description}</desc>{body}</svg>"
    ).format(width=WIDTH, height=height, title=title, description=description, body=body)


def _bar(row: Row, top: int) -> Markup:
    label = Markup('<text class="chart-text" x="0" y="{y}" fill="{ink}">{label}</text>').format(
        y=top + 12, ink=INK, label=row.label
    )
    total = row.won + row.open + row.lost
    if not total:
        return label
    parts, x = [label], LABEL_WIDTH
    for name, number in (("won", row.won), ("open", row.open), ("lost", row.lost)):
        width = (WIDTH - LABEL_WIDTH) * number // total
        parts.append(_part(name, number, x, top, width))
        x += width
    target = LABEL_WIDTH + (WIDTH - LABEL_WIDTH) * row.needed // total
    parts.append(
        Markup('<path class="chart-target" d="M{x} {top}v{height}" stroke="{ink}" stroke-width="2"/>').format(
            x=min(target, WIDTH - 1), top=top - 3, height=BAR_HEIGHT + 6, ink=INK
        )
    )
    return Markup("").join(parts)


def _part(name: str, number: int, x: int, top: int, width: int) -> Markup:
    if not width:
        return Markup("")
    shape = Markup(
        '<rect class="chart-{name}" x="{x}" y="{top}" width="{width}" height="{height}" fill="{fill}"/>'
    ).format(name=name, x=x, top=top, width=width, height=BAR_HEIGHT, fill=COLOURS[name])
    if width < ROOM_FOR_NUMBER:
        return shape
    text = Markup('<text class="chart-on-{name}" x="{x}" y="{y}" fill="{ink}">{number}</text>').format(
        name=name, x=x + 4, y=top + 12, ink=INK_ON[name], number=escape(number)
    )
    return shape + text
