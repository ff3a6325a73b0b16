"""A pledge beside the same ones nearby: whole cost, cost for each person and each unit, with their medians."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from elections.alphabet import fold
from elections.platforms.models import Pledge
from elections.platforms.usual import median_of


@dataclass(frozen=True)
class Compared:
    """A pledge and what it costs for each person served and for each unit, where that can be said."""

    pledge: Pledge
    is_own: bool
    is_neighbour: bool
    per_person: Fraction | None
    per_unit: Fraction | None


@dataclass(frozen=True)
class Comparison:
    """A pledge among its like, the pledge first, and the medians of all of them."""

    lines: list[Compared]
    cost: Fraction | None
    per_person: Fraction | None
    per_unit: Fraction | None


def compare(pledge: Pledge, others: Iterable[Pledge], neighbours: Collection[int]) -> Comparison:
    """Returns a pledge beside others; a unit's cost is compared among those counted in the pledge's own unit."""
    lines = [_compared(pledge, pledge, is_own=True, is_neighbour=True)]
    lines += [_compared(one, pledge, is_own=False, is_neighbour=one.id in neighbours) for one in others]
    return Comparison(
        lines, median_of(Fraction(one.pledge.cost_kzt) for one in lines),
        median_of(one.per_person for one in lines), median_of(one.per_unit for one in lines),
    )  # fmt: skip


def _compared(one: Pledge, own: Pledge, *, is_own: bool, is_neighbour: bool) -> Compared:
    people = Fraction(one.cost_kzt, one.beneficiaries) if one.beneficiaries else None
    gain = Fraction(one.goal_value or 0) - Fraction(one.start_value or 0)
    unit = one.cost_kzt / abs(gain) if gain and _counted_in(one) == _counted_in(own) else None
    return Compared(one, is_own, is_neighbour, people, unit)


def _counted_in(one: Pledge) -> str:
    return fold(one.unit or one.unit_kk)
