"""Reading accounts: by those who manage them, and by the log-in before anybody is known."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.models import SetupLink, User, UserSession
from elections.accounts.passwords import token_digest
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound
from elections.web.paging import Page, paged

SYSTEM = Actor(user_id=None, login="system", role=Role.ADMINISTRATOR, scope=EVERYWHERE)
"""Who acts when nobody does: commands of the operator and the worker."""


@dataclass(frozen=True)
class Account:
    """What every request knows of the account that it comes from: read by one statement, without the session."""

    id: int
    login: str
    name: str
    role: Role
    path: str


_USERS, _SESSIONS = cast(sa.Table, User.__table__), cast(sa.Table, UserSession.__table__)
_OF_SESSION = (
    sa.select(*(_USERS.c[one.name] for one in fields(Account)))
    .join(_SESSIONS, _SESSIONS.c.user_id == _USERS.c.id)
    .where(
        _SESSIONS.c.token_digest == sa.bindparam("digest"),
        _SESSIONS.c.expires_at > sa.bindparam("now", type_=_SESSIONS.c.expires_at.type),
        _USERS.c.is_active,
    )
)


def actor_of(user: User | Account) -> Actor:
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


def find_session_account(token: str, now: datetime) -> Account | None:
    """Returns the account whose open log-in has this token, or None when it ended."""
    given = {"digest": token_digest(token), "now": now}
    row = db.session.connection().execute(_OF_SESSION, given).first()
    return None if row is None else Account(*row)


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
