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
from elections.results.models import IN_FORCE, Protocol, ProtocolEntry
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
    """Returns a page of the expected protocols, by constituency and precinct number; replaced ones only when asked for."""
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
    wanted = State(state) if state in list(State) else None
    statement = statement.where(Protocol.state == wanted if wanted else sa.text(f"protocol.{IN_FORCE}"))
    return paged(statement.where(*_in_place(search, path)), page)


def count_states(*, search: str = "", path: str = "") -> dict[State, int]:
    """Returns how many protocols stand where, of those that a list with these filters shows: one query."""
    statement = (
        sa.select(Protocol.state, sa.func.count()).join(Protocol.contest).join(Contest.constituency)
        .join(Protocol.precinct).where(*_in_place(search, path)).group_by(Protocol.state)
    )  # fmt: skip
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {state: found[state] for state in State if state in found}


def _in_place(search: str, path: str) -> list[Any]:
    conditions = [starts_with(Protocol.path, path)]
    if search:
        number = int(search) if search.isdecimal() and len(search) < 6 else None
        named = Constituency.search_text.contains(fold(search), autoescape=True)
        conditions.append(sa.or_(named, Precinct.number == number) if number else named)
    return conditions


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
    """Returns (accepted, expected) protocols below `path`; one that a recount replaced is not expected any more."""
    accepted = sa.func.count(Protocol.id).filter(Protocol.state == State.ACCEPTED)
    row = db.session.execute(
        sa.select(accepted, sa.func.count(Protocol.id)).where(
            starts_with(Protocol.path, path), sa.text(f"protocol.{IN_FORCE}")
        )
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
