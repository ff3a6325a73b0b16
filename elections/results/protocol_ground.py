"""What an import of protocols is held against: the protocols that are expected, and the ballots of their contests."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import get_election, is_newest
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db
from elections.people.actions import full_name
from elections.people.models import Person
from elections.results.entries import State
from elections.results.models import Protocol, ProtocolEntry
from elections.results.queries import figures_of
from elections.results.rules import Thresholds
from elections.results.tally import ProtocolFigures
from elections.territory.models import Constituency

Key = tuple[str, int]
"""A precinct: its constituency's code and its number."""


@dataclass
class Ballot:
    """Who stands on a contest's ballot, in its order, and who of the contest does not (any more)."""

    standing: list[Candidate] = field(default_factory=list)
    off: list[Candidate] = field(default_factory=list)

    def find(self, name: str) -> list[Candidate]:
        """Returns who on the ballot has this name, with or without the patronymic."""
        return _named(self.standing, name)

    def find_off(self, name: str) -> list[Candidate]:
        """Returns who of the contest has this name and is not on the ballot."""
        return _named(self.off, name)


@dataclass
class Ground:
    """The protocols by precinct, the ballots by contest, and the accepted figures of each contest by protocol."""

    protocols: dict[Key, Protocol]
    ballots: dict[int, Ballot]
    thresholds: Thresholds
    figures: dict[int, dict[int, ProtocolFigures]] = field(default_factory=dict)

    def others(self, protocol: Protocol) -> list[ProtocolFigures]:
        """Returns the figures of the contest's other precincts, those of the same file among them."""
        there = self.figures.get(protocol.contest_id, {})
        return [figures for one, figures in there.items() if one != protocol.id]


def know(katos: Collection[str], actor: Actor) -> Ground:
    """Returns the ground of the constituencies that a file speaks of, in the actor's territory: a few queries."""
    election = get_election()
    statement = (
        sa.select(Contest).join(Contest.constituency).options(contains_eager(Contest.constituency))
        .where(Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest(),
               Constituency.kato.in_(katos))
    )  # fmt: skip
    contests = {
        one.id: one for one in db.session.scalars(statement)
        if actor is SYSTEM or actor.may(Permission.ENTER_PROTOCOLS, one.path)
    }  # fmt: skip
    protocols = _protocols(contests)
    ground = Ground(
        {(contests[one.contest_id].constituency.kato, one.precinct.number): one for one in protocols},
        _ballots(contests), Thresholds.from_json(election.protocol_thresholds),
    )  # fmt: skip
    for one in protocols:
        if one.state is State.ACCEPTED and one.accepted_entry is not None:
            ground.figures.setdefault(one.contest_id, {})[one.id] = figures_of(one.accepted_entry)
    return ground


def _protocols(contests: Collection[int]) -> list[Protocol]:
    statement = sa.select(Protocol).where(
        Protocol.contest_id.in_(contests), Protocol.state != State.REPLACED
    ).options(
        joinedload(Protocol.precinct), selectinload(Protocol.entries).selectinload(ProtocolEntry.votes)
    )  # fmt: skip
    return list(db.session.scalars(statement.order_by(Protocol.id)))


def _ballots(contests: Iterable[int]) -> dict[int, Ballot]:
    ballots = {one: Ballot() for one in contests}
    statement = (
        sa.select(Candidate).join(Candidate.person).options(contains_eager(Candidate.person))
        .where(Candidate.contest_id.in_(list(ballots))).order_by(Person.sort_key, Candidate.id)
    )  # fmt: skip
    for one in db.session.scalars(statement):
        ballot = ballots[one.contest_id]
        (ballot.standing if one.status is Status.REGISTERED else ballot.off).append(one)
    return ballots


def ballots_of(contests: Iterable[int]) -> dict[int, Ballot]:
    """Returns the ballot of each of these contests: one query."""
    return _ballots(contests)


def _named(candidates: Iterable[Candidate], name: str) -> list[Candidate]:
    wanted, listed = fold(name), list(candidates)
    exact = [one for one in listed if fold(full_name(one.person)) == wanted]
    return exact or [one for one in listed if fold(f"{one.person.surname} {one.person.given_name}") == wanted]
