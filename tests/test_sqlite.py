"""The line in which SQLite's writers wait: nobody is let in beside another, whoever ends lets the next one in."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

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

    assert not Path(":memory:" + LOCK_SUFFIX).exists()
