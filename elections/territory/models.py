"""The territory: the dated units of the official classifier, and the constituencies and precincts drawn over them."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.database import SORT_TYPE, InScopeOrAbove, Model, enum_column
from elections.territory.codes import UnitKind

NAME_LENGTH = 200


class Unit(InScopeOrAbove, Model):
    """A unit of the classifier (NK RK 11) as it was from `valid_from` until the day before `valid_to`.

    Codes change and units move: a unit is one row per stretch of time in which nothing of it changed, so that old
    elections stay true.
    """

    __tablename__ = "unit"
    __table_args__ = (
        sa.UniqueConstraint("kato", "valid_from"),
        sa.CheckConstraint("length(kato) = 9", name="kato_length"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="valid_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kato: Mapped[str] = mapped_column(sa.String(9), index=True)
    parent_kato: Mapped[str] = mapped_column(sa.String(9), default="", index=True)
    kind: Mapped[UnitKind] = mapped_column(enum_column(UnitKind, "kind"))
    name_ru: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    name_kk: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    name_en: Mapped[str] = mapped_column(sa.String(NAME_LENGTH), default="")
    sort_key: Mapped[str] = mapped_column(SORT_TYPE)
    search_text: Mapped[str] = mapped_column(sa.String(2 * NAME_LENGTH + 20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Snapshot(Model):
    """A classifier that was imported: the date it speaks of, and its file."""

    __tablename__ = "territory_snapshot"

    as_of: Mapped[date] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(sa.String(255), default="")
    units: Mapped[int] = mapped_column(default=0)


class Constituency(InScopeOrAbove, Model):
    """An electoral okrug that elects one akim (CL 21(4)): its unit, its district and region, its voters."""

    __tablename__ = "constituency"
    __table_args__ = (
        sa.UniqueConstraint("kato"),
        sa.CheckConstraint("length(kato) = 9", name="kato_length"),
        sa.CheckConstraint("voters >= 0", name="voters_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kato: Mapped[str] = mapped_column(sa.String(9))
    kind: Mapped[UnitKind] = mapped_column(enum_column(UnitKind, "kind"))
    name_ru: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    name_kk: Mapped[str] = mapped_column(sa.String(NAME_LENGTH))
    sort_key: Mapped[str] = mapped_column(SORT_TYPE)
    search_text: Mapped[str] = mapped_column(sa.String(2 * NAME_LENGTH + 20))
    district_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    region_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    voters: Mapped[int] = mapped_column(default=0)

    district: Mapped[Unit] = relationship(foreign_keys=[district_id])
    region: Mapped[Unit] = relationship(foreign_keys=[region_id])
    precincts: Mapped[list["Precinct"]] = relationship(
        back_populates="constituency", order_by="Precinct.number", passive_deletes="all"
    )


class Precinct(InScopeOrAbove, Model):
    """A polling station's area (CL 23): its number within the constituency's district and its voters on the list."""

    __tablename__ = "precinct"
    __table_args__ = (
        sa.UniqueConstraint("constituency_id", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("voters >= 0", name="voters_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    constituency_id: Mapped[int] = mapped_column(
        sa.ForeignKey("constituency.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int]
    voters: Mapped[int] = mapped_column(default=0)
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")

    constituency: Mapped[Constituency] = relationship(back_populates="precincts")
