"""SQLite: copying the file while people write, trying a copy, and putting one in the place of another."""

import os
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from elections.backups.free_names import free_name
from elections.backups.queries import Facts, read_facts
from elections.database import engine_options
from elections.errors import Objection, Refused

sqlite_driver = engine_options("sqlite")["module"]
SIDES = ("-wal", "-shm", "-journal")
WAITED = 5.0
BUSY = ("locked", "busy")


def file_of(url: str) -> Path:
    """Returns the file of a database's address."""
    return Path(str(make_url(url).database))


def url_of(path: Path) -> str:
    """Returns the address of a file."""
    return f"sqlite:///{path}"


def copy_out(source: Path, target: Path) -> Facts:
    """Copies a database as it is at one moment; people write meanwhile."""
    if not source.is_file():
        raise Refused([Objection("backup.no_database", params={"file": source.name})])
    os.close(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
    with closing(sqlite_driver.connect(source, timeout=15)) as there:
        with closing(sqlite_driver.connect(target)) as here:
            there.backup(here)
            here.execute("PRAGMA journal_mode = DELETE")
            return read_facts(here)


def faults_of(path: Path) -> list[str]:
    """Returns what SQLite finds wrong with a file, in its own words."""
    try:
        with closing(sqlite_driver.connect(path)) as here:
            found = [str(row[0]) for row in here.execute("PRAGMA integrity_check").fetchall()]
            found += [f"{row[0]} {row[1]} -> {row[2]}" for row in here.execute("PRAGMA foreign_key_check")]
    except sqlite_driver.DatabaseError as error:
        return [str(error)]
    return [one for one in found if one != "ok"]


def close_up(path: Path) -> None:
    """Carries a file's write-ahead log into it, so that the file alone is the whole database."""
    with closing(sqlite_driver.connect(path)) as here:
        here.execute("PRAGMA journal_mode = DELETE")


def free_place(wanted: Path) -> Path:
    """Returns the place that is wanted, with a number behind its name when a database or its log lies there."""
    return wanted.with_name(
        free_name(
            wanted.name, lambda name: any(wanted.with_name(name + side).exists() for side in ("", *SIDES))
        )
    )


def put_in_place(ready: Path, place: Path, aside: Path) -> Path | None:
    """Puts `ready` where the database is and that one `aside`; returns where it went, None when there was none.

    At each moment there is the one or the other. Raises Refused when somebody has the old one open.
    """
    os.chmod(ready, place.stat().st_mode & 0o777 if place.exists() else 0o600)
    with ready.open("rb") as file:
        os.fsync(file.fileno())
    was = _lay_aside(place, aside) if place.exists() else None
    os.replace(ready, place)
    _keep_names(place.parent)
    return was


def _lay_aside(place: Path, aside: Path) -> Path:
    try:
        with closing(sqlite_driver.connect(place, timeout=WAITED)) as old:
            old.execute("PRAGMA locking_mode = EXCLUSIVE")
            old.execute("BEGIN EXCLUSIVE")
            old.execute("COMMIT")
            old.execute("PRAGMA journal_mode = DELETE")  # only who is alone may; its log is carried in
    except sqlite_driver.OperationalError as error:
        if any(word in str(error) for word in BUSY):
            raise Refused([Objection("backup.in_use")]) from error
    except sqlite_driver.DatabaseError:  # what is broken is kept as it lies
        pass
    for side in SIDES:
        with suppress(FileNotFoundError):
            place.with_name(place.name + side).rename(aside.with_name(aside.name + side))
    os.link(place, aside)
    return aside


def _keep_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
