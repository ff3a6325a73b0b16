"""The page of those who meet a database that is away, busy, full or damaged: what happened to their form, what to do."""

from collections.abc import Iterable

import structlog
from flask import Flask, g, request
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from elections.database import db
from elections.trouble import Trouble, trouble_of
from elections.web.pages import error_page, take_back_success, unexpected

log = structlog.get_logger()
STATUS = {Trouble.LOST: 503, Trouble.BUSY: 503, Trouble.FULL: 507, Trouble.DAMAGED: 500}
RETRY_AFTER = {Trouble.LOST: 30, Trouble.BUSY: 5, Trouble.FULL: 300}
"""Seconds after which another try has a chance."""
SECRETS = ("password", "code", "token", "iin")
"""What is in the name of a field whose answer is not repeated on a page."""
OWN_TOKEN = "csrf_token"  # noqa: S105
KEPT_AT_MOST = 100_000
Answer = tuple[str, int] | tuple[str, int, dict[str, str]]


def init_outages(app: Flask) -> None:
    """Gives what the database cannot do its pages, and has nobody wait for it without end."""
    for kind in (DBAPIError, PoolTimeout, OSError):
        app.register_error_handler(kind, _show)


def _show(error: Exception) -> Answer:
    trouble = trouble_of(error)
    if trouble is None:
        return unexpected(error)
    log.error(
        "database in trouble", trouble=trouble.value, error=type(getattr(error, "orig", error)).__name__
    )
    g.without_database = True
    g.campaign = None
    in_doubt = bool(g.get("committing"))
    db.session.rollback()
    take_back_success()
    again = _answers()
    page, status = error_page(STATUS[trouble], texts=_texts(trouble, in_doubt), again=again)
    wait = RETRY_AFTER.get(trouble)
    return page, status, ({"Retry-After": str(wait)} if wait else {})


def _answers() -> list[tuple[str, str]]:
    """Returns what was typed, to be sent again as it is: with its own token and key, so that it counts once.

    Nothing where a password or a file was sent, or more than a page should hold. The token is the one that came: to a form
    that another site sent this gives none.
    """
    if request.method != "POST" or request.files or not request.form.get(OWN_TOKEN):
        return []
    answers = [(name, value) for name, value in request.form.items(multi=True)]
    names: Iterable[str] = (name for name, _value in answers if name != OWN_TOKEN)
    is_secret = any(secret in name for name in names for secret in SECRETS)
    return [] if is_secret or sum(map(len, map("".join, answers))) > KEPT_AT_MOST else answers


def _texts(trouble: Trouble, in_doubt: bool) -> tuple[str, str, str]:
    """Returns what the page says: its heading, what happened, what to do."""
    if in_doubt and trouble is Trouble.LOST:
        return (
            _("The database does not answer"),
            _("It is not certain whether this was saved: the database went away at that very moment."),
            _("Wait a minute and send the same form again: what was saved already is not saved twice.")
            if request.form.get("idempotency_key")
            else _("Wait a minute and look at the record before you do it again."),
        )
    return {
        Trouble.LOST: (
            _("The database does not answer"),
            _("Nothing was saved, and what was saved before is safe."),
            _("Wait a minute and try again. If it lasts, call your administrator."),
        ),
        Trouble.BUSY: (
            _("Others are saving at this moment"),
            _("Nothing was saved, so that their work is not disturbed."),
            _("Wait a few seconds and try again. If it lasts, call your administrator."),
        ),
        Trouble.FULL: (
            _("There is no room left on the server's disk"),
            _("Nothing was saved, and what was saved before is safe. Pages can still be read."),
            _("Call your administrator, who must make room. Then send the form again."),
        ),
        Trouble.DAMAGED: (
            _("The database cannot be read or written"),
            _("It is not certain whether this was saved: the file of the database or its disk has a fault.")
            if in_doubt
            else _("Nothing was saved: the file of the database or its disk has a fault."),
            _("Call your administrator at once, and enter nothing before they have looked at it."),
        ),
    }[trouble]
