"""Imports as people see them: the file, how it was understood, each row, and what takes it back."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column, utc_now
from elections.imports.changes import RowState


class BatchState(StrEnum):
    """Where an import stands."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportBatch(InScope, Versioned, Model):
    """One import: whose, of which file, how its columns were understood, and how far it is."""

    __tablename__ = "import_batch"
    __table_args__ = (sa.Index("ix_import_batch_sha256", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    user_id: Mapped[int | None]
    user_login: Mapped[str] = mapped_column(sa.String(60), default="")
    filename: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content_sealed: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    as_of: Mapped[date | None]
    """The day a classifier speaks of."""
    state: Mapped[BatchState] = mapped_column(enum_column(BatchState, "state"), default=BatchState.UPLOADED)
    sheet: Mapped[int] = mapped_column(default=0)
    header: Mapped[int] = mapped_column(default=0)
    """The place of the heading row, from 0; -1: the file has none."""
    places: Mapped[dict[str, int]] = mapped_column(sa.JSON, default=dict)
    corrections_sealed: Mapped[str] = mapped_column(sa.Text, default="")
    counts: Mapped[dict[str, int]] = mapped_column(sa.JSON, default=dict)
    """Rows by what would happen to them; when it was carried out, what did happen."""
    note_sealed: Mapped[str] = mapped_column(sa.Text, default="")
    """Why it could not be carried out, or taken back: objections, and the rows that stand against it."""
    job_id: Mapped[int | None]
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str] = mapped_column(sa.String(60), default="")


class ImportRow(Model):
    """A row of an import as it was last checked: what would happen to it, and whether somebody wants that.

    What is in its cells is personal data, and kept encrypted until the import is carried out; then what takes the
    row back is kept in its stead.
    """

    __tablename__ = "import_row"
    __table_args__ = (
        sa.UniqueConstraint("batch_id", "number"),
        sa.Index("ix_import_row_state", "batch_id", "state", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[RowState] = mapped_column(enum_column(RowState, "state"))
    is_wanted: Mapped[bool] = mapped_column(default=True)
    subject_id: Mapped[int | None] = mapped_column(index=True)
    sealed: Mapped[str] = mapped_column(sa.Text)
    undo_sealed: Mapped[str] = mapped_column(sa.Text, default="")


class ImportHeading(Model):
    """What a sender's heading meant: remembered, so that the next file of the same shape needs no correction."""

    __tablename__ = "import_heading"
    __table_args__ = (sa.UniqueConstraint("user_id", "kind", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(40))
    heading: Mapped[str] = mapped_column(sa.String(300))
    column: Mapped[str] = mapped_column(sa.String(60))
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
