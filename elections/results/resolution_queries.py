"""Reading what a second person and a coordinator need: the first entry, what waits, what a recount put in its place."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from elections.campaign.models import Contest, Election
from elections.database import db, starts_with
from elections.results.entries import State
from elections.results.entry_papers import Paper
from elections.results.models import Protocol
from elections.results.queries import figures_of
from elections.results.tally import ProtocolFigures
from elections.territory.models import Precinct

DISTRICT_LENGTH = 20
"""How many characters of a path name the district."""
SEVERAL = 3


def find_successor(protocol_id: int) -> Protocol | None:
    """Returns the protocol that took this one's place after a recount, or None."""
    return db.session.scalar(sa.select(Protocol).where(Protocol.replaces_id == protocol_id))


def list_entered_once(election: Election) -> list[Protocol]:
    """Returns the protocols that wait for a second entry, with their entries."""
    statement = (
        sa.select(Protocol).join(Protocol.contest)
        .where(Contest.election_id == election.id, Protocol.state == State.FIRST)
        .options(contains_eager(Protocol.contest).joinedload(Contest.constituency), joinedload(Protocol.precinct),
                 selectinload(Protocol.entries))
        .order_by(Protocol.id)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def first_for(protocol: Protocol | Paper, user_id: int | None) -> ProtocolFigures | None:
    """Returns the first entry that this person's shall be held against; None where theirs is the first, or not wanted."""
    earlier = protocol.entries[-1] if protocol.entries and protocol.state is State.FIRST else None
    if earlier is None or earlier.entered_by_id == user_id:
        return None
    return figures_of(earlier)


def count_entered_once(election: Election) -> int:
    """Returns how many protocols wait for a second entry."""
    statement = sa.select(sa.func.count(Protocol.id)).join(Protocol.contest)
    return (
        db.session.scalar(statement.where(Contest.election_id == election.id, Protocol.state == State.FIRST))
        or 0
    )


def list_elsewhere(protocol: Protocol | Paper, voters: int) -> list[Protocol]:
    """Returns protocols of the same district whose precincts have so many voters by the register: theirs it may be."""
    this = aliased(Protocol)
    here = sa.select(this.precinct_id).where(this.id == protocol.id).scalar_subquery()
    statement = (
        sa.select(Protocol).join(Protocol.precinct)
        .where(
            starts_with(Protocol.path, protocol.path[:DISTRICT_LENGTH]), Precinct.voters == voters,
            Protocol.id != protocol.id, Precinct.id != here, Protocol.state != State.REPLACED,
        )
        .options(contains_eager(Protocol.precinct), joinedload(Protocol.contest).joinedload(Contest.constituency))
        .order_by(Protocol.path, Precinct.number).limit(SEVERAL)
    )  # fmt: skip
    return list(db.session.scalars(statement))
