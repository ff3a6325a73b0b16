"""The means of a territory: what money there is in a constituency, of which year and source, by which document."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import InScope, Model, Versioned, enum_column
from elections.platforms.models import MoneySource
from elections.territory.models import Constituency


class Means(InScope, Versioned, Model):
    """Money that a document promises a constituency in a year: of the budgets, of business, of the people, of the party."""

    __tablename__ = "means"
    __table_args__ = (
        sa.UniqueConstraint("constituency_id", "year", "source", "document"),
        sa.CheckConstraint("amount_kzt > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    constituency_id: Mapped[int] = mapped_column(
        sa.ForeignKey("constituency.id", ondelete="RESTRICT"), index=True
    )
    year: Mapped[int]
    source: Mapped[MoneySource] = mapped_column(enum_column(MoneySource, "source"))
    amount_kzt: Mapped[int] = mapped_column(sa.BigInteger)
    document: Mapped[str] = mapped_column(sa.String(300))
    document_on: Mapped[date]

    constituency: Mapped[Constituency] = relationship()
