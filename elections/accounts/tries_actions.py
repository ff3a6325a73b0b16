"""Counting tries to get in, in the database, where all processes see them.

A try is counted before it is answered, in a transaction of its own, so that many at once are no way round; who was right
gets it back. Names and addresses are kept as keyed digests: what was typed may be a password in the wrong field.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import cast

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.dialects import postgresql, sqlite

from elections.accounts.models import LogInTries, User
from elections.accounts.queries import NOBODY, find_account
from elections.accounts.tries import Patience, is_waiting, wait_after
from elections.audit.actions import record
from elections.database import db, transaction
from elections.errors import Objection, Refused

KEPT_FOR = timedelta(days=1)
_TABLE = cast(sa.Table, LogInTries.__table__)
_INSERTS = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(),
}


class Slowed(Refused):
    """So many tries failed that the next one has to wait."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = int(wait.total_seconds()) + 1
        super().__init__([Objection("account.wait", params={"seconds": self.seconds})])


class Step(IntEnum):
    """Where on the way in somebody failed."""

    PASSWORD = 0
    CODE = 1
    CONFIRMING = 2


@dataclass(frozen=True)
class Counted:
    """What tries are counted by: an account, an address, a device."""

    key: str
    patience: Patience


def counted(kind: str, value: object, patience: Patience) -> Counted:
    """Returns what tries of this kind are counted by."""
    key = current_app.extensions["vault"].key("tries")
    return Counted(hmac.digest(key, f"{kind}:{value}".encode(), hashlib.sha256).hex(), patience)


def take_try(by: Sequence[Counted], now: datetime, user: User | None) -> None:
    """Counts one try as failed until it is given back; raises Slowed when the next one may not come yet."""
    user_id = user.id if user else None
    with transaction():
        rows = _locked(by, now)
        waiting = [row for one, row in rows if is_waiting(row.failed, row.wait_until, now, one.patience)]
        for one, row in () if waiting else rows:
            _count(row, one.patience, now)
        if any(not row.is_told for row in waiting):
            _tell(waiting, user_id)
        wait = max((row.wait_until - now for row in waiting), default=None)
    if wait is not None:
        raise Slowed(wait)


def give_back(by: Sequence[Counted], now: datetime) -> None:
    """Takes back the try of one who was right; only failures of an address from where others try too remain."""
    for one, row in _locked(by, now):
        row.failed = max(0, row.failed - 1) if one.patience.is_shared else 0
        if row.failed < one.patience.free:
            row.wait_until = now
    db.session.execute(sa.delete(LogInTries).where(LogInTries.last_at < now - KEPT_FOR))


def note_failure(step: Step, user: User | None, address: str) -> None:
    """Writes into the log that somebody failed to get in; what they typed is not written, unless it is an account."""
    user_id = user.id if user else None
    with transaction():
        known = find_account(user_id) if user_id else None
        subject, label = (known, known.login) if known else ("user_account", "")
        record(
            NOBODY, ("account.log_in_failed", "account.code_failed", "account.confirm_failed")[step], subject,
            label=label, after={"address": address},
        )  # fmt: skip


def _locked(by: Sequence[Counted], now: datetime) -> list[tuple[Counted, LogInTries]]:
    """Returns the counts, made where there are none, for this transaction alone."""
    connection = db.session.connection()
    insert = _INSERTS[connection.dialect.name]
    for one in sorted(by, key=lambda one: one.key):
        fresh = {"key": one.key, "failed": 0, "last_at": now, "wait_until": now, "is_told": False}
        connection.execute(insert, fresh)
    keys = [one.key for one in by]
    rows = db.session.scalars(
        sa.select(LogInTries).where(LogInTries.key.in_(keys)).order_by(LogInTries.key).with_for_update()
    )
    found = {row.key: row for row in rows}
    return [(one, found[one.key]) for one in by]


def _count(row: LogInTries, patience: Patience, now: datetime) -> None:
    rested = abs(now - row.last_at) > patience.rest
    row.failed = 1 if rested else row.failed + 1
    row.last_at, row.wait_until, row.is_told = now, now + wait_after(row.failed, patience), False


def _tell(waiting: Sequence[LogInTries], user_id: int | None) -> None:
    """Writes once into the log that tries are refused, not each of a thousand times."""
    for row in waiting:
        row.is_told = True
    known = find_account(user_id) if user_id else None
    failed = max(row.failed for row in waiting)
    record(
        NOBODY, "account.slowed_down", known or "user_account", label=known.login if known else "",
        after={"failed": failed},
    )  # fmt: skip
