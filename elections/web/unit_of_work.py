"""One transaction per request, committed at the boundary and on success only; the same form sent twice counts once."""

from flask import Flask, abort, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from elections.database import db, set_writing
from elections.web.models import LONGEST_LOCATION, IdempotencyKey

READING = ("GET", "HEAD", "OPTIONS")
KEY_FIELD = "idempotency_key"


def init_unit_of_work(app: Flask) -> None:
    """Makes every request of `app` one transaction."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


def _begin() -> Response | None:
    set_writing(request.method not in READING)
    if _holds_nul():
        abort(400)
    key = request.form.get(KEY_FIELD, "") if request.method == "POST" else ""
    if not key or not current_user.is_authenticated:
        return None
    done = db.session.get(IdempotencyKey, (key[:64], current_user.id))
    return redirect(done.location, 303) if done else None


def _holds_nul() -> bool:
    """Returns whether text of the request holds the sign NUL, which PostgreSQL cannot keep and nobody types."""
    texts = (text for _name, several in request.values.lists() for text in several)
    return "\0" in request.path or any("\0" in text for text in texts)


def _end(response: Response) -> Response:
    if request.method in READING or response.status_code >= 400 or g.get("failed"):
        db.session.rollback()
        return response
    if response.status_code == 303 and current_user.is_authenticated:
        _keep_key(request.form.get(KEY_FIELD, "")[:64], current_user.id, response.headers["Location"])
    db.session.commit()
    return response


def _keep_key(key: str, user_id: int, location: str) -> None:
    """Keeps the key of a form that was carried out; a log-in may lead to an address that is too long to keep."""
    if key and len(location) <= LONGEST_LOCATION and db.session.get(IdempotencyKey, (key, user_id)) is None:
        db.session.add(IdempotencyKey(key=key, user_id=user_id, location=location))


def _forget(_error: BaseException | None) -> None:
    set_writing(False)
