"""What is said of a version of a platform: who approved it, what the law's checklist found, comments, what was submitted."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column
from elections.platforms.checklist import Point, Verdict
from elections.platforms.workflow import Side


class PlatformSubmission(InScope, Model):
    """What a version said when it was submitted: the texts and pledges that were then approved or sent back."""

    __tablename__ = "platform_submission"
    __table_args__ = (sa.UniqueConstraint("platform_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(sa.ForeignKey("platform.id", ondelete="CASCADE"))
    number: Mapped[int]
    texts: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    pledges: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    user_id: Mapped[int | None]
    login: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlatformApproval(InScope, Model):
    """An approval that stands: of one side, by one person; a step back to the draft takes it away."""

    __tablename__ = "platform_approval"
    __table_args__ = (
        sa.UniqueConstraint("platform_id", "side"),
        sa.UniqueConstraint("platform_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(sa.ForeignKey("platform.id", ondelete="CASCADE"))
    side: Mapped[Side] = mapped_column(enum_column(Side, "side"))
    user_id: Mapped[int | None]
    login: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlatformCheck(InScope, Model):
    """A lawyer's answer to a point of the law's checklist, of one submission of a version."""

    __tablename__ = "platform_check"
    __table_args__ = (sa.UniqueConstraint("platform_id", "submission", "point"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(sa.ForeignKey("platform.id", ondelete="CASCADE"))
    submission: Mapped[int]
    point: Mapped[Point] = mapped_column(enum_column(Point, "point"))
    verdict: Mapped[Verdict] = mapped_column(enum_column(Verdict, "verdict"))
    words: Mapped[str] = mapped_column(sa.String(500), default="")
    login: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlatformComment(InScope, Versioned, Model):
    """A comment on a passage, or a reply to one; the quote says which passage it was, whatever became of the text."""

    __tablename__ = "platform_comment"
    __table_args__ = (sa.CheckConstraint("language IN ('kk', 'ru')", name="language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(sa.ForeignKey("platform.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("platform_comment.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(sa.String(2))
    quote: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.String(2000))
    login: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by: Mapped[str] = mapped_column(sa.String(60), default="")
