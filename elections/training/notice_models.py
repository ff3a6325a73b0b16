"""What people were told of a seminar that was called off or moved: who must be called, and who was reached."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import InScopeOrAbove, Model, UtcDateTime, enum_column, utc_now
from elections.training.models import Participation, Seminar


class NoticeKind(StrEnum):
    """What happened to the seminar."""

    CANCELLED = "cancelled"
    MOVED = "moved"


class SeminarNotice(InScopeOrAbove, Model):
    """A seminar that was called off or moved, with the reason, and how it stood before."""

    __tablename__ = "seminar_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    seminar_id: Mapped[int] = mapped_column(sa.ForeignKey("seminar.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(enum_column(NoticeKind, "kind"))
    reason: Mapped[str] = mapped_column(sa.String(300))
    was_place: Mapped[str] = mapped_column(sa.String(300))
    was_starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(sa.String(60))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    seminar: Mapped[Seminar] = relationship()


class NoticeCall(Model):
    """Somebody of the list who was told: by whom, and when."""

    __tablename__ = "notice_call"
    __table_args__ = (sa.UniqueConstraint("notice_id", "participation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("seminar_notice.id", ondelete="CASCADE"))
    participation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("participation.id", ondelete="CASCADE"), index=True
    )
    reached_by: Mapped[str] = mapped_column(sa.String(60))
    reached_at: Mapped[datetime] = mapped_column(UtcDateTime)

    notice: Mapped[SeminarNotice] = relationship()
    participation: Mapped[Participation] = relationship()
