"""Platforms: the programme that each candidate must present (CL 29), in versions, and the pledges it makes."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from elections.candidates.models import Candidate
from elections.database import Hundredths, InScope, Model, UtcDateTime, Versioned, enum_column
from elections.platforms.workflow import PlatformStatus


class Sector(StrEnum):
    """What a pledge is about."""

    WATER = "water"
    ROADS = "roads"
    SCHOOL = "school"
    HEALTH = "health"
    DIGITAL = "digital"
    JOBS = "jobs"
    CULTURE = "culture"
    ENERGY = "energy"
    OTHER = "other"


class MoneySource(StrEnum):
    """Where the money of a pledge comes from."""

    LOCAL_BUDGET = "local_budget"
    DISTRICT_BUDGET = "district_budget"
    REGIONAL_BUDGET = "regional_budget"
    NATIONAL_BUDGET = "national_budget"
    BUSINESS = "business"
    COMMUNITY = "community"
    PARTY = "party"


class DemandWay(StrEnum):
    """How people asked for what is pledged."""

    MEETING = "meeting"
    APPEAL = "appeal"
    GATHERING = "gathering"
    OTHER = "other"


class Platform(InScope, Versioned, Model):
    """One version of a candidate's programme."""

    __tablename__ = "platform"
    __table_args__ = (
        sa.UniqueConstraint("candidate_id", "edition"),
        sa.CheckConstraint("edition > 0", name="edition_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidate.id", ondelete="RESTRICT"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    status: Mapped[PlatformStatus] = mapped_column(
        enum_column(PlatformStatus, "status"), default=PlatformStatus.DRAFT
    )
    title_ru: Mapped[str] = mapped_column(sa.String(200), default="")
    title_kk: Mapped[str] = mapped_column(sa.String(200), default="")
    text_ru: Mapped[str] = mapped_column(sa.Text, default="")
    text_kk: Mapped[str] = mapped_column(sa.Text, default="")
    author_id: Mapped[int | None]
    status_on: Mapped[date]
    submissions: Mapped[int] = mapped_column(default=0)
    """How many times it was submitted."""
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(sa.String(60), default="")

    candidate: Mapped[Candidate] = relationship()
    pledges: Mapped[list["Pledge"]] = relationship(
        back_populates="platform", order_by="Pledge.id", cascade="all, delete-orphan"
    )


class PlatformWriter(Model):
    """Somebody who wrote, changed or submitted a version of a platform, by the id of the account."""

    __tablename__ = "platform_writer"

    platform_id: Mapped[int] = mapped_column(
        sa.ForeignKey("platform.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Pledge(InScope, Versioned, Model):
    """A promise that can be checked: what, where, by when, for how much, from whose money, and who answers for it."""

    __tablename__ = "pledge"
    __table_args__ = (
        sa.CheckConstraint("cost_kzt >= 0", name="cost_not_negative"),
        sa.CheckConstraint("beneficiaries > 0", name="beneficiaries_positive"),
        sa.CheckConstraint("demand_people > 0", name="demand_people_positive"),
        sa.CheckConstraint("start_value >= 0 AND goal_value >= 0", name="values_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(sa.ForeignKey("platform.id", ondelete="CASCADE"), index=True)
    sector: Mapped[Sector] = mapped_column(enum_column(Sector, "sector"))
    what_ru: Mapped[str] = mapped_column(sa.String(500), default="")
    what_kk: Mapped[str] = mapped_column(sa.String(500), default="")
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    beneficiaries: Mapped[int | None]
    """How many people it serves."""
    demand: Mapped[str] = mapped_column(sa.String(500), default="")
    """What the people asked for, and where, in Russian."""
    demand_kk: Mapped[str] = mapped_column(sa.String(500), default="")
    demand_ru: Mapped[str] = synonym("demand")
    demand_way: Mapped[DemandWay | None] = mapped_column(enum_column(DemandWay, "demand_way"))
    demand_on: Mapped[date | None]
    demand_people: Mapped[int | None]
    """How many people asked for it."""
    indicator: Mapped[str] = mapped_column(sa.String(300), default="")
    indicator_kk: Mapped[str] = mapped_column(sa.String(300), default="")
    indicator_ru: Mapped[str] = synonym("indicator")
    unit: Mapped[str] = mapped_column(sa.String(40), default="")
    unit_kk: Mapped[str] = mapped_column(sa.String(40), default="")
    unit_ru: Mapped[str] = synonym("unit")
    start_value: Mapped[Decimal | None] = mapped_column(Hundredths)
    goal_value: Mapped[Decimal | None] = mapped_column(Hundredths)
    cost_kzt: Mapped[int] = mapped_column(sa.BigInteger)
    money_source: Mapped[MoneySource] = mapped_column(enum_column(MoneySource, "money_source"))
    due_on: Mapped[date]
    responsible: Mapped[str] = mapped_column(sa.String(200), default="")
    responsible_kk: Mapped[str] = mapped_column(sa.String(200), default="")
    responsible_ru: Mapped[str] = synonym("responsible")

    platform: Mapped[Platform] = relationship(back_populates="pledges")
