"""How far a group's training is, place by place: numbers in, an inline SVG out, the same bytes each time.

Each bar is a whole group; its parts are told apart by hatching as well as by colour, so that a black-and-white print
can be read; how many lack what they need stands beside it in digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LABEL_WIDTH, NUMBER_WIDTH, ROW_HEIGHT, BAR_HEIGHT, KEY_HEIGHT = 720, 210, 110, 26, 16, 30
BLUE, ORANGE, INK, PAPER = "#1f5fa8", "#b35806", "#1b1f24", "#ffffff"
SOLID, STRIPES, DOTS, EMPTY = "solid", "stripes", "dots", "empty"
LONGEST_KEY = 20
"""How many characters of a key have room in a quarter of the width."""
LOOKS = (SOLID, STRIPES, DOTS, EMPTY)
"""How the parts of a bar look, the best first: filled, striped, dotted, white."""


@dataclass(frozen=True)
class Row:
    """A bar: its label, its parts in whole people (as many as there are looks), and what is written beside it."""

    label: str
    parts: tuple[int, ...]
    note: str


def gaps_chart(rows: Sequence[Row], keys: Sequence[str], name: str, title: str, description: str) -> Markup:
    """Returns the bars as SVG, all equally long, below the key of their parts; `name` tells this drawing from others."""
    across = _across(keys)
    top = KEY_HEIGHT + ROW_HEIGHT * (len(LOOKS) // across - 1)
    height = top + ROW_HEIGHT * len(rows)
    body = _keys(keys, name, across) + Markup("").join(
        _bar(row, name, top + index * ROW_HEIGHT) for index, row in enumerate(rows)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="12">'
        "<title>{title}</title><desc>{description}</desc>{patterns}{body}</svg>"
    ).format(
        width=WIDTH, height=height, title=title, description=description, patterns=_patterns(name), body=body
    )


def _patterns(name: str) -> Markup:
    return Markup(
        '<defs><pattern id="{name}-stripes" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="{paper}"/><path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" stroke="{blue}" stroke-width="2"/>'
        '</pattern><pattern id="{name}-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="{paper}"/><circle cx="3" cy="3" r="1.3" fill="{orange}"/></pattern></defs>'
    ).format(name=name, paper=PAPER, blue=BLUE, orange=ORANGE)


def _across(keys: Sequence[str]) -> int:
    """Returns how many keys stand in a line: all four, or two where one is too long for a quarter of the width."""
    return len(LOOKS) if max(len(str(one)) for one in keys) <= LONGEST_KEY else len(LOOKS) // 2


def _keys(keys: Sequence[str], name: str, across: int) -> Markup:
    step = WIDTH // across
    return Markup("").join(
        _part(look, name, index % across * step, 2 + index // across * ROW_HEIGHT, 18)
        + _text(key, index % across * step + 24, 2 + index // across * ROW_HEIGHT)
        for index, (look, key) in enumerate(zip(LOOKS, keys, strict=True))
    )


def _bar(row: Row, name: str, top: int) -> Markup:
    room, whole, x = WIDTH - LABEL_WIDTH - NUMBER_WIDTH, sum(row.parts), LABEL_WIDTH
    drawn = [_text(row.label, 0, top)]
    for index, (look, number) in enumerate(zip(LOOKS, row.parts, strict=True)):
        end = LABEL_WIDTH + room * sum(row.parts[: index + 1]) // whole if whole else x
        if number:
            end = max(end, x + 2)  # one of a thousand is seen too
            drawn.append(_part(look, name, x, top, min(end, LABEL_WIDTH + room) - x))
            x = end
    return Markup("").join([*drawn, _text(row.note, LABEL_WIDTH + room + 8, top)])


def _part(look: str, name: str, x: int, top: int, width: int) -> Markup:
    fill = {SOLID: BLUE, EMPTY: PAPER}.get(look, f"url(#{name}-{look})")
    return Markup(
        '<rect x="{x}" y="{top}" width="{width}" height="{height}" fill="{fill}" stroke="{blue}" stroke-width="1"/>'
    ).format(x=x, top=top, width=width, height=BAR_HEIGHT, fill=fill, blue=BLUE)


def _text(text: str, x: int, top: int) -> Markup:
    return Markup('<text class="chart-text" x="{x}" y="{y}" fill="{ink}">{text}</text>').format(
        x=x, y=top + 12, ink=INK, text=text
    )
