"""Reading disputes of protocols."""

import sqlalchemy as sa

from elections.database import db
from elections.errors import NotFound
from elections.results.dispute_models import ProtocolDispute


def list_disputes(protocol_id: int) -> list[ProtocolDispute]:
    """Returns the disputes of a protocol, the last one first."""
    statement = sa.select(ProtocolDispute).where(ProtocolDispute.protocol_id == protocol_id)
    return list(db.session.scalars(statement.order_by(ProtocolDispute.id.desc())))


def get_open_dispute(protocol_id: int) -> ProtocolDispute:
    """Returns the dispute of a protocol that is not settled; raises NotFound."""
    statement = sa.select(ProtocolDispute).where(
        ProtocolDispute.protocol_id == protocol_id, ProtocolDispute.settled_on.is_(None)
    )
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found
