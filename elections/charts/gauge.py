"""One target as one bar, small enough for a phone: numbers in, an inline SVG out, the same bytes each time.

What is won is filled, what is open hollow, what is lost half as high: a black-and-white print shows as much.
"""

from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, TOP, BAR, EDGE = 340, 74, 24, 26, 2
WON, LOST, INK, PAPER = "#1f5fa8", "#b35806", "#1b1f24", "#ffffff"
DIGIT, APART = 8, 10
"""How wide a digit is, and how far apart two numbers stand at least."""


def gauge(won: int, open_: int, lost: int, needed: int, label: str, title: str, description: str) -> Markup:
    """Returns the bar with the line of what is needed and its `label` above; nothing but the label where there is nothing."""
    whole = won + open_ + lost
    body = Markup("")
    if whole:
        numbers = (won, open_, lost)
        ends = [EDGE + (WIDTH - 2 * EDGE) * number // whole for number in (0, won, won + open_, whole)]
        body = (
            _part("chart-won", ends[0], ends[1], BAR, WON, WON)
            + _part("chart-blank", ends[1], ends[2], BAR, PAPER, INK)
            + _part("chart-lost", ends[2], ends[3], BAR // 2, LOST, LOST)
            + Markup("").join(_number(*one) for one in _placed(ends, numbers))
        )
    line = EDGE + (WIDTH - 2 * EDGE) * needed // max(whole, needed, 1)
    anchor = "end" if line > WIDTH // 2 else "start"
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="13">'
        "<title>{title}</title><desc>{description}</desc>{body}"
        '<path class="chart-target" d="M{line} {above}V{below}" stroke="{ink}" stroke-width="3"/>'
        '<text class="chart-text" x="{line}" y="12" text-anchor="{anchor}" fill="{ink}">{label}</text></svg>'
    ).format(
        width=WIDTH, height=HEIGHT, title=title, description=description, body=body, line=line, above=TOP - 7,
        below=TOP + BAR + 4, ink=INK, anchor=anchor, label=label,
    )  # fmt: skip


def _placed(ends: Sequence[int], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Returns (middle, number) of each part that is drawn: below it, or beside the next where it is too narrow."""
    shown = [(ends[at], ends[at + 1], one) for at, one in enumerate(numbers) if ends[at + 1] > ends[at]]
    widths = [DIGIT * len(str(one)) for _left, _right, one in shown]
    middles, free = [], EDGE
    for (left, right, _one), width in zip(shown, widths, strict=True):
        middles.append(max((left + right) // 2, free + width // 2))
        free = middles[-1] + width // 2 + APART
    free = WIDTH
    for at in reversed(range(len(shown))):  # what was pushed over the edge goes back, with what it meets
        middles[at] = min(middles[at], free - widths[at] // 2)
        free = middles[at] - widths[at] // 2 - APART
    return [(middle, one) for middle, (_left, _right, one) in zip(middles, shown, strict=True)]


def _part(kind: str, left: int, right: int, height: int, fill: str, edge: str) -> Markup:
    if right <= left:
        return Markup("")
    return Markup(
        '<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{edge}"/>'
    ).format(kind=kind, x=left, y=TOP + BAR - height, width=right - left, height=height, fill=fill, edge=edge)


def _number(middle: int, number: int) -> Markup:
    return Markup(
        '<text class="chart-text" x="{x}" y="{y}" text-anchor="middle" fill="{ink}">{number}</text>'
    ).format(x=middle, y=TOP + BAR + 17, ink=INK, number=number)
