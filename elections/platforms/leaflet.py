"""What of a platform stands on a leaflet, and how it is shortened until it fits its two pages (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Front:
    """How much the first page says: signs of the programme, how many pledges, signs of each, and in what type."""

    text: int
    pledges: int
    words: int
    type: str = ""


@dataclass(frozen=True)
class Back:
    """How much the second page says: how many further pledges, signs of each, and in what type."""

    pledges: int
    words: int
    type: str = ""


ROOMY, TIGHT = "roomy", "tight"
FRONTS = (
    Front(800, 4, 300, ROOMY), Front(500, 3, 300, ROOMY), Front(1700, 3, 240), Front(1400, 3, 240), Front(1100, 3, 240),
    Front(900, 3, 240), Front(700, 3, 200), Front(500, 3, 160), Front(300, 3, 120), Front(160, 2, 100, TIGHT),
    Front(0, 2, 60, TIGHT), Front(0, 0, 0, TIGHT),
)  # fmt: skip
BACKS = (
    Back(4, 300, ROOMY), Back(10, 200), Back(9, 180), Back(8, 180), Back(7, 160), Back(6, 140), Back(5, 120), Back(4, 100),
    Back(3, 80, TIGHT), Back(0, 0, TIGHT),
)  # fmt: skip
"""What is tried until it fits, the fullest first; large type only where nothing is left out for it."""


def fronts_for(text: str) -> list[Front]:
    """Returns what the first page may say of a programme of that length, the best first."""
    return [one for one in FRONTS if one.type != ROOMY or len(text) <= one.text]


def backs_for(pledges: int) -> list[Back]:
    """Returns what the second page may say of so many further pledges, the best first."""
    return [one for one in BACKS if one.type != ROOMY or pledges <= one.pledges]


@dataclass(frozen=True)
class Money:
    """What a sector, or a source, costs, in tenge, and how many pledges that is."""

    name: str
    cost_kzt: int
    pledges: int


def money_by(parts: Iterable[tuple[str, int]]) -> list[Money]:
    """Returns (name, tenge) summed by name, the dearest first, equals by name."""
    sums: dict[str, list[int]] = {}
    for name, cost in parts:
        sums.setdefault(name, []).append(cost)
    found = [Money(name, sum(costs), len(costs)) for name, costs in sums.items()]
    return sorted(found, key=lambda one: (-one.cost_kzt, one.name))


def from_to(start: Decimal | None, goal: Decimal | None, unit: str) -> str:
    """Returns "12 → 40 км", "→ 40 км" without a start, "" without a goal."""
    if goal is None:
        return ""
    told = [plain(start)] if start is not None else []
    return " ".join([*told, "→", plain(goal), *([unit] if unit else [])])


def measured(indicator: str, start: Decimal | None, goal: Decimal | None, unit: str) -> str:
    """Returns an indicator with its way from start to goal; what its own words say already is not said twice."""
    is_told = (
        goal is not None and plain(goal) in indicator.split() and unit.casefold() in indicator.casefold()
    )
    if is_told and not start:
        return indicator
    way = from_to(start, goal, "" if unit.casefold() in indicator.casefold() else unit)
    return ": ".join(filter(None, (indicator, way if start is not None else way.removeprefix("→ "))))


def plain(value: Decimal) -> str:
    """Returns a number as people write it: 12 of 12.00, 3,5 of 3.50, 12 000 with narrow spaces."""
    whole, _point, rest = f"{value:,.2f}".partition(".")
    digits = whole.replace(",", "\N{NARROW NO-BREAK SPACE}")
    return f"{digits},{rest.rstrip('0')}" if rest.strip("0") else digits
