"""How many contests will be won, out of the chance of each: exactly when they are independent, by simulation when they swing together (pure).

Independent contests: the Poisson-binomial law, by convolution (Hong, Computational Statistics & Data Analysis 59, 2013).
A shared swing: each contest is won when a normal variable falls below a bound (a probit); the national and the regional
swing are parts of that variable, so that the chance of each contest stays what it is and only their sum spreads
(one-factor model; Gelman & King, American Journal of Political Science 38, 1994).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

SIMULATIONS = 20_000
LEVELS = (50, 80, 95)
"""The intervals that are told, percent."""
PIECE = 2_000
"""So many nights are simulated at a time: the memory stays small."""


@dataclass(frozen=True)
class Forecast:
    """The law of the number of wins: `law[k]` is the chance of exactly k."""

    law: tuple[float, ...]

    @property
    def expected(self) -> float:
        """Returns the mean number of wins."""
        return sum(wins * chance for wins, chance in enumerate(self.law))

    def reaches(self, needed: int) -> float:
        """Returns the chance of at least so many wins."""
        return min(1.0, sum(self.law[max(needed, 0) :])) if needed > 0 else 1.0

    def interval(self, level: int) -> tuple[int, int]:
        """Returns the middle interval of wins that holds at least `level` percent; a wider level holds every narrower one."""
        tail, most = (100 - level) / 200, len(self.law) - 1
        low = next((place for place, total in enumerate(accumulate(self.law)) if total > tail), most)
        from_above = enumerate(accumulate(reversed(self.law)))
        high = most - next((place for place, total in from_above if total > tail), most)
        return low, max(low, high)


@dataclass(frozen=True)
class Swing:
    """How strongly contests move together: standard deviations of the shared part, against 1 of each contest's own."""

    national: float = 0.0
    regional: float = 0.0


def exact(chances: Sequence[float]) -> Forecast:
    """Returns the law of the number of wins of independent contests; certain ones have the chance 0 or 1."""
    law = np.zeros(len(chances) + 1)
    law[0] = 1.0
    for place, chance in enumerate(chances, start=1):
        law[1 : place + 1] = law[1 : place + 1] * (1 - chance) + law[:place] * chance
        law[0] *= 1 - chance
    return Forecast(tuple(law.tolist()))


def simulate(
    chances: Sequence[float], regions: Sequence[int], swing: Swing, *, seed: int, runs: int = SIMULATIONS
) -> Forecast:
    """Returns the law of the number of wins in `runs` simulated nights with a shared swing; the same seed, the same law.

    `regions[i]` is the region of contest i, counted from 0.
    """
    bounds, certain = _bounds(chances, swing)
    place = np.asarray(regions, dtype=np.intp)[~np.isinf(bounds)]
    open_bounds = bounds[~np.isinf(bounds)].astype(np.float32)
    random = np.random.Generator(np.random.SFC64(seed))
    counted = np.zeros(len(chances) + 1, dtype=np.int64)
    areas = int(place.max()) + 1 if len(place) else 0
    for start in range(0, runs, PIECE):
        number = min(PIECE, runs - start)
        shared = swing.national * random.standard_normal((number, 1), dtype=np.float32)
        local = swing.regional * random.standard_normal((number, areas), dtype=np.float32)
        drawn = random.standard_normal((number, len(open_bounds)), dtype=np.float32)
        wins = (drawn + shared + local[:, place] < open_bounds).sum(axis=1) + certain
        counted += np.bincount(wins, minlength=len(chances) + 1)
    return Forecast(tuple((counted / runs).tolist()))


def _bounds(chances: Sequence[float], swing: Swing) -> tuple[NDArray[np.float64], int]:
    """Returns below which bound each contest is won, and how many are won for certain (their bounds are infinite)."""
    spread, normal = (1 + swing.national**2 + swing.regional**2) ** 0.5, NormalDist()
    bounds = [normal.inv_cdf(one) * spread if 0 < one < 1 else inf if one >= 1 else -inf for one in chances]
    return np.asarray(bounds), sum(one >= 1 for one in chances)
