"""Draws the papers of some protocols in the clerk's district: there is something to enter from, and to compare with."""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import selectinload

from elections.candidates.queries import list_ballot
from elections.database import db
from elections.demo.accounts import DISTRICT
from elections.demo.bulk import Row, insert
from elections.demo.night import CLOCK_AT
from elections.demo.shares import apportion
from elections.documents.picture import draw_sheet
from elections.results.entries import State
from elections.results.models import Protocol, ProtocolEntry
from elections.results.photo_models import ProtocolPhoto

OF_EACH = 3
"""How many papers there are of protocols that are in, and of such as are to be entered."""
UPLOADED_BY = "hq"


def load_papers() -> None:
    """Writes a drawn paper for a few protocols of the district that are in, and for a few that are expected."""
    insert(ProtocolPhoto, [_row(one) for state in (State.ACCEPTED, State.EXPECTED) for one in _first(state)])


def _first(state: State) -> Sequence[Protocol]:
    statement = (
        sa.select(Protocol)
        .options(selectinload(Protocol.entries).selectinload(ProtocolEntry.votes))
        .where(Protocol.path.contains(f"/{DISTRICT}/"), Protocol.state == state)
        .order_by(Protocol.id)
        .limit(OF_EACH)
    )
    return db.session.scalars(statement).all()


def _row(protocol: Protocol) -> Row:
    content = draw_sheet(f"DEMO   No. {protocol.precinct.number}", _figures(protocol))
    vault = current_app.extensions["vault"]
    return {
        "protocol_id": protocol.id, "path": protocol.path, "size": len(content), "turned": 0,
        "digest": vault.blind_index(sha256(content).hexdigest()), "content_sealed": vault.encrypt_bytes(content),
        "uploaded_at": CLOCK_AT, "uploaded_by": UPLOADED_BY,
    }  # fmt: skip


def _figures(protocol: Protocol) -> list[int]:
    """Returns the figures in the order of the form: those that are in, or invented ones that add up."""
    ballot = [one.id for one in list_ballot(protocol.contest_id)]
    if not protocol.entries:
        return _invented(protocol.precinct.voters or 500, len(ballot))
    entry = protocol.entries[-1]
    votes = {one.candidate_id: one.votes for one in entry.votes}
    before = (
        entry.voters,
        entry.ballots_issued,
        entry.ballots_received,
        entry.ballots_cancelled,
        entry.took_part,
    )
    after = (
        entry.invalid,
        *(votes.get(one, 0) for one in ballot),
        entry.against_all,
        entry.outside,
        entry.absentee,
    )
    return [figure or 0 for figure in (*before, *after)]


def _invented(voters: int, candidates: int) -> list[int]:
    issued, received, invalid, outside = voters * 3 // 4, voters + voters // 100, voters // 90, voters // 60
    took_part = issued - invalid
    votes = apportion(took_part, [5, *range(3, 3 + candidates - 1), 1] if candidates else [1])
    return [voters, issued, received, received - issued, took_part, invalid, *votes, outside, 0]
