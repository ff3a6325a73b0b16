"""How a target moved through the night: wins, losses and open contests at each turn of a count (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from elections.campaign.target_rule import Denominator, TargetRule
from elections.results.target import ContestState, Score, score_of


@dataclass(frozen=True)
class Turn:
    """A turn of one contest's count: since when, and what it was from then on."""

    contest_id: int
    at: datetime
    state: ContestState


@dataclass(frozen=True)
class Moment:
    """Where the target stood from a time on: `won + open + lost` are the contests."""

    at: datetime
    won: int
    open: int
    lost: int

    @property
    def most(self) -> int:
        """Returns the wins that were still possible."""
        return self.won + self.open


def history(contests: Mapping[int, ContestState], turns: Iterable[Turn], rule: TargetRule) -> list[Moment]:
    """Returns each moment at which a number changed, the first of them with nothing decided.

    `contests` are those of the target now; turns of others (one that a repeat election stands for) say nothing here.
    Whether the party contests one is as it is now: the denominator does not move through the night.
    """
    kept = {
        contest: ContestState(state.contested, decided=False)
        for contest, state in contests.items()
        if state.contested or rule.denominator is Denominator.ALL
    }
    scores = {contest: score_of(state, rule.counting) for contest, state in kept.items()}
    number = {score: sum(one is score for one in scores.values()) for score in Score}
    moments: list[Moment] = []
    for turn in sorted(turns, key=lambda one: one.at):
        if turn.contest_id not in scores or scores[turn.contest_id] is Score.BEYOND:
            continue
        if not moments:
            moments.append(_moment(turn.at, number))
        before, after = scores[turn.contest_id], score_of(turn.state, rule.counting)
        if before is not after:
            number[before] -= 1
            number[after] += 1
            scores[turn.contest_id] = after
            _put(moments, _moment(turn.at, number))
    return moments


def by_quarter(moments: Sequence[Moment], minutes: int = 15) -> list[Moment]:
    """Returns the first moment and the last one of each stretch of so many minutes."""
    kept: dict[int, Moment] = {}
    for one in moments[1:]:
        kept[int(one.at.timestamp()) // (60 * minutes)] = one
    return [*moments[:1], *kept.values()]


def at_most(moments: Sequence[Moment], number: int) -> list[Moment]:
    """Returns moments that tell of the whole stretch: those of each quarter of an hour, or of as many hours as it takes."""
    minutes = 15
    while len(kept := by_quarter(moments, minutes)) > number:
        minutes *= 2
    return kept


def until(moments: Sequence[Moment], now: Moment) -> list[Moment]:
    """Returns the moments, and where the target stands now when that differs: what was counted before turns were kept."""
    last = moments[-1] if moments else now
    if (last.won, last.open, last.lost) == (now.won, now.open, now.lost):
        return list(moments)
    at = max(now.at, last.at + timedelta(seconds=1))
    return [*moments, Moment(at, now.won, now.open, now.lost)]


def _put(moments: list[Moment], new: Moment) -> None:
    if len(moments) > 1 and moments[-1].at == new.at:
        moments[-1] = new
    else:
        moments.append(new)


def _moment(at: datetime, number: Mapping[Score, int]) -> Moment:
    return Moment(at, number[Score.WON], number[Score.OPEN], number[Score.LOST] + number[Score.BEYOND])
