"""What the demo's headquarters held of some contests before the vote: mostly right, sometimes not; all invented."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from elections.demo.candidacies import Candidacy

SOURCES = {
    "poll": ("Опрос по заказу штаба", "Отдел исследований"),
    "reception": ("Обращения в приёмную", "Приёмная филиала"),
    "monitoring": ("Мониторинг встреч и сетей", "Отдел мониторинга"),
    "judgement": ("Оценка районного штаба", "Районный штаб"),
}
DAYS = (date(2021, 7, 17), date(2021, 7, 19), date(2021, 7, 21), date(2021, 7, 23))
EVERY = 5
"""Of the contests with an own nominee each fifth is assessed."""


@dataclass(frozen=True)
class Assessment:
    """An assessment of a contest: of a poll the shares and the sample, else the chance in percent."""

    kato: str
    kind: str
    held_on: date
    own: int | None
    rival: int | None
    sample: int | None
    chance: int | None


def assessments(own: Sequence[Candidacy], winners: Mapping[str, bool]) -> tuple[Assessment, ...]:
    """Returns the assessments; `winners` says of counted contests who leads, which those who assess half knew."""
    random = Random("demo: assessments")
    places = sorted({one.constituency_kato for one in own})[::EVERY]
    return tuple(line for kato in places for line in _of(kato, winners.get(kato), random))


def _of(kato: str, leads: bool | None, random: Random) -> Iterator[Assessment]:
    strong = random.random() < 0.8 if leads is None else leads
    middle = random.randint(62, 90) if strong else random.randint(28, 58)
    for day in sorted(random.sample(DAYS, random.randint(1, 2))):
        kind = random.choice(tuple(SOURCES))
        seen = min(max(middle + random.randint(-14, 14), 3), 97)
        if kind == "poll":
            lead = (seen - 50) // 4
            yield Assessment(kato, kind, day, 40 + lead, 38 - lead, random.randint(15, 60) * 10, None)
        else:
            yield Assessment(kato, kind, day, None, None, None, seen)
