"""What goes out of a count (pure): the contests with their candidates and precincts, as files and the standard need them.

A number that is not there is None: a missing precinct is missing, not zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from elections.results.entries import State
from elections.results.tally import BY_THE_COMMISSION, OutcomeState, ProtocolFigures


@dataclass(frozen=True)
class Place:
    """A territory: its KATO code and its names."""

    kato: str
    name_ru: str
    name_kk: str


@dataclass(frozen=True)
class Party:
    """A party: its code in the register and its names."""

    code: str
    name_ru: str
    name_kk: str


@dataclass(frozen=True)
class Stander:
    """A candidate on a ballot: the place there from 1, by whom nominated, of which party, the votes so far."""

    id: int
    person_id: int
    place: int
    surname: str
    given_name: str
    patronymic: str
    nominated_by: Party | None
    member_of: Party | None
    votes: int | None

    @property
    def name(self) -> str:
        """Returns the full name."""
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))


@dataclass(frozen=True)
class PrecinctCount:
    """A precinct of a contest: its voters by the register, how far its protocol is, its figures when they count."""

    id: int
    number: int
    voters: int
    state: State
    figures: ProtocolFigures | None


@dataclass(frozen=True)
class ContestCount:
    """A contest: where, which round, how final, its sums (of the protocols that count), candidates and precincts."""

    id: int
    region: Place
    district: Place
    constituency: Place
    round: int
    repeats: int | None
    voting_on: date
    state: OutcomeState
    counting_at: datetime | None
    preliminary_at: datetime | None
    official_at: datetime | None
    expected: int
    received: int
    voters: int
    ballots_issued: int
    took_part: int
    invalid: int
    against_all: int
    margin: int
    is_called: bool
    is_tie: bool
    winner: int | None
    standers: Sequence[Stander]
    precincts: Sequence[PrecinctCount]

    @property
    def is_complete(self) -> bool:
        """Tells whether the protocols of all precincts are counted."""
        return 0 < self.expected <= self.received

    @property
    def is_decided(self) -> bool:
        """Tells whether a commission has decided: official, annulled or not held."""
        return self.state in BY_THE_COMMISSION

    @property
    def turnout(self) -> Fraction | None:
        """Returns the part of the voters on the lists that are in who took part; None before the first protocol."""
        return Fraction(self.took_part, self.voters) if self.received and self.voters else None

    def counted(self, number: int) -> int | None:
        """Returns a sum of the contest, or None before the first protocol: nothing is known, not zero."""
        return number if self.received else None

    def share(self, votes: int | None) -> Fraction | None:
        """Returns votes as a part of those who took part."""
        return Fraction(votes, self.took_part) if votes is not None and self.took_part else None

    def is_elected(self, stander: Stander) -> bool | None:
        """Tells whether somebody has won by what is known; None while it is open, or when nobody can win."""
        if self.winner is None or self.state in (OutcomeState.ANNULLED, OutcomeState.NOT_HELD):
            return None
        return self.winner == stander.id


@dataclass(frozen=True)
class Results:
    """The count of an election as it stood at a moment."""

    name_ru: str
    name_kk: str
    voting_on: date
    party: Party
    is_demo: bool
    taken_at: datetime
    contests: Sequence[ContestCount]
