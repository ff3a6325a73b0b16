"""PostgreSQL as we use it: a driver that gives up when the database is silent, and few round trips.

Each round trip wakes two processes, which costs more than a small statement does. So what needs no answer of its own goes
with what does (libpq's pipeline): BEGIN with the first statement that the database has prepared; with the COMMIT what a
transaction writes last (an entry, its line of the log, the key of its form). Where nothing follows, the log's lock is held for no
longer than that.

What is committed is seen by others, and its locks end, before it is on the disk; whoever asked is told once it is. Else each
would hold the log's lock while the disk is waited for, and no two would share one turn of the disk.

psycopg's own pipeline sends each statement by itself, and its cursor takes twice the processor's time of a small prepared
statement. What many do at the same moment is sent by libpq's functions, as psycopg hands them out (`psycopg.pq`); values,
answers and faults are psycopg's.
"""

from collections.abc import Generator, Sequence
from contextlib import suppress
from itertools import count
from select import POLLIN, poll
from typing import Any, NamedTuple

import psycopg
import sqlalchemy.exc as sa_exc
from psycopg import generators
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

from elections.trouble import patience

CONNECT_SECONDS = 5
CANCEL_SECONDS = 1
SILENCE_SECONDS = 20
"""After so long without a sign the other side is taken for gone, on both sides: no lock outlives its holder's network."""
_GOOD = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})
_PREPARE_ANEW = frozenset({"0A000", "26000"})
"""A table has become another than it was when the statement was prepared, or somebody threw all of them away."""


class _Message(NamedTuple):
    """What is sent: a statement with its values (marks are $1, $2), or a word of command, which has none."""

    text: str
    values: Sequence[Any] | None = None


_WAITS_LATER = _Message("SELECT set_config('synchronous_commit', 'off', true)", ())
"""Said of one transaction: its COMMIT does not wait for the disk."""
_COMMIT = _Message("COMMIT")
_IS_KEPT = _Message("SELECT pg_logical_emit_message(true, 'sailau', '')", ())
"""A transaction of its own which leaves nothing but a word in the database's log, and is waited for as the installation wants it.

Once that is on the disk (and with those who follow, where there are such), so is all that was committed before.
"""
_MAY_SAY_SO = """
    SELECT bool_and(has_function_privilege(oid, 'EXECUTE')) FROM pg_proc
    WHERE proname = 'pg_logical_emit_message' AND pronamespace = 'pg_catalog'::regnamespace
"""


def _answers(line: PGconn, number: int) -> Generator[Any, Any, list[PGresult]]:
    """Returns so many answers to what was sent, and the one that says that these are all; fewer when the last ends the line."""
    if line.flush():
        yield from generators.send(line)
    found: list[PGresult] = []
    for _one in range(number + 1):
        while (one := (yield from generators.fetch(line))) is not None:
            found.append(one)
            if one.status == ExecStatus.PIPELINE_SYNC or _ends_the_line(one):
                break
        if found and _ends_the_line(found[-1]):
            break
    return found


def _ends_the_line(answer: PGresult) -> bool:
    return answer.status == ExecStatus.FATAL_ERROR and (
        answer.error_field(DiagnosticField.SEVERITY_NONLOCALIZED) in (b"FATAL", b"PANIC")
    )


