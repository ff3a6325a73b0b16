"""Reading accounts: by those who manage them, and by the log-in before anybody is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.accounts.models import SecondFactor, SetupLink, User, UserSession
from elections.accounts.passwords import token_digest
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound
from elections.statements import Prepared
from elections.web.paging import Page, paged
from elections.web.second_wall import has_said, saying_itself

SYSTEM = Actor(user_id=None, login="system", role=Role.ADMINISTRATOR, scope=EVERYWHERE)
"""Who acts when nobody does: commands of the operator and the worker."""
NOBODY = Actor(user_id=None, login="nobody", role=Role.OBSERVER, scope=EVERYWHERE)
"""Who tries to get in, before it is known who they are."""


@dataclass(frozen=True)
class Account:
    """What every request knows of the account that it comes from: read by one statement, without the session."""

    id: int
    login: str
    name: str
    role: Role
    path: str
    is_demo: bool
    session_id: int
    seen_at: datetime
    confirmed_at: datetime
    has_second_factor: bool


_USERS, _SESSIONS = cast(sa.Table, User.__table__), cast(sa.Table, UserSession.__table__)
_FACTORS = cast(sa.Table, SecondFactor.__table__)
_MOMENT = _SESSIONS.c.expires_at.type
_OF_SESSION = (
    sa.select(
        _USERS.c.id, _USERS.c.login, _USERS.c.name, _USERS.c.role, _USERS.c.path, _USERS.c.is_demo, _SESSIONS.c.id,
        _SESSIONS.c.last_seen_at, _SESSIONS.c.confirmed_at, _FACTORS.c.id.is_not(None),
    )
    .select_from(_SESSIONS)
    .join(_USERS, _SESSIONS.c.user_id == _USERS.c.id)
    .outerjoin(_FACTORS, _FACTORS.c.user_id == _USERS.c.id)
    .where(
        _SESSIONS.c.token_digest == sa.bindparam("digest"),
        _SESSIONS.c.expires_at > sa.bindparam("now", type_=_MOMENT),
        _SESSIONS.c.last_seen_at > sa.bindparam("seen_after", type_=_MOMENT),
        _USERS.c.is_active,
    )
)  # fmt: skip

_OPEN = Prepared(_OF_SESSION)
_LOOKING = Prepared(_OF_SESSION.add_columns(*saying_itself(_USERS.c.path)))
"""On PostgreSQL the statement that finds the account tells the transaction, too, that it is the one who looks."""


def actor_of(user: User | Account) -> Actor:
    """Returns the account as the one who acts."""
    return Actor(user_id=user.id, login=user.login, role=user.role, scope=user.path)


def find_user(login: str) -> User | None:
    """Returns the account with this log-in name, wherever it is, or None."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(User).where(User.login == login.strip().lower()))


def find_account(user_id: int) -> User | None:
    """Returns the account with this number while it is active, wherever it is, or None: for the log-in."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(User).where(User.id == user_id, User.is_active))


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


def find_session_account(token: str, now: datetime, idle: timedelta) -> Account | None:
    """Returns the account whose open log-in has this token, or None when it ended or was idle for too long."""
    given = {"digest": token_digest(token), "now": now, "seen_after": now - idle}
    connection = db.session.connection()
    if connection.dialect.name != "postgresql":
        return next((Account(*row) for row in _OPEN.read(connection, given)), None)
    rows = _LOOKING.read(connection, given)
    if not rows:
        return None
    account = Account(*rows[0][: len(_OF_SESSION.selected_columns)])
    has_said(connection, account.path)
    return account


def list_sessions(user_id: int, now: datetime, idle: timedelta) -> list[UserSession]:
    """Returns the open log-ins of an account, the one seen last first."""
    return list(
        db.session.scalars(
            sa.select(UserSession)
            .where(
                UserSession.user_id == user_id,
                UserSession.expires_at > now,
                UserSession.last_seen_at > now - idle,
            )
            .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
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
