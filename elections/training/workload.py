"""What the trainers did (pure): seminars, hours, people reached and how many of them passed, trainer by trainer."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from elections.alphabet import sort_key


@dataclass(frozen=True)
class Held:
    """A seminar that was held: who led it, how long it was, who came, how many of them passed and failed."""

    trainers: tuple[str, ...]
    hours: int
    people: frozenset[int]
    passed: int
    failed: int


@dataclass(frozen=True)
class Workload:
    """A trainer's seminars: people are counted once each, tests as often as they were taken."""

    trainer: str
    seminars: int
    hours: int
    people: int
    passed: int
    tested: int

    @property
    def pass_rate(self) -> Fraction | None:
        """Returns those who passed as a part of those who took a test, None when nobody did."""
        return Fraction(self.passed, self.tested) if self.tested else None


def workloads(seminars: Iterable[Held]) -> list[Workload]:
    """Returns each trainer's work by name in the order of the Kazakh alphabet; a seminar of two counts for both."""
    by_trainer: dict[str, list[Held]] = {}
    for one in seminars:
        for name in one.trainers or ("",):
            by_trainer.setdefault(name, []).append(one)
    return [
        summed(name, by_trainer[name]) for name in sorted(by_trainer, key=lambda name: (sort_key(name), name))
    ]


def summed(name: str, held: Iterable[Held]) -> Workload:
    """Returns the sum of some seminars under a name."""
    several = list(held)
    people = frozenset().union(*(one.people for one in several))
    passed, failed = sum(one.passed for one in several), sum(one.failed for one in several)
    return Workload(
        name, len(several), sum(one.hours for one in several), len(people), passed, passed + failed
    )
