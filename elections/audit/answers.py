"""The log's lines about what no action tells of: what was refused, and which files were taken by a mere link."""

from datetime import timedelta

import sqlalchemy as sa
import structlog
from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.web.guards import GUARD, PUBLIC
from elections.web.headers import is_file

REFUSALS = ("access.forbidden", "access.not_found")
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 20
"""So many refusals of one account are written in a minute: whoever tries thousands of addresses fills no log."""
log = structlog.get_logger()


def init_answers(app: Flask) -> None:
    """Makes `app` write this; called before the unit of work, whose transaction has ended by then."""
    app.after_request(_write)


def _write(response: Response) -> Response:
    """Writes one event, in a short transaction of its own; where it cannot, the answer is the same."""
    actor: Actor | None = g.get("viewer")
    if actor is None or not _is_told(response) or _is_public():
        return response
    try:
        with transaction():
            if response.status_code == 200 or _refused_lately(actor) < MOST_A_MINUTE:
                _tell(actor, response.status_code)
    except SQLAlchemyError as error:
        log.error("event not written", status=response.status_code, kind=type(error).__name__)
    return response


def _tell(actor: Actor, status: int) -> None:
    record(
        actor, {200: "file.taken", 403: "access.forbidden", 404: "access.not_found"}[status], "page",
        label=f"{request.method} {request.path}",
    )  # fmt: skip


def _is_told(response: Response) -> bool:
    """Returns whether an answer is a refusal or a file; a form that hands a file out has told of it itself."""
    if response.status_code != 200:
        return response.status_code in (403, 404)
    return request.method == "GET" and is_file(response) and "image/" not in str(response.mimetype)


def _is_public() -> bool:
    """Returns whether the address is of no page, or of one that everybody may open: nothing was refused there."""
    view = current_app.view_functions.get(request.endpoint or "")
    return view is None or getattr(view, GUARD, PUBLIC) == PUBLIC


def _refused_lately(actor: Actor) -> int:
    with looking_from(EVERYWHERE):
        wanted = sa.select(sa.func.count()).where(
            AuditEvent.actor_id == actor.user_id, AuditEvent.at > utc_now() - MINUTE,
            AuditEvent.action.in_(REFUSALS),
        )  # fmt: skip
        return db.session.scalar(wanted) or 0
