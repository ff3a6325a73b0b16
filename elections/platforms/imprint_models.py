"""The imprint of a printed platform, one for each language: the law wants it on every sheet (CL 28(5))."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import InScope, Model, Versioned
from elections.platforms.models import Platform


class Imprint(InScope, Versioned, Model):
    """Who issued, printed, ordered and paid the print of a platform in one language, and how many copies there are."""

    __tablename__ = "imprint"
    __table_args__ = (
        sa.UniqueConstraint("platform_id", "language"),
        sa.CheckConstraint("language IN ('kk', 'ru')", name="language_known"),
        sa.CheckConstraint("print_run > 0", name="print_run_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    platform_id: Mapped[int] = mapped_column(sa.ForeignKey("platform.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(sa.String(2))
    issued_by: Mapped[str] = mapped_column(sa.String(200), default="")
    printer: Mapped[str] = mapped_column(sa.String(200), default="")
    printer_address: Mapped[str] = mapped_column(sa.String(200), default="")
    print_run: Mapped[int | None]
    ordered_by: Mapped[str] = mapped_column(sa.String(200), default="")
    paid_from: Mapped[str] = mapped_column(sa.String(200), default="")
    printed_on: Mapped[date | None]

    platform: Mapped[Platform] = relationship()
