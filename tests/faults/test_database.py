"""The database full, locked, restarted, damaged or behind a bad network: people are told, and lose nothing."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from elections.database import sqlite_driver
from tests.faults.clerk import Clerk, Heard
from tests.faults.ledger import Paper, Row, tries
from tests.faults.stand import ASKS_AT_MOST, Stand
from tests.faults.test_web import send_on

Keep = Callable[[Row], None]
LOST, BUSY, FULL = "The database does not answer", "Others are saving at this moment", "There is no room left on the server's disk"  # fmt: skip
UNWRITABLE = "The database cannot be read or written"
UNTOUCHED, IN_DOUBT = "Nothing was saved", "It is not certain whether this was saved"
LONGEST = 25
"""Seconds within which people are told in any case: gunicorn ends a worker after 30."""


@pytest.fixture
def clerk(stand: Stand) -> Iterator[Clerk]:
    """Somebody who reads English."""
    stand.clerks[0].language = "en"
    return stand.clerks[0]


def assert_told(heard: Heard | None, title: str, *, status: int, text: str, paper: Paper) -> None:
    """What people read: what happened, what to do, and their own answers to be sent again."""
    assert heard is not None, "nothing was answered"
    assert (heard.status, heard.title) == (status, title), heard.words[:1500]
    assert text in heard.words
    assert "was saved: accepted" not in heard.words
    assert re.search("try again|Then send|send the same form|Call your administrator", heard.words)
    assert int(heard.retry_after or status == 500) > 0
    assert {name: str(value) for name, value in paper.form().items()}.items() <= heard.kept.items()


@contextmanager
def full_disk(stand: Stand) -> Iterator[None]:
    free = stand.fill_disk()
    try:
        yield
    finally:
        free()


def test_disk_full(stand: Stand, clerk: Clerk, keep: Keep) -> None:
    row = Row("disk full", stand.database)
    if stand.database == "postgresql" and not stand.folder.is_mount():
        pytest.skip("a disk that can be full needs the right to mount one")
    with full_disk(stand):
        while row.tries < tries(3):
            paper, heard = stand.ledger.send(clerk)
            if (
                heard is not None and heard.status == 303
            ):  # there was still room in what the database holds already
                continue
            row.tries += 1
            title, status = (FULL, 507) if stand.folder.is_mount() else (UNWRITABLE, 500)
            assert_told(heard, title, status=status, text=UNTOUCHED, paper=paper)
            page = clerk.get(f"/protocols/{paper.protocol_id}")
            assert page is not None
            assert page.status == 200, "what is there can be read"
            stand.ledger.check(stand.app, row)
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


def test_locked_database(stand: Stand, clerk: Clerk, keep: Keep) -> None:
    row = Row("locked database", stand.database)
    for _ in range(tries(1)):
        paper = stand.ledger.papers.popleft()
        with locked(stand, paper):
            began = time.monotonic()
            _paper, heard = stand.ledger.send(clerk, paper)
            took = time.monotonic() - began
            assert_told(heard, BUSY, status=503, text=UNTOUCHED, paper=paper)
            page = clerk.get(f"/protocols/{paper.protocol_id}")
            assert page is not None
            assert page.status == 200, "what is there can be read"
        assert ASKS_AT_MOST <= took < LONGEST
        row.tries += 1
        stand.ledger.check(stand.app, row)
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


@contextmanager
def locked(stand: Stand, paper: Paper) -> Iterator[None]:
    """Somebody else holds what is needed for a save, and does not end."""
    if stand.database == "sqlite":
        with closing(sqlite_driver.connect(stand.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        assert stand.cluster is not None
        with psycopg.connect(stand.cluster.as_superuser("stand")) as other:
            other.execute("SELECT id FROM outcome WHERE contest_id = %s FOR UPDATE", [paper.contest_id])
            other.execute("SELECT id FROM protocol WHERE id = %s FOR UPDATE", [paper.protocol_id])
            yield
            other.rollback()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_database_restarted_while_people_save(postgresql_stand: Stand, keep: Keep, mode: str) -> None:
    stand, row = postgresql_stand, Row(f"database restarted ({mode})", "postgresql")
    assert stand.cluster is not None
    assert stand.proxy is not None
    stand.clerks[0].language = "en"
    stop = threading.Event()
    threads = send_on(stand, stop)
    for _ in range(tries(1)):
        time.sleep(0.3)
        stand.cluster.restart(mode)
        row.tries += 1
        stand.wait_until_well()
    stop.set()
    for one in threads:
        one.join()
    stand.ledger.check(stand.app, row)
    stand.proxy.at_commit = lambda: stand.cluster.restart(mode)
    _paper, heard = stand.ledger.send(stand.clerks[0])
    row.tries += 1
    assert heard is not None
    assert (heard.status, IN_DOUBT in heard.words) == (503, True), heard.words[:1000]
    stand.wait_until_well()
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


def test_database_gone_says_so_and_takes_up_again(postgresql_stand: Stand, keep: Keep) -> None:
    stand, row = postgresql_stand, Row("database stopped", "postgresql")
    assert stand.cluster is not None
    stand.clerks[0].language = "en"
    stand.cluster.stop()
    try:
        for _ in range(tries(2)):
            paper, heard = stand.ledger.send(stand.clerks[0])
            assert_told(heard, LOST, status=503, text=UNTOUCHED, paper=paper)
            row.tries += 1
    finally:
        stand.cluster.start()
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


def test_slow_network_to_the_database(postgresql_stand: Stand, keep: Keep) -> None:
    stand, row = postgresql_stand, Row("slow network", "postgresql")
    assert stand.proxy is not None
    stand.proxy.delay = 0.03
    for number in range(tries(2)):
        _paper, heard = stand.ledger.send(stand.clerks[number % 4])
        assert heard is not None
        assert heard.status == 303, heard.words[:1000]
        row.tries += 1
    stand.proxy.mend()
    keep(stand.ledger.check(stand.app, row))


def test_network_cut_at_the_commit(postgresql_stand: Stand, keep: Keep) -> None:
    """Before the COMMIT arrives nothing is there, after it all is: the clerk cannot know, and sends the same again."""
    stand, row = postgresql_stand, Row("network cut at the commit", "postgresql")
    assert stand.proxy is not None
    stand.clerks[0].language = "en"
    for _ in range(tries(1)):
        for moment in ("at_commit", "after_commit"):
            setattr(stand.proxy, moment, stand.proxy.cut)
            paper, heard = stand.ledger.send(stand.clerks[0])
            assert_told(heard, LOST, status=503, text=IN_DOUBT, paper=paper)
            stand.proxy.mend()
            row.tries += 1
            stand.ledger.check(stand.app, row)
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


def test_network_cut_before_anything_was_written(postgresql_stand: Stand, keep: Keep) -> None:
    stand, row = postgresql_stand, Row("network cut", "postgresql")
    assert stand.proxy is not None
    stand.clerks[0].language = "en"
    for _ in range(tries(2)):
        stand.proxy.cut()
        paper, heard = stand.ledger.send(stand.clerks[0])
        assert_told(heard, LOST, status=503, text=UNTOUCHED, paper=paper)
        stand.proxy.mend()
        row.tries += 1
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))


def test_silent_network_is_not_waited_for_without_end(postgresql_stand: Stand, keep: Keep) -> None:
    stand, row = postgresql_stand, Row("network silent", "postgresql")
    assert stand.proxy is not None
    stand.clerks[0].language = "en"
    for moment in ("before", "at_commit")[: tries(2)]:
        if moment == "before":
            stand.proxy.hang()
        else:
            stand.proxy.at_commit = stand.proxy.hang
        began = time.monotonic()
        paper, heard = stand.ledger.send(stand.clerks[0])
        took = time.monotonic() - began
        stand.proxy.break_lines()
        assert took < LONGEST
        assert_told(heard, LOST, status=503, text=UNTOUCHED if moment == "before" else IN_DOUBT, paper=paper)
        row.tries += 1
        stand.proxy.mend()
        stand.wait_until_well()
    stand.ledger.send_again()
    keep(stand.ledger.check(stand.app, row))
