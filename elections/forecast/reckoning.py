"""The forecast of a campaign: each contest's chance as far as it is counted, and the target under every rule (pure).

A called contest is certain. A contest that is counted in part is conditional on what is in: the lead in the precincts
that are in is weighed against the lead that the chance before the count stands for, by the normal law (a conjugate
estimate of the mean lead; Gelman et al., Bayesian Data Analysis, 3rd ed., ch. 2), and the rest is drawn from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from elections.campaign.target_rule import Counting, Denominator, TargetRule
from elections.forecast.chances import LEAST, MOST, Assessment, Record, chance_of
from elections.forecast.wins import Forecast, Swing, exact, simulate
from elections.results.target import ContestState, Target, measure

SEED = 1
"""The simulation's seed: the same facts tell the same night."""
SILENT_DAYS = 5
"""So many days before the vote, and on its day, neither polls nor forecasts may be published on the Internet (CL 28(9))."""
BETWEEN_CONTESTS, BETWEEN_PRECINCTS = 0.20, 0.12
"""How far leads lie apart, as shares of the votes: of the contests of a country, of the precincts of a contest."""
_NORMAL = NormalDist()


class Standing(StrEnum):
    """Where a contest stands for the party."""

    WON = "won"
    LOST = "lost"
    OPEN = "open"
    NOBODY = "nobody"
    """Nobody of the party stands, or nobody whose win would count."""


@dataclass(frozen=True)
class Counted:
    """What is in of an open contest: the votes for ours and for the strongest rival, who took part, the precincts."""

    own: int
    rival: int
    took_part: int
    precincts_in: int
    precincts: int


@dataclass(frozen=True)
class Facts:
    """What is known of one contest; `marks` name the assessments, so that a later forecast knows which are new."""

    contest_id: int
    path: str
    state: ContestState
    member_stands: bool = False
    assessments: tuple[Assessment, ...] = ()
    marks: tuple[str, ...] = ()
    counted: Counted | None = None

    @property
    def region(self) -> str:
        """Returns the code of its region."""
        return self.path.split("/")[0]


@dataclass(frozen=True)
class Settings:
    """What whoever asks has set: the share that the party usually wins, and how strongly contests move together (percent)."""

    record: int = 50
    national: int = 0
    regional: int = 0
    seed: int = SEED

    @property
    def swing(self) -> Swing:
        """Returns the shared swing as the simulation wants it."""
        return Swing(self.national / 100, self.regional / 100)


@dataclass(frozen=True)
class Prospect:
    """What a forecast says under one rule: the target, and the law of the number of wins."""

    target: Target
    law: Forecast

    @property
    def reaches(self) -> float:
        """Returns the chance that the target is reached."""
        return self.law.reaches(self.target.needed)


Rule = tuple[Denominator, Counting]


def prospects(
    contests: Sequence[Facts], share: Fraction, settings: Settings, today: date
) -> dict[Rule, Prospect]:
    """Returns the forecast under each way to measure the target."""
    found = {}
    for counting in Counting:
        told = [chance_under(one, counting, settings, today) for one in contests]
        for denominator in Denominator:
            rule = TargetRule(share, denominator, counting)
            kept = [
                (one.region, chance) for one, chance in zip(contests, told, strict=True)
                if denominator is Denominator.ALL or one.state.contested
            ]  # fmt: skip
            target = measure([one.state for one in contests], rule)
            found[denominator, counting] = Prospect(target, _law(kept, settings))
    return found


def chance_under(one: Facts, counting: Counting, settings: Settings, today: date) -> float:
    """Returns the chance that the party wins a contest, counted by its nominees or by its members.

    Where the party has a nominee, the chance is the nominee's: on a win of another member nobody counts beforehand.
    """
    standing = standing_of(one, counting)
    if standing is not Standing.OPEN:
        return 1.0 if standing is Standing.WON else 0.0
    told = [each for each in one.assessments if each.on <= today]
    before = chance_of(told, Record(settings.record / 100), today)
    return before if one.counted is None else with_count(before, one.counted)


def standing_of(one: Facts, counting: Counting) -> Standing:
    """Returns where a contest stands: won and lost are certain."""
    state, by_members = one.state, counting is Counting.MEMBERS
    if state.decided:
        won = state.won_by_nominee or (by_members and state.won_by_member)
        return Standing.WON if won else Standing.LOST
    stands = state.contested or (by_members and one.member_stands)
    return Standing.OPEN if stands else Standing.NOBODY


def with_count(before: float, counted: Counted) -> float:
    """Returns the chance of a win once some precincts are in: the rest is expected to be like them, and like before."""
    number, missing = counted.precincts_in, counted.precincts - counted.precincts_in
    if number < 1 or missing < 1 or counted.took_part < 1:
        return before
    lead = (counted.own - counted.rival) / counted.took_part
    weight_before, weight_in = 1 / BETWEEN_CONTESTS**2, number / BETWEEN_PRECINCTS**2
    expected = _NORMAL.inv_cdf(before) * BETWEEN_CONTESTS * weight_before + lead * weight_in
    rest = expected / (weight_before + weight_in)
    spread = sqrt(1 / (weight_before + weight_in) + BETWEEN_PRECINCTS**2 / missing)
    final = (lead * number + rest * missing) / counted.precincts
    return min(max(_NORMAL.cdf(final / (spread * missing / counted.precincts)), LEAST), MOST)


def good_day(chance: float, swing: Swing) -> float:
    """Returns what becomes of a chance on a usual good day of the party: one standard deviation of the shared swing."""
    shared = sqrt(swing.national**2 + swing.regional**2)
    return _NORMAL.cdf(_NORMAL.inv_cdf(chance) * sqrt(1 + shared**2) + shared)


def silent_days(voting_on: date) -> tuple[date, date]:
    """Returns the first and the last day on which nothing of this may be published on the Internet (CL 28(9))."""
    return voting_on - timedelta(days=SILENT_DAYS), voting_on


def _law(kept: Sequence[tuple[str, float]], settings: Settings) -> Forecast:
    able = [(region, chance) for region, chance in kept if chance > 0]
    order = {region: place for place, region in enumerate(sorted({region for region, _chance in able}))}
    return _law_of(
        tuple(chance for _region, chance in able), tuple(order[region] for region, _chance in able), settings
    )


@lru_cache(maxsize=64)
def _law_of(chances: tuple[float, ...], regions: tuple[int, ...], settings: Settings) -> Forecast:
    if not settings.national and not settings.regional:
        return exact(chances)
    return simulate(chances, regions, settings.swing, seed=settings.seed)
