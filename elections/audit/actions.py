"""Writing to the log: in the same transaction as the change it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.audit.chain import FIRST, digest_of
from elections.audit.models import AuditEvent
from elections.database import db, utc_now

CHAIN_LOCK = 7_214_025
"""The number of PostgreSQL's advisory lock under which events are chained; SQLite has one writer anyway."""

_TABLE = cast(sa.Table, AuditEvent.__table__)
_INSERT = _TABLE.insert()
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(CHAIN_LOCK))
_LAST = sa.select(_TABLE.c.digest).order_by(_TABLE.c.id.desc()).limit(1)


def record(
    actor: Actor,
    action: str,
    subject: Any,
    *,
    label: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """Writes one event about `subject` (a row that has an id, or a word), chained to the one before it."""
    is_row = not isinstance(subject, str)
    content = {
        "at": at or utc_now(),
        "actor_id": actor.user_id,
        "actor_login": actor.login,
        "action": action,
        "subject_kind": subject.__tablename__ if is_row else subject,
        "subject_id": subject.id if is_row else None,
        "subject_label": label[:300],
        "path": getattr(subject, "path", actor.scope) if is_row else actor.scope,
        "before": None if before is None else plain(before),
        "after": None if after is None else plain(after),
        "reason": reason,
    }
    db.session.flush()
    connection = db.session.connection()
    previous = _last_digest(connection)
    digest = digest_of({**content, "at": content["at"].isoformat()}, previous)
    connection.execute(_INSERT, {**content, "previous_digest": previous, "digest": digest})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns values as JSON keeps them: dates and enums as text."""
    return {
        key: value if isinstance(value, (bool, int, type(None), dict, list)) else str(value)
        for key, value in values.items()
    }


def _last_digest(connection: sa.Connection) -> str:
    """Returns the digest of the last event; on PostgreSQL nobody else writes one until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)
    last: str | None = connection.scalar(_LAST)
    return last or FIRST
