"""Links by which a screen shows the board without a log-in."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScope, Model, UtcDateTime, utc_now

NAME_LENGTH = 120


class BoardLink(InScope, Model):
    """A link to the board of a territory, until a day or until it is ended; only the token's digest is kept."""

    __tablename__ = "board_link"
    __table_args__ = (sa.UniqueConstraint("token_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    ends_on: Mapped[date]
    """The last day on which it opens, in the time of its territory."""
    made_by_login: Mapped[str] = mapped_column(sa.String(60))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a screen last said that it shows the board; told once a minute."""
