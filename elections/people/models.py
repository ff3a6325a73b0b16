"""Persons: everybody once, whether candidate, member of an HQ, proxy, or all of them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import SORT_TYPE, InScope, Model, UtcDateTime, Versioned, enum_column, utc_now
from elections.people.iin import Sex


class Person(Versioned, Model):
    """A person. Has no territory: reached only through a candidacy, a membership or a participation that has one."""

    __tablename__ = "person"
    __table_args__ = (
        sa.UniqueConstraint("iin_index"),
        sa.CheckConstraint("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", name="birth_year_range"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surname: Mapped[str] = mapped_column(sa.String(120))
    given_name: Mapped[str] = mapped_column(sa.String(120))
    patronymic: Mapped[str] = mapped_column(sa.String(120), default="")
    sort_key: Mapped[str] = mapped_column(SORT_TYPE, index=True)
    search_text: Mapped[str] = mapped_column(sa.String(400))
    iin_sealed: Mapped[str | None] = mapped_column(sa.String(120))
    iin_index: Mapped[str | None] = mapped_column(sa.String(64))
    iin_masked: Mapped[str] = mapped_column(sa.String(12), default="")
    born_on: Mapped[date | None]
    birth_year: Mapped[int | None]
    sex: Mapped[Sex | None] = mapped_column(enum_column(Sex, "sex"))
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    address: Mapped[str] = mapped_column(sa.String(300), default="")


class PersonDistinction(Model):
    """Two people whom somebody compared and found to be two, so that they are not asked about again."""

    __tablename__ = "person_distinction"
    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", name="first_before_second"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    made_by: Mapped[str] = mapped_column(sa.String(60))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class PersonMerge(InScope, Model):
    """Two records of one person made one, with what parts them again. Its path is the least territory that holds both.

    The person who is gone keeps their row, to which nothing refers any more: so their number is never given twice.
    """

    __tablename__ = "person_merge"
    __table_args__ = (sa.CheckConstraint("kept_id <> gone_id", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    gone_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    kept_name: Mapped[str] = mapped_column(sa.String(400))
    gone_name: Mapped[str] = mapped_column(sa.String(400))
    memory_sealed: Mapped[str] = mapped_column(sa.Text)
    """Under lock: both people as they were, which rows changed hands, which were doubled and taken out."""
    merged_by: Mapped[str] = mapped_column(sa.String(60))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    unmerged_by: Mapped[str] = mapped_column(sa.String(60), default="")
    unmerged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    kept: Mapped[Person] = relationship(foreign_keys=[kept_id])
    gone: Mapped[Person] = relationship(foreign_keys=[gone_id])
