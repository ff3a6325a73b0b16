"""The secret addresses of calendars, as far as they were made anew."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import Model


class CalendarAddress(Model):
    """A calendar whose address was made anew so many times; one that never was has no row."""

    __tablename__ = "calendar_address"
    __table_args__ = (
        sa.UniqueConstraint("kind", "owner"),
        sa.CheckConstraint("edition > 0", name="edition_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    owner: Mapped[str] = mapped_column(sa.String(40))
    """The number of a trainer, or the path of a region without its last stroke."""
    edition: Mapped[int]
