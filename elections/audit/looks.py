"""Looks at protected data: gathered while a page is made, written once it is, before anybody gets it.

A GET reads in a transaction that cannot write; so its looks are written in a short one of their own after it. A page
whose looks cannot be written is not handed out.
"""

from collections.abc import Iterable

import structlog
from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.audit.look_models import Look, Protected
from elections.audit.look_queries import last_event_id
from elections.database import db, looking_from, transaction

Looks = dict[Protected, set[int]]

log = structlog.get_logger()


def saw(what: Protected, person_ids: Iterable[int]) -> None:
    """Notes that the page being made shows this of these persons; outside a request nobody looks."""
    if has_request_context():
        looks: Looks = g.setdefault("looks", {})
        looks.setdefault(what, set()).update(person_ids)


def init_looks(app: Flask) -> None:
    """Has `app` write who saw whom; its place is before the unit of work, so that a request's own transaction has ended."""
    app.after_request(_write)


def _write(response: Response) -> Response:
    looks: Looks = {what: ids for what, ids in g.pop("looks", {}).items() if ids}
    actor: Actor | None = g.get("viewer")
    if not looks or actor is None or 300 <= response.status_code < 400:
        return response
    try:
        _keep(actor, looks)
    except SQLAlchemyError as error:
        log.error("look not written", route=request.endpoint, error=type(error).__name__)
        return current_app.make_response(current_app.handle_user_exception(ServiceUnavailable()))
    return response


def _keep(actor: Actor, looks: Looks) -> None:
    """Writes one event for the page, and of whom it showed what."""
    after = {"page": request.path, **{what.value: sorted(ids) for what, ids in sorted(looks.items())}}
    with looking_from(actor.scope), transaction():
        record(actor, "people.seen", "person", after=after)
        event_id = last_event_id()  # ours: whoever else writes one waits for the end of this transaction
        db.session.add_all(
            Look(event_id=event_id, person_id=person_id, what=what, path=actor.scope)
            for what, ids in looks.items() for person_id in sorted(ids)
        )  # fmt: skip
