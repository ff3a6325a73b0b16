"""Photos of the protocols' papers: the pages as somebody took them, encrypted."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import InScope, Model, UtcDateTime, utc_now
from elections.results.models import Protocol


class ProtocolPhoto(InScope, Model):
    """A page of a protocol's paper, made plain (no place, no camera) and encrypted."""

    __tablename__ = "protocol_photo"
    __table_args__ = (
        sa.UniqueConstraint("protocol_id", "digest"),
        sa.CheckConstraint("size > 0", name="size_positive"),
        sa.CheckConstraint("turned IN (0, 90, 180, 270)", name="turned_by_quarters"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(sa.ForeignKey("protocol.id", ondelete="RESTRICT"))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    """A keyed digest of the picture: the same page sent twice is kept once."""
    turned: Mapped[int] = mapped_column(default=0)
    """By how many degrees clockwise it is shown."""
    content_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    uploaded_by: Mapped[str] = mapped_column(sa.String(60))

    protocol: Mapped[Protocol] = relationship()
