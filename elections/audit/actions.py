"""Writing to the log: in the same transaction as the change it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.audit.chain import FIRST, digest_of
from elections.audit.models import AuditEvent
from elections.audit.queries import content_of
from elections.database import db, utc_now

CHAIN_LOCK = 7_214_025
"""The number of PostgreSQL's advisory lock under which events are chained; SQLite has one writer anyway."""


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
    event = AuditEvent(
        at=at or utc_now(),
        actor_id=actor.user_id,
        actor_login=actor.login,
        action=action,
        subject_kind=subject.__tablename__ if is_row else subject,
        subject_id=subject.id if is_row else None,
        subject_label=label[:300],
        path=getattr(subject, "path", actor.scope) if is_row else actor.scope,
        before=None if before is None else plain(before),
        after=None if after is None else plain(after),
        reason=reason,
    )
    event.previous_digest = _last_digest()
    event.digest = digest_of(content_of(event), event.previous_digest)
    db.session.add(event)
    db.session.flush()


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns values as JSON keeps them: dates and enums as text."""
    return {
        key: value if isinstance(value, (bool, int, type(None), dict, list)) else str(value)
        for key, value in values.items()
    }


def _last_digest() -> str:
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(CHAIN_LOCK)))
    table = AuditEvent.__table__
    last = db.session.execute(sa.select(table.c.digest).order_by(table.c.id.desc()).limit(1)).scalar()
    return last or FIRST
