"""Knowing who a request comes from: an open log-in in the database, named by a token in the signed cookie."""

from datetime import timedelta

from flask import Flask, g, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user

from elections.accounts.models import User
from elections.accounts.queries import Account, actor_of, find_session_account, get_user
from elections.database import utc_now


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
    manager = LoginManager(app, add_context_processor=False)  # its own asks even a lost database
    manager.user_loader(_load)
    app.context_processor(lambda: {"current_user": current_user})
    app.before_request(_set_viewer)


def _load(token: str) -> LoggedIn | None:
    account = find_session_account(token, utc_now())
    return None if account is None else LoggedIn(account, token)


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


def absolute_lifetime(app: Flask) -> timedelta:
    """Returns how long a log-in lasts at most, however busy."""
    return timedelta(days=app.config["SESSION_ABSOLUTE_DAYS"])
