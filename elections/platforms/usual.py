"""What pledges usually cost and how long they take, sector by sector, and which lie far outside of it (pure).

The usual range is Tukey's: from the lower quartile to the upper one, and three times their distance beyond ("far
out"), of all pledges of the campaign that can be compared. Of fewer than `ENOUGH` the settings' ranges are used. What
lies outside is marked for people to look at, never forbidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from elections.alphabet import fold

ENOUGH = 8
FENCE = 3
LEAST_TIMES = 2
"""What is less than twice the median, and more than half of it, is usual however alike the others are."""
TERM_YEARS = 4
"""The term of office of an akim (LSG 36)."""
MOST_PEOPLE_OF_A_VOTER = 2
"""In a rural okrug live at most about twice as many people as have a vote."""


class Measure(StrEnum):
    """By what pledges are compared."""

    COST = "cost"
    PER_PERSON = "per_person"
    PER_UNIT = "per_unit"
    MONTHS = "months"


class Oddity(StrEnum):
    """What makes a pledge look unrealistic."""

    HIGH = "high"
    LOW = "low"
    AFTER_TERM = "after_term"
    PEOPLE = "people"


@dataclass(frozen=True)
class Comparable:
    """What of a pledge is compared: cost in whole tenge, `gain` from start to goal, months from the vote to its date."""

    id: int
    sector: str
    cost_kzt: int
    due_on: date
    voting_on: date
    beneficiaries: int | None = None
    unit: str = ""
    gain: Fraction | None = None
    voters: int = 0

    def values(self) -> dict[Measure, Fraction]:
        """Returns the pledge's value by each measure that it has."""
        found = {
            Measure.COST: Fraction(self.cost_kzt),
            Measure.MONTHS: Fraction(months(self.voting_on, self.due_on)),
        }
        if self.beneficiaries:
            found[Measure.PER_PERSON] = Fraction(self.cost_kzt, self.beneficiaries)
        if self.gain and self.unit:
            found[Measure.PER_UNIT] = self.cost_kzt / self.gain
        return found


@dataclass(frozen=True)
class Usual:
    """What is usual by one measure: the median of `number` pledges, and from where to where values are usual.

    Without a median the range is the settings'; None on a side: no limit there.
    """

    low: Fraction | None
    high: Fraction | None
    median: Fraction | None = None
    number: int = 0


@dataclass(frozen=True)
class Mark:
    """Why a pledge is marked; `times` is how many times the median it is, or the median it (below one is 1/times)."""

    oddity: Oddity
    measure: Measure | None = None
    usual: Usual = Usual(None, None)
    times: Fraction | None = None


Ranges = Mapping[str, Mapping[str, tuple[int, int]]]
"""The settings' ranges: by sector, by measure, from where to where."""


@dataclass(frozen=True)
class Norms:
    """What is usual in a campaign, by (measure, group); a group is a sector, or a sector and a unit."""

    known: Mapping[tuple[Measure, str], Usual] = field(default_factory=dict)
    ranges: Ranges = field(default_factory=dict)

    def of(self, measure: Measure, sector: str, unit: str = "") -> Usual | None:
        """Returns what is usual by a measure: of the campaign's pledges, else of the settings, else None."""
        found = self.known.get((measure, _group(measure, sector, unit)))
        limits = self.ranges.get(sector, {}).get(measure)
        if found is not None:
            floor = Fraction(limits[0]) if limits else None
            return Usual(
                found.low if found.low is not None else floor, found.high, found.median, found.number
            )
        return Usual(Fraction(limits[0]), Fraction(limits[1])) if limits else None


def norms_of(pledges: Iterable[Comparable], ranges: Ranges) -> Norms:
    """Returns what is usual among pledges."""
    groups: dict[tuple[Measure, str], list[Fraction]] = {}
    for one in pledges:
        for measure, value in one.values().items():
            groups.setdefault((measure, _group(measure, one.sector, one.unit)), []).append(value)
    return Norms({key: usual_of(values) for key, values in groups.items() if len(values) >= ENOUGH}, ranges)


def usual_of(values: Sequence[Fraction]) -> Usual:
    """Returns the median of values and Tukey's outer fences; below zero there is no lower fence."""
    ordered = sorted(values)
    lower, upper = quantile(ordered, Fraction(1, 4)), quantile(ordered, Fraction(3, 4))
    low, high = lower - FENCE * (upper - lower), upper + FENCE * (upper - lower)
    return Usual(low if low > 0 else None, high, quantile(ordered, Fraction(1, 2)), len(ordered))


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Returns the value below which a share of the ordered values lies, between two neighbours in proportion."""
    place = share * (len(ordered) - 1)
    first = int(place)
    second = min(first + 1, len(ordered) - 1)
    return ordered[first] + (ordered[second] - ordered[first]) * (place - first)


def median_of(values: Iterable[Fraction | None]) -> Fraction | None:
    """Returns the median of the values that there are, or None."""
    ordered = sorted(one for one in values if one is not None)
    return quantile(ordered, Fraction(1, 2)) if ordered else None


def marks_of(pledge: Comparable, norms: Norms) -> tuple[Mark, ...]:
    """Returns why a pledge should be looked at again; nothing for a usual one.

    The whole cost is looked at only where neither the cost of a unit nor that of a person can be compared.
    """
    values, found = pledge.values(), []
    compared = [
        measure for measure in (Measure.PER_UNIT, Measure.PER_PERSON)
        if measure in values and norms.of(measure, pledge.sector, pledge.unit)
    ]  # fmt: skip
    sums: list[Measure] = [*compared] or [Measure.COST]
    for measure in (*sums, Measure.MONTHS):
        usual = norms.of(measure, pledge.sector, pledge.unit)
        if usual is not None:
            found += _outside(measure, values[measure], usual)
    if pledge.due_on > last_day_of_term(pledge.voting_on):
        found.append(Mark(Oddity.AFTER_TERM))
    if (
        pledge.beneficiaries
        and pledge.voters
        and pledge.beneficiaries > MOST_PEOPLE_OF_A_VOTER * pledge.voters
    ):
        found.append(Mark(Oddity.PEOPLE))
    return tuple(found)


def months(since: date, until: date) -> int:
    """Returns the whole months from a day to a day, 0 when it is earlier."""
    passed = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    return max(0, passed)


def last_day_of_term(voting_on: date) -> date:
    """Returns the day on which an akim elected then has been in office for the whole term."""
    year, day = voting_on.year + TERM_YEARS, voting_on.day
    return date(year, voting_on.month, 28 if (voting_on.month, day) == (2, 29) else day)


def _group(measure: Measure, sector: str, unit: str) -> str:
    return f"{sector}:{fold(unit)}" if measure is Measure.PER_UNIT else sector


def _outside(measure: Measure, value: Fraction, usual: Usual) -> list[Mark]:
    oddity = None
    if usual.median and usual.median < LEAST_TIMES * value and value < LEAST_TIMES * usual.median:
        return []
    if usual.high is not None and value > usual.high:
        oddity = Oddity.HIGH
    elif usual.low is not None and value < usual.low:
        oddity = Oddity.LOW
    if oddity is None:
        return []
    return [Mark(oddity, measure, usual, value / usual.median if usual.median else None)]
