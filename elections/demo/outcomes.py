"""The demo's contests on the night: how each was counted, what a few commissions decided, which protocol is disputed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from elections.demo.accounts import REGION
from elections.demo.night import CLOCK_AT, Protocol
from elections.demo.places import Constituency
from elections.results.official import STATES, Official, OfficialKind
from elections.results.tally import (
    Outcome,
    OutcomeState,
    ProtocolFigures,
    Totals,
    decide,
    tally,
)

Key = tuple[str, int]
"""A precinct: its constituency's code and its number."""
DECISIONS = 8
"""How many commissions have decided, of the region of the demo's coordinator; the last annuls, the one before finds three votes more."""
DELAY = timedelta(minutes=25)


@dataclass(frozen=True)
class Turn:
    """A moment at which a contest came to stand otherwise."""

    at: datetime
    state: OutcomeState
    winner: int | None
    is_called: bool
    is_tie: bool
    received: int

    def differs_from(self, other: "Turn | None") -> bool:
        """Returns whether it is a turn after another one; before the first a contest is counted without a winner."""
        same = (self.state, self.winner, self.is_called, self.is_tie)
        if other is None:
            return same != (OutcomeState.COUNTING, None, False, False)
        return same != (other.state, other.winner, other.is_called, other.is_tie)


@dataclass(frozen=True)
class Counted:
    """A contest with the sums of its counted protocols, what they decide, and how it came to it."""

    constituency: Constituency
    totals: Totals
    decided: Outcome
    received: int
    disputed: int
    missing_voters: int
    times: tuple[datetime, ...]
    turns: tuple[Turn, ...]
    official: Official | None = None
    official_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Returns whether every precinct is counted."""
        return self.received == len(self.constituency.precincts)


def count_contest(
    constituency: Constituency, papers: Mapping[Key, tuple[Protocol, ProtocolFigures]], disputed: Key | None = None
) -> Counted:  # fmt: skip
    """Returns a contest counted protocol after protocol, as they came in."""
    mine = [(constituency.kato, one.number) for one in constituency.precincts]
    voters = {(constituency.kato, one.number): one.voters for one in constituency.precincts}
    came = sorted(
        (one for one in mine if one in papers and one != disputed), key=lambda one: papers[one][0].entered_at
    )
    turns: list[Turn] = []
    totals, decided, missing = tally([]), decide(tally([]), len(mine), 0, None), sum(voters.values())
    for received, key in enumerate(came, 1):
        missing -= voters[key]
        totals = tally(papers[one][1] for one in came[:received])
        decided = decide(totals, len(mine), received, missing)
        turn = Turn(
            papers[key][0].entered_at, decided.state, decided.winner, decided.called, decided.tie, received
        )
        if turn.differs_from(turns[-1] if turns else None):
            turns.append(turn)
    times = tuple(papers[one][0].entered_at for one in came)
    return Counted(
        constituency, totals, decided, len(came), int(disputed in mine), missing, times, tuple(turns)
    )


def find_disputed(
    constituencies: Iterable[Constituency], papers: Mapping[Key, tuple[Protocol, ProtocolFigures]]
) -> Key | None:
    """Returns a precinct of the region without whose protocol its contest, else counted, is open again."""
    for one in sorted(constituencies, key=lambda one: one.kato):
        keys = [(one.kato, precinct.number) for precinct in one.precincts]
        if one.region_kato != REGION or len(keys) < 2 or any(key not in papers for key in keys):
            continue
        for key in keys:
            if not count_contest(one, papers, key).decided.called:
                return key
    return None


def decide_officially(counted: Sequence[Counted]) -> list[Counted]:
    """Returns the contests with what the fastest commissions of the region decided."""
    fast = [
        one for one in counted
        if one.constituency.region_kato == REGION and one.is_whole and one.decided.called
        and max(one.times) + DELAY <= CLOCK_AT
    ]  # fmt: skip
    chosen = sorted(fast, key=lambda one: (max(one.times), one.constituency.kato))[:DECISIONS]
    decided = {
        one.constituency.kato: _with_decision(one, number)
        for number, one in enumerate(chosen, DECISIONS - len(chosen) + 1)
    }
    return [decided.get(one.constituency.kato, one) for one in counted]


def _with_decision(one: Counted, number: int) -> Counted:
    at, totals = max(one.times) + DELAY, one.totals
    kind = OfficialKind.ANNULLED if number == DECISIONS else OfficialKind.ELECTED
    source = f"Протокол № {number}"
    if kind is OfficialKind.ANNULLED:
        told = Official(kind, CLOCK_AT.date(), source=source)
    else:
        more = 3 if number == DECISIONS - 1 else 0
        votes = dict(totals.votes)
        votes[one.decided.winner or 0] += more
        told = Official(
            kind, CLOCK_AT.date(), one.decided.winner, totals.voters, totals.took_part + more, totals.invalid,
            totals.against_all, votes, source,
        )  # fmt: skip
    winner = told.elected
    turn = Turn(at, STATES[kind], winner, winner is not None, False, one.received)
    leaders = (winner,) if winner is not None else ()
    most, second = [*sorted(told.votes.values(), reverse=True), 0, 0][:2]
    decided = replace(
        one.decided, state=STATES[kind], leaders=leaders, winner=winner, called=winner is not None,
        margin=most - second if told.votes else one.decided.margin,
    )  # fmt: skip
    return replace(one, official=told, official_at=at, decided=decided, turns=(*one.turns, turn))
