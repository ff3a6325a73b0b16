"""What the log knows of a territory's changes: the newest of each, and those since a given one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa

from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, Base, ancestors, db, looking_from, scope_bounds, starts_with
from elections.web.paging import Page, paged

NO_CHANGES = frozenset({
    "board_link.ended", "board_link.made", "calendar.readdressed",
    "candidate.scan_seen", "candidates.exported", "course.material_added", "course.material_removed",
    "coverage.published", "forecast.kept",
    "headquarters.coverage_exported", "headquarters.members_exported", "import.discarded", "import.refused_taken",
    "import.uploaded", "means.exported", "missing.exported", "people.distinction_forgotten", "people.seen", "people.told_apart",
    "person.looked_up", "pledge.exported", "readiness.exported", "rehearsal.ended", "rehearsal.started",
    "results.exported", "search.rebuilt", "seminar.people_told", "target.published", "task.file_seen",
    "retention.changed", "tasks.exported", "trainers.exported", "view.removed", "view.saved",
})  # fmt: skip
"""What changes nothing that a report says: looks, exports, links. Whatever is named neither here nor below may."""
GUARDING = ("access", "account", "backup", "file", "incident", "log", "vault")
"""Rooms of which no action changes what a report says: who got in, tried to, guards the data or keeps a copy of it."""
PEOPLE = frozenset({"person", "participation", "seminar", "trainer"})
"""What concerns the people of other territories too: wherever it was written, it counts where they have a part."""

_TABLE = cast(sa.Table, AuditEvent.__table__)
LastChange = tuple[int, datetime | None]
NOTHING: LastChange = (0, None)


def last_changes(paths: Sequence[str]) -> dict[str, LastChange]:
    """Returns (id, time) of the newest event that could change what is printed of each path, in one query.

    It lies below the path or on the way to it, or is about people who have a part there, or about what is printed
    anywhere: courses, the election. Whoever looks: it is the same for all. (0, None) when nothing was written yet.
    """
    common, newest = _common(paths), sa.func.max(_TABLE.c.id)
    located = sa.select(_TABLE.c.path, sa.false(), newest).where(
        _touches(_TABLE.c.path, common), sa.not_(_is_wide()), sa.not_(_is_about_people())
    )
    wide = sa.select(sa.literal(""), sa.true(), newest).where(_is_wide()).having(newest.is_not(None))
    homes = _homes(common)
    theirs = [
        sa.select(homes.c.path, sa.false(), newest).join_from(_TABLE, people, on).join(homes, homes.c.person_id == person)
        .group_by(homes.c.path)
        for people, on, person in _about_people()
    ]  # fmt: skip
    asked = (located.group_by(_TABLE.c.path), wide, *theirs, _of_trainers(newest))
    found = sa.union_all(*(one.where(changes_papers()) for one in asked)).subquery()
    path, is_wide, number = found.c
    with looking_from(EVERYWHERE):
        rows = db.session.execute(
            sa.select(path, is_wide, number, _TABLE.c.at).join(_TABLE, _TABLE.c.id == number)
        ).all()
    return _folded(paths, [(row[0], bool(row[1]), (row[2], row[3])) for row in rows])


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
    """Returns a page of the changes of a territory after the event `since`, newest first.

    As far as the viewer sees them, and what was written elsewhere of the territory's own people and of what all share.
    """
    homes = _homes(path)
    theirs = [
        sa.select(_TABLE.c.id).join_from(_TABLE, people, on).join(homes, homes.c.person_id == person)
        for people, on, person in _about_people()[:2]
    ]  # fmt: skip
    seen = sa.and_(
        starts_with(AuditEvent.path, scope_bounds()["low"]),
        _touches(_TABLE.c.path, path),
        sa.not_(_is_about_people()),
    )
    statement = (
        sa.select(AuditEvent)
        .where(
            AuditEvent.id > since, changes_papers(),
            sa.or_(seen, _is_wide(), *(AuditEvent.id.in_(one) for one in theirs)),
        )
        .order_by(AuditEvent.id.desc())
    )  # fmt: skip
    with looking_from(EVERYWHERE):  # the people are the viewer's, whoever changed them
        return paged(statement, page)


def find_moment(event_id: int) -> datetime | None:
    """Returns when the log came as far as this event; None when it had not begun."""
    statement = sa.select(_TABLE.c.at).where(_TABLE.c.id <= event_id).order_by(_TABLE.c.id.desc()).limit(1)
    with looking_from(EVERYWHERE):
        moment: datetime | None = db.session.scalar(statement)
    return moment


def changes_papers() -> sa.ColumnElement[bool]:
    """Returns the condition of an event that may change what a report says."""
    action = _TABLE.c.action
    return sa.and_(action.not_in(NO_CHANGES), *(action.not_like(f"{room}.%") for room in GUARDING))


def _number(change: LastChange) -> int:
    return change[0]


@lru_cache(maxsize=1)
def _placeless() -> frozenset[str]:
    """Returns the rows of no territory, whose path the log has from the actor."""
    return frozenset(name for name, table in Base.metadata.tables.items() if "path" not in table.c)


def _is_wide() -> sa.ColumnElement[bool]:
    """Returns the condition of an event that may change what is printed anywhere: of courses, the election, all people."""
    kind, whom = _TABLE.c.subject_kind, _TABLE.c.subject_id
    return sa.or_(kind.in_(_placeless() - PEOPLE), sa.and_(kind.in_(PEOPLE), whom.is_(None)))


def _is_about_people() -> sa.ColumnElement[bool]:
    """Returns the condition of an event of a person, which lies where the person has a part, not where it was written."""
    return _TABLE.c.subject_kind.in_(PEOPLE & _placeless())


def _about_people() -> list[tuple[Any, sa.ColumnElement[bool], sa.ColumnElement[int]]]:
    """Returns for each kind of event about people whose row is joined, how, and what tells the person."""
    tables, kind, whom = Base.metadata.tables, _TABLE.c.subject_kind, _TABLE.c.subject_id
    person, part = tables["person"], tables["participation"]
    return [
        (person, sa.and_(kind == "person", whom == person.c.id), person.c.id),
        (part, sa.and_(kind == "participation", whom == part.c.id), part.c.person_id),
        (part, sa.and_(kind == "seminar", whom == part.c.seminar_id), part.c.person_id),
    ]


def _of_trainers(newest: sa.ColumnElement[int]) -> sa.Select[Any]:
    """Returns the newest event of a trainer of each place where there is a seminar of theirs."""
    taught, seminar = Base.metadata.tables["seminar_trainer"], Base.metadata.tables["seminar"]
    theirs = sa.and_(_TABLE.c.subject_kind == "trainer", _TABLE.c.subject_id == taught.c.trainer_id)
    found = sa.select(seminar.c.path, sa.false(), newest).join_from(_TABLE, taught, theirs)
    return found.join(seminar, seminar.c.id == taught.c.seminar_id).group_by(seminar.c.path)


def _homes(path: str) -> Any:
    """Returns who has a part in which territory that touches a path: as candidate, member, proxy, observer, participant."""
    held = [one for one in Base.metadata.tables.values() if {"person_id", "path"} <= set(one.c.keys())]
    return sa.union(
        *(sa.select(one.c.person_id, one.c.path).where(_touches(one.c.path, path)) for one in held)
    ).subquery("homes")


def _touches(column: Any, path: str) -> sa.ColumnElement[bool]:
    return sa.or_(starts_with(column, path), column.in_(ancestors(path)))


def _common(paths: Sequence[str]) -> str:
    """Returns the path of the least territory that holds all these."""
    first, last = min(paths, default=""), max(paths, default="")
    number = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[: first.rfind("/", 0, number) + 1]
