"""Jobs: long work as rows, enqueued in the transaction that needs it, so that neither is ever without the other."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import InScope, Model, UtcDateTime, enum_column, utc_now


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(InScope, Model):
    """A piece of long work: leased by a worker until `lease_until`, taken over by another when the lease runs out."""

    __tablename__ = "job"
    __table_args__ = (
        sa.Index("ix_job_queue", "state", "lease_until", "id"),
        sa.CheckConstraint("done_steps >= 0 AND total_steps >= 0", name="steps_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    params: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    state: Mapped[JobState] = mapped_column(enum_column(JobState, "state"), default=JobState.QUEUED)
    user_id: Mapped[int | None] = mapped_column(index=True)
    user_login: Mapped[str] = mapped_column(sa.String(60), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when the present worker is at it, with how many steps done before: time left is reckoned from there."""
    paced_steps: Mapped[int | None]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    total_steps: Mapped[int] = mapped_column(default=0)
    done_steps: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    error: Mapped[str] = mapped_column(sa.Text, default="")

    files: Mapped[list["JobFile"]] = relationship(back_populates="job", order_by="JobFile.name")


class JobFile(InScope, Model):
    """A file that a job made: whole or not there, and once under its name, however often its worker was killed."""

    __tablename__ = "job_file"
    __table_args__ = (sa.UniqueConstraint("job_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(sa.ForeignKey("job.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(200))
    mimetype: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)

    job: Mapped[Job] = relationship(back_populates="files")


class WorkerBeat(Model):
    """When a worker was last seen: one row per process, by which `/healthz` tells whether work is done."""

    __tablename__ = "worker_beat"

    name: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
