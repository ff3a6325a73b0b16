"""Open log-ins: opening, confirming and ending them."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.accounts.models import User, UserSession
from elections.accounts.passwords import new_token, token_digest
from elections.accounts.queries import actor_of
from elections.audit.actions import record
from elections.database import db
from elections.errors import NotFound


def open_session(user: User, now: datetime, lifetime: timedelta, address: str = "", browser: str = "") -> str:
    """Opens a log-in of the account and returns its token; sweeps out what has ended."""
    token = new_token()
    db.session.execute(sa.delete(UserSession).where(UserSession.expires_at <= now))
    db.session.add(
        UserSession(
            user_id=user.id, token_digest=token_digest(token), created_at=now, expires_at=now + lifetime,
            last_seen_at=now, confirmed_at=now, address=address[:45], browser=browser[:300],
        )
    )  # fmt: skip
    record(actor_of(user), "account.logged_in", user, label=user.login)
    return token


def confirm_session(actor: Actor, session_id: int, now: datetime) -> str:
    """Notes that the viewer said again who they are, and returns the new token that the log-in has from now on."""
    token = new_token()
    db.session.execute(
        sa.update(UserSession)
        .where(UserSession.id == session_id)
        .values(confirmed_at=now, last_seen_at=now, token_digest=token_digest(token))
    )
    record(actor, "account.confirmed", "user_account", label=actor.login)
    return token


def log_out(actor: Actor, token: str) -> None:
    """Ends the log-in with this token."""
    db.session.execute(sa.delete(UserSession).where(UserSession.token_digest == token_digest(token)))
    record(actor, "account.logged_out", "user_account", label=actor.login)


def end_session(actor: Actor, session_id: int) -> None:
    """Ends one of the actor's own log-ins; raises NotFound for another's and for one that has ended."""
    mine = (UserSession.id == session_id, UserSession.user_id == actor.user_id)
    opened = db.session.scalar(sa.select(UserSession).where(*mine))
    if opened is None:
        raise NotFound
    db.session.delete(opened)
    record(actor, "account.device_ended", "user_account", label=actor.login)


def end_other_sessions(actor: Actor, session_id: int) -> None:
    """Ends all of the actor's log-ins but this one."""
    if actor.user_id is not None:
        end_others(actor.user_id, session_id)
    record(actor, "account.devices_ended", "user_account", label=actor.login)


def end_others(user_id: int, session_id: int) -> None:
    """Ends all log-ins of an account but one."""
    others = (UserSession.user_id == user_id, UserSession.id != session_id)
    db.session.execute(sa.delete(UserSession).where(*others))


def close_sessions(user: User) -> None:
    """Ends all open log-ins of the account."""
    db.session.execute(sa.delete(UserSession).where(UserSession.user_id == user.id))
