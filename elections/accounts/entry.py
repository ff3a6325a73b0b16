"""The last steps of getting in, shared by the pages: on to the code or straight in, and back to the page wanted."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from elections.accounts import halfway
from elections.accounts.devices import remember_device
from elections.accounts.factor_queries import find_factor
from elections.accounts.models import User
from elections.accounts.session_actions import open_session
from elections.accounts.sessions import LoggedIn, absolute_lifetime
from elections.accounts.tries_actions import Slowed
from elections.database import utc_now
from elections.web.forms import Form, run_form

KEPT = ("language", "_flashes")
"""What of a cookie outlives a log-in; all else begins anew with it."""
TOO_MANY = 429
Answer = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


def go_on(user: User, wanted: str) -> str:
    """Returns where one whose password was right goes: to the code, or in and to the page they wanted."""
    if find_factor(user.id) is not None:
        halfway.remember(user, wanted)
        return url_for("entry.code")
    enter(user)
    return wanted


def enter(user: User) -> None:
    """Opens a log-in of the account for this browser, with a new cookie."""
    token = open_session(
        user, utc_now(), absolute_lifetime(current_app), request.remote_addr or "", request.user_agent.string
    )
    for key in [key for key in session if key not in KEPT]:
        del session[key]
    login_user(LoggedIn(user, token))
    remember_device(user)


def renew(token: str) -> None:
    """Gives this browser the new token of its log-in."""
    session["_user_id"] = token


def safe_address(wanted: str) -> str:
    """Returns an address of this house; the first page for any other."""
    parts = urlsplit(wanted)
    local = (
        wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    )
    return wanted if local else url_for("dashboard.show")


def run_slowed(form: Form, template: str, act: Callable[[], str], **context: Any) -> Answer:
    """Runs a form by which people get in: 429 with the seconds to wait when the next try comes too early."""
    waits: list[int] = []

    def watched() -> str:
        try:
            return act()
        except Slowed as slowed:
            waits.append(slowed.seconds)
            raise

    answer = run_form(form, template, watched, **context)
    if waits and isinstance(answer, tuple):
        return answer[0], TOO_MANY, {"Retry-After": str(waits[0])}
    return answer
