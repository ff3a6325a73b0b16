"""Tiles as one drawing, for a page and for paper: laid-out tiles in, an inline SVG out, the same bytes each time.

A territory that has the wins it needs has a thick frame and a tick, one that cannot get them any more a dashed frame and
a cross, so that a black-and-white print shows as much.
"""

from markupsafe import Markup

from elections.charts.paints import BLUE, INK, LINE, ORANGE, PAPER, joined, line, mark, part, svg, text
from elections.charts.tiles import GAP, HEIGHT, LOW, MARGIN, WIDTH, Sheet, Standing, Tile

SHOWN, MOST_SHOWN = 120, 600
"""How wide a tile is shown, and the whole drawing at most, in points of the screen."""
SQUARES = {Standing.REACHED: "won", Standing.OPEN: "open", Standing.MISSED: "lost"}
FRAMES = {
    Standing.REACHED: ("chart-line", BLUE, 7, ""), Standing.MISSED: ("chart-hatch", ORANGE, 5, "14 8"),
    Standing.OPEN: ("chart-axis", LINE, 2, ""),
}  # fmt: skip
NAMES_AT, NAME_STEP, COUNT_AT, BAR_AT, SQUARES_AT, BAR = 34, 26, 112, 124, 170, 34


def sheet_chart(sheet: Sheet, title: str, description: str) -> Markup:
    """Returns the tiles as SVG, each on its place."""
    high = max((one.height for one in sheet.tiles), default=LOW)
    width, height = _extent(sheet.columns, WIDTH), _extent(sheet.rows, high)
    body = joined(_tile(one, high) for one in sheet.tiles)
    return svg(width, height, title, description, body, shown=min(SHOWN * sheet.columns, MOST_SHOWN))


def _extent(number: int, each: int) -> int:
    return max(number * (each + GAP) - GAP, 1)


def _tile(tile: Tile, high: int) -> Markup:
    score = tile.score
    drawn = [_frame(tile)]
    for number, one in enumerate(tile.lines):
        drawn.append(_name(one.text, one.width, NAMES_AT + NAME_STEP * number, tile.type_size))
    drawn.append(
        text(
            f"{score.won} / {score.contests}" if score.contests else "–",
            MARGIN,
            COUNT_AT,
            weight="bold",
            size=40,
        )
    )
    if score.contests:
        drawn.append(mark(score.standing, WIDTH - MARGIN - 30, COUNT_AT - 27, "2"))
        drawn.append(_at(MARGIN, BAR_AT, joined([
            *(part(one.kind, one.x, 0, one.width, BAR) for one in tile.parts), line(tile.target, -6, BAR + 12, 4),
        ])))  # fmt: skip
    if high == HEIGHT:
        squares = (part(SQUARES[one.standing], one.x, one.y, one.size, one.size) for one in tile.squares)
        drawn.append(_at(MARGIN, SQUARES_AT, joined(squares)))
    return _at((tile.column - 1) * (WIDTH + GAP), (tile.row - 1) * (high + GAP), joined(drawn))


def _frame(tile: Tile) -> Markup:
    kind, colour, thick, dashes = FRAMES[tile.score.standing if tile.score.contests else Standing.OPEN]
    return Markup(
        '<rect class="chart-plate" x="4" y="4" width="{width}" height="{height}" rx="10" fill="{paper}"/>'
        '<rect class="{kind}" x="4" y="4" width="{width}" height="{height}" rx="10" fill="none" stroke="{colour}" '
        'stroke-width="{thick}" stroke-dasharray="{dashes}"/>'
    ).format(
        kind=kind, width=WIDTH - 8, height=tile.height - 8, paper=PAPER, colour=colour, thick=thick,
        dashes=dashes or "none",
    )  # fmt: skip


def _name(said: str, width: int, y: int, size: int) -> Markup:
    """Returns a line of a name; one that is too long for its tile is drawn narrower."""
    narrow = Markup(' textLength="{}" lengthAdjust="spacingAndGlyphs"').format(width) if width else Markup("")
    return Markup(
        '<text class="chart-text" x="{x}" y="{y}" font-size="{size}" font-weight="bold" fill="{ink}"{narrow}>{said}</text>'
    ).format(x=MARGIN, y=y, size=size, ink=INK, narrow=narrow, said=said)


def _at(x: int, y: int, body: Markup) -> Markup:
    return Markup('<g transform="translate({x} {y})">{body}</g>').format(x=x, y=y, body=body)
