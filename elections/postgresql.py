"""PostgreSQL as we use it: a driver that gives up when the database is silent, and few round trips.

Each round trip wakes two processes, which costs more than a small statement does. What a transaction writes last and whose
answer nobody needs (its line of the log, the key of its form) goes with the COMMIT, in one round trip (libpq's pipeline).
Where nothing follows, the log's lock is held for no longer than that.
"""

from collections.abc import Sequence
from select import POLLIN, poll
from typing import Any

import psycopg
import sqlalchemy.exc as sa_exc
from psycopg.pq import TransactionStatus

from elections.trouble import patience

CONNECT_SECONDS = 5
SILENCE_SECONDS = 20
"""After so long without a sign the other side is taken for gone, on both sides: no lock outlives its holder's network."""


class _InOrder:
    """A cursor before whose statements goes what its connection holds back: the database hears all in the order it was said.

    Before a ROLLBACK TO SAVEPOINT too: what belongs before the savepoint stays.
    """

    _conn: Any

    def execute(self, *arguments: Any, **more: Any) -> Any:
        """Runs a statement, after those that were held back."""
        self._conn.send_held_back()
        return super().execute(*arguments, **more)  # type: ignore[misc]


class Cursor(_InOrder, psycopg.Cursor[Any]):
    """A cursor whose answer comes as a whole."""

    def executemany(self, *arguments: Any, **more: Any) -> None:
        """Runs a statement many times, after those that were held back."""
        self._conn.send_held_back()
        super().executemany(*arguments, **more)


class ServerCursor(_InOrder, psycopg.ServerCursor[Any]):
    """A cursor whose answer is fetched in parts."""


class Connection(psycopg.Connection[Any]):
    """A connection that gives up when the database is silent for too long, so that whoever waits is told."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.cursor_factory, self.server_cursor_factory = Cursor, ServerCursor
        self._held_back: list[tuple[str, Any]] = []
        self._answers, self._lacks_one = 1, False

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Waits for an answer, or for as many as come together; raises OperationalError, and is closed, when none came in time."""
        seconds = patience() if timeout is None else timeout
        try:
            return super().wait(gen, interval, seconds and seconds * self._answers)
        except psycopg.OperationalError as error:
            is_silent = (
                error.sqlstate is None
            )  # not a word of the database's, which may come before its other answers
            if is_silent and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()  # whose answer is still to come: useless now
            raise

    def hold_back(self, statement: str, given: Any) -> None:
        """Runs a statement with the COMMIT, or before the next statement: its fault is raised then."""
        self._held_back.append((statement, given))

    def send_held_back(self) -> None:
        """Runs what was held back. One that the driver itself could not send is lacking: nothing is committed without it."""
        if not self._held_back:
            return
        several, self._held_back = self._held_back, []
        try:
            for statement, given in several:
                psycopg.Cursor(self).execute(statement, given)
        except Exception as error:
            error.add_note("of a statement that was held back")
            self._lacks_one = getattr(error, "sqlstate", None) is None
            raise

    def allow(self, *, writing: bool) -> None:
        """Makes the next transaction a reading one, whose BEGIN says so, or one that may write."""
        only_reads = None if writing else True
        if self.read_only is not only_reads:
            self.read_only = only_reads

    def commit(self) -> None:
        """Commits, and runs before it, in the same round trip, what was held back.

        Raises what one of these raised. What the database refuses is not committed; of what it never answered that is unknown.
        """
        if self._lacks_one:
            raise psycopg.InternalError("a statement that was held back was never sent")
        if not self._held_back:
            super().commit()
            return
        self._answers = len(self._held_back) + 1  # each may wait for a lock for as long as one alone may
        try:
            with self.pipeline():
                self.send_held_back()
                psycopg.Cursor(self).execute("COMMIT", prepare=False)
        finally:
            self._answers = 1

    def rollback(self) -> None:
        """Rolls back. A transaction that only read ends by a COMMIT: after a ROLLBACK psycopg prepares all statements anew."""
        self._held_back.clear()
        self._lacks_one = False
        if self.read_only and self.pgconn.transaction_status == TransactionStatus.INTRANS:
            super().commit()
        else:
            super().rollback()


def connect_patiently(
    _dialect: Any, _record: Any, arguments: Sequence[Any], parameters: dict[str, Any]
) -> Any:
    """Makes SQLAlchemy's connections such ones, for the event `do_connect` of an engine for PostgreSQL."""
    return Connection.connect(*arguments, **parameters)


def require_alive(connection: psycopg.Connection[Any], _record: object, _proxy: object) -> None:
    """Raises DisconnectionError, so that another takes its place, for a connection that the database has ended meanwhile.

    A line has nothing to read while nothing was asked, but its own end, or a word about a setting. To ask each time
    whether somebody is there would take as long as a statement; of a line that went dead the kernel tells (keep-alive).
    """
    if connection.closed:
        raise sa_exc.DisconnectionError
    line = poll()
    line.register(connection.fileno(), POLLIN)
    try:
        while line.poll(0):
            connection.pgconn.consume_input()  # its last words first, then its end
    except psycopg.OperationalError as error:
        raise sa_exc.DisconnectionError from error


def patient_arguments(seconds: int) -> dict[str, object]:
    """Returns what psycopg is told: to wait for a lock for at most `seconds`, and when to take the other side for gone."""
    told = {
        "lock_timeout": seconds * 1000, "tcp_keepalives_idle": SILENCE_SECONDS // 2,
        "tcp_keepalives_interval": SILENCE_SECONDS // 4, "tcp_keepalives_count": 2,
        "tcp_user_timeout": SILENCE_SECONDS * 1000,
    }  # fmt: skip
    return {
        "connect_timeout": min(CONNECT_SECONDS, seconds), "tcp_user_timeout": SILENCE_SECONDS * 1000,
        "keepalives_idle": SILENCE_SECONDS // 2, "keepalives_interval": SILENCE_SECONDS // 4, "keepalives_count": 2,
        "options": " ".join(f"-c {name}={value}" for name, value in told.items()),
    }  # fmt: skip
