"""Keeping an entry by plain statements: the reading itself, where its protocol stands now, and what the contest adds up to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import ARRAY

from elections.accounts.access import Actor
from elections.database import utc_now
from elections.errors import Stale
from elections.results.draft_models import ProtocolDraft
from elections.results.entries import State
from elections.results.entry_papers import Paper
from elections.results.entry_queries import table_of
from elections.results.kept_sums import GROWN, GROWN_VOTES, Growth
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.queries import FIGURES
from elections.results.tally import ProtocolFigures
from elections.statements import Prepared

_PROTOCOL, _ENTRY, _VOTES = table_of(Protocol), table_of(ProtocolEntry), table_of(EntryVotes)
_DRAFT = table_of(ProtocolDraft)
_OWN_DRAFT = _DRAFT.delete().where(
    _DRAFT.c.protocol_id == sa.bindparam("protocol"), _DRAFT.c.user_id == sa.bindparam("user")
)
OWN_DRAFT = Prepared(_OWN_DRAFT)
_EARLIER = _ENTRY.alias()
_NEXT = (
    sa.select(sa.func.coalesce(sa.func.max(_EARLIER.c.number), 0) + 1)
    .where(_EARLIER.c.protocol_id == sa.bindparam("protocol"))
    .scalar_subquery()
)
_TYPED = tuple(one.name for one in _ENTRY.c if one.name not in ("id", "number"))
_INSERT_ENTRY = Prepared(_ENTRY.insert().values(number=_NEXT).returning(_ENTRY.c.id), _TYPED)
_INSERT_VOTES = Prepared(_VOTES.insert(), ("entry_id", "candidate_id", "votes"))
_MOVE = (
    _PROTOCOL.update()
    .where(_PROTOCOL.c.id == sa.bindparam("protocol"), _PROTOCOL.c.version == sa.bindparam("found"))
    .values(version=_PROTOCOL.c.version + 1)
)
_MOVE_ALONE = Prepared(_MOVE, ("state", "updated_at", "accepted_entry_id", "accepted_at"))
_NEW = (
    _ENTRY.insert()
    .values(number=_NEXT, **{name: sa.bindparam(f"new_{name}", type_=_ENTRY.c[name].type) for name in _TYPED})
    .returning(_ENTRY.c.id)
    .cte("entry")
)
_NEW_VOTES = (
    _VOTES.insert()
    .from_select(
        ["entry_id", "candidate_id", "votes"],
        sa.select(
            _NEW.c.id,
            sa.func.unnest(sa.bindparam("candidates", type_=ARRAY(sa.Integer))),
            sa.func.unnest(sa.bindparam("numbers", type_=ARRAY(sa.Integer))),
        ),
    )
    .cte("entry_votes")
)
_MOVE_WITH_ALL = _MOVE.values(
    state=sa.bindparam("then_state", type_=_PROTOCOL.c.state.type),
    updated_at=sa.bindparam("then_at", type_=_PROTOCOL.c.updated_at.type),
    accepted_entry_id=sa.case(
        (sa.bindparam("is_accepted", type_=sa.Boolean), sa.select(_NEW.c.id).scalar_subquery()),
        else_=_PROTOCOL.c.accepted_entry_id,
    ),
    accepted_at=sa.case(
        (
            sa.bindparam("is_accepted", type_=sa.Boolean),
            sa.bindparam("then_at", type_=_PROTOCOL.c.updated_at.type),
        ),
        else_=_PROTOCOL.c.accepted_at,
    ),
).add_cte(_NEW_VOTES, _OWN_DRAFT.cte("own_draft"))
_ALL_AT_ONCE = Prepared(_MOVE_WITH_ALL)
_ALL_AND_SUMS = Prepared(_MOVE_WITH_ALL.add_cte(GROWN, GROWN_VOTES))
"""All in one, for PostgreSQL, where the way to the database costs more than the work there."""


def keep_entry(
    connection: Connection, actor: Actor, protocol: Protocol | Paper, version: int, figures: ProtocolFigures, state: State,
    more: Mapping[str, str], growth: Growth | None = None, *, is_held: bool = False,
) -> None:  # fmt: skip
    """Keeps somebody's reading of a protocol and its new state; what they had typed as a draft goes.

    With it goes what it changes in the sums of its contest. Raises Stale when somebody else changed the protocol since its `version` was
    read. Nobody can have changed one that `is_held`: PostgreSQL is then told all of it with the COMMIT.
    """
    now = utc_now()
    row = {
        "protocol_id": protocol.id, "path": protocol.path, "entered_by_id": actor.user_id, "is_taken_back": False,
        "source": "", "reason": "", "entered_by_login": actor.login, "entered_at": now, "likeness": likeness(figures),
        **{name: getattr(figures, name) for name in FIGURES}, **more,
    }  # fmt: skip
    if connection.dialect.name != "postgresql":
        moved = _keep_one_by_one(connection, protocol, version, figures, state, row, now, growth)
    else:
        statement, given = _all_at_once(protocol, version, figures, state, row, now, growth)
        if is_held:
            statement.run_last(connection, given)
            return
        moved = statement.run(connection, given)
    if moved != 1:
        raise Stale


def _all_at_once(
    protocol: Protocol | Paper, version: int, figures: ProtocolFigures, state: State, row: Mapping[str, Any],
    now: datetime, growth: Growth | None,
) -> tuple[Prepared, dict[str, Any]]:  # fmt: skip
    candidates = sorted(figures.votes)
    given = {
        **{f"new_{name}": value for name, value in row.items()}, "protocol": protocol.id,
        "found": version, "user": row["entered_by_id"], "candidates": candidates,
        "numbers": [figures.votes[one] for one in candidates], "then_state": state, "then_at": now,
        "is_accepted": state is State.ACCEPTED,
    }  # fmt: skip
    return (_ALL_AT_ONCE, given) if growth is None else (_ALL_AND_SUMS, {**given, **growth.values})


def _keep_one_by_one(
    connection: Connection, protocol: Protocol | Paper, version: int, figures: ProtocolFigures, state: State,
    row: Mapping[str, Any], now: datetime, growth: Growth | None,
) -> int:  # fmt: skip
    entry = _INSERT_ENTRY.read(connection, {"protocol": protocol.id, **row})[0].id
    if figures.votes:
        rows = [
            {"entry_id": entry, "candidate_id": one, "votes": number} for one, number in figures.votes.items()
        ]
        _INSERT_VOTES.run_each(connection, rows)
    OWN_DRAFT.run(connection, {"protocol": protocol.id, "user": row["entered_by_id"]})
    is_accepted = state is State.ACCEPTED
    moved = _MOVE_ALONE.run(connection, {
        "protocol": protocol.id, "found": version, "state": state, "updated_at": now,
        "accepted_entry_id": entry if is_accepted else protocol.accepted_entry_id,
        "accepted_at": now if is_accepted else protocol.accepted_at,
    })  # fmt: skip
    if growth is not None and moved == 1:
        growth.add(connection)
    return moved
