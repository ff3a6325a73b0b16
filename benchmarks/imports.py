"""An import of 60 000 candidates against its barest forms: python-calamine reads the file, the driver inserts the rows.

Ours reads the same file, finds its columns, checks every rule of every row, looks for duplicates, encrypts the IINs,
writes people, candidacies, their first steps, the words by which they are found, and the log, and commits.

The gated peer inserts the rows into the product's own tables of people and candidacies, with their keys, indexes and
foreign keys: what a script must do whose rows Sailau then shows. It checks nothing, encrypts nothing, finds no duplicate,
keeps no steps, no words and no log. The other peer, for information, inserts the cells as text into one table without
any key; that is not a register, only the least that a file can cost.
"""

import io
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from python_calamine import CalamineWorkbook

from benchmarks.people import HEADINGS
from config import Settings
from elections.app import create_app
from elections.campaign.actions import call_contests
from elections.candidates.registers import RIVALS
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.demo.load_territory import load_territory
from elections.demo.places import read_territory
from elections.imports.engine import run_import
from elections.imports.registers import Context
from elections.sqlite import sqlite_driver
from elections.territory.models import Constituency

Times = tuple[float, float]
"""Seconds of the clock, and of the processor."""
CLOCK, PROCESSOR = 0, 1


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


ROWS = 60_000
RUNS = 3
MOST_TIMES = 3.0
MOST_MEGABYTES = 500
PRAGMAS = ("foreign_keys = ON", "journal_mode = WAL", "cache_size = -65536", "synchronous = FULL")
SEXES = {"муж": "male", "жен": "female"}
CONTESTS = """
    SELECT constituency.kato, contest.id, contest.path
    FROM contest JOIN constituency ON constituency.id = contest.constituency_id
"""
INSERT_PERSON = _insert("person", (
    "id", "surname", "given_name", "patronymic", "sort_key", "search_text", "iin_sealed", "iin_index", "iin_masked",
    "born_on", "birth_year", "sex", "phone", "email", "address", "version", "created_at", "updated_at",
))  # fmt: skip
INSERT_CANDIDATE = _insert("candidate", (
    "id", "election_id", "contest_id", "person_id", "nomination", "status", "status_on", "ground", "is_new_face",
    "is_incumbent", "was_in_primaries", "heads_primary_organisation", "education", "occupation", "workplace", "note",
    "path", "version", "created_at", "updated_at",
))  # fmt: skip


def main(rows: int = ROWS) -> int:
    """Prints the ratios; returns 1 when one is above its limit."""
    with tempfile.TemporaryDirectory() as folder:
        file, ground = Path(folder) / "candidates.xlsx", Path(folder) / "ground.sqlite"
        command = [sys.executable, "-m", "benchmarks.people", str(file), str(rows)]
        subprocess.run(command, check=True)  # by another process: its memory is not counted here
        _make_ground(ground)
        before = _megabytes()
        ours, like, keyless = [], [], []
        for _run in range(RUNS):
            keyless.append(_without_keys(file, Path(folder) / "keyless.sqlite"))
            like.append(_into_the_tables(file, _fresh(ground)))
            ours.append(_ours(file, _fresh(ground), rows))
        peak = _megabytes()
    ratio = _ratio(ours, like, PROCESSOR)
    print(f"import of {rows} candidates: {ratio:.2f} x the processor's time of reading and inserting into the same tables "
          f"(at most {MOST_TIMES}; by the clock {_ratio(ours, like, CLOCK):.2f} x), "
          f"{_ratio(ours, keyless, PROCESSOR):.2f} x into a table without keys; {_least(ours, PROCESSOR):.2f} s to "
          f"{_least(like, PROCESSOR):.2f} s and {_least(keyless, PROCESSOR):.2f} s; "
          f"{peak:.0f} MB (at most {MOST_MEGABYTES}), {before:.0f} before")  # fmt: skip
    return int(ratio > MOST_TIMES or peak > MOST_MEGABYTES)


def _least(times: Sequence[Times], which: int) -> float:
    """Returns the least of several runs: what else the machine does only adds to it."""
    return min(one[which] for one in times)


def _ratio(ours: Sequence[Times], theirs: Sequence[Times], which: int) -> float:
    return _least(ours, which) / _least(theirs, which)


def _app(database: Path) -> Flask:
    settings = Settings()
    return create_app(replace(settings, database_url=f"sqlite:///{database}", instance=database.parent))


def _make_ground(path: Path) -> None:
    """Makes a database with the territory, the election and its contests, and nobody in them."""
    with _app(path).app_context(), looking_from(EVERYWHERE):
        upgrade()
        with transaction():
            load_territory(read_territory())
            call_contests(None, db.session.scalars(sa.select(Constituency)).all())
        db.engine.dispose()


def _fresh(ground: Path) -> Path:
    fresh = ground.with_name("fresh.sqlite")
    for part in ("", "-wal", "-shm"):
        Path(f"{fresh}{part}").unlink(missing_ok=True)
    shutil.copy(ground, fresh)
    return fresh


def _ours(file: Path, fresh: Path, rows: int) -> Times:
    with _app(fresh).app_context(), looking_from(EVERYWHERE):
        began = _now()
        with transaction():
            report = run_import(RIVALS, file, Context(file.name, utc_now().date()))
        took = _since(began)
        db.engine.dispose()
    if report.created != rows:
        raise SystemExit(f"created {report.created} of {rows}: {report.to_json()['errors'][:3]}")
    return took


def _read(file: Path) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
    return book.get_sheet_by_index(0).to_python()[1:]  # type: ignore[no-any-return, unused-ignore]


def _into_the_tables(file: Path, fresh: Path) -> Times:
    """Inserts the file's rows into person and candidate as a script would, connected as Sailau connects."""
    connection = sqlite_driver.connect(str(fresh))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    began = _now()
    table, now = _read(file), datetime.now(UTC).isoformat(sep=" ")
    contests = {kato: (contest, path) for kato, contest, path in connection.execute(CONTESTS)}
    ((election,),) = connection.execute("SELECT id FROM election")
    connection.executemany(INSERT_PERSON, (
        (number, row[1], row[2], row[3], f"{row[1]} {row[2]} {row[3]}", f"{row[1]} {row[2]} {row[3]}", row[0], row[0],
         row[0], row[4].isoformat(), row[4].year, SEXES[row[5]], row[10], "", row[17], 1, now, now)
        for number, row in enumerate(table, start=1)
    ))  # fmt: skip
    connection.executemany(INSERT_CANDIDATE, (
        (number, election, contests[row[6]][0], number, "self", "proposed", now[:10], "", row[11] == "да",
         row[12] == "да", row[13] == "да", False, row[8], row[18], row[9], "", contests[row[6]][1], 1, now, now)
        for number, row in enumerate(table, start=1)
    ))  # fmt: skip
    connection.commit()
    took = _since(began)
    connection.close()
    return took


def _without_keys(file: Path, database: Path) -> Times:
    database.unlink(missing_ok=True)
    connection = sqlite_driver.connect(str(database))
    places = ", ".join("?" * len(HEADINGS))
    connection.execute(
        f"CREATE TABLE people ({', '.join(f'c{place} TEXT' for place in range(len(HEADINGS)))})"
    )
    began = _now()
    connection.executemany(
        f"INSERT INTO people VALUES ({places})", [[str(cell) for cell in row] for row in _read(file)]
    )
    connection.commit()
    took = _since(began)
    connection.close()
    return took


def _now() -> Times:
    return perf_counter(), process_time()


def _since(began: Times) -> Times:
    return perf_counter() - began[0], process_time() - began[1]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
