"""What ails the database when it does not do its work, and how long it is waited for before people are told."""

import errno
from contextvars import ContextVar
from enum import StrEnum
from select import POLLIN, poll
from typing import Any

import psycopg
import sqlalchemy.exc as sa_exc
from psycopg.pq import TransactionStatus

CONNECT_SECONDS = 5
SILENCE_SECONDS = 20
"""After so long without a sign the other side is taken for gone, on both sides: no lock outlives its holder's network."""


class Trouble(StrEnum):
    """What ails the database."""

    LOST = "lost"
    BUSY = "busy"
    FULL = "full"
    DAMAGED = "damaged"


_STATES = {
    "53100": Trouble.FULL,  # disk_full
    "55P03": Trouble.BUSY,  # lock_not_available
    "40P01": Trouble.BUSY,  # deadlock_detected
    "40001": Trouble.BUSY,  # serialization_failure
    "XX001": Trouble.DAMAGED,  # data_corrupted
    "XX002": Trouble.DAMAGED,  # index_corrupted
}
_WORDS = {
    "disk is full": Trouble.FULL,
    "is locked": Trouble.BUSY,
    "disk I/O error": Trouble.DAMAGED,
    "malformed": Trouble.DAMAGED,
    "not a database": Trouble.DAMAGED,
}
_patience: ContextVar[float | None] = ContextVar("patience", default=None)


def trouble_of(error: BaseException) -> Trouble | None:
    """Returns what ails the database (or the disk) by what was raised, or None when that is a fault of another kind."""
    if isinstance(error, OSError):
        return Trouble.FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else None
    if isinstance(error, sa_exc.TimeoutError):
        return Trouble.BUSY
    if not isinstance(error, sa_exc.DBAPIError):
        return None
    text = str(error.orig)
    told = _STATES.get(getattr(error.orig, "sqlstate", None) or "")
    told = told or next((one for words, one in _WORDS.items() if words in text), None)
    is_lost = error.connection_invalidated or isinstance(
        error, sa_exc.OperationalError | sa_exc.InterfaceError
    )
    return told or (Trouble.LOST if is_lost else None)


def is_full(error: BaseException) -> bool:
    """Returns whether it is for lack of room on the disk that something could not be written."""
    return trouble_of(error) is Trouble.FULL


def will_pass(error: BaseException) -> bool:
    """Returns whether what is tried again later may well succeed, without anybody's help."""
    return trouble_of(error) in (Trouble.LOST, Trouble.BUSY)


def be_patient(seconds: int | None) -> None:
    """Says how long a single answer of the database is waited for from now on; None: for as long as it takes.

    A third is added to the `seconds` that the database is told to wait for others, so that its own word comes first.
    """
    _patience.set(None if seconds is None else seconds * 4 / 3)


class PatientConnection(psycopg.Connection[Any]):
    """A connection that gives up when the database is silent for too long, so that whoever waits is told."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Waits for an answer; raises OperationalError, and is closed, when none came in time."""
        patience = _patience.get() if timeout is None else timeout
        try:
            return super().wait(gen, interval, patience)
        except psycopg.OperationalError:
            if (
                self.pgconn.transaction_status == TransactionStatus.ACTIVE
            ):  # whose answer is still to come: useless now
                self.pgconn.finish()
            raise


def connect_patiently(_dialect: Any, _record: Any, arguments: list[Any], parameters: dict[str, Any]) -> Any:
    """Makes SQLAlchemy's connections patient ones, for the event `do_connect` of an engine for PostgreSQL."""
    return PatientConnection.connect(*arguments, **parameters)


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
