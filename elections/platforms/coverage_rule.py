"""Pledges against means: what is promised, what there is for it, and what is not covered (pure).

Money covers what was promised out of its own source in its own constituency: what one constituency has to spare does
not build another's road.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Promised:
    """A pledge's cost: where (a path), sector, source, whole tenge; firm when its platform is approved."""

    path: str
    sector: str
    source: str
    cost_kzt: int
    is_firm: bool


@dataclass(frozen=True)
class Available:
    """Means: where (a path), of which source, how many tenge."""

    path: str
    source: str
    amount_kzt: int


@dataclass(frozen=True)
class Balance:
    """What is promised and what there is, in whole tenge; drafts are apart and need nothing yet."""

    key: str
    pledges: int = 0
    promised: int = 0
    drafts: int = 0
    drafted: int = 0
    means: int = 0
    uncovered: int = 0

    @property
    def covered(self) -> int:
        """Returns how much of what is promised there are means for."""
        return self.promised - self.uncovered


@dataclass(frozen=True)
class SectorLine:
    """What a sector is promised, in all and by source."""

    sector: str
    pledges: int
    promised: int
    by_source: dict[str, int]


def total(promised: Sequence[Promised], available: Sequence[Available]) -> Balance:
    """Returns the balance of everything."""
    return _balance("", promised, available)


def by_source(promised: Sequence[Promised], available: Sequence[Available]) -> list[Balance]:
    """Returns the balance of each source that there is anything of, the greatest promise first."""
    return _by(lambda one: one.source, promised, available)


def by_place(promised: Sequence[Promised], available: Sequence[Available], level: int) -> list[Balance]:
    """Returns the balance of each place of a level (1 region, 2 district, 3 constituency), the greatest gap first."""

    def place(one: Promised | Available) -> str:
        return "".join(part + "/" for part in one.path.split("/")[:-1][:level])

    return sorted(_by(place, promised, available), key=lambda one: (-one.uncovered, -one.promised, one.key))


def by_sector(promised: Iterable[Promised]) -> list[SectorLine]:
    """Returns what each sector is promised by approved platforms, the dearest first."""
    sums: dict[str, dict[str, int]] = {}
    numbers: dict[str, int] = {}
    for one in promised:
        if one.is_firm:
            sources = sums.setdefault(one.sector, {})
            sources[one.source] = sources.get(one.source, 0) + one.cost_kzt
            numbers[one.sector] = numbers.get(one.sector, 0) + 1
    lines = [
        SectorLine(name, numbers[name], sum(sources.values()), sources) for name, sources in sums.items()
    ]
    return sorted(lines, key=lambda one: (-one.promised, one.sector))


def _by(
    key: Callable[[Promised | Available], str], promised: Sequence[Promised], available: Sequence[Available]
) -> list[Balance]:
    groups: dict[str, tuple[list[Promised], list[Available]]] = {}
    for pledge in promised:
        groups.setdefault(key(pledge), ([], []))[0].append(pledge)
    for one in available:
        groups.setdefault(key(one), ([], []))[1].append(one)
    balances = [_balance(name, pledges, means) for name, (pledges, means) in groups.items()]
    return sorted(balances, key=lambda one: (-one.promised, -one.means, one.key))


def _balance(key: str, promised: Sequence[Promised], available: Sequence[Available]) -> Balance:
    firm = [one for one in promised if one.is_firm]
    drafts = [one for one in promised if not one.is_firm]
    return Balance(
        key, len(firm), sum(one.cost_kzt for one in firm), len(drafts), sum(one.cost_kzt for one in drafts),
        sum(one.amount_kzt for one in available), _uncovered(firm, available),
    )  # fmt: skip


def _uncovered(firm: Iterable[Promised], available: Iterable[Available]) -> int:
    """Sums what is left of each promise of a constituency and a source after its means."""
    left: dict[tuple[str, str], int] = {}
    for pledge in firm:
        left[pledge.path, pledge.source] = left.get((pledge.path, pledge.source), 0) + pledge.cost_kzt
    for one in available:
        if (one.path, one.source) in left:
            left[one.path, one.source] -= one.amount_kzt
    return sum(max(0, rest) for rest in left.values())
