"""Noting the head of the log: once a day by the worker, and whenever an administrator asks for it."""

from datetime import date, datetime

import structlog
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.audit.models import AuditAnchor
from elections.audit.queries import find_head, find_last_anchor
from elections.database import db, transaction, utc_now
from elections.errors import Forbidden, Objection, refuse_if
from elections.zones import NATION

log = structlog.get_logger()


def make_anchor(actor: Actor) -> AuditAnchor:
    """Notes the head of the log for an administrator. Raises Forbidden, and Refused where nothing was logged since."""
    if not actor.allows(Permission.SEE_AUDIT):
        raise Forbidden
    anchor = note_head(utc_now(), actor.login)
    if anchor is None:
        refuse_if([Objection("log.nothing_to_anchor")])
        raise AssertionError
    record(actor, "log.anchored", anchor, label=f"{anchor.day:%d.%m.%Y}", after={"event": anchor.event_id})
    return anchor


def note_head(now: datetime, login: str = "") -> AuditAnchor | None:
    """Notes the head of the log; returns None, and notes nothing, when it is where the last anchor is.

    The system's own log, which leaves the machine where it is gathered elsewhere, gets a line of it too.
    """
    head, last = find_head(), find_last_anchor()
    if head is None or (last is not None and last.event_id == head.event_id):
        return None
    anchor = AuditAnchor(
        day=_day(now), event_id=head.event_id, digest=head.digest, made_at=now, made_by=login
    )
    db.session.add(anchor)
    db.session.flush()
    log.info("log anchored", day=str(anchor.day), last=head.event_id, digest=head.digest)
    return anchor


def tend_anchors() -> bool:
    """Notes the head of the log once a day, for the worker; returns whether there was one to note."""
    now = utc_now()
    last = find_last_anchor()
    if last is not None and last.day >= _day(now):
        return False
    try:
        with transaction():
            return note_head(now) is not None
    except IntegrityError:  # another worker was faster
        return False


def _day(moment: datetime) -> date:
    return moment.astimezone(NATION).date()
