"""Disputes: who contests a protocol before whom, and how it ended; a protocol that was disputed twice has two."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import InScope, Model, enum_column
from elections.results.disputes import Instance, Settlement
from elections.results.entries import State
from elections.results.models import Protocol


class ProtocolDispute(InScope, Model):
    """A dispute of a protocol, from a day until it is settled."""

    __tablename__ = "protocol_dispute"
    __table_args__ = (
        sa.Index(
            "uq_protocol_dispute_open", "protocol_id", unique=True,
            sqlite_where=sa.text("settled_on IS NULL"), postgresql_where=sa.text("settled_on IS NULL"),
        ),
        sa.CheckConstraint("(settled_on IS NULL) = (settlement IS NULL)", name="settled_somehow"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    protocol_id: Mapped[int] = mapped_column(sa.ForeignKey("protocol.id", ondelete="RESTRICT"), index=True)
    by_whom: Mapped[str] = mapped_column(sa.String(200))
    instance: Mapped[Instance] = mapped_column(enum_column(Instance, "instance"))
    since_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.String(500))
    state_before: Mapped[State] = mapped_column(enum_column(State, "state_before"))
    """Where the protocol stood before, and stands again when the figures are found to be right."""
    settled_on: Mapped[date | None]
    settlement: Mapped[Settlement | None] = mapped_column(enum_column(Settlement, "settlement"))
    settled_reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")

    protocol: Mapped[Protocol] = relationship()
