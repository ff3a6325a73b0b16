"""Reading drafts: the viewer's own, and which protocol of the constituency they take next."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.database import db
from elections.results.draft_models import ProtocolDraft
from elections.results.entries import State
from elections.results.models import Protocol, ProtocolEntry
from elections.territory.models import Precinct


def find_draft(protocol_id: int, user_id: int | None) -> ProtocolDraft | None:
    """Returns what somebody has typed of a protocol so far, or None."""
    own = (ProtocolDraft.protocol_id == protocol_id, ProtocolDraft.user_id == user_id)
    return db.session.scalar(sa.select(ProtocolDraft).where(*own))


def find_next(protocol: Protocol, user_id: int | None) -> Protocol | None:
    """Returns the protocol of the same contest that this person can enter next, or None.

    Those that nobody has entered come first, then those that wait for a second person; after the present precinct
    by its number, round to its beginning.
    """
    by_them = sa.exists().where(
        ProtocolEntry.protocol_id == Protocol.id, ProtocolEntry.entered_by_id == user_id
    )
    waits = sa.and_(Protocol.state == State.FIRST, ~by_them)
    statement = (
        sa.select(Protocol)
        .join(Protocol.precinct)
        .options(joinedload(Protocol.precinct))
        .where(Protocol.contest_id == protocol.contest_id, Protocol.id != protocol.id)
        .where(sa.or_(Protocol.state == State.EXPECTED, waits))
        .order_by(
            sa.case((Protocol.state == State.EXPECTED, 0), else_=1),
            sa.case((Precinct.number > protocol.precinct.number, 0), else_=1),
            Precinct.number,
        )
        .limit(1)
    )
    return db.session.scalar(statement)
