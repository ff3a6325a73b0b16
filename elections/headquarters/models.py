"""Headquarters: where the campaign is done, who does it, and what the party sends them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Election
from elections.database import SORT_TYPE, InScope, InScopeOrAbove, Model, Versioned, enum_column
from elections.headquarters.staffing import Level as Level
from elections.headquarters.staffing import MemberRole as MemberRole
from elections.headquarters.support_rules import SupportKind as SupportKind
from elections.headquarters.support_rules import SupportState as SupportState
from elections.people.models import Person


class Headquarters(InScopeOrAbove, Versioned, Model):
    """A campaign headquarters of the nation, a region, a district or a constituency: one per territory, open or closed."""

    __tablename__ = "headquarters"
    __table_args__ = (
        sa.UniqueConstraint("election_id", "path"),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="days_in_order"),
    )

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
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str] = mapped_column(sa.String(300), default="")

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
    consent_on: Mapped[date | None]
    """When the member agreed that phone and e-mail leave the house; without it they stay out of spreadsheets."""

    headquarters: Mapped[Headquarters] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class HeadquartersNeeds(Versioned, Model):
    """Whom a headquarters of a level needs in an election, where the national headquarters said so."""

    __tablename__ = "headquarters_needs"
    __table_args__ = (sa.UniqueConstraint("election_id", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="CASCADE"))
    level: Mapped[Level] = mapped_column(enum_column(Level, "level"))
    roles: Mapped[list[str]] = mapped_column(sa.JSON)


class Support(InScope, Versioned, Model):
    """An item of support for a headquarters: each of its steps with its day, its number and the account that recorded it."""

    __tablename__ = "support_item"
    __table_args__ = (
        sa.CheckConstraint("quantity > 0", name="quantity_positive"),
        sa.CheckConstraint("cost_kzt >= 0", name="cost_not_negative"),
        sa.CheckConstraint("sent_quantity > 0 AND received_quantity >= 0", name="numbers_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    headquarters_id: Mapped[int] = mapped_column(
        sa.ForeignKey("headquarters.id", ondelete="RESTRICT"), index=True
    )
    kind: Mapped[SupportKind] = mapped_column(enum_column(SupportKind, "kind"))
    what: Mapped[str] = mapped_column(sa.String(300))
    quantity: Mapped[int] = mapped_column(default=1)
    unit: Mapped[str] = mapped_column(sa.String(40), default="")
    cost_kzt: Mapped[int | None] = mapped_column(sa.BigInteger)
    state: Mapped[SupportState] = mapped_column(
        enum_column(SupportState, "state"), default=SupportState.REQUESTED, index=True
    )
    requested_on: Mapped[date]
    requested_by: Mapped[str] = mapped_column(sa.String(60), default="")
    sent_on: Mapped[date | None]
    sent_by: Mapped[str] = mapped_column(sa.String(60), default="")
    sent_quantity: Mapped[int | None]
    received_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(sa.String(60), default="")
    received_quantity: Mapped[int | None]
    ended_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(sa.String(60), default="")
    reason: Mapped[str] = mapped_column(sa.String(500), default="")

    headquarters: Mapped[Headquarters] = relationship(back_populates="support")
