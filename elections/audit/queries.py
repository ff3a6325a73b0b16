"""Reading the log: by pages for people, from its first event for the check."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from elections.audit.chain import first_broken
from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, db, looking_from
from elections.web.paging import Page, paged

COVERED = (
    "at", "actor_id", "actor_login", "action", "subject_kind", "subject_id", "subject_label", "path",
    "before", "after", "reason",
)  # fmt: skip


def content_of(event: AuditEvent) -> dict[str, Any]:
    """Returns what an event's digest covers."""
    content = {name: getattr(event, name) for name in COVERED}
    return {**content, "at": event.at.isoformat()}


def list_events(
    *, login: str = "", action: str = "", kind: str = "", subject_id: str = "", page: int = 1
) -> Page[Any]:
    """Returns a page of events, newest first, filtered by who, what was done, and to what."""
    statement = sa.select(AuditEvent).order_by(AuditEvent.id.desc())
    wanted = {"actor_login": login, "action": action, "subject_kind": kind}
    for name, value in wanted.items():
        if value:
            statement = statement.where(getattr(AuditEvent, name) == value)
    if subject_id.isdecimal() and len(subject_id) < 10:
        statement = statement.where(AuditEvent.subject_id == int(subject_id))
    return paged(statement, page)


def list_actions() -> list[str]:
    """Returns the actions that occur in the log, in order of the alphabet."""
    return list(db.session.scalars(sa.select(AuditEvent.action).distinct().order_by(AuditEvent.action)))


def list_history(kind: str, subject_id: int, limit: int = 50) -> list[AuditEvent]:
    """Returns the last events about one record, newest first."""
    statement = sa.select(AuditEvent).where(
        AuditEvent.subject_kind == kind, AuditEvent.subject_id == subject_id
    )
    return list(db.session.scalars(statement.order_by(AuditEvent.id.desc()).limit(limit)))


def find_last_change(record: Any) -> tuple[str, datetime] | None:
    """Returns (who, when) of the last event about a row, or None."""
    events = list_history(record.__tablename__, record.id, limit=1)
    return (events[0].actor_login, events[0].at) if events else None


def find_broken() -> int | None:
    """Returns the id of the first event that was altered or whose predecessor is gone; None when the log is whole."""
    with looking_from(EVERYWHERE):
        return first_broken(_chain())


def _chain() -> Iterator[tuple[int, Mapping[str, object], str, str]]:
    for event in db.session.scalars(
        sa.select(AuditEvent).order_by(AuditEvent.id).execution_options(yield_per=500)
    ):
        yield event.id, content_of(event), event.previous_digest, event.digest
