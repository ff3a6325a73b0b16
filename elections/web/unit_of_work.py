"""One transaction per request, committed at the boundary and on success only; the same form sent twice counts once."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from flask import Flask, Response, abort, current_app, g, redirect, request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from elections import postgresql
from elections.database import begin_writing, db, set_writing, utc_now
from elections.statements import Prepared
from elections.trouble import be_patient
from elections.web.models import LONGEST_LOCATION, IdempotencyKey
from elections.web.outages import init_outages
from elections.web.pages import READING

_TABLE = cast(sa.Table, IdempotencyKey.__table__)
_FIND = sa.select(_TABLE.c.location).where(
    _TABLE.c.key == sa.bindparam("sent"), _TABLE.c.user_id == sa.bindparam("sender")
)
_KEEP = Prepared(_TABLE.insert(), tuple(_TABLE.c.keys()))
REFUSED = 422
READS_FIRST = "sailau_reads_first"
View = TypeVar("View", bound=Callable[..., Any])
KEY_FIELD = "idempotency_key"


def init_unit_of_work(app: Flask) -> None:
    """Makes every request of `app` one transaction, and gives what the database cannot do its pages."""
    init_outages(app)
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


def reads_first(view: View) -> View:
    """Marks a view whose form is read and checked before its act begins to write.

    On SQLite, which has one writer, others write meanwhile. What such a view has read may be old by the time it writes,
    so its act holds it against the record's version: a form that is sent twice is refused by that, and then led to
    where its first sending went; its key is not looked for before.
    """
    setattr(view, READS_FIRST, True)
    return view


def shown_once(location: str) -> None:
    """Says that the page which answers this form is never shown again: the same form sent twice leads to `location`."""
    g.once_shown = location


def _begin() -> AnyResponse | None:
    reads_first = hasattr(current_app.view_functions.get(request.endpoint or ""), READS_FIRST)
    be_patient(current_app.config["SETTINGS"].database_seconds)
    set_writing(request.method not in READING and not (reads_first and db.engine.dialect.name == "sqlite"))
    if _holds_nul():
        abort(400)
    key = "" if request.method in READING or reads_first else _key()
    if not key or not current_user.is_authenticated:
        return None
    done = g.done_before = _find_done(key, current_user.id)
    return redirect(done, 303) if done else None


def _holds_nul() -> bool:
    """Returns whether text of the request holds the sign NUL, which PostgreSQL cannot keep and nobody types."""
    sent = [request.path]
    for values in (request.args, request.form):
        for several in values.listvalues():
            sent += several
    return "\0" in "".join(sent)


def _end(response: Response) -> Response:
    """Ends the transaction; when the database cannot, this is answered like any other of its faults."""
    try:
        return _ended(response)
    except Exception as error:
        return current_app.make_response(current_app.handle_user_exception(error))


def _ended(response: Response) -> Response:
    if request.method in READING or response.status_code >= 400 or g.get("failed"):
        db.session.rollback()
        return _after_refusal(response)
    if g.get("done_before") or g.get("done_nothing"):  # nothing was done now
        db.session.rollback()
        return response
    location = response.headers["Location"] if response.status_code == 303 else g.get("once_shown")
    if not location or not current_user.is_authenticated:
        _commit()
        return response
    user = current_user.id
    try:
        _keep_key(_key(), user, location)
        _commit()
    except IntegrityError:  # the same form was sent at the same moment, and that one was faster
        db.session.rollback()
        g.committing = False
        done = _find_done(_key(), user)
        if done is None:
            raise
        return current_app.make_response(redirect(done, 303))
    return response


def _commit() -> None:
    db.session.flush()
    g.committing = True
    db.session.commit()
    g.committing = False


def _after_refusal(response: Response) -> Response:
    """Leads to where the same form led when it was carried out while this one was on its way, and so refused."""
    if response.status_code != REFUSED or not _key() or not current_user.is_authenticated:
        return response
    done = _find_done(_key(), current_user.id)
    db.session.rollback()
    return current_app.make_response(redirect(done, 303)) if done else response


def _key() -> str:
    return request.form.get(KEY_FIELD, "")[:64]


def _find_done(key: str, user_id: int) -> str | None:
    """Returns the page that a form with this key led to, when it was carried out before, and that is on the disk."""
    given = {"sent": key, "sender": user_id}
    location: str | None = db.session.connection().scalar(_FIND, given)
    if location is not None:
        _wait_until_kept()
    return location


def _wait_until_kept() -> None:
    """Others see what is committed before it is on the disk; whoever is told that it was saved waits for that.

    SQLite's COMMIT of one who may write waits for the whole log.
    """
    begin_writing()
    driver = db.session.connection().connection.dbapi_connection
    if isinstance(driver, postgresql.Connection):
        driver.wait_for_earlier()
    _commit()


def _keep_key(key: str, user_id: int, location: str) -> None:
    """Keeps the key of a form that was carried out; a log-in may lead to an address that is too long to keep.

    If the same form was carried out meanwhile, this raises IntegrityError, or the commit does.
    """
    if not key or len(location) > LONGEST_LOCATION:
        return
    db.session.flush()
    row = {"key": key, "user_id": user_id, "location": location, "created_at": utc_now()}
    _KEEP.run_last(db.session.connection(), row)


def _forget(_error: BaseException | None) -> None:
    set_writing(False)
    be_patient(None)
