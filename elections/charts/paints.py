"""What parts of a drawing look like, the same on the page and on paper: won is filled, open is hollow, lost is hatched.

Colours are attributes, because paper sees no style sheet; the classes let the screen change them (dark mode). A part is
told by how it is filled and not by its colour alone, so that a black-and-white print can be read.
"""

from collections.abc import Iterable

from markupsafe import Markup

BLUE, ORANGE, INK, PAPER, LINE = "#1f5fa8", "#b35806", "#1b1f24", "#ffffff", "#7a828a"
FONT = "Noto Sans, DejaVu Sans, sans-serif"
STEP = 5
"""How far apart the lines of a hatch are."""
TICK, CROSS, DOTS = "M0 6l5 5L14 0", "M1 0l10 11M11 0L1 11", "M1 9h.01M7 9h.01M13 9h.01"
MARKS = {"reached": TICK, "missed": CROSS, "open": DOTS}
"""Marks of a standing in a box of 14 by 12, drawn because not every font has them."""


def svg(
    width: int,
    height: int,
    title: str,
    description: str,
    body: Markup,
    size: int = 12,
    shown: int | None = None,
) -> Markup:
    """Returns a whole drawing of `width` by `height` units, with its text alternative; `shown` says how wide it is."""
    across = width if shown is None else shown
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{across}" '
        'height="{down}" font-family="{font}" font-size="{size}">'
        "<title>{title}</title><desc>{description}</desc>{body}</svg>"
    ).format(
        width=width, height=height, across=across, down=-(-height * across // max(width, 1)), font=FONT, size=size,
        title=title, description=description, body=body,
    )  # fmt: skip


def part(kind: str, x: int, y: int, width: int, height: int) -> Markup:
    """Returns a rectangle as its kind looks: "won" filled, "open" hollow, "lost" hatched; nothing when it has no width."""
    if width <= 0:
        return Markup("")
    if kind == "won":
        return _rect("chart-won", x, y, width, height, BLUE, BLUE)
    if kind == "open":
        return _rect("chart-blank", x, y, width, height, PAPER, LINE)
    return _rect("chart-hollow", x, y, width, height, PAPER, ORANGE) + Markup(
        '<path class="chart-hatch" d="{d}" fill="none" stroke="{orange}" stroke-width="1.6"/>'
    ).format(d=hatch(x, y, width, height), orange=ORANGE)


def hatch(x: int, y: int, width: int, height: int) -> str:
    """Returns the slanted lines that fill a rectangle and never leave it."""
    lines = []
    for at in range(STEP, width + height, STEP):
        left, low = max(0, at - height), min(at, height)
        right, high = min(at, width), max(0, at - width)
        lines.append(f"M{x + left} {y + low}L{x + right} {y + high}")
    return "".join(lines)


def text(
    said: object, x: int, y: int, anchor: str = "start", weight: str = "", size: int = 0, fit: int = 0
) -> Markup:
    """Returns a text whose line stands at `y`; with `fit` it is drawn exactly so wide."""
    more = Markup(' font-weight="{weight}"').format(weight=weight) if weight else Markup("")
    more += Markup(' font-size="{size}"').format(size=size) if size else Markup("")
    more += (
        Markup(' textLength="{fit}" lengthAdjust="spacingAndGlyphs"').format(fit=fit) if fit else Markup("")
    )
    return Markup(
        '<text class="chart-text" x="{x}" y="{y}" text-anchor="{anchor}" fill="{ink}"{more}>{said}</text>'
    ).format(x=x, y=y, anchor=anchor, ink=INK, more=more, said=said)


def line(x: int, top: int, height: int, width: int = 2) -> Markup:
    """Returns an upright line: where a target lies."""
    return Markup(
        '<path class="chart-target" d="M{x} {top}v{height}" stroke="{ink}" stroke-width="{width}"/>'
    ).format(x=x, top=top, height=height, ink=INK, width=width)


def mark(standing: str, x: int, y: int, scale: str = "1") -> Markup:
    """Returns the mark of a standing, its box's top left corner at `x`, `y`."""
    return Markup(
        '<path class="chart-axis" transform="translate({x} {y}) scale({scale})" d="{d}" fill="none" stroke="{ink}" '
        'stroke-width="2.6" stroke-linecap="round"/>'
    ).format(x=x, y=y, scale=scale, d=MARKS[standing], ink=INK)


def joined(parts: Iterable[Markup]) -> Markup:
    """Returns parts one after the other."""
    return Markup("").join(parts)


def _rect(kind: str, x: int, y: int, width: int, height: int, fill: str, edge: str) -> Markup:
    return Markup(
        '<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{edge}"/>'
    ).format(kind=kind, x=x, y=y, width=width, height=height, fill=fill, edge=edge)
