"""How good forecasts were, once the winners are known: the Brier score and calibration (pure).

Brier, Monthly Weather Review 78, 1950: the mean square of the difference between the chance told and what came, 0 is best.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 5


@dataclass(frozen=True)
class Told:
    """A chance that was told before the vote, 0 to 1, and whether it came to a win."""

    chance: float
    won: bool


@dataclass(frozen=True)
class Bin:
    """The forecasts between two chances: how many, the mean chance told, and the share that came to a win."""

    low: float
    high: float
    number: int
    told: float
    came: float


def brier(forecasts: Sequence[Told]) -> float | None:
    """Returns the Brier score, 0 (each was right for certain) to 1; None when nothing was told."""
    if not forecasts:
        return None
    return sum((one.chance - one.won) ** 2 for one in forecasts) / len(forecasts)


def calibration(forecasts: Sequence[Told]) -> list[Bin]:
    """Returns for each fifth of the chances that holds a forecast what was told and what came."""
    found = []
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        inside = [
            one for one in forecasts if low <= one.chance < high or (place == BINS - 1 and one.chance == high)
        ]
        if inside:
            number = len(inside)
            told, came = sum(one.chance for one in inside) / number, sum(one.won for one in inside) / number
            found.append(Bin(low, high, number, told, came))
    return found
