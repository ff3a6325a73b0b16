"""Which tasks a report tells of: the open ones, but for those that the registers show to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Election
from elections.database import db, starts_with
from elections.results.models import Outcome
from elections.tasks.models import Task
from elections.tasks.queries import Chosen, is_nobodys, list_all_tasks
from elections.tasks.rules import WEEK, State

GATHER_PROTOCOLS = "protocols"
"""The task of the pack that is done by itself once every precinct of its contest is in."""


@dataclass(frozen=True)
class OpenTasks:
    """The open tasks of a place: whose day is over, due within a week, without owner."""

    late: int = 0
    soon: int = 0
    unowned: int = 0


def list_open_tasks(election: Election, path: str, now: datetime) -> Sequence[Task]:
    """Returns the open tasks below `path` of which something is left to do, the earliest due first: two queries."""
    tasks = list_all_tasks(election, now, None, Chosen(path=path))
    done = set(
        db.session.scalars(sa.select(Outcome.contest_id).where(_is_all_in(), starts_with(Outcome.path, path)))
    )
    return [one for one in tasks if one.template != GATHER_PROTOCOLS or one.contest_id not in done]


def count_open_tasks(election: Election, path: str, length: int, day: datetime) -> dict[str, OpenTasks]:
    """Returns the same by place, late by its day: so many all day long. One query."""
    place: Any = sa.func.substr(Task.path, 1, length)
    asked = (Task.due_at < day, sa.and_(Task.due_at >= day, Task.due_at < day + WEEK), is_nobodys())
    all_in = sa.exists().where(Outcome.contest_id == Task.contest_id, _is_all_in())
    statement = (
        sa.select(place, *(sa.func.count().filter(one) for one in asked))
        .where(
            Task.election_id == election.id, Task.state == State.OPEN, starts_with(Task.path, path),
            sa.not_(sa.and_(Task.template == GATHER_PROTOCOLS, all_in)),
        )
        .group_by(place)
    )  # fmt: skip
    return {row[0]: OpenTasks(*row[1:]) for row in db.session.execute(statement)}


def _is_all_in() -> sa.ColumnElement[bool]:
    return sa.and_(Outcome.precincts_expected > 0, Outcome.precincts_received >= Outcome.precincts_expected)
