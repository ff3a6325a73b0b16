"""Reading the log: by pages for people, from its first event for the check."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import sqlalchemy as sa

from elections.audit.chain import Anchor, Fault, Link, Verdict, judge
from elections.audit.look_queries import first_altered_look
from elections.audit.models import AuditAnchor, AuditEvent
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.web.paging import Page, paged
from elections.zones import zone_for

COVERED = (
    "at", "actor_id", "actor_login", "action", "subject_kind", "subject_id", "subject_label", "path",
    "before", "after", "reason",
)  # fmt: skip
AT_ONCE = 5000
"""So many events are read at once while the chain is checked."""
_BEFORE_ALL = -(2**31)
"""A number below all that a column of them can hold: an event before the first is looked at, too."""
Told = Callable[[int], None]
_TABLE = cast(sa.Table, AuditEvent.__table__)


@dataclass(frozen=True)
class Filters:
    """Which events are wanted: by whom, what, of which record, where (a path), from which day to which."""

    login: str = ""
    action: str = ""
    kind: str = ""
    subject_id: str = ""
    path: str = ""
    since: str = ""
    until: str = ""

    def chosen(self) -> dict[str, str]:
        """Returns the filters that are set."""
        return {name: value for name, value in asdict(self).items() if value}


def content_of(event: AuditEvent) -> dict[str, Any]:
    """Returns what an event's digest covers."""
    content = {name: getattr(event, name) for name in COVERED}
    return {**content, "at": event.at.isoformat()}


class Unreadable(Exception):
    """An event holds what the product never writes: somebody altered it past the product, and the check names it."""


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError) as error:
        raise Unreadable from error


def list_events(filters: Filters, page: int = 1) -> Page[Any]:
    """Returns a page of the events that the viewer may see and the filters let through, newest first; raises Unreadable."""
    with _reading():
        return paged(_filtered(filters), page)


def list_all_events(filters: Filters, limit: int) -> list[AuditEvent]:
    """Returns those events all together, newest first, `limit` at most; raises Unreadable."""
    with _reading():
        return list(db.session.scalars(_filtered(filters).limit(limit)))


def count_events(filters: Filters) -> int:
    """Returns how many those events are."""
    counted = sa.select(sa.func.count()).select_from(_filtered(filters).order_by(None).subquery())
    return db.session.scalar(counted) or 0


def get_event(event_id: int) -> AuditEvent:
    """Returns an event of the viewer's territory; raises NotFound, Unreadable."""
    with _reading():
        event = db.session.scalar(sa.select(AuditEvent).where(AuditEvent.id == event_id))
    if event is None:
        raise NotFound
    return event


def list_actions() -> list[str]:
    """Returns the actions that occur in the log, in order of the alphabet."""
    return list(db.session.scalars(sa.select(AuditEvent.action).distinct().order_by(AuditEvent.action)))


def list_kinds() -> list[str]:
    """Returns the kinds of record that occur in the log, in order of the alphabet."""
    kind = AuditEvent.subject_kind
    return list(db.session.scalars(sa.select(kind).distinct().order_by(kind)))


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


def last_event_id() -> int:
    """Returns the number of the last event: whoever changes anything raises it."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(sa.func.max(AuditEvent.id))) or 0


def find_broken() -> int | None:
    """Returns the id of the first event that does not fit the chain or an anchor; None when the log is whole."""
    return check_log().event_id


def check_log(told: Told = lambda _number: None) -> Verdict:
    """Holds the whole log against its own digests and against the anchors; `told` hears how many events it has done."""
    with looking_from(EVERYWHERE):
        noted = db.session.execute(sa.select(AuditAnchor.event_id, AuditAnchor.digest)).all()
        verdict = judge(_chain(told), [Anchor(number, digest) for number, digest in noted])
        altered = None if verdict.fault else first_altered_look()
    return verdict if altered is None else replace(verdict, fault=Fault.LOOKS, event_id=altered)


def find_head() -> Anchor | None:
    """Returns the number and the digest of the log's last event; None when nothing was written yet."""
    last = sa.select(_TABLE.c.id, _TABLE.c.digest).order_by(_TABLE.c.id.desc()).limit(1)
    with looking_from(EVERYWHERE):  # one chain for all territories
        found = db.session.execute(last).first()
    return None if found is None else Anchor(*found)


