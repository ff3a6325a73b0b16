"""Who was present in which module of a course, where somebody came for a part of a seminar only."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import Model


class ParticipationModule(Model):
    """A module in which a participant was present; without any, they were there for the whole seminar."""

    __tablename__ = "participation_module"

    participation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True
    )
    module_id: Mapped[int] = mapped_column(
        sa.ForeignKey("course_module.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
