"""Making the packs of tasks, as often as one likes: what is missing comes, what is undone moves, nothing is lost."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db, insert_rows, starts_with
from elections.errors import Forbidden, Objection, refuse_if
from elections.tasks.models import Task
from elections.tasks.pack import LEFT
from elections.tasks.pack_queries import (
    Ground,
    Shift,
    list_grounds,
    list_left,
    list_proven,
    list_returned,
    list_shifts,
    new_tasks,
)
from elections.tasks.rules import State

AT_ONCE = 500


@dataclass(frozen=True)
class Made:
    """What the making did: contests looked at, tasks added, tasks found done in the dossiers, due dates moved."""

    contests: int
    added: int
    proven: int
    moved: tuple[Shift, ...]
    left: int = 0
    """The contests whose undone tasks were cancelled, because nobody of the party stands there any more."""
    returned: int = 0
    """The contests whose cancelled tasks are open again, because somebody stands there again."""


def make_packs(actor: Actor, election: Election, path: str, now: datetime) -> Made:
    """Gives each contest with an own candidate in `path` its pack, once, and moves undone tasks with the calendar.

    Raises Refused where there is no such contest, Forbidden.
    """
    if not actor.may(Permission.EDIT_TASKS, path):
        raise Forbidden
    grounds = list_grounds(election, path)
    left, returned = list_left(election, grounds, path), list_returned(election, grounds)
    refuse_if([] if grounds or left else [Objection("pack.no_contests", "path")])
    _leave_and_return(left, returned, now)
    proven = _settle(election, grounds, now)
    shifts = tuple(list_shifts(election, path))
    for one in shifts:
        _move(election, path, one, now)
    rows = list(new_tasks(election, grounds, now))
    if rows:
        insert_rows(Task, list(rows[0]), [list(row.values()) for row in rows])
    made = Made(len(grounds), len(rows), proven, shifts, len(left), len(returned))
    if rows or proven or shifts or left or returned:
        moved = [[one.template, one.was.isoformat(), one.due.isoformat(), one.number] for one in shifts]
        after = {"path": path, "contests": len(grounds), "added": len(rows), "proven": proven, "moved": moved}
        after |= {
            name: number for name, number in (("left", len(left)), ("returned", len(returned))) if number
        }
        record(actor, "tasks.packed", election, label=election.name_ru, after=after)
    return made


def _leave_and_return(left: list[int], returned: list[int], now: datetime) -> None:
    for start in range(0, len(left), AT_ONCE):
        here = (
            Task.contest_id.in_(left[start : start + AT_ONCE]),
            Task.template != "",
            Task.state == State.OPEN,
        )
        _update(now, *here, state=State.CANCELLED, reason=LEFT)
    for start in range(0, len(returned), AT_ONCE):
        here = (
            Task.contest_id.in_(returned[start : start + AT_ONCE]),
            Task.reason == LEFT,
            Task.state == State.CANCELLED,
        )
        _update(now, *here, state=State.OPEN, reason="")


def _settle(election: Election, grounds: list[Ground], now: datetime) -> int:
    ids = list_proven(election, grounds)
    for start in range(0, len(ids), AT_ONCE):
        _update(now, Task.id.in_(ids[start : start + AT_ONCE]), state=State.DONE, done_at=now, done_by="")
    return len(ids)


def _move(election: Election, path: str, shift: Shift, now: datetime) -> None:
    _update(
        now, Task.election_id == election.id, Task.state == State.OPEN, Task.template == shift.template,
        starts_with(Task.path, path), sa.func.substr(Task.path, 1, 2) == shift.region, Task.due_at == shift.was,
        due_at=shift.due,
    )  # fmt: skip


def _update(now: datetime, *conditions: sa.ColumnElement[bool], **values: object) -> None:
    statement = sa.update(Task).where(*conditions).values(**values, version=Task.version + 1, updated_at=now)
    db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.expire_all()
