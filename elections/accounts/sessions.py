"""Knowing who a request comes from: an open log-in in the database, named by a token in the signed cookie."""

from contextlib import suppress
from datetime import timedelta

from flask import Flask, current_app, g, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user
from sqlalchemy.exc import OperationalError

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.accounts.queries import Account, actor_of, find_session_account, get_user
from elections.accounts.touching import touch
from elections.database import utc_now

FRESH_FOR = timedelta(minutes=15)
SEEN_AGAIN_AFTER = timedelta(minutes=1)
WITH_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
"""Who gets nowhere without a second factor, where the installation asks no more."""
WHO_MUST = {"offered": frozenset[Role](), "required": WITH_SECOND_FACTOR, "all": frozenset(Role)}
"""Who gets nowhere without a second factor, by what the installation asks (SAILAU_SECOND_FACTOR)."""


class LoggedIn(UserMixin):  # type: ignore[misc]
    """The account of a request, as flask-login wants it."""

    def __init__(self, account: Account | User, token: str) -> None:
        self.actor, self.token = actor_of(account), token
        self.id, self.login, self.name = account.id, account.login, account.name or account.login

    @property
    def user(self) -> User:
        """The account's row, for those who change it."""
        return get_user(self.id)

    def get_id(self) -> str:
        """Returns the token of the open log-in, not the account's number: it can be ended."""
        return self.token


def init_sessions(app: Flask) -> None:
    """Makes `app` know its users."""
    if (asked := app.config["SECOND_FACTOR"]) not in WHO_MUST:
        raise ValueError(f"SAILAU_SECOND_FACTOR is {asked!r}: say one of {', '.join(WHO_MUST)}")
    manager = LoginManager(app, add_context_processor=False)  # its own asks even a lost database
    manager.user_loader(_load)
    app.context_processor(lambda: {"current_user": current_user})
    app.before_request(_set_viewer)
    app.teardown_request(_note_seen)


def session_id() -> int:
    """Returns the number of the open log-in that this request comes by."""
    return int(g.log_in.session_id)


def _load(token: str) -> LoggedIn | None:
    now = utc_now()
    account = find_session_account(token, now, current_app.permanent_session_lifetime)
    if account is None:
        return None
    g.log_in = account
    g.is_fresh = abs(now - account.confirmed_at) < FRESH_FOR
    g.factor_due = must_have_second_factor() and not account.has_second_factor
    return LoggedIn(account, token)


def has_second_factor() -> bool:
    """Returns whether the viewer has a second factor."""
    return bool(g.log_in.has_second_factor)


def must_have_second_factor() -> bool:
    """Returns whether the viewer gets nowhere without a second factor; accounts of a demo always do."""
    return g.log_in.role in WHO_MUST[current_app.config["SECOND_FACTOR"]] and not g.log_in.is_demo


def _set_viewer() -> None:
    had_session = "_user_id" in session
    user = current_user._get_current_object()
    if isinstance(user, AnonymousUserMixin):
        g.viewer = None
        if had_session:
            g.sid = "ended"
        return
    g.viewer = user.actor
    session.permanent = True


def _note_seen(_error: BaseException | None) -> None:
    """Notes that the log-in is in use, once a minute, after the request's own transaction; another time if it cannot."""
    account: Account | None = g.pop("log_in", None)
    if account is None or "without_database" in g or abs(utc_now() - account.seen_at) < SEEN_AGAIN_AFTER:
        return
    with suppress(OperationalError):
        touch(account.session_id, utc_now())


def absolute_lifetime(app: Flask) -> timedelta:
    """Returns how long a log-in lasts at most, however busy."""
    return timedelta(days=app.config["SESSION_ABSOLUTE_DAYS"])
