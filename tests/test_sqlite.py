"""The line in which SQLite's writers wait: nobody is let in beside another, whoever ends lets the next one in.

What they commit is on the disk before they are told so, and the disk is waited for outside of the line.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from elections import sqlite
from elections.sqlite import LOCK_SUFFIX, Connection, sqlite_driver

HOLDS = """
import sys
from elections.sqlite import Connection
holder = Connection(sys.argv[1])
holder.prepare()
holder.execute(holder.allow(writing=True))
holder.execute("UPDATE number SET value = value + 10")
print("holds", flush=True)
sys.stdin.read()
"""


def connect(path: Path) -> Connection:
    made = Connection(str(path), check_same_thread=False)
    made.prepare()
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "line.sqlite"
    with closing(connect(path)) as made:
        made.execute("CREATE TABLE number (value INTEGER)")
        made.execute("INSERT INTO number VALUES (0)")
    return path


@pytest.fixture
def two(path: Path) -> Iterator[tuple[Connection, Connection]]:
    with closing(connect(path)) as one, closing(connect(path)) as other:
        yield one, other


def write(made: Connection) -> None:
    made.execute(made.allow(writing=True))
    made.execute("UPDATE number SET value = value + 1")


def value_of(path: Path) -> int:
    with closing(connect(path)) as made:
        return int(made.execute("SELECT value FROM number").fetchone()[0])


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_a_writer_gets_in_when_the_other_ends_and_not_before(path: Path, two, ending: str) -> None:
    one, other = two
    write(one)
    got_in, order = Event(), []

    def next_one() -> None:
        write(other)
        order.append("in")
        got_in.set()
        other.commit()

    waiting = Thread(target=next_one)
    waiting.start()
    assert not got_in.wait(0.2)
    order.append("out")
    getattr(one, ending)()
    waiting.join(10)

    assert order == ["out", "in"]
    assert value_of(path) == (2 if ending == "commit" else 1)


def test_who_reads_waits_for_nobody(two) -> None:
    one, other = two
    write(one)

    other.execute(other.allow(writing=False))

    assert other.execute("SELECT value FROM number").fetchone() == (0,)


def insert(made: Connection) -> None:
    made.execute("INSERT INTO number VALUES (7)")


def insert_several(made: Connection) -> None:
    made.executemany("INSERT INTO number VALUES (?)", [(7,), (8,)])


def insert_and_ask(made: Connection) -> None:
    made.execute("INSERT INTO number VALUES (7) RETURNING value").fetchall()


@pytest.mark.parametrize("change", [insert, insert_several, insert_and_ask])
def test_who_only_reads_changes_nothing(path: Path, two, change: Callable[[Connection], None]) -> None:
    one, other = two
    one.execute(one.allow(writing=False))
    with pytest.raises(sqlite_driver.OperationalError, match="readonly"):
        change(one)
        one.execute("SELECT value FROM number")
    with pytest.raises(sqlite_driver.OperationalError, match="readonly"):
        one.commit()
    one.rollback()

    assert other.execute("SELECT value FROM number").fetchall() == [(0,)]
    one.execute(one.allow(writing=False))
    assert one.execute("SELECT value FROM number").fetchall() == [(0,)], "what was refused is forgotten"
    one.commit()
    write(one)
    one.commit()
    assert value_of(path) == 1


def test_statements_stay_prepared_when_reading_and_writing_take_turns(two) -> None:
    one, _other = two
    planned: list[object] = []

    def note(*what: object) -> int:
        planned.append(what)
        return 0  # SQLITE_OK

    def turn() -> int:
        planned.clear()
        one.execute(one.allow(writing=False))
        one.execute("SELECT value FROM number").fetchall()
        one.commit()
        write(one)
        one.commit()
        return sum("number" in what for what in planned)

    one.set_authorizer(note)  # it is asked whenever a statement is planned
    assert turn() > 0
    assert [turn(), turn()] == [0, 0]


def test_a_killed_writer_lets_the_next_one_in_and_leaves_nothing(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"holds\n"
    holder.kill()
    holder.communicate()

    with closing(connect(path)) as made:
        write(made)
        made.commit()

    assert value_of(path) == 1


def test_whoever_waited_too_long_is_told(path: Path) -> None:
    with closing(connect(path)) as one, closing(Connection(str(path), timeout=0.02)) as other:
        write(one)

        with pytest.raises(sqlite_driver.OperationalError, match="database is locked"):
            other.allow(writing=True)

        one.commit()
        other.prepare()
        write(other)
        other.commit()


def test_a_database_in_memory_has_no_line() -> None:
    with closing(connect(Path(":memory:"))) as made:
        assert made.allow(writing=True) == "BEGIN IMMEDIATE"

        assert made.execute("PRAGMA synchronous").fetchone() == (2,), "SQLite could write no log ahead"

    assert not Path(":memory:" + LOCK_SUFFIX).exists()


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been waited for until it was on the disk."""
    names: list[str] = []
    flush = sqlite._flush

    def note(descriptor: int) -> None:
        names.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        flush(descriptor)

    monkeypatch.setattr(sqlite, "_flush", note)
    return names


def test_a_commit_is_on_the_disk_when_it_returns(path: Path, two, flushed: list[str]) -> None:
    one, other = two
    for made in (one, other, one):
        write(made)
        assert flushed == []
        made.commit()
        assert flushed == [f"{path}-wal"]
        flushed.clear()


def test_the_next_writer_is_let_in_before_the_disk_is_waited_for(
    path: Path, two, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    got_in = []

    def slow_disk(_descriptor: int) -> None:
        monkeypatch.setattr(sqlite, "_flush", os.fsync)
        write(other)
        got_in.append(other.execute("SELECT value FROM number").fetchone())

    monkeypatch.setattr(sqlite, "_flush", slow_disk)
    write(one)
    one.commit()
    other.commit()

    assert got_in == [(2,)]
    assert value_of(path) == 2


def test_who_wrote_nothing_waits_for_no_disk(two, flushed: list[str]) -> None:
    one, _other = two
    one.execute(one.allow(writing=False))
    one.execute("SELECT value FROM number").fetchone()
    one.commit()
    write(one)
    one.rollback()

    assert flushed == []


def test_a_disk_that_does_not_take_a_commit_is_told_of_and_holds_nobody_up(
    two, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two

    def broken_disk(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sqlite, "_flush", broken_disk)
    write(one)
    with pytest.raises(sqlite_driver.OperationalError, match="disk I/O error"):
        one.commit()
    monkeypatch.undo()

    write(other)
    other.commit()


@pytest.mark.parametrize(("is_safe", "level"), [(True, 1), (False, 2)], ids=["ahead", "in_place"])
def test_sqlite_itself_waits_for_the_disk_where_nobody_else_does(
    tmp_path: Path, flushed: list[str], monkeypatch: pytest.MonkeyPatch, is_safe: bool, level: int
) -> None:
    monkeypatch.setattr(sqlite, "is_wal_safe", lambda: is_safe)
    with closing(connect(tmp_path / "other.sqlite")) as made:
        made.execute("CREATE TABLE number (value INTEGER)")
        write(made)
        made.commit()

        assert made.execute("PRAGMA synchronous").fetchone() == (level,)
    assert len(flushed) == (1 if is_safe else 0)
