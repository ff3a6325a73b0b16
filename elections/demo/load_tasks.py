"""Writes the demo's tasks: the pack of every contest with an own candidate, most of it done, and some own ones."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from elections.accounts.models import User
from elections.campaign.models import Election
from elections.database import db, insert_rows
from elections.demo.accounts import DISTRICT, REGION
from elections.demo.bulk import insert
from elections.demo.load_territory import Ground
from elections.demo.night import CLOCK_AT
from elections.tasks.models import Task
from elections.tasks.pack_queries import list_grounds, new_tasks
from elections.tasks.rules import Kind, State

LATE_NTH = 23
LATE_HERE = 7
"""Of the tasks that should be done, and that no dossier shows, every so manyth is not: in all, in the district of the demo."""
EARLIER = timedelta(hours=5)
MADE_AT = datetime(2021, 6, 28, 4, tzinfo=UTC)
OWN = (
    ("hq", DISTRICT, Kind.COUNT, "Обзвонить участки, откуда нет протокола", 25, 19, State.OPEN, ""),
    ("hq", DISTRICT, Kind.OTHER, "Вернуть арендованные автомобили и сдать путевые листы", 27, 13, State.OPEN, ""),
    ("hq", DISTRICT, Kind.MEETING, "Встреча кандидатов района с фермерами", 20, 10, State.DONE, ""),
    ("lawyer", REGION, Kind.COUNT, "Собрать копии протоколов с замечаниями наблюдателей", 26, 14, State.OPEN, ""),
    ("coordinator", REGION, Kind.OTHER, "Отчёт области в национальный штаб", 28, 13, State.OPEN, ""),
    ("coordinator", REGION, Kind.MEDIA, "Интервью кандидатов областному радио", 22, 8, State.CANCELLED,
     "Радио перенесло передачу на день тишины"),
)  # fmt: skip
"""Who, where, what about, what, day of July and hour (UTC) at which it is due, how far it is, why it was cancelled."""


def load_tasks(ground: Ground) -> None:
    """Writes the packs as if they had been made when the election was called, and the own tasks."""
    election = db.session.scalars(sa.select(Election)).one()
    users = {one.login: one.id for one in db.session.scalars(sa.select(User))}
    rows = [
        _lived(row, number, users, ground)
        for number, row in enumerate(new_tasks(election, list_grounds(election), MADE_AT), 1)
    ]
    insert_rows(Task, list(rows[0]), [list(row.values()) for row in rows])
    insert(Task, [_own(election.id, users, ground, *one) for one in OWN])


def _lived(row: dict[str, Any], number: int, users: dict[str, int], ground: Ground) -> dict[str, Any]:
    """Returns a task of the pack as it is on the demo's night."""
    is_here = row["path"].startswith(ground.paths[DISTRICT])
    is_late = number % (LATE_HERE if is_here else LATE_NTH) == 0 and row["state"] is State.OPEN
    is_done = row["due_at"] < CLOCK_AT and not is_late
    is_hqs = is_here and number % 2 == 0
    proof = "Подтверждение в папке штаба" if is_done and row["needs_proof"] else ""
    owner: dict[str, Any] = {"owner_user_id": users["hq"], "owner_member_id": None} if is_hqs else {}
    done_at = row["due_at"] - EARLIER if is_done else None
    by = "" if row["state"] is State.DONE else "hq"
    return {
        **row, **owner, "state": State.DONE if is_done else State.OPEN, "proof": proof, "done_at": done_at,
        "done_by": by if is_done else "", "updated_at": done_at or row["updated_at"],
    }  # fmt: skip


def _own(
    election_id: int, users: dict[str, int], ground: Ground, login: str, kato: str, kind: Kind, title: str, day: int,
    hour: int, state: State, reason: str,
) -> dict[str, Any]:  # fmt: skip
    due = datetime(2021, 7, day, hour, tzinfo=UTC)
    is_done = state is State.DONE
    return {
        "election_id": election_id, "path": ground.paths[kato], "kind": kind, "title": title, "due_at": due,
        "owner_user_id": users[login], "state": state, "reason": reason, "done_at": due - EARLIER if is_done else None,
        "done_by": login if is_done else "",
    }  # fmt: skip
