"""The target over 730 contests with 1 847 precincts, and with a hundred times as many: it reads kept sums, so both cost the same."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from elections.app import create_app
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.demo.load import load_demo
from elections.results.models import Protocol
from elections.results.target_page import Look, look_at
from elections.results.target_queries import TargetView, measure_target
from elections.territory.models import Precinct

TIMES_MORE, RUNS, MOST_TIMES = 100, 15, 1.2
PRECINCTS = (
    "INSERT INTO precinct (constituency_id, number, voters, address, phone, path)"
    " SELECT constituency_id, number + 1000 * {copy}, voters, address, phone, path FROM precinct WHERE number < 1000"
)
PROTOCOLS = (
    "INSERT INTO protocol (contest_id, precinct_id, state, version, created_at, updated_at, path)"
    " SELECT t.contest_id, c.id, 'expected', 1, t.created_at, t.updated_at, t.path"
    " FROM precinct c JOIN (SELECT p.constituency_id, MIN(q.contest_id) AS contest_id, MIN(q.created_at) AS created_at,"
    " MIN(q.updated_at) AS updated_at, MIN(q.path) AS path FROM protocol q JOIN precinct p ON p.id = q.precinct_id"
    " GROUP BY p.constituency_id) t ON t.constituency_id = c.constituency_id WHERE c.number >= 1000"
)


def main() -> int:
    """Prints both times and their ratio; returns 1 when it is above its limit."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.sqlite", Path(folder) / "many.sqlite"
        _make(few)
        shutil.copy(few, many)
        _multiply(many)
        apps = [_app(few), _app(many)]
        numbers = [_count(app) for app in apps]
        failed = _tell("the target", numbers, *_times(apps, measure_target))
        return failed | _tell("the page's figures by region", numbers, *_times(apps, lambda: look_at("")))


def _app(database: Path) -> Flask:
    return create_app(replace(Settings(), database_url=f"sqlite:///{database}", instance=database.parent))


def _make(database: Path) -> None:
    with _app(database).app_context():
        upgrade()
        load_demo()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


def _multiply(database: Path) -> None:
    """Writes ninety-nine more precincts beside each, with the protocols that they are to bring."""
    with _app(database).app_context(), transaction():
        for copy in range(1, TIMES_MORE):
            db.session.execute(sa.text(PRECINCTS.format(copy=copy)))
        db.session.execute(sa.text(PROTOCOLS))


def _count(app: Flask) -> tuple[int, int]:
    with app.app_context(), looking_from(EVERYWHERE):
        return tuple(  # type: ignore[return-value]
            db.session.scalar(sa.select(sa.func.count()).select_from(model)) for model in (Precinct, Protocol)
        )


def _times(apps: list[Flask], work: Callable[[], TargetView | Look]) -> tuple[float, float]:
    """Returns the least time of each in turns: what else the machine does only adds to it."""
    took: tuple[list[float], list[float]] = ([], [])
    for _run in range(RUNS):
        for app, kept in zip(apps, took, strict=True):
            with app.app_context(), looking_from(EVERYWHERE):
                measure_target()  # the connection is made, the pages are in memory
                db.session.expunge_all()
                began = perf_counter()
                work()
                kept.append(perf_counter() - began)
    return min(took[0]), min(took[1])


def _tell(what: str, numbers: list[tuple[int, int]], few: float, many: float) -> int:
    ratio = many / few
    (before, _expected), (after, protocols) = numbers
    print(f"{what} over {after} precincts and {protocols} protocols: {many * 1000:.1f} ms, {ratio:.2f} x the "
          f"{few * 1000:.1f} ms over {before} (at most {MOST_TIMES})")  # fmt: skip
    return int(ratio > MOST_TIMES)


if __name__ == "__main__":
    raise SystemExit(main())
