"""The script of a rehearsal, kept in the copy itself: what is replayed when, and how far it is.

Its two tables are in no real database. A step is marked in the transaction that carries it out, so that whoever goes
on after a killed worker repeats nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from elections.database import UtcDateTime, engine_options

BATCH = 500
METADATA = sa.MetaData()


class Fate(StrEnum):
    """What became of a step: people may have been faster, or the rules may not allow it."""

    WAITING = "waiting"
    DONE = "done"
    OVERTAKEN = "overtaken"
    REFUSED = "refused"


PLAN = sa.Table(
    "rehearsal_plan", METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("user_login", sa.String(60)),
    sa.Column("source", sa.String(200)),
    sa.Column("minutes", sa.Integer),
    sa.Column("started_at", UtcDateTime),
    sa.Column("paused_at", UtcDateTime),
    sa.Column("ends_at", UtcDateTime),
    sa.Column("findings", sa.JSON),
    sa.Column("left_out", sa.Integer),
)  # fmt: skip
STEP = sa.Table(
    "rehearsal_step", METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("after", sa.Integer, index=True),
    sa.Column("protocol_id", sa.Integer),
    sa.Column("number", sa.Integer),
    sa.Column("figures", sa.JSON),
    sa.Column("reason", sa.String(500)),
    sa.Column("fate", sa.String(20), index=True),
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How a rehearsal stands: whose and of what it is, since when, until when, and how much of it is replayed."""

    user_login: str
    source: str
    minutes: int
    started_at: datetime
    paused_at: datetime | None
    ends_at: datetime
    findings: tuple[dict[str, Any], ...]
    left_out: int
    fates: dict[str, int]

    @property
    def total(self) -> int:
        """Returns how many entries the night has."""
        return sum(self.fates.values())

    @property
    def waiting(self) -> int:
        """Returns how many entries are still to come."""
        return self.fates.get(Fate.WAITING, 0)

    @property
    def replayed(self) -> int:
        """Returns how many entries had their turn."""
        return self.total - self.waiting

    def passed(self, now: datetime) -> timedelta:
        """Returns how much of the night has passed; while it is paused, none of it does."""
        return (self.paused_at or now) - self.started_at

    def is_over(self, now: datetime) -> bool:
        """Returns whether its time is over, and all of it is to be wiped."""
        return now >= self.ends_at


def url_of(path: Path) -> str:
    """Returns the address of a copy, which opens a file that is there and makes none: a wiped one stays wiped."""
    return f"sqlite:///file:{path}?mode=rw&uri=true"


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Opens the copy for its script alone, in one transaction."""
    url = url_of(path)
    engine = sa.create_engine(url, poolclass=sa.NullPool, **engine_options(url))
    with engine.begin() as connection:
        yield connection


def write_script(connection: Connection, plan: dict[str, Any], steps: Iterable[dict[str, Any]]) -> None:
    """Makes the two tables and fills them."""
    METADATA.create_all(connection)
    connection.execute(PLAN.insert(), {"id": 1, "paused_at": None, **plan})
    rows = [{"fate": Fate.WAITING.value, **one} for one in steps]
    for first in range(0, len(rows), BATCH):
        connection.execute(STEP.insert(), rows[first : first + BATCH])


def read_standing(connection: Connection) -> Standing:
    """Returns how the rehearsal stands."""
    plan = connection.execute(sa.select(PLAN)).mappings().one()
    counted = sa.select(STEP.c.fate, sa.func.count()).group_by(STEP.c.fate)
    fates = {row[0]: int(row[1]) for row in connection.execute(counted)}
    known = {
        name: plan[name] for name in ("user_login", "source", "minutes", "started_at", "paused_at", "ends_at")
    }
    return Standing(**known, findings=tuple(plan["findings"] or ()), left_out=plan["left_out"], fates=fates)


def next_step(connection: Connection, passed: timedelta) -> Any:
    """Returns the next step whose moment has come, or None."""
    due = int(passed.total_seconds() * 1000)
    statement = sa.select(STEP).where(STEP.c.fate == Fate.WAITING.value, STEP.c.after <= due)
    return connection.execute(statement.order_by(STEP.c.after, STEP.c.id).limit(1)).first()


def mark_step(connection: Connection, step_id: int, fate: Fate) -> None:
    """Keeps what became of a step."""
    connection.execute(STEP.update().where(STEP.c.id == step_id).values(fate=fate.value))


def pause(connection: Connection, now: datetime) -> None:
    """Stops the night where it is."""
    connection.execute(PLAN.update().where(PLAN.c.paused_at.is_(None)).values(paused_at=now))


def go_on(connection: Connection, now: datetime) -> None:
    """Lets the night go on where it was paused."""
    plan = connection.execute(sa.select(PLAN.c.started_at, PLAN.c.paused_at)).one()
    if plan.paused_at is not None:
        connection.execute(
            PLAN.update().values(started_at=plan.started_at + (now - plan.paused_at), paused_at=None)
        )
