"""What a course consists of: its modules in their order, and its materials."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import Model, UtcDateTime, utc_now


class CourseModule(Model):
    """A part of a course, so many hours long."""

    __tablename__ = "course_module"
    __table_args__ = (sa.CheckConstraint("hours > 0", name="hours_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title_ru: Mapped[str] = mapped_column(sa.String(200))
    title_kk: Mapped[str] = mapped_column(sa.String(200))
    hours: Mapped[int]


class CourseMaterial(Model):
    """Something to read or look at: a file that is kept here, or a link."""

    __tablename__ = "course_material"
    __table_args__ = (
        sa.UniqueConstraint("course_id", "digest"),
        sa.CheckConstraint("(url = '') = (content IS NOT NULL)", name="file_or_link"),
        sa.CheckConstraint("size >= 0", name="size_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    url: Mapped[str] = mapped_column(sa.String(500), default="")
    """The address of a link; "" of a file."""
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    mimetype: Mapped[str] = mapped_column(sa.String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(sa.String(64))
    """Of the file's content or of the link, so that nothing is kept twice."""
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    added_by: Mapped[str] = mapped_column(sa.String(60))
