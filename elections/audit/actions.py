"""Writing to the log: in the same transaction as the change it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.audit.chain import FIRST, canonical, digest_of
from elections.audit.models import AuditEvent
from elections.database import db, utc_now
from elections.statements import Prepared

CHAIN_LOCK = 7_214_025
"""The number of PostgreSQL's advisory lock under which events are chained; SQLite has one writer anyway."""

_TABLE = cast(sa.Table, AuditEvent.__table__)
_OWN = tuple(one.name for one in _TABLE.c if one.name not in ("id", "previous_digest", "digest"))
_INSERT = Prepared(_TABLE.insert().inline(), (*_OWN, "id", "previous_digest", "digest"))
_LAST = Prepared(sa.select(_TABLE.c.id, _TABLE.c.digest).order_by(_TABLE.c.id.desc()).limit(1))
_LAST_LOCKED = sa.func.last_event(CHAIN_LOCK).table_valued("id", "digest").alias("last")
_COVERED = sa.func.concat(
    _LAST_LOCKED.c.digest, "\n", _LAST_LOCKED.c.id + 1, "\n", sa.bindparam("covered", type_=sa.Text)
)
_APPEND = Prepared(
    _TABLE.insert().from_select(
        [*_OWN, "id", "previous_digest", "digest"],
        sa.select(
            *(sa.bindparam(f"new_{name}", type_=_TABLE.c[name].type) for name in _OWN),
            _LAST_LOCKED.c.id + 1,
            _LAST_LOCKED.c.digest,
            sa.func.encode(sa.func.sha256(sa.func.convert_to(_COVERED, "UTF8")), "hex"),
        ),
        include_defaults=False,
    )
)
"""The same in one, for PostgreSQL: nobody else writes an event from then until this transaction ends, which is soon."""


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
    _append(db.session.connection(), content, {**content, "at": content["at"].isoformat()})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns values as JSON keeps them: dates and enums as text."""
    return {
        key: value if isinstance(value, (bool, int, type(None), dict, list)) else str(value)
        for key, value in values.items()
    }


def _append(connection: sa.Connection, content: Mapping[str, Any], covered: Mapping[str, Any]) -> None:
    """Adds an event to the end of the chain; its number is the one after the last.

    On PostgreSQL a function reads the end of the chain, which sees events of every territory, whoever acts.
    """
    if connection.dialect.name == "postgresql":
        given = {f"new_{name}": value for name, value in content.items()}
        _APPEND.run_last(connection, {**given, "covered": canonical(covered)})
        return
    number, previous = next(iter(_LAST.read(connection, {})), (0, FIRST))
    digest = digest_of(covered, previous, number + 1)
    row = {**content, "id": number + 1, "previous_digest": previous, "digest": digest}
    _INSERT.run(connection, row)
