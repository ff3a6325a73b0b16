"""The forecast of 730 contests against the same law in bare numpy: exactly, and by 20 000 simulated nights."""

from collections.abc import Callable
from random import Random
from statistics import NormalDist
from time import perf_counter

import numpy as np

from elections.forecast.wins import SIMULATIONS, Swing, exact, simulate

CONTESTS, REGIONS, RUNS = 730, 14, 5
NATIONAL, REGIONAL, AT_ONCE = 0.4, 0.2, 2_000
MOST_EXACT, MOST_SIMULATED, MOST_TIMES = 0.050, 2.0, 2.0
"""Seconds, seconds, times the bare computation."""


def main() -> int:
    """Prints times and ratios; returns 1 when one is above its limit."""
    random = Random(1)
    chances = [random.uniform(0.02, 0.98) for _ in range(CONTESTS)]
    regions = [random.randrange(REGIONS) for _ in range(CONTESTS)]
    swing = Swing(NATIONAL, REGIONAL)
    ours, bare = _times(lambda: exact(chances), lambda: _bare_law(chances))
    failed = _tell("exact forecast", ours, bare, MOST_EXACT)
    ours, bare = _times(
        lambda: simulate(chances, regions, swing, seed=1), lambda: _bare_nights(chances, regions)
    )
    return failed | _tell(f"{SIMULATIONS} simulated nights", ours, bare, MOST_SIMULATED)


def _times(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Returns the least time of each in turns: what else the machine does only adds to it."""
    took: tuple[list[float], list[float]] = ([], [])
    for _run in range(RUNS):
        for place, work in enumerate((ours, bare)):
            began = perf_counter()
            work()
            took[place].append(perf_counter() - began)
    return min(took[0]), min(took[1])


def _tell(what: str, ours: float, bare: float, most: float) -> int:
    ratio = ours / bare
    print(
        f"{what} of {CONTESTS} contests: {ours * 1000:.1f} ms (at most {most * 1000:.0f}), "
        f"{ratio:.2f} x bare numpy (at most {MOST_TIMES})"
    )
    return int(ours > most or ratio > MOST_TIMES)


def _bare_law(chances: list[float]) -> object:
    law = np.zeros(len(chances) + 1)
    law[0] = 1.0
    for place, chance in enumerate(chances, start=1):
        law[1 : place + 1] = law[1 : place + 1] * (1 - chance) + law[:place] * chance
        law[0] *= 1 - chance
    return law


def _bare_nights(chances: list[float], regions: list[int]) -> object:
    spread, normal = (1 + NATIONAL**2 + REGIONAL**2) ** 0.5, NormalDist()
    bounds = np.asarray([normal.inv_cdf(one) * spread for one in chances], dtype=np.float32)
    place, random = np.asarray(regions), np.random.Generator(np.random.SFC64(1))
    counted = np.zeros(len(chances) + 1, dtype=np.int64)
    for _start in range(0, SIMULATIONS, AT_ONCE):
        shared = NATIONAL * random.standard_normal((AT_ONCE, 1), dtype=np.float32)
        local = REGIONAL * random.standard_normal((AT_ONCE, REGIONS), dtype=np.float32)
        drawn = random.standard_normal((AT_ONCE, len(chances)), dtype=np.float32)
        wins = (drawn + shared + local[:, place] < bounds).sum(axis=1)
        counted += np.bincount(wins, minlength=len(chances) + 1)
    return counted
