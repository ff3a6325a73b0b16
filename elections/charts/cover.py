"""What is promised against what there is for it: numbers in, an inline SVG out, the same bytes each time.

A bar is as long as what is promised: filled as far as it is covered, striped where it is not; a line across it shows
how far the means reach. The sum that is not covered stands beside it in digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LABEL_WIDTH, NUMBER_WIDTH, ROW_HEIGHT, BAR_HEIGHT, KEY_HEIGHT = 720, 210, 120, 26, 16, 30
BLUE, ORANGE, INK, PAPER = "#1f5fa8", "#b35806", "#1b1f24", "#ffffff"
KEY_STEP = 180


@dataclass(frozen=True)
class Row:
    """A bar: its label, what is covered and what is not, the means, and what is written beside it."""

    label: str
    covered: int
    uncovered: int
    means: int
    note: str


def cover_chart(rows: Sequence[Row], keys: tuple[str, str, str], title: str, description: str) -> Markup:
    """Returns the bars as SVG below their key: covered, not covered, means."""
    height = KEY_HEIGHT + ROW_HEIGHT * len(rows)
    most = max((max(one.covered + one.uncovered, one.means) for one in rows), default=0)
    body = _keys(keys) + Markup("").join(
        _bar(row, most, KEY_HEIGHT + index * ROW_HEIGHT) for index, row in enumerate(rows)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="12">'
        "<title>{title}</title><desc>{description}</desc>"
        '<defs><pattern id="cover-stripes" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="{paper}"/><path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" stroke="{orange}" '
        'stroke-width="2"/></pattern></defs>{body}</svg>'
    ).format(
        width=WIDTH,
        height=height,
        title=title,
        description=description,
        paper=PAPER,
        orange=ORANGE,
        body=body,
    )


def _keys(keys: tuple[str, str, str]) -> Markup:
    covered, uncovered, means = keys
    return Markup("").join(
        (
            _part(BLUE, BLUE, 0, 2, 18), _text(covered, 24, 2),
            _part("url(#cover-stripes)", ORANGE, KEY_STEP, 2, 18), _text(uncovered, KEY_STEP + 24, 2),
            _line(2 * KEY_STEP + 9, 2), _text(means, 2 * KEY_STEP + 24, 2),
        )
    )  # fmt: skip


def _bar(row: Row, most: int, top: int) -> Markup:
    room = WIDTH - LABEL_WIDTH - NUMBER_WIDTH
    covered = room * row.covered // most if most else 0
    whole = room * (row.covered + row.uncovered) // most if most else 0
    means = room * row.means // most if most else 0
    drawn = [_text(row.label, 0, top)]
    if covered:
        drawn.append(_part(BLUE, BLUE, LABEL_WIDTH, top, covered))
    if whole > covered:
        drawn.append(_part("url(#cover-stripes)", ORANGE, LABEL_WIDTH + covered, top, whole - covered))
    if row.means:
        drawn.append(_line(LABEL_WIDTH + means, top))
    return Markup("").join([*drawn, _text(row.note, LABEL_WIDTH + room + 8, top)])


def _part(fill: str, stroke: str, x: int, top: int, width: int) -> Markup:
    return Markup(
        '<rect x="{x}" y="{top}" width="{width}" height="{height}" fill="{fill}" stroke="{stroke}" stroke-width="1"/>'
    ).format(x=x, top=top, width=width, height=BAR_HEIGHT, fill=fill, stroke=stroke)


def _line(x: int, top: int) -> Markup:
    return Markup(
        '<path class="chart-target" d="M{x} {top}v{height}" stroke="{ink}" stroke-width="3"/>'
    ).format(x=x, top=top - 3, height=BAR_HEIGHT + 6, ink=INK)


def _text(text: str, x: int, top: int) -> Markup:
    return Markup('<text class="chart-text" x="{x}" y="{y}" fill="{ink}">{text}</text>').format(
        x=x, y=top + 12, ink=INK, text=text
    )
