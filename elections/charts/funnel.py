"""The way to the ballot as bars, one below the other: numbers in, an inline SVG out, the same bytes each time.

Of each stage the bar holds all that reached it; its end, hatched, those that were lost there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from elections.charts.paints import joined, part, svg, text

WIDTH, LABEL_WIDTH, NUMBER_WIDTH, ROW_HEIGHT, BAR_HEIGHT = 720, 245, 110, 28, 20


@dataclass(frozen=True)
class Stage:
    """A stage: its label, how many reached it, and how many of them were lost there."""

    label: str
    reached: int
    lost: int


def funnel_chart(stages: Sequence[Stage], title: str, description: str) -> Markup:
    """Returns the bars as SVG, each as long as its number against the greatest; numbers stand beside them."""
    most = max((one.reached for one in stages), default=0)
    body = joined(_row(stage, most, index * ROW_HEIGHT) for index, stage in enumerate(stages))
    return svg(WIDTH, ROW_HEIGHT * len(stages), title, description, body, size=13)


def _row(stage: Stage, most: int, top: int) -> Markup:
    room = WIDTH - LABEL_WIDTH - NUMBER_WIDTH
    full = room * stage.reached // most if most else 0
    lost = min(max(room * stage.lost // most, 2), full) if stage.lost and most else 0
    number = f"{stage.reached} (−{stage.lost})" if stage.lost else str(stage.reached)
    parts = (
        text(stage.label, 0, top + 15),
        part("won", LABEL_WIDTH, top, full - lost, BAR_HEIGHT),
        part("lost", LABEL_WIDTH + full - lost, top, lost, BAR_HEIGHT),
        text(number, LABEL_WIDTH + full + 8, top + 15),
    )
    return joined(parts)
