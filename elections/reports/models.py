"""The reports as they were printed last, so that what has not changed since is not made again."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScope, Model, UtcDateTime, utc_now


class ReportFile(InScope, Model):
    """The newest PDF of a report in a language, and of what state of the record and of the program it was made."""

    __tablename__ = "report_file"
    __table_args__ = (sa.UniqueConstraint("kind", "key", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    key: Mapped[str] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(10))
    log_id: Mapped[int]
    """The newest event of the log that the report is known to be right after."""
    since_id: Mapped[int | None]
    """The event that stands in its foot as the data's time: it has said the same since then, whatever else was written."""
    day: Mapped[date]
    made_with: Mapped[str] = mapped_column(sa.String(64))
    digest: Mapped[str] = mapped_column(sa.String(64))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
