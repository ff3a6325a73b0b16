"""The way to the ballot as bars, one below the other: numbers in, an inline SVG out, the same bytes each time.

Of each stage the bar holds all that reached it; its end, in the colour of what is lost, those that were lost there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, LABEL_WIDTH, NUMBER_WIDTH, ROW_HEIGHT, BAR_HEIGHT = 720, 245, 110, 34, 22
REACHED, LOST, INK = "#1f5fa8", "#b35806", "#1b1f24"


@dataclass(frozen=True)
class Stage:
    """A stage: its label, how many reached it, and how many of them were lost there."""

    label: str
    reached: int
    lost: int


def funnel_chart(stages: Sequence[Stage], title: str, description: str) -> Markup:
    """Returns the bars as SVG, each as long as its number against the greatest; numbers stand beside them."""
    height, most = ROW_HEIGHT * len(stages), max((one.reached for one in stages), default=0)
    body = Markup("").join(_row(stage, most, index * ROW_HEIGHT) for index, stage in enumerate(stages))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        'height="{height}" font-family="Noto Sans, DejaVu Sans, sans-serif" font-size="13">'
        "<title>{title}</title><desc>{description}</desc>{body}</svg>"
    ).format(width=WIDTH, height=height, title=title, description=description, body=body)


def _row(stage: Stage, most: int, top: int) -> Markup:
    room = WIDTH - LABEL_WIDTH - NUMBER_WIDTH
    full = room * stage.reached // most if most else 0
    lost = min(max(room * stage.lost // most, 2), full) if stage.lost and most else 0
    number = f"{stage.reached} (−{stage.lost})" if stage.lost else str(stage.reached)
    parts = (
        _text(stage.label, 0, top),
        _bar("won", REACHED, LABEL_WIDTH, top, full - lost),
        _bar("lost", LOST, LABEL_WIDTH + full - lost, top, lost),
        _text(number, LABEL_WIDTH + full + 8, top),
    )
    return Markup("").join(parts)


def _text(text: str, x: int, top: int) -> Markup:
    return Markup('<text class="chart-text" x="{x}" y="{y}" fill="{ink}">{text}</text>').format(
        x=x, y=top + 16, ink=INK, text=text
    )


def _bar(name: str, colour: str, x: int, top: int, width: int) -> Markup:
    if not width:
        return Markup("")
    return Markup(
        '<rect class="chart-{name}" x="{x}" y="{top}" width="{width}" height="{height}" fill="{colour}"/>'
    ).format(name=name, x=x, top=top, width=width, height=BAR_HEIGHT, colour=colour)
