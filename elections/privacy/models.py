"""Tables: how long data is kept, whose data was erased, and incidents."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column, utc_now
from elections.privacy.erasure import Basis
from elections.privacy.retention import Kept


class RetentionPeriod(Versioned, Model):
    """For how many days a kind of data is kept, where that is not the usual number."""

    __tablename__ = "retention_period"
    __table_args__ = (sa.UniqueConstraint("kind"), sa.CheckConstraint("days > 0", name="days_positive"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kept] = mapped_column(enum_column(Kept, "kind"))
    days: Mapped[int]


class PersonErasure(Model):
    """A person whose data was erased: when, by whom, on what basis; nothing of what was erased."""

    __tablename__ = "person_erasure"
    __table_args__ = (sa.UniqueConstraint("person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"))
    basis: Mapped[Basis] = mapped_column(enum_column(Basis, "basis"))
    reason: Mapped[str] = mapped_column(sa.String(300))
    erased_by: Mapped[str] = mapped_column(sa.String(60))
    erased_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class IncidentState(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    TOLD = "told"
    CLOSED = "closed"


class Incident(InScope, Versioned, Model):
    """Something that happened to personal data: what, when it was noticed, whose data, what was done about it."""

    __tablename__ = "incident"
    __table_args__ = (
        sa.CheckConstraint("people IS NULL OR people >= 0", name="people_not_negative"),
        sa.CheckConstraint("state <> 'told' OR told_at IS NOT NULL", name="told_has_a_moment"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_a_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[IncidentState] = mapped_column(
        enum_column(IncidentState, "state"), default=IncidentState.OPEN
    )
    what: Mapped[str] = mapped_column(sa.Text)
    noticed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    whose: Mapped[str] = mapped_column(sa.String(300), default="")
    data: Mapped[str] = mapped_column(sa.String(300), default="")
    people: Mapped[int | None]
    measures: Mapped[str] = mapped_column(sa.Text, default="")
    contact: Mapped[str] = mapped_column(sa.String(300), default="")
    reported_by: Mapped[str] = mapped_column(sa.String(60))
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_number: Mapped[str] = mapped_column(sa.String(60), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finding: Mapped[str] = mapped_column(sa.Text, default="")
