"""Tasks: what must be done where, by when and by whom, and the files that prove it was."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Contest
from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column, utc_now
from elections.tasks.rules import Kind, State


class Task(InScope, Versioned, Model):
    """A task at a place: of the pack of a contest (`template` names which), or somebody's own with a title."""

    __tablename__ = "task"
    __table_args__ = (
        sa.CheckConstraint("(template = '') = (title <> '')", name="pack_or_own_title"),
        sa.CheckConstraint("(template = '') = (pack_version IS NULL)", name="pack_has_a_version"),
        sa.CheckConstraint("template = '' OR contest_id IS NOT NULL", name="pack_has_a_contest"),
        sa.CheckConstraint("owner_user_id IS NULL OR owner_member_id IS NULL", name="one_owner"),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_at_some_time"),
        sa.CheckConstraint("state <> 'cancelled' OR reason <> ''", name="cancelled_for_a_reason"),
        sa.Index(
            "uq_task_pack", "contest_id", "template", unique=True,
            sqlite_where=sa.text("template <> ''"), postgresql_where=sa.text("template <> ''"),
        ),
        sa.Index("ix_task_due", "election_id", "state", "due_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    contest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contest.id", ondelete="RESTRICT"))
    """The contest of a task in a constituency; None of a task of a district, a region, the nation."""
    template: Mapped[str] = mapped_column(sa.String(40), default="")
    pack_version: Mapped[int | None]
    kind: Mapped[Kind] = mapped_column(enum_column(Kind, "kind"))
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    note: Mapped[str] = mapped_column(sa.Text, default="")
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    needs_proof: Mapped[bool] = mapped_column(default=False)
    # who it is whose owner may be above whoever looks: tasks.queries finds the names, by these keys
    owner_user_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="RESTRICT"), index=True
    )
    owner_member_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("headquarters_member.id", ondelete="RESTRICT"), index=True
    )
    state: Mapped[State] = mapped_column(enum_column(State, "state"), default=State.OPEN)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str] = mapped_column(sa.String(60), default="")
    """The log-in name of who said so; "" of what the dossier shows."""
    proof: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    """Why it was cancelled, or opened again."""

    contest: Mapped[Contest | None] = relationship()
    files: Mapped[list["TaskFile"]] = relationship(back_populates="task", order_by="TaskFile.id")


class TaskFile(InScope, Model):
    """A file that proves a task, encrypted: a photo or a scan."""

    __tablename__ = "task_file"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "digest"),
        sa.CheckConstraint("size > 0", name="size_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(120))
    mimetype: Mapped[str] = mapped_column(sa.String(40))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    content_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    uploaded_by: Mapped[str] = mapped_column(sa.String(60))

    task: Mapped[Task] = relationship(back_populates="files")
