"""Who saw whom: the persons whose protected data a page showed, beside the event of the log that tells of the page."""

from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.audit.models import AuditEvent
from elections.database import InScope, Model, enum_column


class Protected(StrEnum):
    """What only some may see of a person, and what each look is logged of."""

    CONTACTS = "contacts"
    IIN = "iin"
    SCANS = "scans"


class Look(InScope, Model):
    """One person of a page that was looked at: finds the events about somebody without reading the whole log."""

    __tablename__ = "audit_look"
    __table_args__ = (sa.Index("ix_audit_look_person", "person_id", "event_id"),)

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("audit_event.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[Protected] = mapped_column(enum_column(Protected, "what"), primary_key=True)

    event: Mapped[AuditEvent] = relationship()
