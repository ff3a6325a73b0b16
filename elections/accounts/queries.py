"""Reading accounts: by those who manage them, and by the log-in before anybody is known."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.models import SetupLink, User, UserSession
from elections.accounts.passwords import token_digest
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound
from elections.web.paging import Page, paged

SYSTEM = Actor(user_id=None, login="system", role=Role.ADMINISTRATOR, scope=EVERYWHERE)
"""Who acts when nobody does: commands of the operator and the worker."""


def actor_of(user: User) -> Actor:
    """Returns the account as the one who acts."""
    return Actor(user_id=user.id, login=user.login, role=user.role, scope=user.path)


def find_user(login: str) -> User | None:
    """Returns the account with this log-in name, wherever it is, or None."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(User).where(User.login == login.strip().lower()))


def get_user(user_id: int) -> User:
    """Returns an account in the viewer's territory; raises NotFound."""
    user = db.session.scalar(sa.select(User).where(User.id == user_id))
    if user is None:
        raise NotFound
    return user


def list_users(*, search: str = "", role: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of the accounts in the viewer's territory, by log-in name."""
    statement = sa.select(User).order_by(User.login)
    if search.strip():
        statement = statement.where(
            sa.or_(_holds(User.login, search.strip()), _holds(User.name, search.strip()))
        )
    if role in list(Role):
        statement = statement.where(User.role == Role(role))
    return paged(statement, page)


def _holds(column: Any, text: str) -> sa.ColumnElement[bool]:
    """Returns the search for `text` in any case; SQLite knows the cases of Latin letters only, so others are tried."""
    return sa.or_(*(column.icontains(one, autoescape=True) for one in (text, text.lower(), text.title())))


def list_demo_users() -> list[User]:
    """Returns the accounts of a demo campaign, which its log-in page shows; empty everywhere else."""
    with looking_from(EVERYWHERE):
        return list(db.session.scalars(sa.select(User).where(User.is_demo, User.is_active).order_by(User.id)))


def find_session_user(token: str, now: datetime) -> User | None:
    """Returns the account whose open log-in has this token, or None when it ended."""
    with looking_from(EVERYWHERE):
        statement = sa.select(User).join(UserSession, UserSession.user_id == User.id)
        return db.session.scalar(
            statement.where(
                UserSession.token_digest == token_digest(token), UserSession.expires_at > now, User.is_active
            )
        )


def find_setup_link(token: str, now: datetime) -> SetupLink | None:
    """Returns the one-time link with this token while it can be used, or None."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(
            sa.select(SetupLink).where(
                SetupLink.token_digest == token_digest(token),
                SetupLink.used_at.is_(None),
                SetupLink.expires_at > now,
                SetupLink.user.has(User.is_active),
            )
        )
