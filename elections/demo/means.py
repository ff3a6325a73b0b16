"""The means of the demo's constituencies: most of what is promised is covered, some is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from elections.demo.candidacies import Candidacy
from elections.demo.programmes import Platform

STEP = 100_000
NUMBERED = {
    "local_budget": ("Решение маслихата о бюджете сельского округа № {n}", date(2021, 1, 14)),
    "regional_budget": ("План финансирования области, письмо № {n}", date(2021, 5, 20)),
    "national_budget": ("Государственная программа, распоряжение № {n}", date(2021, 4, 5)),
    "business": ("Меморандум с хозяйством № {n}", date(2021, 6, 30)),
    "community": ("Протокол схода жителей № {n}", date(2021, 7, 2)),
}
DISTRICT = ("Целевые трансферты из районного бюджета, решение № {n}", date(2021, 2, 25))


@dataclass(frozen=True)
class Means:
    """Money of a constituency in a year, in whole tenge, by a document."""

    kato: str
    year: int
    source: str
    amount_kzt: int
    document: str
    document_on: date


def means_of(own: Sequence[Candidacy], platforms: Iterable[Platform]) -> tuple[Means, ...]:
    """Returns the means of the constituencies with a platform, by the sources of its pledges."""
    katos = {one.number: one.constituency_kato for one in own}
    return tuple(line for platform in platforms for line in _of(platform, katos[platform.candidate]))


def _of(platform: Platform, kato: str) -> list[Means]:
    random = Random(f"demo: means of {kato}")
    promised: dict[tuple[str, int], int] = {}
    for one in platform.pledges:
        key = one.money_source, min(one.due_on.year, 2025)
        promised[key] = promised.get(key, 0) + one.cost_kzt
    found = []
    for (source, year), cost in promised.items():
        share = random.choice((0, 50, 80, 100, 100, 120))
        if share:
            found.append(_line(kato, year, source, cost * share // 100, NUMBERED[source], random))
    if not random.randrange(4):
        found.append(_line(kato, 2022, "district_budget", random.randint(50, 400) * STEP, DISTRICT, random))
    return found


def _line(kato: str, year: int, source: str, amount: int, paper: tuple[str, date], random: Random) -> Means:
    document, document_on = paper
    rounded = max(STEP, amount // STEP * STEP)
    return Means(kato, year, source, rounded, document.format(n=random.randint(10, 99)), document_on)
