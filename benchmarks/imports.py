"""An import of 60 000 candidates against its barest form: python-calamine reads the file, the driver inserts the rows.

Ours reads the same file, finds its columns, checks every rule of every row, looks for duplicates, encrypts the IINs,
writes people, candidacies, their first steps and the log, and commits.
"""

import io
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from python_calamine import CalamineWorkbook

from benchmarks.people import HEADINGS
from config import Settings
from elections.app import create_app
from elections.campaign.actions import call_contests
from elections.candidates.registers import RIVALS
from elections.database import EVERYWHERE, db, looking_from, sqlite_driver, transaction, utc_now
from elections.demo.load_territory import load_territory
from elections.demo.places import read_territory
from elections.imports.engine import run_import
from elections.imports.registers import Context
from elections.territory.models import Constituency

ROWS = 60_000
RUNS = 3
MOST_TIMES = 3.0
MOST_MEGABYTES = 500


def main(rows: int = ROWS) -> int:
    """Prints the ratios; returns 1 when one is above its limit."""
    with tempfile.TemporaryDirectory() as folder:
        file, ground = Path(folder) / "candidates.xlsx", Path(folder) / "ground.sqlite"
        command = [sys.executable, "-m", "benchmarks.people", str(file), str(rows)]
        subprocess.run(command, check=True)  # by another process: its memory is not counted here
        _make_ground(ground)
        before = _megabytes()
        ours, barest = [], []
        for _run in range(RUNS):
            barest.append(_barest(file, Path(folder) / "barest.sqlite"))
            ours.append(_ours(file, ground, rows))
        ratio, peak = median(ours) / median(barest), _megabytes()
        print(f"import of {rows} candidates: {ratio:.2f} x reading and bare inserting (at most {MOST_TIMES}); "
              f"{median(ours):.2f} s to {median(barest):.2f} s; {peak:.0f} MB (at most {MOST_MEGABYTES}), "
              f"{before:.0f} before")  # fmt: skip
    return int(ratio > MOST_TIMES or peak > MOST_MEGABYTES)


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


def _ours(file: Path, ground: Path, rows: int) -> float:
    fresh = ground.with_name("fresh.sqlite")
    for part in ("", "-wal", "-shm"):
        Path(f"{fresh}{part}").unlink(missing_ok=True)
    shutil.copy(ground, fresh)
    with _app(fresh).app_context(), looking_from(EVERYWHERE):
        began = perf_counter()
        with transaction():
            report = run_import(RIVALS, file, Context(file.name, utc_now().date()))
        took = perf_counter() - began
        db.engine.dispose()
    if report.created != rows:
        raise SystemExit(f"created {report.created} of {rows}: {report.to_json()['errors'][:3]}")
    return took


def _barest(file: Path, database: Path) -> float:
    database.unlink(missing_ok=True)
    connection = sqlite_driver.connect(str(database))
    places = ", ".join("?" * len(HEADINGS))
    connection.execute(
        f"CREATE TABLE people ({', '.join(f'c{place} TEXT' for place in range(len(HEADINGS)))})"
    )
    began = perf_counter()
    table = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes())).get_sheet_by_index(0).to_python()
    connection.executemany(
        f"INSERT INTO people VALUES ({places})", [[str(cell) for cell in row] for row in table[1:]]
    )
    connection.commit()
    took = perf_counter() - began
    connection.close()
    return took


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
