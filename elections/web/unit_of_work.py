"""One transaction per request, committed at the boundary and on success only; the same form sent twice counts once."""

from flask import Flask, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from elections.database import db, set_writing
from elections.web.models import IdempotencyKey

READING = ("GET", "HEAD", "OPTIONS")
KEY_FIELD = "idempotency_key"


def init_unit_of_work(app: Flask) -> None:
    """Makes every request of `app` one transaction."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


def _begin() -> Response | None:
    set_writing(request.method not in READING)
    key = request.form.get(KEY_FIELD, "") if request.method == "POST" else ""
    if not key or not current_user.is_authenticated:
        return None
    done = db.session.get(IdempotencyKey, (key[:64], current_user.id))
    return redirect(done.location, 303) if done else None


def _end(response: Response) -> Response:
    if request.method in READING or response.status_code >= 400 or g.get("failed"):
        db.session.rollback()
        return response
    key = request.form.get(KEY_FIELD, "")
    sent = key and response.status_code == 303 and current_user.is_authenticated
    if sent and db.session.get(IdempotencyKey, (key[:64], current_user.id)) is None:
        db.session.add(
            IdempotencyKey(key=key[:64], user_id=current_user.id, location=response.headers["Location"])
        )
    db.session.commit()
    return response


def _forget(_error: BaseException | None) -> None:
    set_writing(False)
