"""What the web room keeps: the keys of forms that were already carried out, so that sending one twice counts once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import Model, UtcDateTime, utc_now

LONGEST_LOCATION = 500


class IdempotencyKey(Model):
    """A form that was carried out: its key, whose it was, and the page it led to."""

    __tablename__ = "idempotency_key"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True)
    location: Mapped[str] = mapped_column(sa.String(LONGEST_LOCATION))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
