"""Drafts: what somebody has typed of a protocol so far. Nothing of them is counted, and nobody else sees them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScope, Model, UtcDateTime, utc_now


class ProtocolDraft(InScope, Model):
    """What one person has typed of one protocol, as it was typed; gone once the entry is saved."""

    __tablename__ = "protocol_draft"
    __table_args__ = (sa.UniqueConstraint("protocol_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(sa.ForeignKey("protocol.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    answers: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
