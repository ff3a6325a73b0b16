"""The target as it was published: figures that stay as they were."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.campaign.models import Election
from elections.database import InScope, Model, UtcDateTime


class TargetStatement(InScope, Model):
    """What was published of the target of a territory, as it stood then; the database refuses to change it."""

    __tablename__ = "target_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    territory_ru: Mapped[str] = mapped_column(sa.String(200), default="")
    territory_kk: Mapped[str] = mapped_column(sa.String(200), default="")
    as_of: Mapped[datetime] = mapped_column(UtcDateTime)
    """The campaign's present moment when it was published."""
    published_by: Mapped[str] = mapped_column(sa.String(60))
    author: Mapped[str] = mapped_column(sa.String(200), default="")
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    """The four variants, the territories inside, how many precincts were in, and the history of the night."""

    election: Mapped[Election] = relationship()
