"""Territories in their true shape, as one drawing for a page and for paper: shapes and scores in, an inline SVG out.

A territory that has the wins it needs is filled, one that cannot get them any more hatched, an open one hollow: a
black-and-white print shows as much.
"""

from collections.abc import Mapping

from markupsafe import Markup

from elections.charts.boundaries import Chart, Ring, Shape
from elections.charts.paints import BLUE, INK, ORANGE, PAPER, joined, svg, text
from elections.charts.tiles import Score, Standing

WIDTH, HIGHEST = 640, 400
LETTER, LINE = 6, 15
"""How wide a letter of a label is, and how high its line, in units of the drawing."""
FILLS = {
    Standing.REACHED: ("chart-won", BLUE), Standing.OPEN: ("chart-plate", PAPER), Standing.MISSED: ("", "url(#{name}-hatch)"),
}  # fmt: skip


def map_chart(chart: Chart, scores: Mapping[str, Score], name: str, title: str, description: str) -> Markup:
    """Returns the map as SVG; `scores` are by code, `name` tells this drawing from others on its page."""
    shapes = joined(_shape(one, scores[one.code], name) for one in chart.shapes if one.code in scores)
    labels = joined(_label(one, scores[one.code]) for one in chart.shapes if one.code in scores)
    return svg(chart.width, chart.height, title, description, _patterns(name) + shapes + labels)


def _patterns(name: str) -> Markup:
    return Markup(
        '<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="chart-plate" width="6" height="6" fill="{paper}"/>'
        '<path class="chart-hatch" d="M0 6L6 0M-1 1L1 -1M5 7L7 5" stroke="{orange}" stroke-width="1.6"/></pattern></defs>'
    ).format(name=name, paper=PAPER, orange=ORANGE)


def _shape(shape: Shape, score: Score, name: str) -> Markup:
    kind, fill = FILLS[score.standing if score.contests else Standing.OPEN]
    return Markup(
        '<path{kind} d="{d}" fill="{fill}" fill-rule="evenodd"/>'
        '<path class="chart-axis" d="{d}" fill="none" stroke="{ink}" stroke-width="1" stroke-linejoin="round"/>'
    ).format(
        kind=Markup(' class="{}"').format(kind) if kind else "", d="".join(map(_path, shape.rings)),
        fill=fill.format(name=name), ink=INK,
    )  # fmt: skip


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in ring) + "Z"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _label(shape: Shape, score: Score) -> Markup:
    """Returns the name where there is room for it, and the numbers below, on a plate."""
    lines = [f"{score.won} / {score.contests}"] if score.contests else []
    if len(score.name) * LETTER <= max(shape.room, 0):
        lines.insert(0, score.name)
    if not lines:
        return Markup("")
    x, y = int(shape.label[0]), int(shape.label[1]) - LINE * len(lines) // 2
    width = max(len(one) for one in lines) * (LETTER + 1) + 6
    plate = Markup(
        '<rect class="chart-plate" x="{x}" y="{y}" width="{width}" height="{height}" rx="3" fill="{paper}"/>'
    )
    ground = plate.format(x=x - width // 2, y=y, width=width, height=LINE * len(lines) + 2, paper=PAPER)
    said = (
        text(one, x, y + 12 + LINE * number, "middle", "bold" if number == len(lines) - 1 else "")
        for number, one in enumerate(lines)
    )
    return ground + joined(said)
