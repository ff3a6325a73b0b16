"""By which words people and places are found, and the lists that somebody saved under a name."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from elections.database import InScopeOrAbove, Model, UtcDateTime, enum_column, utc_now

WORD_TYPE = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")


class SubjectKind(StrEnum):
    """What a word leads to."""

    PERSON = "person"
    CONSTITUENCY = "constituency"
    UNIT = "unit"


class SearchWord(Model):
    """A word by which a record is found. Has no territory: what it leads to has one, or is reached through what has."""

    __tablename__ = "search_word"
    __table_args__ = (
        {"sqlite_with_rowid": False},  # the primary key is all there is
    )

    kind: Mapped[SubjectKind] = mapped_column(enum_column(SubjectKind, "kind"), primary_key=True)
    word: Mapped[str] = mapped_column(WORD_TYPE, primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class SavedView(InScopeOrAbove, Model):
    """A filtered list of candidates under a name: its owner's own, or shared with who works in the territory too."""

    __tablename__ = "saved_view"
    __table_args__ = (sa.UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"))
    owner_login: Mapped[str] = mapped_column(sa.String(60))
    name: Mapped[str] = mapped_column(sa.String(120))
    filters: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
