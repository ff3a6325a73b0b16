"""What ails the database, by what was raised; and that nobody waits for it without end."""

import errno
import time

import psycopg
import pytest
from flask import Flask
from sqlalchemy import exc, text

from elections.database import db, sqlite_driver
from elections.trouble import Trouble, be_patient, is_full, trouble_of, will_pass


def from_sqlite(words: str, kind: type[exc.DBAPIError] = exc.OperationalError) -> exc.DBAPIError:
    return kind("SELECT", {}, sqlite_driver.OperationalError(words))


def from_postgresql(state: str) -> exc.DBAPIError:
    original = psycopg.errors.lookup(state)("told by the server")
    return (exc.OperationalError if isinstance(original, psycopg.OperationalError) else exc.DBAPIError)("SELECT", {}, original)  # fmt: skip


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (from_sqlite("database or disk is full"), Trouble.FULL),
        (from_sqlite("database is locked"), Trouble.BUSY),
        (from_sqlite("database table is locked"), Trouble.BUSY),
        (from_sqlite("disk I/O error"), Trouble.DAMAGED),
        (from_sqlite("database disk image is malformed", exc.DatabaseError), Trouble.DAMAGED),
        (from_sqlite("file is not a database", exc.DatabaseError), Trouble.DAMAGED),
        (from_sqlite("unable to open database file"), Trouble.LOST),
        (from_sqlite("NOT NULL constraint failed", exc.IntegrityError), None),
        (from_sqlite("syntax", exc.ProgrammingError), None),
        (from_postgresql("53100"), Trouble.FULL),
        (from_postgresql("55P03"), Trouble.BUSY),
        (from_postgresql("40P01"), Trouble.BUSY),
        (from_postgresql("57P01"), Trouble.LOST),
        (from_postgresql("XX001"), Trouble.DAMAGED),
        (from_postgresql("23505"), None),
        (exc.TimeoutError(), Trouble.BUSY),
        (exc.InvalidRequestError(), None),
        (OSError(errno.ENOSPC, ""), Trouble.FULL),
        (OSError(errno.EACCES, ""), None),
        (ZeroDivisionError(), None),
    ],
    ids=str,
)
def test_trouble_is_known_by_what_was_raised(error: Exception, trouble: Trouble | None) -> None:
    assert trouble_of(error) is trouble
    assert is_full(error) is (trouble is Trouble.FULL)
    assert will_pass(error) is (trouble in (Trouble.LOST, Trouble.BUSY))


def test_connection_that_broke_is_lost_whatever_it_says() -> None:
    broken = exc.DBAPIError("SELECT", {}, psycopg.InternalError("?"), connection_invalidated=True)
    assert trouble_of(broken) is Trouble.LOST


def test_answer_that_does_not_come_is_waited_for_as_long_as_was_said(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("a file answers")
    db.session.execute(text("SELECT 1"))
    be_patient(1)
    began = time.monotonic()
    try:
        with pytest.raises(exc.OperationalError) as lost:
            db.session.execute(text("SELECT pg_sleep(30)"))
    finally:
        be_patient(None)
    assert 1 < time.monotonic() - began < 20
    assert trouble_of(lost.value) is Trouble.LOST
    db.session.rollback()
    assert db.session.scalar(text("SELECT 1")) == 1


def test_lock_that_is_not_let_go_is_busy(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("a file has one writer, who is waited for as long as is set")
    with db.engine.begin() as other, db.engine.connect() as connection:
        other.execute(text("SELECT pg_advisory_xact_lock(815)"))
        connection.execute(text("SET lock_timeout = 100"))
        with pytest.raises(exc.OperationalError) as busy:
            connection.execute(text("SELECT pg_advisory_xact_lock(815)"))
    assert trouble_of(busy.value) is Trouble.BUSY
