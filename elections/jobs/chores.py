"""Chores: what a worker looks after between two jobs, in small portions; rooms hand theirs in."""

from collections.abc import Callable

import structlog
from sqlalchemy.exc import OperationalError

Chore = Callable[[], bool]
_chores: list[Chore] = []
log = structlog.get_logger()


def register_chore(chore: Chore) -> None:
    """Adds a chore; it does a little, soon ends, and returns whether it had anything to do."""
    if chore not in _chores:
        _chores.append(chore)


def do_chores() -> bool:
    """Does a portion of every chore; returns whether any had something to do. A fault in one ends no worker."""
    return sum(_done(chore) for chore in _chores) > 0


def _done(chore: Chore) -> bool:
    try:
        return chore()
    except OperationalError:
        raise
    except Exception:
        log.exception("chore failed", chore=chore.__name__)
        return False
