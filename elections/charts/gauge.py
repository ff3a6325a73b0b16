"""One target as one bar, small enough for a phone: numbers in, an inline SVG out, the same bytes each time.

What is won is filled, what is open hollow, what is lost half as high: a black-and-white print shows as much.
"""

from markupsafe import Markup

WIDTH, HEIGHT, TOP, BAR, EDGE = 340, 74, 24, 26, 2
WON, LOST, INK, PAPER = "#1f5fa8", "#b35806", "#1b1f24", "#ffffff"
ROOM = 26
"""The width in which a number can be read."""


def gauge(won: int, open_: int, lost: int, needed: int, label: str, title: str, description: str) -> Markup:
    """Returns the bar with the line of what is needed and its `label` above; nothing but the label where there is nothing."""
    whole = won + open_ + lost
    body = Markup("")
    if whole:
        ends = [EDGE + (WIDTH - 2 * EDGE) * number // whole for number in (0, won, won + open_, whole)]
        body = (
            _part("chart-won", ends[0], ends[1], BAR, WON, WON, won)
            + _part("chart-blank", ends[1], ends[2], BAR, PAPER, INK, open_)
            + _part("chart-lost", ends[2], ends[3], BAR // 2, LOST, LOST, lost)
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


def _part(kind: str, left: int, right: int, height: int, fill: str, edge: str, number: int) -> Markup:
    """Returns a part of the bar, its number below it where there is room."""
    if right <= left:
        return Markup("")
    shape = Markup(
        '<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{edge}"/>'
    ).format(kind=kind, x=left, y=TOP + BAR - height, width=right - left, height=height, fill=fill, edge=edge)
    if right - left < ROOM:
        return shape
    text = Markup(
        '<text class="chart-text" x="{x}" y="{y}" text-anchor="middle" fill="{ink}">{number}</text>'
    )
    return shape + text.format(x=(left + right) // 2, y=TOP + BAR + 17, ink=INK, number=number)
