"""Assessments of contests, and the forecasts that were kept: each once and for all, chained by hash."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Contest
from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column
from elections.forecast.chances import Assessment, Kind


class ContestAssessment(InScope, Versioned, Model):
    """What somebody held a contest to be on a day: a poll with its shares, or a chance in percent."""

    __tablename__ = "assessment"
    __table_args__ = (
        sa.UniqueConstraint("contest_id", "kind", "held_on", "source", "author"),
        sa.CheckConstraint(
            "(kind = 'poll' AND own >= 0 AND rival >= 0 AND own + rival <= 100 AND sample > 0 AND own IS NOT NULL "
            "AND rival IS NOT NULL AND sample IS NOT NULL AND chance IS NULL) OR (kind <> 'poll' AND own IS NULL "
            "AND rival IS NULL AND sample IS NULL AND chance IS NOT NULL AND chance >= 0 AND chance <= 100)",
            name="figures_of_kind",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[Kind] = mapped_column(enum_column(Kind, "kind"))
    held_on: Mapped[date]
    own: Mapped[int | None]
    rival: Mapped[int | None]
    sample: Mapped[int | None]
    chance: Mapped[int | None]
    source: Mapped[str] = mapped_column(sa.String(200))
    author: Mapped[str] = mapped_column(sa.String(120))

    contest: Mapped[Contest] = relationship()

    @property
    def told(self) -> Assessment:
        """Returns it as the rules want it."""
        return Assessment(self.kind, self.held_on, self.own, self.rival, self.sample, self.chance)


class KeptForecast(InScope, Model):
    """A forecast as it was told: never altered, never deleted, and without keys to rows that may be."""

    __tablename__ = "kept_forecast"
    __table_args__ = (sa.UniqueConstraint("digest"), sa.UniqueConstraint("previous_digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author_id: Mapped[int | None]
    author_login: Mapped[str] = mapped_column(sa.String(60))
    election_id: Mapped[int] = mapped_column(index=True)
    record: Mapped[int]
    national: Mapped[int]
    regional: Mapped[int]
    seed: Mapped[int]
    result: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    chances: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    previous_digest: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))
