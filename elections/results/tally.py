"""The count: the checks of one protocol's figures, the sums of many, and what they decide.

A precinct that has not reported is missing, not zero: until the last one is in, the result is "counting".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from elections.errors import Objection

LARGEST = 10**6
HIGH_TURNOUT_PERCENT = 95
HIGH_INVALID_PERCENT = 10
MOST_VOTERS_OF_PRECINCT = 3000


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


def check(figures: ProtocolFigures) -> tuple[Objection, ...]:
    """Returns the errors of a protocol's figures, each with its arithmetic (CL 43(3-1)–(5))."""
    found = []
    for field, figure in figures.by_field().items():
        if figure < 0:
            found.append(Objection("F.101", field, {"figure": figure}))
        elif figure > LARGEST:
            found.append(Objection("F.102", field, {"figure": figure, "maximum": LARGEST}))
    return (*found, *_ballots(figures), *_votes(figures))


def _ballots(figures: ProtocolFigures) -> list[Objection]:
    issued, received, cancelled = figures.ballots_issued, figures.ballots_received, figures.ballots_cancelled
    found = []
    if issued > figures.voters:
        params = {"issued": issued, "voters": figures.voters}
        found.append(Objection("F.103", "ballots_issued", params, "CL 43"))
    if received is not None and issued > received:
        found.append(Objection("F.104", "ballots_issued", {"issued": issued, "received": received}, "CL 43"))
    if received is not None and cancelled is not None and received - issued != cancelled:
        params = {
            "received": received,
            "issued": issued,
            "remaining": received - issued,
            "cancelled": cancelled,
        }
        found.append(Objection("F.105", "ballots_cancelled", params, "CL 43"))
    return found


def _votes(figures: ProtocolFigures) -> list[Objection]:
    issued, took_part, invalid = figures.ballots_issued, figures.took_part, figures.invalid
    votes = sum(figures.votes.values())
    total = votes + figures.against_all
    found = []
    if total != took_part:
        params = {"votes": votes, "against_all": figures.against_all, "total": total, "took_part": took_part}
        found.append(Objection("F.106", "took_part", params, "CL 43(5)"))
    if took_part + invalid > issued:
        params = {"took_part": took_part, "invalid": invalid, "total": took_part + invalid, "issued": issued}
        found.append(Objection("F.107", "invalid", params, "CL 43(5)"))
    if figures.outside is not None and figures.outside > issued:
        found.append(Objection("F.108", "outside", {"outside": figures.outside, "issued": issued}, "CL 43"))
    if figures.absentee is not None and figures.absentee > issued:
        found.append(
            Objection("F.109", "absentee", {"absentee": figures.absentee, "issued": issued}, "CL 44(5)")
        )
    return found


def warnings(figures: ProtocolFigures, voters_on_list: int | None = None) -> tuple[Objection, ...]:
    """Returns what is possible and yet unlikely; `voters_on_list` is by the register of precincts."""
    took_part, invalid, ballots = figures.took_part, figures.invalid, figures.took_part + figures.invalid
    found = []
    if voters_on_list is not None and figures.voters != voters_on_list:
        params = {"voters": figures.voters, "on_list": voters_on_list}
        found.append(Objection("W.201", "voters", params))
    if figures.voters > MOST_VOTERS_OF_PRECINCT:
        params = {"voters": figures.voters, "maximum": MOST_VOTERS_OF_PRECINCT}
        found.append(Objection("W.202", "voters", params, "CL 23"))
    if took_part <= 0:
        found.append(Objection("W.203", "took_part"))
    if took_part * 100 > figures.voters * HIGH_TURNOUT_PERCENT:
        params = {"took_part": took_part, "voters": figures.voters, "percent": HIGH_TURNOUT_PERCENT}
        found.append(Objection("W.204", "took_part", params))
    if invalid * 100 > ballots * HIGH_INVALID_PERCENT:
        params = {"invalid": invalid, "ballots": ballots, "percent": HIGH_INVALID_PERCENT}
        found.append(Objection("W.205", "invalid", params))
    winners = [candidate for candidate, votes in figures.votes.items() if votes == took_part > 0]
    found += [Objection("W.206", f"votes.{candidate}", {"votes": took_part}) for candidate in winners]
    return tuple(found)


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
    """How final an outcome is: commissions make it official or annul it (CL 113-9, 113-10), not the count."""

    COUNTING = "counting"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"
    ANNULLED = "annulled"


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
