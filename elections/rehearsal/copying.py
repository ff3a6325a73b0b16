"""Making the copy: the tables by the migrations, the rows one by one, and nothing received yet.

Whatever the real database is, the copy is a file of SQLite. All is read in one transaction, so that the copy is of
one moment, and by portions, so that it takes no more memory than one of them.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.engine import Connection, Engine

from elections.campaign.models import Contest
from elections.database import EVERYWHERE, Base, db, engine_options, looking_from, transaction
from elections.rehearsal.script import url_of
from elections.results.counting import update_outcome
from elections.results.models import Protocol
from elections.territory.models import Precinct

Tell = Callable[[int, int], None]
LEFT_BEHIND = frozenset({
    "user_session", "setup_link", "board_link", "idempotency_key", "job", "job_file", "report_file",
    "log_in_tries", "worker_beat",
})  # fmt: skip
"""What no copy needs: who is logged in, one-time links, links of screens on real walls, forms sent, the worker's work."""
NIGHT = "elections.results."
"""The room whose tables begin empty: nothing has been received yet."""
ROWS, FILES = 1000, 10
"""So many rows are carried at once, and so many where each may hold a file."""


def make_copy(source: Engine, copy: Flask, tell: Tell) -> None:
    """Fills the empty database of `copy` with what `source` holds, with protocols expected and none received."""
    with copy.app_context():
        upgrade()
        target = _plain_engine(str(copy.config["SQLALCHEMY_DATABASE_URI"]))
        db.engine.dispose()
    with _reading(source) as there, target.begin() as here:
        numbers = _carry_all(there, here, tell)
    with copy.app_context(), looking_from(EVERYWHERE):
        expect_all(numbers)


def _plain_engine(url: str) -> Engine:
    """Returns an engine that minds no references while rows come table by table; they are checked at the end."""
    return sa.create_engine(url, poolclass=sa.NullPool, module=engine_options(url)["module"])


def _reading(source: Engine) -> Connection:
    connection = source.connect()
    if source.dialect.name == "postgresql":  # its usual transactions see what others commit meanwhile
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def emptied() -> frozenset[str]:
    """Returns the tables of the night: a rehearsal begins before the first protocol."""
    mapped = {
        mapper.class_.__table__.name for mapper in Base.registry.mappers if mapper.class_.__module__.startswith(NIGHT)
    }  # fmt: skip
    return frozenset(mapped)


def _carry_all(there: Connection, here: Connection, tell: Tell) -> int:
    """Carries every table over; returns the highest number that a protocol had, for the new ones to come after it."""
    night, tables = emptied(), [one for one in db.metadata.sorted_tables if one.name not in LEFT_BEHIND]
    for done, table in enumerate(tables):
        tell(done, len(tables))
        here.execute(table.delete())  # what a migration put in is in the real one too, maybe changed
        if table.name not in night:
            _carry(there, here, table, night | LEFT_BEHIND, tell, (done, len(tables)))
    broken = here.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the copy refers to rows that it does not have: {broken[:5]}")
    tell(len(tables), len(tables))
    highest = there.execute(sa.select(sa.func.max(Protocol.__table__.c.id))).scalar()
    return int(highest or 0)


def _carry(
    there: Connection, here: Connection, table: sa.Table, gone: frozenset[str], tell: Tell, at: tuple[int, int]
) -> None:  # fmt: skip
    """Carries a table over, without what refers to rows that stay behind."""
    cut = {column for column in table.columns for key in column.foreign_keys if key.column.table.name in gone}
    if any(not column.nullable for column in cut):
        return
    for portion in _portions(there, table):
        here.execute(table.insert(), [{**row, **{column.name: None for column in cut}} for row in portion])
        tell(*at)


def _portions(there: Connection, table: sa.Table) -> Iterator[list[dict[str, object]]]:
    has_files = any(isinstance(column.type, sa.LargeBinary) for column in table.columns)
    options = {"stream_results": True, "yield_per": FILES if has_files else ROWS}
    rows = there.execute(sa.select(table).order_by(*table.primary_key.columns), execution_options=options)
    for portion in rows.mappings().partitions():
        yield [dict(row) for row in portion]


def expect_all(highest: int) -> None:
    """Makes the protocols that the precincts will bring, none received; numbers of the real ones are not used again."""
    with transaction():
        contests = list(db.session.scalars(sa.select(Contest).order_by(Contest.id)))
        precincts: dict[int, list[int]] = {}
        for number, constituency in db.session.execute(
            sa.select(Precinct.id, Precinct.constituency_id).order_by(Precinct.id)
        ):
            precincts.setdefault(constituency, []).append(number)
        pairs = [(contest, one) for contest in contests for one in precincts.get(contest.constituency_id, [])]
        db.session.add_all(
            Protocol(id=number, contest_id=contest.id, precinct_id=precinct, path=contest.path)
            for number, (contest, precinct) in enumerate(pairs, highest + 1)
        )
        db.session.flush()
        for contest in contests:
            update_outcome(contest)


def seal(path: Path, ready: Path) -> None:
    """Gives the finished copy the name under which it is found; its write-ahead log is carried in before."""
    engine = _plain_engine(url_of(path))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    path.rename(ready)
