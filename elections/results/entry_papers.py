"""What the entry of a protocol needs to know, read by a few plain statements: the session keeps no books on it.

The names are those of the rows in models.py, so that the rules and the log take either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from elections.results.entries import State


@dataclass(frozen=True)
class BallotLine:
    """A candidate on the ballot."""

    id: int
    name: str


@dataclass(frozen=True)
class PaperPrecinct:
    """The precinct of a protocol as the register has it."""

    number: int
    voters: int


@dataclass(frozen=True)
class PaperElection:
    """What an election asks of its protocols."""

    entries_required: int
    protocol_thresholds: Mapping[str, Any]


@dataclass(frozen=True)
class PaperConstituency:
    """The constituency, as the log names it."""

    name_ru: str


@dataclass(frozen=True)
class PaperContest:
    """The contest of a protocol."""

    constituency: PaperConstituency
    election: PaperElection


@dataclass(frozen=True)
class PaperVotes:
    """The votes for one candidate in an earlier entry."""

    candidate_id: int
    votes: int


@dataclass(frozen=True)
class PaperEntry:
    """An earlier entry of the protocol."""

    id: int
    number: int
    entered_by_id: int | None
    entered_by_login: str
    voters: int
    ballots_received: int | None
    ballots_issued: int
    ballots_cancelled: int | None
    took_part: int
    invalid: int
    against_all: int
    outside: int | None
    absentee: int | None
    votes: tuple[PaperVotes, ...]


@dataclass(frozen=True)
class Paper:
    """A protocol that is being entered."""

    __tablename__: ClassVar[str] = "protocol"

    id: int
    contest_id: int
    path: str
    state: State
    version: int
    accepted_entry_id: int | None
    accepted_at: datetime | None
    precinct: PaperPrecinct
    contest: PaperContest
    entries: tuple[PaperEntry, ...]
    ballot: tuple[BallotLine, ...]
