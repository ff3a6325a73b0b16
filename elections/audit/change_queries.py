"""What the log knows of a territory's changes: the newest of each, and those since a given one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa

from elections.audit.models import AuditEvent
from elections.database import Base, ancestors, db, starts_with
from elections.web.paging import Page, paged

NO_CHANGES = frozenset({
    "account.changed", "account.created", "account.logged_in", "account.logged_out", "account.password_changed",
    "account.password_set", "account.setup_link", "board_link.ended", "board_link.made", "calendar.readdressed",
    "candidate.scan_seen", "candidates.exported", "coverage.published", "forecast.kept",
    "headquarters.coverage_exported", "headquarters.members_exported", "import.discarded", "import.refused_taken",
    "import.uploaded", "means.exported", "missing.exported", "people.distinction_forgotten", "people.told_apart",
    "person.looked_up", "pledge.exported", "readiness.exported", "rehearsal.ended", "rehearsal.started",
    "results.exported", "search.rebuilt", "seminar.people_told", "target.published", "task.file_seen",
    "tasks.exported", "trainers.exported", "view.removed", "view.saved",
})  # fmt: skip
"""What changes nothing that a report says: log-ins, looks, exports, links. Whatever is not named here may."""
HELD_ELSEWHERE = frozenset({"seminar", "participation"})
"""People are trained outside their own territory too."""

_TABLE = cast(sa.Table, AuditEvent.__table__)
LastChange = tuple[int, datetime | None]
NOTHING: LastChange = (0, None)


def last_changes(paths: Sequence[str]) -> dict[str, LastChange]:
    """Returns (id, time) of the newest event that could change what is printed of each path, in one query.

    It lies below the path or on the way to it, or concerns what may be printed anywhere: people, courses, the
    election. Whoever looks: it is the same for all. (0, None) when nothing was written yet.
    """
    kind = _TABLE.c.subject_kind
    newest = (
        sa.select(_TABLE.c.path, kind, sa.func.max(_TABLE.c.id).label("id"))
        .where(_TABLE.c.action.not_in(NO_CHANGES), sa.or_(_touches(_common(paths)), kind.in_(_wide())))
        .group_by(_TABLE.c.path, kind)
        .subquery()
    )
    found = db.session.execute(
        sa.select(newest.c.path, newest.c.subject_kind, _TABLE.c.id, _TABLE.c.at)
        .join(_TABLE, _TABLE.c.id == newest.c.id)
    )  # fmt: skip
    return _folded(paths, [(path, kind in _wide(), (number, at)) for path, kind, number, at in found])


def _folded(paths: Sequence[str], found: Iterable[tuple[str, bool, LastChange]]) -> dict[str, LastChange]:
    everywhere: LastChange = NOTHING
    on: dict[str, LastChange] = {}
    below: dict[str, LastChange] = {}
    for path, is_wide, change in found:
        if is_wide:
            everywhere = max(everywhere, change, key=_number)
            continue
        on[path] = max(on.get(path, change), change, key=_number)
        for one in [path, *ancestors(path)]:
            below[one] = max(below.get(one, change), change, key=_number)
    return {
        path: max(
            everywhere, below.get(path, NOTHING), *(on.get(one, NOTHING) for one in ancestors(path)), key=_number
        )
        for path in paths
    }  # fmt: skip


def last_change_at(path: str) -> datetime | None:
    """Returns the time of the newest event that could change what is printed of a path; None when there is none."""
    return last_changes([path])[path][1]


def list_changes(path: str, since: int, page: int) -> Page[Any]:
    """Returns a page of the changes of a territory after the event `since`, newest first, as far as the viewer sees them."""
    statement = (
        sa.select(AuditEvent)
        .where(
            AuditEvent.id > since, AuditEvent.action.not_in(NO_CHANGES),
            sa.or_(starts_with(AuditEvent.path, path), AuditEvent.path.in_(ancestors(path))),
        )
        .order_by(AuditEvent.id.desc())
    )  # fmt: skip
    return paged(statement, page)


def find_moment(event_id: int) -> datetime | None:
    """Returns when the log came as far as this event; None when it had not begun."""
    statement = sa.select(_TABLE.c.at).where(_TABLE.c.id <= event_id).order_by(_TABLE.c.id.desc()).limit(1)
    moment: datetime | None = db.session.scalar(statement)
    return moment


def _number(change: LastChange) -> int:
    return change[0]


@lru_cache(maxsize=1)
def _wide() -> frozenset[str]:
    """Returns what is printed anywhere: rows of no territory (people, courses), whose path the log has from the actor."""
    placeless = {name for name, table in Base.metadata.tables.items() if "path" not in table.c}
    return HELD_ELSEWHERE | placeless


def _touches(path: str) -> sa.ColumnElement[bool]:
    return sa.or_(starts_with(_TABLE.c.path, path), _TABLE.c.path.in_(ancestors(path)))


def _common(paths: Sequence[str]) -> str:
    """Returns the path of the least territory that holds all these."""
    first, last = min(paths, default=""), max(paths, default="")
    number = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[: first.rfind("/", 0, number) + 1]
