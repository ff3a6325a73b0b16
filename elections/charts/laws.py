"""The law of the number of wins as columns: numbers in, an inline SVG out, the same bytes each time.

Columns below the target are hollow, those that reach it are filled: a black-and-white print shows as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT, BASE, TOP = 720, 220, 186, 34
WON, LOST, INK, PAPER = "#1f5fa8", "#b35806", "#1b1f24", "#ffffff"
MOST_COLUMNS = 120


@dataclass(frozen=True)
class Column:
    """A number of wins and its height in thousandths of the highest."""

    wins: int
    height: int


def law_chart(columns: Sequence[Column], needed: int, target: str, title: str, description: str) -> Markup:
    """Returns the columns as SVG, with the target drawn and named where it lies among them."""
    step = WIDTH // max(len(columns), 1)
    body = Markup("").join(_column(one, place * step, step, needed) for place, one in enumerate(columns))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="12">'
        "<title>{title}</title><desc>{description}</desc>{body}{axis}{labels}{target}</svg>"
    ).format(
        width=WIDTH, height=HEIGHT, title=title, description=description, body=body, axis=_axis(),
        labels=_labels(columns, step), target=_target(columns, needed, step, target),
    )  # fmt: skip


def _column(one: Column, x: int, step: int, needed: int) -> Markup:
    height = (BASE - TOP) * one.height // 1000
    reaches = one.wins >= needed
    return Markup(
        '<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{edge}"/>'
    ).format(
        kind="chart-won" if reaches else "chart-hollow", x=x + 1, y=BASE - height, width=max(step - 2, 1), height=height,
        fill=WON if reaches else PAPER, edge=WON if reaches else LOST,
    )  # fmt: skip


def _axis() -> Markup:
    return Markup('<path class="chart-axis" d="M0 {y}H{width}" stroke="{ink}"/>').format(
        y=BASE, width=WIDTH, ink=INK
    )


def _labels(columns: Sequence[Column], step: int) -> Markup:
    every = max(1, -(-len(columns) // 12))
    return Markup("").join(
        Markup('<text class="chart-text" x="{x}" y="{y}" text-anchor="middle" fill="{ink}">{wins}</text>').format(
            x=place * step + step // 2, y=BASE + 16, ink=INK, wins=one.wins
        )
        for place, one in enumerate(columns)
        if place % every == 0
    )  # fmt: skip


def _target(columns: Sequence[Column], needed: int, step: int, label: str) -> Markup:
    place = next((place for place, one in enumerate(columns) if one.wins >= needed), None)
    if place is None or columns[place].wins > needed:
        return Markup("")
    right = place * step > WIDTH // 2
    x = place * step
    return Markup(
        '<path class="chart-target" d="M{x} 18V{base}" stroke="{ink}" stroke-width="2" stroke-dasharray="5 3"/>'
        '<text class="chart-text" x="{text}" y="14" text-anchor="{anchor}" fill="{ink}">{label}</text>'
    ).format(x=x, base=BASE, ink=INK, text=x, anchor="end" if right else "start", label=label)
