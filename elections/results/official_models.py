"""What commissions decided in each contest: version after version, the newest counts and none is ever overwritten."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import InScope, Model, UtcDateTime, enum_column, utc_now
from elections.results.official import PLAIN, Official, OfficialKind


class OfficialResult(InScope, Model):
    """One version of a commission's result, with who recorded it and why it follows an earlier one."""

    __tablename__ = "official_result"
    __table_args__ = (
        sa.UniqueConstraint("contest_id", "number"),
        sa.CheckConstraint("(kind = 'elected') = (elected_id IS NOT NULL)", name="elected_names_somebody"),
        sa.CheckConstraint(
            "voters >= 0 AND took_part >= 0 AND invalid >= 0 AND against_all >= 0",
            name="figures_not_negative",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"))
    number: Mapped[int]
    kind: Mapped[OfficialKind] = mapped_column(enum_column(OfficialKind, "kind"))
    elected_id: Mapped[int | None] = mapped_column(sa.ForeignKey("candidate.id", ondelete="RESTRICT"))
    decided_on: Mapped[date]
    voters: Mapped[int | None]
    took_part: Mapped[int | None]
    invalid: Mapped[int | None]
    against_all: Mapped[int | None]
    source: Mapped[str] = mapped_column(sa.String(200), default="")
    """The number of the commission's protocol, or where it was published."""
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    filename: Mapped[str] = mapped_column(sa.String(200), default="")
    """The file that it was imported from; "" when somebody typed it."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    recorded_by_id: Mapped[int | None]
    recorded_by_login: Mapped[str] = mapped_column(sa.String(60), default="")

    contest: Mapped[Contest] = relationship()
    elected: Mapped[Candidate | None] = relationship()
    votes: Mapped[list["OfficialVotes"]] = relationship(back_populates="result", cascade="all, delete-orphan")

    @property
    def told(self) -> Official:
        """Returns the result as the rules want it."""
        return Official(
            self.kind, self.decided_on, self.elected_id, **{name: getattr(self, name) for name in PLAIN},
            votes={one.candidate_id: one.votes for one in self.votes}, source=self.source,
        )  # fmt: skip


class OfficialVotes(Model):
    """The votes for one candidate in a commission's result."""

    __tablename__ = "official_votes"
    __table_args__ = (sa.CheckConstraint("votes >= 0", name="votes_not_negative"),)

    result_id: Mapped[int] = mapped_column(
        sa.ForeignKey("official_result.id", ondelete="CASCADE"), primary_key=True
    )
    candidate_id: Mapped[int] = mapped_column(
        sa.ForeignKey("candidate.id", ondelete="RESTRICT"), primary_key=True
    )
    votes: Mapped[int]

    result: Mapped[OfficialResult] = relationship(back_populates="votes")
