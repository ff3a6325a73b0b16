"""Persons: everybody once, whether candidate, member of an HQ, proxy, or all of them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import SORT_TYPE, Model, Versioned, enum_column
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
