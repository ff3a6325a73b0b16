"""The trainers of the School, and which seminars they hold."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import Model, Versioned


class Trainer(Versioned, Model):
    """Somebody who holds seminars, with an account or without one. Has no territory: seminars have."""

    __tablename__ = "trainer"
    __table_args__ = (sa.UniqueConstraint("name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    name_key: Mapped[str] = mapped_column(sa.String(200))
    """The name as it is compared, whatever its spelling."""
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    user_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )


class SeminarTrainer(Model):
    """A trainer of a seminar: there may be several."""

    __tablename__ = "seminar_trainer"

    seminar_id: Mapped[int] = mapped_column(sa.ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True)
    trainer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("trainer.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
