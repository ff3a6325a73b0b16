"""Reading results: the protocols expected and received, and the outcomes; the target is in target_queries."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.results.entries import State
from elections.results.entry_papers import Paper, PaperEntry
from elections.results.models import Protocol, ProtocolEntry
from elections.results.tally import ProtocolFigures
from elections.results.target_queries import TargetView as TargetView
from elections.results.target_queries import list_contest_states as list_contest_states
from elections.results.target_queries import list_seats as list_seats
from elections.results.target_queries import measure_target as measure_target
from elections.results.target_queries import target_of as target_of
from elections.territory.models import Constituency, Precinct
from elections.web.paging import Page, paged

FIGURES = (
    "voters", "ballots_received", "ballots_issued", "ballots_cancelled", "took_part", "invalid", "against_all",
    "outside", "absentee",
)  # fmt: skip


def list_protocols(*, search: str = "", state: str = "", path: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of the expected protocols, by constituency and precinct number."""
    statement = (
        sa.select(Protocol)
        .join(Protocol.contest)
        .join(Contest.constituency)
        .join(Protocol.precinct)
        .options(
            contains_eager(Protocol.contest)
            .contains_eager(Contest.constituency)
            .joinedload(Constituency.district),
            contains_eager(Protocol.precinct),
            joinedload(Protocol.accepted_entry),
        )
        .order_by(Constituency.sort_key, Constituency.id, Precinct.number)
    )
    if search:
        number = int(search) if search.isdecimal() and len(search) < 6 else None
        named = Constituency.search_text.contains(fold(search), autoescape=True)
        statement = statement.where(sa.or_(named, Precinct.number == number) if number else named)
    if state in list(State):
        statement = statement.where(Protocol.state == State(state))
    if path:
        statement = statement.where(starts_with(Protocol.path, path))
    return paged(statement, page)


def get_protocol(protocol_id: int) -> Protocol:
    """Returns a protocol with its precinct, contest and entries; raises NotFound."""
    statement = (
        sa.select(Protocol)
        .options(
            joinedload(Protocol.contest).joinedload(Contest.constituency).joinedload(Constituency.district),
            joinedload(Protocol.precinct),
            selectinload(Protocol.entries).selectinload(ProtocolEntry.votes),
        )
        .where(Protocol.id == protocol_id)
    )
    protocol = db.session.scalar(statement)
    if protocol is None:
        raise NotFound
    return protocol


def count_received(path: str = "") -> tuple[int, int]:
    """Returns (accepted, expected) protocols below `path`."""
    accepted = sa.func.count(Protocol.id).filter(Protocol.state == State.ACCEPTED)
    row = db.session.execute(
        sa.select(accepted, sa.func.count(Protocol.id)).where(starts_with(Protocol.path, path))
    ).one()
    return row[0], row[1]


def accepted_of(protocol: Protocol | Paper) -> ProtocolFigures | None:
    """Returns the figures of a protocol that are counted, or None."""
    if protocol.state is not State.ACCEPTED:
        return None
    counted = (one for one in protocol.entries if one.id == protocol.accepted_entry_id)
    return next(map(figures_of, counted), None)


def figures_of(entry: ProtocolEntry | PaperEntry) -> ProtocolFigures:
    """Returns an entry as the rules want it."""
    return ProtocolFigures(**{name: getattr(entry, name) for name in FIGURES}, votes=votes_of(entry))


def votes_of(entry: ProtocolEntry | PaperEntry) -> dict[int, int]:
    """Returns the votes of an entry by candidate."""
    return {one.candidate_id: one.votes for one in entry.votes}