def has_digest(noted: Anchor) -> bool:
    """Returns whether the log has an event of that number with a digest that begins like the noted one."""
    with looking_from(EVERYWHERE):  # a sheet is of the whole log
        kept = db.session.scalar(sa.select(_TABLE.c.digest).where(_TABLE.c.id == noted.event_id))
    return kept is not None and kept.startswith(noted.digest)


def list_anchors(page: int = 1) -> Page[Any]:
    """Returns a page of the anchors, newest first."""
    return paged(sa.select(AuditAnchor).order_by(AuditAnchor.id.desc()), page)


def find_last_anchor() -> AuditAnchor | None:
    """Returns the newest anchor; None while there is none."""
    return db.session.scalar(sa.select(AuditAnchor).order_by(AuditAnchor.id.desc()).limit(1))


def get_anchor(anchor_id: int) -> AuditAnchor:
    """Returns an anchor; raises NotFound."""
    found = db.session.get(AuditAnchor, anchor_id)
    if found is None:
        raise NotFound
    return found


def _filtered(filters: Filters) -> sa.Select[Any]:
    statement = sa.select(AuditEvent).order_by(AuditEvent.id.desc())
    wanted = {"actor_login": filters.login, "action": filters.action, "subject_kind": filters.kind}
    for name, value in wanted.items():
        if value:
            statement = statement.where(getattr(AuditEvent, name) == value)
    if filters.subject_id.isdecimal() and len(filters.subject_id) < 10:
        statement = statement.where(AuditEvent.subject_id == int(filters.subject_id))
    if filters.path:
        statement = statement.where(starts_with(AuditEvent.path, filters.path))
    if since := _midnight(filters.since, filters.path):
        statement = statement.where(AuditEvent.at >= since)
    if until := _midnight(filters.until, filters.path, days=1):
        statement = statement.where(AuditEvent.at < until)
    return statement


def _midnight(typed: str, path: str, days: int = 0) -> datetime | None:
    """Returns when a day (2021-07-25) begins at the path, some days later; None for what is no day."""
    try:
        day = date.fromisoformat(typed)
        return datetime.combine(day + timedelta(days=days), time(), zone_for(path)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _chain(told: Told) -> Iterator[Link]:
    """Yields the events as they are checked, some at once: a long log takes no more memory, and holds nobody up.

    Plain rows: objects of the session would take thrice as long.
    """
    last, number = _BEFORE_ALL, 0
    while rows := _some_after(last):
        for *values, previous, digest, last in rows:
            content = dict(zip(COVERED, values, strict=True))
            content["at"] = content["at"].isoformat()
            yield last, content, previous, digest
        number += len(rows)
        told(number)
    if unread := db.session.scalar(sa.select(sa.func.min(_TABLE.c.id)).where(_TABLE.c.id > last)):
        yield unread, {}, "", ""  # nobody can read what stands there: it fits nothing


def _some_after(last: int) -> Sequence[Any]:
    """Returns the next events; up to the first that cannot be read, for somebody put there what the product never writes."""
    columns = [_TABLE.c[name] for name in COVERED]
    wanted = sa.select(*columns, _TABLE.c.previous_digest, _TABLE.c.digest, _TABLE.c.id).order_by(_TABLE.c.id)
    at_once = AT_ONCE
    while at_once:
        try:
            return db.session.execute(wanted.where(_TABLE.c.id > last).limit(at_once)).all()
        except (ValueError, TypeError):
            at_once //= 2
    return ()
