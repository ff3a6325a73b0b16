"""Keeping an entry by plain statements: the reading itself, where its protocol stands now, and what the contest adds up to."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from elections.accounts.access import Actor
from elections.database import utc_now
from elections.errors import Stale
from elections.results.entries import State
from elections.results.entry_papers import Paper
from elections.results.entry_queries import table_of
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.queries import FIGURES
from elections.results.tally import ProtocolFigures

_PROTOCOL, _ENTRY, _VOTES = table_of(Protocol), table_of(ProtocolEntry), table_of(EntryVotes)
_EARLIER = _ENTRY.alias()
_NEXT = (
    sa.select(sa.func.coalesce(sa.func.max(_EARLIER.c.number), 0) + 1)
    .where(_EARLIER.c.protocol_id == sa.bindparam("of"))
    .scalar_subquery()
)
_INSERT_ENTRY = _ENTRY.insert().values(number=_NEXT).returning(_ENTRY.c.id)
_INSERT_VOTES = _VOTES.insert()
_MOVE = (
    _PROTOCOL.update()
    .where(_PROTOCOL.c.id == sa.bindparam("protocol"), _PROTOCOL.c.version == sa.bindparam("found"))
    .values(version=_PROTOCOL.c.version + 1)
)


def keep_entry(
    connection: Connection, actor: Actor, protocol: Protocol | Paper, version: int, figures: ProtocolFigures, state: State,
    more: Mapping[str, str],
) -> None:  # fmt: skip
    """Keeps somebody's reading of a protocol and its new state.

    Raises Stale when somebody else changed the protocol since its `version` was read.
    """
    now = utc_now()
    values = {name: getattr(figures, name) for name in FIGURES}
    entry = connection.scalar(_INSERT_ENTRY, {
        "of": protocol.id, "protocol_id": protocol.id, "path": protocol.path, "entered_by_id": actor.user_id,
        "entered_by_login": actor.login, "entered_at": now, "likeness": likeness(figures), **values, **more,
    })  # fmt: skip
    if figures.votes:
        rows = [
            {"entry_id": entry, "candidate_id": one, "votes": number} for one, number in figures.votes.items()
        ]
        connection.execute(_INSERT_VOTES, rows)
    is_accepted = state is State.ACCEPTED
    moved = connection.execute(_MOVE, {
        "protocol": protocol.id, "found": version, "state": state, "updated_at": now,
        "accepted_entry_id": entry if is_accepted else protocol.accepted_entry_id,
        "accepted_at": now if is_accepted else protocol.accepted_at,
    })  # fmt: skip
    if moved.rowcount != 1:
        raise Stale
