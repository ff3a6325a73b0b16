"""SQLite's write-ahead log torn by a power cut: all that was confirmed before is there, and nothing by half."""

import os
import shutil
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from elections.sqlite import sqlite_driver
from tests.faults.conftest import app_on
from tests.faults.ledger import Ledger, Row, tries
from tests.faults.stand import Stand

Tear = Callable[[Path, int], None]


def cut(log: Path, place: int) -> None:
    """The end of the log never came to the disk."""
    os.truncate(log, place)


def garble(log: Path, place: int) -> None:
    """What came to the disk from there on is noise."""
    with log.open("r+b") as file:
        file.seek(place)
        file.write(Random(place).randbytes(max(log.stat().st_size - place, 5000)))


def flip(log: Path, place: int) -> None:
    """A bit of it is another one."""
    with log.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 64]))


def test_torn_log(sqlite_stand: Stand, keep: Callable[[Row], None], tmp_path: Path) -> None:
    """Torn in what was written last, it loses at most that; torn before, it is still a whole record of an earlier moment."""
    stand, last, earlier = (
        sqlite_stand,
        Row("log torn at its end", "sqlite"),
        Row("log torn before", "sqlite"),
    )
    confirmed, before, paper, disk = tear_off(stand, tmp_path)
    app, random = (
        app_on(stand.app.config["SETTINGS"], f"sqlite:///{tmp_path / 'torn.sqlite'}"),
        Random("tear"),
    )
    size = (disk / "sailau.sqlite-wal").stat().st_size
    assert 0 < before < size, "the last save is not in the log"
    for number in range(tries(8)):
        known = {one: there for one, there in confirmed.items() if one != paper.protocol_id}
        ledger = Ledger(
            deque(), known, {**stand.ledger.doubtful, paper.protocol_id: (paper, stand.clerks[0])}
        )
        tear(disk, tmp_path, (cut, garble, flip)[number % 3], random.randrange(before, size))
        last.tries += 1
        ledger.check(app, last)
        nobody_knows = {one: (there, stand.clerks[0]) for one, there in confirmed.items()}
        tear(disk, tmp_path, (cut, garble, flip)[number % 3], random.randrange(0, before))
        earlier.tries += 1
        replace(ledger, confirmed={}, doubtful={**stand.ledger.doubtful, **nobody_knows}).check(app, earlier)
    keep(earlier)
    keep(last)


def tear_off(stand: Stand, folder: Path) -> tuple[dict, int, object, Path]:
    """Kills the server after a last save; returns what was confirmed, how long the log was before, and the disk left.

    Nothing of the log is in the database's own file yet: what is was on the disk before, and no power cut tears it.
    """
    with closing(sqlite_driver.connect(stand.file)) as idle:
        assert idle.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    while True:
        stand.ledger.send(stand.clerks[0])
        log = stand.file.with_name("sailau.sqlite-wal")
        before = log.stat().st_size
        paper, heard = stand.ledger.send(stand.clerks[1])
        assert heard is not None
        assert heard.status == 303
        if log.stat().st_size > before:  # else it began anew from its head, and the next save is looked at
            break
    stand.kill_server()
    disk = folder / "disk"
    disk.mkdir()
    for one in stand.folder.glob("sailau.sqlite*"):
        if not one.name.endswith("-shm"):
            shutil.copy(one, disk)
    return dict(stand.ledger.confirmed), before, paper, disk


def tear(disk: Path, folder: Path, how: Tear, place: int) -> None:
    """Puts a torn copy of the disk in place, and has SQLite look whether it is whole."""
    for name in ("", "-wal", "-shm"):
        (folder / f"torn.sqlite{name}").unlink(missing_ok=True)
    for name in ("", "-wal"):
        shutil.copy(disk / f"sailau.sqlite{name}", folder / f"torn.sqlite{name}")
    how(folder / "torn.sqlite-wal", place)
    with closing(sqlite_driver.connect(folder / "torn.sqlite")) as torn:
        assert torn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
