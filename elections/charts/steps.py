"""A number that moves in steps, with the line it is to reach: numbers in, an inline SVG out, the same bytes each time.

What is reached is a thick whole line, what is still possible a dashed one, what is needed a dotted one: each is named
at its end, so a black-and-white print can be read. Time runs in whole minutes from the first point.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BASE = 720, 260, 44, 560, 14, 226
BLUE, INK, LEAST_GAP = "#1f5fa8", "#1b1f24", 14
WHOLE, DASHED, DOTTED = "", "7 4", "2 3"


@dataclass(frozen=True)
class Point:
    """From this minute on so many are reached, and so many are still possible."""

    minute: int
    reached: int
    possible: int


@dataclass(frozen=True)
class Words:
    """What is written at the lines: what is reached, what is possible, what is needed."""

    reached: str
    possible: str
    needed: str


def steps_chart(
    points: Sequence[Point], needed: int, words: Words, times: Sequence[tuple[int, str]], title: str, description: str
) -> Markup:  # fmt: skip
    """Returns the steps as SVG over an axis of time; `times` are the minutes that are written below it, with their words."""
    last = max([1, *(one.minute for one in points)])
    most = max([1, needed, *(one.possible for one in points), *(one.reached for one in points)])

    def x(minute: int) -> int:
        return LEFT + (RIGHT - LEFT) * minute // last

    def y(number: int) -> int:
        return BASE - (BASE - TOP) * number // most

    reached = [(x(one.minute), y(one.reached)) for one in points]
    possible = [(x(one.minute), y(one.possible)) for one in points]
    body = [
        _line(f"M{LEFT} {TOP}V{BASE}H{RIGHT}", "chart-axis", INK, 1, WHOLE),
        _line(f"M{LEFT} {y(needed)}H{RIGHT}", "chart-target", INK, 2, DOTTED),
        _line(_path(possible), "chart-line", BLUE, 2, DASHED),
        _line(_path(reached), "chart-line", BLUE, 4, WHOLE),
        *(_text(text, x(minute), BASE + 18, "middle") for minute, text in times),
        *(_text(str(number), LEFT - 6, y(number) + 4, "end") for number in (0, most)),
        *_names(
            ([(possible[-1][1], words.possible), (reached[-1][1], words.reached)] if points else [])
            + [(y(needed), words.needed)]
        ),
    ]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="12">'
        "<title>{title}</title><desc>{description}</desc>{body}</svg>"
    ).format(width=WIDTH, height=HEIGHT, title=title, description=description, body=Markup("").join(body))


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Returns a path that keeps its height until the next point, to the right end; what does not move is not drawn twice."""
    if not points:
        return "M0 0"
    drawn, height = [f"M{points[0][0]} {points[0][1]}"], points[0][1]
    for across, new in points[1:]:
        if new != height:
            drawn.append(f"H{across}V{new}")
            height = new
    return "".join([*drawn, f"H{RIGHT}"])


def _names(wanted: Sequence[tuple[int, str]]) -> list[Markup]:
    """Returns the names of the lines beside their ends, pushed apart where two would lie on each other."""
    placed, free = [], TOP
    for height, text in sorted(wanted):
        free = max(height, free)
        placed.append(_text(text, RIGHT + 8, free + 4, "start"))
        free += LEAST_GAP
    return placed


def _line(path: str, kind: str, colour: str, width: int, dashes: str) -> Markup:
    dashed = Markup(' stroke-dasharray="{dashes}"').format(dashes=dashes) if dashes else Markup("")
    return Markup(
        '<path class="{kind}" d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
    ).format(kind=kind, path=path, colour=colour, width=width, dashed=dashed)


def _text(text: str, x: int, y: int, anchor: str) -> Markup:
    return Markup(
        '<text class="chart-text" x="{x}" y="{y}" text-anchor="{anchor}" fill="{ink}">{text}</text>'
    ).format(x=x, y=y, anchor=anchor, ink=INK, text=text)
