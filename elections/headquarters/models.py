"""Headquarters: where the campaign is done, who does it, and what the party sends them."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Election
from elections.database import SORT_TYPE, InScope, InScopeOrAbove, Model, Versioned, enum_column
from elections.people.models import Person


class Level(StrEnum):
    """Of which level of the territory a headquarters is."""

    NATION = "nation"
    REGION = "region"
    DISTRICT = "district"
    CONSTITUENCY = "constituency"


class MemberRole(StrEnum):
    """What a member does in a headquarters."""

    HEAD = "head"
    DEPUTY = "deputy"
    ORGANISER = "organiser"
    LAWYER = "lawyer"
    PRESS = "press"
    AGITATOR_COORDINATOR = "agitator_coordinator"
    OBSERVER_COORDINATOR = "observer_coordinator"
    DRIVER = "driver"


class SupportKind(StrEnum):
    """What sort of support the party gives."""

    ORGANISATIONAL = "organisational"
    METHODOLOGICAL = "methodological"
    MATERIAL = "material"


class Headquarters(InScopeOrAbove, Versioned, Model):
    """A campaign headquarters of the nation, a region, a district or a constituency: one per territory."""

    __tablename__ = "headquarters"
    __table_args__ = (sa.UniqueConstraint("election_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    level: Mapped[Level] = mapped_column(enum_column(Level, "level"))
    territory_ru: Mapped[str] = mapped_column(sa.String(200), default="")
    territory_kk: Mapped[str] = mapped_column(sa.String(200), default="")
    sort_key: Mapped[str] = mapped_column(SORT_TYPE, default="")
    search_text: Mapped[str] = mapped_column(sa.String(500), default="")
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    opening_hours: Mapped[str] = mapped_column(sa.String(120), default="")

    election: Mapped[Election] = relationship()
    members: Mapped[list["Member"]] = relationship(back_populates="headquarters", order_by="Member.id")
    support: Mapped[list["Support"]] = relationship(back_populates="headquarters", order_by="Support.id")


class Member(InScope, Versioned, Model):
    """A person's work in a headquarters, from a day until a day."""

    __tablename__ = "headquarters_member"
    __table_args__ = (
        sa.CheckConstraint("until_on IS NULL OR until_on >= since_on", name="dates_in_order"),
        sa.Index(
            "uq_headquarters_member_present",
            "headquarters_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("until_on IS NULL"),
            postgresql_where=sa.text("until_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    headquarters_id: Mapped[int] = mapped_column(
        sa.ForeignKey("headquarters.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    role: Mapped[MemberRole] = mapped_column(enum_column(MemberRole, "role"))
    since_on: Mapped[date]
    until_on: Mapped[date | None]

    headquarters: Mapped[Headquarters] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class Support(InScope, Versioned, Model):
    """An item of support for a headquarters: asked for, sent, received."""

    __tablename__ = "support_item"
    __table_args__ = (sa.CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    headquarters_id: Mapped[int] = mapped_column(
        sa.ForeignKey("headquarters.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[SupportKind] = mapped_column(enum_column(SupportKind, "kind"))
    what: Mapped[str] = mapped_column(sa.String(300))
    quantity: Mapped[int] = mapped_column(default=1)
    requested_on: Mapped[date]
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]

    headquarters: Mapped[Headquarters] = relationship(back_populates="support")
