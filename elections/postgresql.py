"""PostgreSQL as we use it: a driver that gives up when the database is silent, and few round trips.

Each round trip wakes two processes, which costs more than a small statement does. So what needs no answer of its own goes
with what does (libpq's pipeline): BEGIN with the first statement that the database has prepared; with the COMMIT what a
transaction writes last (its line of the log, the key of its form). Where nothing follows, the log's lock is held for no
longer than that.

psycopg's own pipeline sends each statement by itself, and its cursor takes twice the processor's time of a small prepared
statement. What many do at the same moment is sent by libpq's functions, as psycopg hands them out (`psycopg.pq`); values,
answers and faults are psycopg's.
"""

from collections.abc import Generator, Sequence
from itertools import count
from select import POLLIN, poll
from typing import Any, NamedTuple

import psycopg
import sqlalchemy.exc as sa_exc
from psycopg import generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

from elections.trouble import patience

CONNECT_SECONDS = 5
SILENCE_SECONDS = 20
"""After so long without a sign the other side is taken for gone, on both sides: no lock outlives its holder's network."""
_GOOD = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


class _Message(NamedTuple):
    """What is sent: a statement with its values (marks are $1, $2), or a word of command, which has none."""

    text: str
    values: Sequence[Any] | None = None


_COMMIT = _Message("COMMIT")


def _answers(line: PGconn, number: int) -> Generator[Any, Any, list[PGresult]]:
    """Returns so many answers to what was sent; one more says that these are all."""
    if line.flush():
        yield from generators.send(line)
    found: list[PGresult] = []
    for _one in range(number):
        found += yield from generators.fetch_many(line)
    yield from generators.fetch_many(line)
    return found


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


class PreparedCursor:
    """What SQLAlchemy takes for a cursor, for one statement that the database has prepared (its marks are $1, $2)."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def execute(self, text: str, values: Sequence[Any]) -> None:
        """Runs a statement."""
        self._answer = self._connection.ask(text, values)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Returns the rows that were found, as psycopg's cursors do."""
        turned = Transformer(self._connection)
        turned.set_pgresult(self._answer)
        return turned.load_rows(0, self._answer.ntuples, tuple)

    @property
    def rowcount(self) -> int:
        """How many rows were changed or found."""
        return self._answer.command_tuples or 0

    def close(self) -> None:
        """Has nothing to give back."""


class Connection(psycopg.Connection[Any]):
    """A connection that gives up when the database is silent for too long, so that whoever waits is told."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.cursor_factory, self.server_cursor_factory = Cursor, ServerCursor
        self._held_back: list[_Message] = []
        self._names: dict[str, bytes] = {}
        self._number, self._answers = count(), 1
        self._kinds = Transformer(self)

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

    def ask(self, text: str, values: Sequence[Any]) -> PGresult:
        """Returns the answer to a statement, which goes after what was held back and, in one round trip, with it."""
        return self._say([*self._taken(), _Message(text, self._turned(values))])

    def hold_back(self, text: str, values: Sequence[Any]) -> None:
        """Runs a statement with the next one, or with the COMMIT: what the database finds wrong with it is raised then."""
        self._held_back.append(_Message(text, self._turned(values)))

    def send_held_back(self) -> None:
        """Runs what was held back."""
        if self._held_back:
            self._say(self._taken())

    def _taken(self) -> list[_Message]:
        taken, self._held_back = self._held_back, []
        return taken

    def _turned(self, values: Sequence[Any]) -> Sequence[Any]:
        return self._kinds.dump_sequence(values, [PyFormat.TEXT] * len(values))

    def _say(self, messages: list[_Message]) -> PGresult:
        """Sends messages in one go, after the BEGIN if none was said; returns the answer to the last.

        Raises the first fault. One that is met on the way, or in waiting, leaves answers to come and ends the connection.
        """
        if not self.autocommit and self.pgconn.transaction_status == TransactionStatus.IDLE:
            messages.insert(0, _Message(self._get_tx_start_command().decode()))
        self.pgconn.enter_pipeline_mode()
        try:
            self._answers = sum(map(self._send, messages))  # each may wait for a lock as long as one alone
            self.pgconn.pipeline_sync()
            answers = self.wait(_answers(self.pgconn, self._answers))
            self.pgconn.exit_pipeline_mode()
        except BaseException:
            self.pgconn.finish()
            raise
        finally:
            self._answers = 1
        for place, one in enumerate(answers):
            if one.status not in _GOOD:
                self._refuse(one, place == len(answers) - 1)
        return answers[-1]

    def _send(self, message: _Message) -> int:
        """Sends a message; returns how many answers it has."""
        if message.values is None:
            self.pgconn.send_query_params(message.text.encode(), None)
            return 1
        name = self._names.get(message.text)
        if name is not None:
            self.pgconn.send_query_prepared(name, message.values)
            return 1
        name = self._names[message.text] = b"sailau_%d" % next(self._number)
        self.pgconn.send_prepare(name, message.text.encode(self.info.encoding))
        self.pgconn.send_query_prepared(name, message.values)
        return 2

    def _refuse(self, answer: PGresult, is_last: bool) -> None:
        """Raises a fault of the database's. Statements are prepared anew then: a table may have become another."""
        self._names.clear()
        error = error_from_result(answer, self.info.encoding)
        if not is_last:
            error.add_note("of a statement that was held back")
        raise error

    def _deallocate(self, name: bytes | None) -> Any:
        """psycopg throws what it prepared away after a ROLLBACK and when tables change: all, so ours is gone too."""
        if name is None:
            self._names.clear()
        return super()._deallocate(name)

    def allow(self, *, writing: bool) -> None:
        """Makes the next transaction a reading one, whose BEGIN says so, or one that may write."""
        only_reads = None if writing else True
        if self.read_only is not only_reads:
            self.read_only = only_reads

    def commit(self) -> None:
        """Commits, and runs before it, in the same round trip, what was held back.

        Raises what one of these raised. What the database refuses is not committed; of what it never answered that is unknown.
        """
        if self._held_back:
            self._say([*self._taken(), _COMMIT])
        else:
            super().commit()

    def rollback(self) -> None:
        """Rolls back. A transaction that only read ends by a COMMIT: after a ROLLBACK psycopg prepares all statements anew."""
        self._held_back.clear()
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
