"""The School of Political Management: courses, seminars, who took part, and the certificates."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Election
from elections.database import (
    PATH_TYPE,
    InScope,
    InScopeOrAbove,
    Model,
    UtcDateTime,
    Versioned,
    enum_column,
    starts_with,
)
from elections.people.models import Person
from elections.training.enrolment import Attendance as Attendance
from elections.training.trainer_models import SeminarTrainer, Trainer


class Audience(StrEnum):
    """Whom a course is for."""

    CANDIDATES = "candidates"
    MEMBERS = "members"
    HEADS = "heads"
    PROXIES = "proxies"
    EVERYBODY = "everybody"


class SeminarStatus(StrEnum):
    """Where a seminar stands."""

    PLANNED = "planned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


TRAINED = (Attendance.ATTENDED, Attendance.PASSED)
"""Whoever has one of these in any seminar counts as trained."""

UNMARKED = (Attendance.INVITED, Attendance.CONFIRMED)
"""What is said of somebody before the roll-call."""


class Course(Versioned, Model):
    """A course of the School."""

    __tablename__ = "course"
    __table_args__ = (
        sa.UniqueConstraint("code"),
        sa.CheckConstraint("hours > 0", name="hours_positive"),
        sa.CheckConstraint("pass_mark BETWEEN 0 AND maximum_score", name="pass_mark_range"),
        sa.CheckConstraint("valid_months IS NULL OR valid_months > 0", name="valid_months_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(20))
    title_ru: Mapped[str] = mapped_column(sa.String(200))
    title_kk: Mapped[str] = mapped_column(sa.String(200))
    audience: Mapped[Audience] = mapped_column(enum_column(Audience, "audience"))
    hours: Mapped[int]
    is_required: Mapped[bool] = mapped_column(default=True)
    maximum_score: Mapped[int] = mapped_column(default=100)
    pass_mark: Mapped[int] = mapped_column(default=60)
    valid_months: Mapped[int | None]
    """For how many months whoever passed needs it no more; None is for good."""


class Seminar(InScopeOrAbove, Versioned, Model):
    """A course held at a place and time, by a territory's headquarters."""

    __tablename__ = "seminar"
    __table_args__ = (
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint("capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    course_id: Mapped[int] = mapped_column(sa.ForeignKey("course.id", ondelete="RESTRICT"), index=True)
    territory_ru: Mapped[str] = mapped_column(sa.String(200), default="")
    territory_kk: Mapped[str] = mapped_column(sa.String(200), default="")
    place: Mapped[str] = mapped_column(sa.String(300))
    link: Mapped[str] = mapped_column(sa.String(300), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="kk")
    capacity: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[SeminarStatus] = mapped_column(
        enum_column(SeminarStatus, "status"), default=SeminarStatus.PLANNED
    )
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    closed_by: Mapped[str] = mapped_column(sa.String(60), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    election: Mapped[Election] = relationship()
    course: Mapped[Course] = relationship()
    trainers: Mapped[list[Trainer]] = relationship(
        secondary=SeminarTrainer.__table__, order_by=Trainer.name, lazy="selectin"
    )
    participations: Mapped[list["Participation"]] = relationship(back_populates="seminar")


class Participation(InScope, Versioned, Model):
    """A person's part in a seminar; seen by the participant's territory and by the seminar's."""

    __tablename__ = "participation"
    __table_args__ = (
        sa.UniqueConstraint("seminar_id", "person_id"),
        sa.CheckConstraint("score IS NULL OR score >= 0", name="score_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seminar_id: Mapped[int] = mapped_column(sa.ForeignKey("seminar.id", ondelete="RESTRICT"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    seminar_path: Mapped[str] = mapped_column(PATH_TYPE, index=True)
    attendance: Mapped[Attendance] = mapped_column(
        enum_column(Attendance, "attendance"), default=Attendance.INVITED
    )
    score: Mapped[int | None]
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    waits_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when somebody waits for a place: who waits longest gets the next one."""

    seminar: Mapped[Seminar] = relationship(back_populates="participations")
    person: Mapped[Person] = relationship()
    certificates: Mapped[list["Certificate"]] = relationship(
        back_populates="participation", order_by="Certificate.id"
    )

    @classmethod
    def visible(cls, scope: str) -> sa.ColumnElement[bool]:
        """Returns the condition under which a participation is seen from `scope`."""
        seminar_path: Any = cls.seminar_path
        return sa.or_(starts_with(cls.path, scope), starts_with(seminar_path, scope))


class Certificate(InScope, Model):
    """What proves that a participant passed: a serial number, and a code that anybody can check.

    `printed` is what stands on the paper, kept as it was: a name or a title that changes later changes no certificate.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        sa.UniqueConstraint("serial_number"),
        sa.UniqueConstraint("code"),
        sa.Index(
            "uq_certificate_in_force",
            "participation_id",
            unique=True,
            sqlite_where=sa.text("revoked_on IS NULL"),
            postgresql_where=sa.text("revoked_on IS NULL"),
        ),
        sa.CheckConstraint("(revoked_on IS NULL) = (reason = '')", name="revocation_has_a_reason"),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= issued_on", name="valid_after_issue"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("participation.id", ondelete="RESTRICT"), index=True
    )
    seminar_path: Mapped[str] = mapped_column(PATH_TYPE, index=True)
    serial_number: Mapped[int]
    code: Mapped[str] = mapped_column(sa.String(12))
    issued_on: Mapped[date]
    issued_by: Mapped[str] = mapped_column(sa.String(60), default="")
    valid_until: Mapped[date | None]
    printed: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    revoked_on: Mapped[date | None]
    revoked_by: Mapped[str] = mapped_column(sa.String(60), default="")
    reason: Mapped[str] = mapped_column(sa.String(300), default="")

    participation: Mapped[Participation] = relationship(back_populates="certificates")

    @classmethod
    def visible(cls, scope: str) -> sa.ColumnElement[bool]:
        """Returns the condition under which a certificate is seen from `scope`: as its participation is."""
        seminar_path: Any = cls.seminar_path
        return sa.or_(starts_with(cls.path, scope), starts_with(seminar_path, scope))


class CoverageStatement(InScope, Model):
    """What was published of who is trained, as it was then: figures, and by name whoever is not."""

    __tablename__ = "coverage_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    territory_ru: Mapped[str] = mapped_column(sa.String(200), default="")
    territory_kk: Mapped[str] = mapped_column(sa.String(200), default="")
    as_of: Mapped[datetime] = mapped_column(UtcDateTime)
    """The campaign's present moment when it was published."""
    published_by: Mapped[str] = mapped_column(sa.String(60))
    author: Mapped[str] = mapped_column(sa.String(200), default="")
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    exceptions: Mapped[int]
    """How many people are not trained; 0: all are."""
    exceptions_sealed: Mapped[str] = mapped_column(sa.Text)
    """Under lock: their names, districts and the courses that each lacks."""

    election: Mapped[Election] = relationship()
