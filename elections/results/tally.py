"""The count: the figures of one protocol, the sums of many, and what they decide.

A precinct that has not reported is missing, not zero: until the last one is in, the result is "counting".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class ProtocolFigures:
    """The figures of a precinct's protocol (CL 43); a copy may lack those that may be None."""

    voters: int
    ballots_issued: int
    took_part: int
    invalid: int
    against_all: int
    votes: Mapping[int, int]
    ballots_received: int | None = None
    ballots_cancelled: int | None = None
    outside: int | None = None
    absentee: int | None = None

    def by_field(self) -> dict[str, int]:
        """Returns the figures that are there by their fields; votes as "votes.7" for candidate 7."""
        plain = {
            "voters": self.voters,
            "ballots_received": self.ballots_received,
            "ballots_issued": self.ballots_issued,
            "ballots_cancelled": self.ballots_cancelled,
            "took_part": self.took_part,
            "invalid": self.invalid,
            "outside": self.outside,
            "absentee": self.absentee,
            "against_all": self.against_all,
        }
        votes = {f"votes.{candidate}": self.votes[candidate] for candidate in sorted(self.votes)}
        return {field: figure for field, figure in plain.items() if figure is not None} | votes


@dataclass(frozen=True)
class Totals:
    """The sums of the protocols that are in."""

    voters: int
    ballots_issued: int
    took_part: int
    invalid: int
    against_all: int
    votes: Mapping[int, int]


def tally(protocols: Iterable[ProtocolFigures]) -> Totals:
    """Computes the sums of protocols; a candidate whom one of them does not name has no votes in it."""
    received = list(protocols)
    votes: dict[int, int] = {}
    for protocol in received:
        for candidate, number in protocol.votes.items():
            votes[candidate] = votes.get(candidate, 0) + number
    return Totals(
        voters=sum(protocol.voters for protocol in received),
        ballots_issued=sum(protocol.ballots_issued for protocol in received),
        took_part=sum(protocol.took_part for protocol in received),
        invalid=sum(protocol.invalid for protocol in received),
        against_all=sum(protocol.against_all for protocol in received),
        votes=votes,
    )


class OutcomeState(StrEnum):
    """How final an outcome is: commissions make it official or annul it (CL 113-9, 113-10), not the count.

    not_held: there was no vote, or fewer than two candidates were left (CL 113-7).
    """

    COUNTING = "counting"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"
    ANNULLED = "annulled"
    NOT_HELD = "not_held"


BY_THE_COMMISSION = frozenset({OutcomeState.OFFICIAL, OutcomeState.ANNULLED, OutcomeState.NOT_HELD})
"""What the count never changes."""


@dataclass(frozen=True)
class Outcome:
    """What the protocols that are in decide.

    `leaders` have the most votes so far, more than one when they are even; `winner` can no longer lose; `tie`
    means that all is counted and nobody has more than the others; `margin` is the lead in votes;
    `called` that there is a winner, be it because the missing precincts have too few voters to change it.
    """

    state: OutcomeState
    leaders: tuple[int, ...]
    winner: int | None
    tie: bool
    margin: int
    called: bool

    @property
    def leader(self) -> int | None:
        """Returns the one who is ahead, or None when nobody or several are."""
        return self.leaders[0] if len(self.leaders) == 1 else None


def decide(
    totals: Totals, expected_precincts: int, received_precincts: int, missing_voters: int | None = None
) -> Outcome:
    """Returns the outcome by plurality (CL 9(2-1)): "against all" wins nothing, a tie is repeated (CL 113-9).

    `missing_voters` is the number of voters of the precincts that are not in; None when it is not known.
    """
    complete = 0 < expected_precincts <= received_precincts
    most, second = [*sorted(totals.votes.values(), reverse=True), 0, 0][:2]
    leaders = tuple(sorted(candidate for candidate, votes in totals.votes.items() if votes == most > 0))
    ahead = leaders[0] if len(leaders) == 1 else None
    out_of_reach = missing_voters is not None and most - second > missing_voters
    called = ahead is not None and (complete or out_of_reach)
    return Outcome(
        state=OutcomeState.PRELIMINARY if complete else OutcomeState.COUNTING,
        leaders=leaders,
        winner=ahead if called else None,
        tie=complete and ahead is None,
        margin=most - second,
        called=called,
    )
