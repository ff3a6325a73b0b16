"""The weights of readiness, as the national headquarters sets them."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import Model, Versioned


class ReadinessWeights(Versioned, Model):
    """How many of the hundred points each part of readiness can give in an election."""

    __tablename__ = "readiness_weights"
    __table_args__ = (sa.UniqueConstraint("election_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    election_id: Mapped[int] = mapped_column(sa.ForeignKey("election.id", ondelete="RESTRICT"))
    weights: Mapped[dict[str, int]] = mapped_column(sa.JSON)
