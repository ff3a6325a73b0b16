"""The party's target: how many wins it needs, how many it has, and whether it can still get there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from elections.campaign.target_rule import Counting, Denominator, TargetRule


@dataclass(frozen=True)
class ContestState:
    """What the target asks of one contest."""

    contested: bool
    """The party has a nominee in it."""
    decided: bool
    won_by_nominee: bool = False
    won_by_member: bool = False


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


def measure(contests: Sequence[ContestState], rule: TargetRule) -> Target:
    """Computes where the party stands; the wins needed are rounded up to whole contests."""
    if rule.denominator is Denominator.CONTESTED:
        contests = [contest for contest in contests if contest.contested]
    won = sum(_is_won(contest, rule.counting) for contest in contests)
    out_of_reach = sum(_is_out_of_reach(contest, rule.counting) for contest in contests)
    decided = sum(contest.decided and not _is_out_of_reach(contest, rule.counting) for contest in contests)
    open_ = len(contests) - decided - out_of_reach
    needed = ceil(rule.share * len(contests))
    return Target(
        contests=len(contests),
        needed=needed,
        won=won,
        open=open_,
        lost=len(contests) - won - open_,
        out_of_reach=out_of_reach,
        reachable=won + open_ >= needed,
        may_lose=min(open_, max(0, won + open_ - needed)),
    )


def measure_both(contests: Sequence[ContestState], rule: TargetRule) -> dict[Denominator, Target]:
    """Computes the target of the contested and of all contests: the party did not say which it meant."""
    return {
        denominator: measure(contests, replace(rule, denominator=denominator)) for denominator in Denominator
    }


def _is_won(contest: ContestState, counting: Counting) -> bool:
    by_member = counting is Counting.MEMBERS and contest.won_by_member
    return contest.decided and (contest.won_by_nominee or by_member)


def _is_out_of_reach(contest: ContestState, counting: Counting) -> bool:
    return counting is Counting.NOMINATED and not contest.contested
