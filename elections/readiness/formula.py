"""How ready a constituency is, 0 to 100: six parts, each a share of what it needs, weighed by the national headquarters (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from elections.errors import Objection

WHOLE = 100


class Component(StrEnum):
    """What the readiness of a constituency is made of."""

    DOCUMENTS = "documents"
    TRAINING = "training"
    HEADQUARTERS = "headquarters"
    PROXIES = "proxies"
    PLATFORM = "platform"
    TASKS = "tasks"


USUAL_WEIGHTS: Mapping[Component, int] = {
    Component.DOCUMENTS: 30,
    Component.TRAINING: 10,
    Component.HEADQUARTERS: 15,
    Component.PROXIES: 15,
    Component.PLATFORM: 15,
    Component.TASKS: 15,
}
"""The weights until the national headquarters sets its own: a refused document costs the constituency, so it weighs most."""


class Band(StrEnum):
    """How ready in words, the best first."""

    READY = "ready"
    NEARLY = "nearly"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"


BANDS = ((Band.READY, 80), (Band.NEARLY, 60), (Band.BEHIND, 40), (Band.FAR_BEHIND, 0))
"""The least points of each band."""


@dataclass(frozen=True)
class Missing:
    """Something that a part lacks: what (a code of the part's own), how it is called where it has a name, and how much of it."""

    what: str
    name: str = ""
    number: int = 1


@dataclass(frozen=True)
class Measure:
    """What a part has of what it needs, in whole things; nothing needed means that nothing is missing."""

    have: int
    need: int
    missing: tuple[Missing, ...] = ()

    @property
    def share(self) -> Fraction:
        """Returns the part of the needed that is there, 0 to 1."""
        return Fraction(min(self.have, self.need), self.need) if self.need else Fraction(1)


@dataclass(frozen=True)
class Readiness:
    """The readiness of one constituency: the measures of its parts and the weights that they had."""

    measures: Mapping[Component, Measure]
    weights: Mapping[Component, int]

    def points_of(self, component: Component) -> Fraction:
        """Returns the points that a part gives: its weight times its share."""
        return self.weights[component] * self.measures[component].share

    @property
    def points(self) -> int:
        """Returns the sum of all parts' points, 0 to 100, rounded down: only where nothing is missing there are 100."""
        return floor(sum((self.points_of(one) for one in Component), Fraction(0)))

    @property
    def band(self) -> Band:
        """Returns how ready in words."""
        return band_of(self.points)

    @property
    def gaps(self) -> list[Component]:
        """Returns the parts that lack something, what costs most points first."""
        short = [one for one in Component if self.points_of(one) < self.weights[one]]
        return sorted(short, key=lambda one: self.points_of(one) - self.weights[one])


def band_of(points: int) -> Band:
    """Returns the band of so many points."""
    return next(band for band, least in BANDS if points >= least)


def mean(points: Sequence[int]) -> Fraction | None:
    """Returns the mean of the points of constituencies, None where there are none."""
    return Fraction(sum(points), len(points)) if points else None


def objections_to_weights(weights: Mapping[Component, int]) -> list[Objection]:
    """Returns what speaks against a set of weights: one that is negative, a sum that is not 100."""
    found = [
        Objection("readiness.weight_range", one.value, {"weight": weights[one]})
        for one in Component
        if not 0 <= weights[one] <= WHOLE
    ]
    total = sum(weights[one] for one in Component)
    if total != WHOLE:
        found.append(Objection("readiness.weights_sum", params={"total": total}))
    return found
