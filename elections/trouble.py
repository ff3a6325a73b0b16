"""What ails the database when it does not do its work, and how long it is waited for before people are told."""

import errno
from contextvars import ContextVar
from enum import StrEnum

import sqlalchemy.exc as sa_exc


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


def patience() -> float | None:
    """Returns for how many seconds a single answer is waited for; None: for as long as it takes."""
    return _patience.get()
