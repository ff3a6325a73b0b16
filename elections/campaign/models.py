"""The campaign: the election with its rules as data, the parties, and the contests it consists of."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.target_rule import Counting, Denominator
from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column
from elections.territory.models import Constituency


class ContestStatus(StrEnum):
    """Where a contest stands as an event in law (CL 113-1, 113-9)."""

    CALLED = "called"
    HELD = "held"
    REPEAT = "repeat"
    CANCELLED = "cancelled"


class Party(Versioned, Model):
    """A party that may nominate candidates."""

    __tablename__ = "party"
    __table_args__ = (sa.UniqueConstraint("code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(20))
    name_ru: Mapped[str] = mapped_column(sa.String(200))
    name_kk: Mapped[str] = mapped_column(sa.String(200))


class Election(Versioned, Model):
    """An election day: its calendar, whose campaign this is, the target, and the law's numbers as data."""

    __tablename__ = "election"
    __table_args__ = (
        sa.CheckConstraint("voting_on > called_on", name="voting_after_call"),
        sa.CheckConstraint("target_percent > 0 AND target_percent <= 100", name="target_percent_range"),
        sa.CheckConstraint("entries_required IN (1, 2)", name="entries_one_or_two"),
        sa.Index(
            "uq_election_current",
            "is_current",
            unique=True,
            sqlite_where=sa.text("is_current = 1"),
            postgresql_where=sa.text("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_ru: Mapped[str] = mapped_column(sa.String(200))
    name_kk: Mapped[str] = mapped_column(sa.String(200))
    called_on: Mapped[date]
    voting_on: Mapped[date]
    own_party_id: Mapped[int] = mapped_column(sa.ForeignKey("party.id", ondelete="RESTRICT"))
    target_percent: Mapped[int] = mapped_column(default=80)
    target_denominator: Mapped[Denominator] = mapped_column(
        enum_column(Denominator, "target_denominator"), default=Denominator.CONTESTED
    )
    target_counting: Mapped[Counting] = mapped_column(
        enum_column(Counting, "target_counting"), default=Counting.NOMINATED
    )
    rules: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    entries_required: Mapped[int] = mapped_column(default=1)
    protocol_thresholds: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default="{}")
    """From where a protocol's figures are unlikely; what is missing has its default."""
    is_current: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    clock_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """A demo's own present: its campaign stands still at this moment, so that it looks the same each time."""

    own_party: Mapped[Party] = relationship()


class Contest(InScope, Versioned, Model):
    """One election in one constituency."""

    __tablename__ = "contest"
    __table_args__ = (
        sa.UniqueConstraint("election_id", "constituency_id", "round"),
        sa.UniqueConstraint("repeats_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"), index=True)
    constituency_id: Mapped[int] = mapped_column(
        sa.ForeignKey("constituency.id", ondelete="RESTRICT"), index=True
    )
    status: Mapped[ContestStatus] = mapped_column(
        enum_column(ContestStatus, "status"), default=ContestStatus.CALLED
    )
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    """1 is the election; a repeat election (CL 113-9) is a contest of its own, one higher, linked to the one before."""
    repeats_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"))
    voting_on: Mapped[date | None]
    """The day of a repeat election; None: the day of the election."""

    election: Mapped[Election] = relationship()
    constituency: Mapped[Constituency] = relationship()
