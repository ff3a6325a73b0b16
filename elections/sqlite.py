"""SQLite as we use it: a driver without the WAL-reset bug, and a line in which its writers wait.

SQLite has one writer at a time. Whoever finds it busy asks again after 1, 2, 5, 10 … milliseconds and sleeps on when the
other is long done: two clerks who save at once spend half of their time asleep. So a writer first takes a lock of the
file system beside the database (flock, which ends with its process however that ends), and asks for that one often.

A commit is on the disk before anybody is told of it. SQLite would wait for the disk while the next writer waits for it; here
the next is let in first, and each then waits for the disk itself (early lock release: Johnson et al., Aether, VLDB 2010).
What stands in the log behind a commit cannot be on the disk without it.

A transaction that only reads is held to it by counting the rows that the connection has changed. SQLite's own `PRAGMA query_only`
makes it forget every statement that it has prepared, each time it is set: with it, every page and every save had all
their statements read and planned anew. What changes no row (a table that is made, an UPDATE that finds none) goes unnoticed.
"""

import fcntl
import os
import sqlite3
from time import monotonic, sleep
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

try:  # Debian 12's SQLite has the WAL-reset corruption bug (3.7.0-3.51.2); this one is mended
    import pysqlite3 as best
except ImportError:  # other systems than Linux: their own SQLite, without WAL while it is a vulnerable one
    best = sqlite3

sqlite_driver = best

WAL_SAFE_SINCE = (3, 51, 3)
BUSY_SECONDS = 15
CACHE_KIB = 65_536
LOCK_SUFFIX = "-writer"
AHEAD_SUFFIX = "-wal"
_flush = getattr(os, "fdatasync", os.fsync)  # not every system has the cheaper one
OFTEN_SECONDS, OFTEN_FOR_SECONDS, SELDOM_SECONDS = 0.0002, 0.05, 0.005
STATEMENTS_KEPT = 512
"""As many prepared statements a connection keeps, so that the pages' do not drive those of a save out."""


class Cursor(sqlite_driver.Cursor):  # type: ignore[misc, name-defined]
    """A cursor that changes nothing while its connection only reads."""

    def execute(self, *given: Any) -> "Cursor":
        """Runs a statement; raises OperationalError when it changed something that it may not."""
        super().execute(*given)
        self.connection.require_unchanged()
        return self

    def executemany(self, *given: Any) -> "Cursor":
        """Runs a statement several times, as `execute` does."""
        super().executemany(*given)
        self.connection.require_unchanged()
        return self


