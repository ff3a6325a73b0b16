"""Accounts: who may enter, as what, for which territory, and the log-ins that are open."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elections.accounts.access import Role
from elections.database import InScope, Model, UtcDateTime, Versioned, enum_column


class User(InScope, Versioned, Model):
    """An account: one person, one role, one territory (its `path`; "" is the nation)."""

    __tablename__ = "user_account"
    __table_args__ = (sa.UniqueConstraint("login"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(60))
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    territory_label: Mapped[str] = mapped_column(sa.String(300), default="")
    password_hash: Mapped[str] = mapped_column(sa.String(255), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)


class SetupLink(Model):
    """A one-time link by which an account's owner sets the password; only its digest is kept."""

    __tablename__ = "setup_link"
    __table_args__ = (sa.UniqueConstraint("token_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class UserSession(Model):
    """An open log-in: ended at once by log-out, a changed password or a disabled account."""

    __tablename__ = "user_session"
    __table_args__ = (sa.UniqueConstraint("token_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_digest: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()