class _InOrder:
    """A cursor before whose statements goes what its connection holds back: the database hears all in the order it was said."""

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
        return self._connection.rows_of(self._answer)

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
        self._number = count()
        self._kinds = Transformer(self)
        self._waits_later = False

    @classmethod
    def connect(cls, *arguments: Any, **more: Any) -> "Connection":
        """Connects; asks whether the role may say `_IS_KEPT`, which everybody may unless somebody took it from them."""
        made = super().connect(*arguments, **more)
        try:
            made._waits_later = made.execute(_MAY_SAY_SO).fetchone() == (True,)
            made.rollback()
        except BaseException:
            made.close()
            raise
        return made

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Waits for an answer, or for those that come together; raises OperationalError, and is closed, when none came in time."""
        try:
            return super().wait(gen, interval, patience() if timeout is None else timeout)
        except psycopg.OperationalError as error:
            # a word of the database's may come before its other answers: those come yet
            is_silent = error.sqlstate is None
            if is_silent and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self._cancel()
                self.pgconn.finish()
            raise

    def _cancel(self) -> None:
        """Ends at the database what nobody hears the answer of: it need not wait for a lock or a standby any more.

        Not where only the COMMIT itself waits: what a standby does not have yet would be seen, and be taken for kept.
        """
        if self._waits_later:
            with suppress(psycopg.Error):
                self.cancel_safe(timeout=CANCEL_SECONDS)

    def ask(self, text: str, values: Sequence[Any]) -> PGresult:
        """Returns the answer to a statement, which goes after what was held back and, in one round trip, with it."""
        return self._say([*self._taken(), _Message(text, self._turned(values))])

    def rows_of(self, answer: PGresult) -> list[tuple[Any, ...]]:
        """Returns the rows of an answer; how a kind is turned is found once for the connection (its settings stay)."""
        self._kinds.set_pgresult(answer)
        try:
            return self._kinds.load_rows(0, answer.ntuples, tuple)
        finally:
            self._kinds.set_pgresult(None)

    def hold_back(self, text: str, values: Sequence[Any]) -> None:
        """Runs a statement with the next one, or with the COMMIT: what the database finds wrong with it is raised then."""
        self._held_back.append(_Message(text, self._turned(values)))

    def wait_for_earlier(self) -> None:
        """Has this transaction's COMMIT wait until what others committed before is on the disk, though it wrote nothing."""
        if self._waits_later:
            self._held_back.append(_IS_KEPT)

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
            said = [one for message in messages for one in self._send(message)]
            self.pgconn.pipeline_sync()
            answers = self.wait(_answers(self.pgconn, len(said)))
            if answers and answers[-1].status == ExecStatus.PIPELINE_SYNC:
                self.pgconn.exit_pipeline_mode()
            else:
                self.pgconn.finish()
        except BaseException:
            self.pgconn.finish()
            raise
        for place, one in enumerate(answers[: len(said)]):
            if one.status not in _GOOD:
                self._refuse(answers, place, said)
        if self.pgconn.status == ConnStatus.BAD:
            raise psycopg.OperationalError("the connection was ended before all was answered")
        return answers[len(said) - 1]

    def _send(self, message: _Message) -> list[str]:
        """Sends a message; returns for each answer to come the text of the statement that it prepares, if it prepares one."""
        if message.values is None:
            self.pgconn.send_query_params(message.text.encode(), None)
            return [""]
        name = self._names.get(message.text)
        if name is not None:
            self.pgconn.send_query_prepared(name, message.values)
            return [""]
        name = self._names[message.text] = b"sailau_%d" % next(self._number)
        self.pgconn.send_prepare(name, message.text.encode(self.info.encoding))
        self.pgconn.send_query_prepared(name, message.values)
        return [message.text, ""]

    def _refuse(self, answers: list[PGresult], place: int, said: Sequence[str]) -> None:
        """Raises a fault of the database's, after forgetting what it has not prepared, or must prepare anew.

        What failed after a COMMIT takes nothing back: that is raised as what leaves people in doubt.
        """
        for text, one in zip(said, answers, strict=False):
            if text and one.status not in _GOOD:
                self._names.pop(text, None)
        error = error_from_result(answers[place], "utf-8" if self.closed else self.info.encoding)
        if error.sqlstate in _PREPARE_ANEW:
            self._names.clear()
        if any(one.command_status == b"COMMIT" for one in answers[:place]):
            raise psycopg.OperationalError("committed, and perhaps not on the disk") from error
        if place < len(said) - 1:
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

        Raises what one of these raised, or an earlier statement whose fault nobody minded: nothing is committed then. Of what
        was never answered that is unknown.
        """
        if self.pgconn.transaction_status == TransactionStatus.INERROR:
            self.rollback()
            raise psycopg.errors.InFailedSqlTransaction("a statement failed before: nothing is committed")
        if not self._held_back:
            super().commit()
            return
        held_back = self._taken()
        try:
            self._say(
                [_WAITS_LATER, *held_back, _COMMIT, _IS_KEPT] if self._waits_later else [*held_back, _COMMIT]
            )
        except psycopg.Error:
            if self.pgconn.transaction_status == TransactionStatus.INERROR:
                self.rollback()  # whoever commits takes the transaction for ended
            raise

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