class Connection(sqlite_driver.Connection):  # type: ignore[misc, name-defined]
    """A connection whose writing transactions wait in line; its driver begins none by itself."""

    def __init__(self, database: str, timeout: float = BUSY_SECONDS, **more: Any) -> None:
        super().__init__(database, timeout=timeout, cached_statements=STATEMENTS_KEPT, **more)
        self._patience = timeout  # in seconds, like SQLite's own for writers that do not wait in line
        self._lock = self._ahead = -1
        self._path = ""
        self._holds_lock = self._flushes = self._only_reads = False
        self._changes = 0

    def cursor(self, factory: Any = Cursor) -> Any:
        """Returns a cursor that is held to what the transaction may do."""
        return super().cursor(factory)

    def be_patient(self, seconds: float) -> None:
        """Says how long this connection waits for others who write, in line and where somebody passed it."""
        self._patience = seconds
        self.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def prepare(self) -> None:
        """Sets what each connection needs: foreign keys, the log that is written ahead, what is confirmed on the disk."""
        self.isolation_level = None  # we say BEGIN ourselves: the driver's own transactions lose updates
        self.execute("PRAGMA foreign_keys = ON")
        self.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        mode = self.execute("PRAGMA journal_mode = WAL").fetchone()[0] if is_wal_safe() else ""
        self._flushes = mode == "wal"  # not where SQLite could not: it then waits for the disk itself
        self.execute(f"PRAGMA synchronous = {'NORMAL' if self._flushes else 'FULL'}")

    def allow(self, *, writing: bool) -> str:
        """Makes the next transaction a writing or a reading one, waiting until nobody else writes; returns its BEGIN.

        Raises OperationalError ("database is locked") when another has written for longer than it is waited for.
        """
        self._only_reads, self._changes = True, self.total_changes
        if not writing:
            return "BEGIN"
        self._wait()
        self._only_reads = False
        return "BEGIN IMMEDIATE"

    def require_unchanged(self) -> None:
        """Raises OperationalError when something was changed since a transaction began that only reads."""
        if self._only_reads and self.total_changes != self._changes:
            raise sqlite_driver.OperationalError("attempt to write a readonly database")

    def commit(self) -> None:
        """Commits, lets the next writer in, and returns when what was written is on the disk.

        Raises OperationalError when the disk does not take it: whether it was kept is then not known. What changed
        something though it may only read is not committed.
        """
        self.require_unchanged()
        wrote = self._holds_lock and self._flushes
        try:
            super().commit()
        finally:
            self._let_in()
        if wrote:
            self._flush_log()

    def rollback(self) -> None:
        """Rolls back, and lets the next writer in."""
        try:
            super().rollback()
        finally:
            self._changes = self.total_changes
            self._let_in()

    def close(self) -> None:
        """Closes the connection and leaves the line."""
        try:
            super().close()
        finally:
            self._let_in()
            for one in (self._lock, self._ahead):
                if one >= 0:
                    os.close(one)
            self._lock = self._ahead = -1

    def _wait(self) -> None:
        if self._holds_lock or not self._open_lock():
            return
        began = monotonic()
        while True:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                waited = monotonic() - began
                if waited > self._patience:
                    raise sqlite_driver.OperationalError("database is locked") from None
                sleep(OFTEN_SECONDS if waited < OFTEN_FOR_SECONDS else SELDOM_SECONDS)
        self._holds_lock = True

    def _open_lock(self) -> bool:
        """Opens the lock's file beside the database; one that lives in memory has no other writers."""
        if self._lock < 0:
            self._path = cast(str, self.execute("PRAGMA database_list").fetchone()[2])
            if self._path:
                self._lock = os.open(self._path + LOCK_SUFFIX, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._lock >= 0

    def _flush_log(self) -> None:
        try:
            if self._ahead < 0:
                self._ahead = os.open(self._path + AHEAD_SUFFIX, os.O_RDONLY | os.O_CLOEXEC)
            _flush(self._ahead)
        except OSError as error:
            raise sqlite_driver.OperationalError("disk I/O error") from error

    def _let_in(self) -> None:
        if self._holds_lock:
            fcntl.flock(self._lock, fcntl.LOCK_UN)
            self._holds_lock = False


def begin(connection: sa.Connection, *, writing: bool) -> None:
    """Begins a transaction of SQLAlchemy's connection, after the end of one that only read.

    What the driver raises comes as SQLAlchemy's own error of that kind.
    """
    driver = cast(Connection, connection.connection.dbapi_connection)
    try:
        if driver.in_transaction:
            driver.rollback()
        driver.execute(driver.allow(writing=writing))
    except sqlite_driver.Error as error:
        raise DBAPIError.instance("BEGIN", None, error, sqlite_driver.Error, hide_parameters=True) from error


def is_wal_safe() -> bool:
    """Returns whether this SQLite is free of the WAL-reset bug."""
    return bool(sqlite_driver.sqlite_version_info >= WAL_SAFE_SINCE)


def connect_options(seconds: int) -> dict[str, Any]:
    """Returns what SQLAlchemy's engine needs to make such connections; others who write are waited for so many seconds."""
    return {"module": sqlite_driver, "connect_args": {"timeout": float(seconds), "factory": Connection}}
