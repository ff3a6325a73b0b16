"""The party's target: how many wins it needs, how many it has, and whether it can still get there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from elections.campaign.target_rule import Counting, Denominator, TargetRule

Variant = tuple[Denominator, Counting]
"""One of the four ways to measure a target: of which contests, and whose win counts."""


@dataclass(frozen=True)
class ContestState:
    """What the target asks of one contest.

    Decided is what has a winner. A tie, and a contest annulled or not held, is open as long as no repeat election
    stands for it: the law has it repeated within a month.
    """

    contested: bool
    """The party has a nominee in it."""
    decided: bool
    won_by_nominee: bool = False
    won_by_member: bool = False


class Score(StrEnum):
    """What a contest is for the target; beyond: the party has nobody in it whose win would count."""

    WON = "won"
    OPEN = "open"
    LOST = "lost"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Target:
    """The target at one moment, in contests: `won + open + lost == contests`.

    `lost` includes the `out_of_reach`: contests without a nominee of the party, where only nominees' wins
    count. `may_lose` of the open ones can be lost without missing the target.
    """

    contests: int
    needed: int
    won: int
    open: int
    lost: int
    out_of_reach: int
    reachable: bool
    may_lose: int

    @property
    def reached(self) -> bool:
        """Returns whether the wins needed are there."""
        return self.won >= self.needed

    @property
    def more(self) -> int:
        """Returns how many wins are still needed."""
        return max(0, self.needed - self.won)

    @property
    def short(self) -> int:
        """Returns how many wins will be missing even when all that is open is won."""
        return max(0, self.needed - self.won - self.open)


def score_of(contest: ContestState, counting: Counting) -> Score:
    """Returns what a contest is for the target, counted by nominees or by members."""
    if counting is Counting.NOMINATED and not contest.contested:
        return Score.BEYOND
    if not contest.decided:
        return Score.OPEN
    by_member = counting is Counting.MEMBERS and contest.won_by_member
    return Score.WON if contest.won_by_nominee or by_member else Score.LOST


def of_rule(contests: Iterable[ContestState], rule: TargetRule) -> list[ContestState]:
    """Returns the contests of which a target takes its share."""
    if rule.denominator is Denominator.CONTESTED:
        return [contest for contest in contests if contest.contested]
    return list(contests)


def needed_of(contests: int, share: Fraction) -> int:
    """Returns the wins that a share of contests takes, rounded up to whole contests."""
    return ceil(share * contests)


def measure(contests: Sequence[ContestState], rule: TargetRule) -> Target:
    """Computes where the party stands; the wins needed are rounded up to whole contests."""
    scores = [score_of(contest, rule.counting) for contest in of_rule(contests, rule)]
    won, open_, beyond = (scores.count(one) for one in (Score.WON, Score.OPEN, Score.BEYOND))
    needed = needed_of(len(scores), rule.share)
    return Target(
        contests=len(scores),
        needed=needed,
        won=won,
        open=open_,
        lost=len(scores) - won - open_,
        out_of_reach=beyond,
        reachable=won + open_ >= needed,
        may_lose=min(open_, max(0, won + open_ - needed)),
    )


def measure_each(contests: Sequence[ContestState], share: Fraction, chosen: Variant) -> dict[Variant, Target]:
    """Computes the target in all four ways, the chosen one first."""
    ways = [(denominator, counting) for denominator in Denominator for counting in Counting]
    return {
        way: measure(contests, TargetRule(share, *way)) for way in sorted(ways, key=lambda way: way != chosen)
    }
