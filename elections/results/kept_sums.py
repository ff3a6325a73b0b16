"""What a contest adds up to, read and changed by plain statements: one more protocol is added, none is read again.

Whoever changes what a contest counts holds its outcome first (`hold`), and writes the log last. SQLite has one writer
anyway; on PostgreSQL nobody then waits for somebody who waits for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from elections.errors import Stale
from elections.results.entries import State
from elections.results.entry_papers import Paper
from elections.results.entry_queries import table_of
from elections.results.models import EntryVotes, Outcome, OutcomeChange, OutcomeVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.tally import OutcomeState, ProtocolFigures, Totals
from elections.statements import Prepared
from elections.territory.models import Precinct

SUMS = ("voters", "ballots_issued", "took_part", "invalid", "against_all")
DECIDED = (
    "state", "margin", "leader_id", "winner_id", "is_tie", "is_called", "counting_at", "preliminary_at",
)  # fmt: skip
MISSING = ("precincts_expected", "precincts_received", "precincts_disputed", "missing_voters")


@dataclass(frozen=True)
class Kept:
    """The outcome of a contest as it is kept."""

    id: int
    contest_id: int
    path: str
    precincts_received: int
    voters: int
    ballots_issued: int
    took_part: int
    invalid: int
    against_all: int
    state: OutcomeState
    margin: int
    leader_id: int | None
    winner_id: int | None
    is_tie: bool
    is_called: bool
    counting_at: datetime | None
    preliminary_at: datetime | None
    has_same: bool
    """Whether a precinct that is in has the very votes that were asked for."""
    votes: dict[int, int]
    missing: dict[str, Any]
    """What `read_missing` would say once the protocol that was asked for is in."""

    def with_protocol(self, figures: ProtocolFigures) -> Totals:
        """Returns the sums with one more protocol."""
        votes = dict(self.votes)
        for one, number in figures.votes.items():
            votes[one] = votes.get(one, 0) + number
        return Totals(**{name: getattr(self, name) + getattr(figures, name) for name in SUMS}, votes=votes)


_OUTCOME, _VOTES, _CHANGE = table_of(Outcome), table_of(OutcomeVotes), table_of(OutcomeChange)
_PROTOCOL, _PRECINCT = table_of(Protocol), table_of(Precinct)
_ENTRY, _ENTRY_VOTES = table_of(ProtocolEntry), table_of(EntryVotes)
_COLUMNS = ("id", "contest_id", "path", "precincts_received", *SUMS, *DECIDED)
_SAME = (
    sa.select(_ENTRY.c.id)
    .join(_PROTOCOL, _PROTOCOL.c.id == _ENTRY.c.protocol_id)
    .where(_ENTRY.c.likeness == sa.bindparam("likeness"), _PROTOCOL.c.id != sa.bindparam("protocol"),
           _PROTOCOL.c.accepted_entry_id == _ENTRY.c.id, _PROTOCOL.c.state == State.ACCEPTED)
    .exists()
).label("has_same")  # fmt: skip


_ANY = sa.select(sa.bindparam("contest", type_=_PROTOCOL.c.contest_id.type)).scalar_subquery()
"""PostgreSQL cannot look into it, so it plans once for any contest; for the given one it planned anew with every save."""


def _standing(is_in: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """Returns the statement of how many precincts of a contest are expected, in and disputed, and who is missing."""
    return (
        sa.select(
            sa.func.count().label("precincts_expected"),
            sa.func.sum(sa.case((is_in, 1), else_=0)).label("precincts_received"),
            sa.func.sum(sa.case((_PROTOCOL.c.state == State.DISPUTED, 1), else_=0)).label(
                "precincts_disputed"
            ),
            sa.func.sum(sa.case((is_in, 0), else_=_PRECINCT.c.voters)).label("missing_voters"),
            sa.func.min(sa.case((is_in, 1), else_=_PRECINCT.c.voters)).label("least"),
        )
        .join(_PRECINCT, _PRECINCT.c.id == _PROTOCOL.c.precinct_id)
        .where(_PROTOCOL.c.contest_id == _ANY, _PROTOCOL.c.state != State.REPLACED)
    )


_STANDING = _standing(_PROTOCOL.c.state == State.ACCEPTED)
_THEN = _standing(
    sa.or_(_PROTOCOL.c.state == State.ACCEPTED, _PROTOCOL.c.id == sa.bindparam("protocol"))
).subquery("standing")
_KEPT = (
    sa.select(*(_OUTCOME.c[name] for name in _COLUMNS), _SAME, _VOTES.c.candidate_id, _VOTES.c.votes,
              *(one.label(f"then_{one.name}") for one in _THEN.c))
    .outerjoin(_VOTES, _VOTES.c.outcome_id == _OUTCOME.c.id)
    .join(_THEN, sa.true())
    .where(_OUTCOME.c.contest_id == sa.bindparam("contest"))
)  # fmt: skip
_OUTCOME_AS_SEEN, _HELD = _OUTCOME.alias(), _PROTOCOL.alias("held")
_READ_KEPT = Prepared(_KEPT)
_KEPT_HELD = Prepared(
    _KEPT.add_columns(
        _OUTCOME.c.version,
        sa.select(_OUTCOME_AS_SEEN.c.version)
        .where(_OUTCOME_AS_SEEN.c.id == _OUTCOME.c.id)
        .scalar_subquery()
        .label("version_seen"),
        _HELD.c.version.label("protocol_version"),
    )
    .join(_HELD, _HELD.c.id == sa.bindparam("protocol"))
    .with_for_update(key_share=True, of=[_OUTCOME, _HELD])
)
"""For PostgreSQL, which has read all the rest before it waited for who held the outcome: then the versions differ.

The protocol is held after the outcome, and its version is the one that it has then.
"""
_HOLD = (
    sa.select(_OUTCOME.c.id)
    .where(_OUTCOME.c.contest_id.in_(sa.bindparam("contests", expanding=True)))
    .order_by(_OUTCOME.c.id)
    .with_for_update(key_share=True)
)
_ADD = (
    _OUTCOME.update()
    .where(_OUTCOME.c.id == sa.bindparam("outcome"))
    .values(
        version=_OUTCOME.c.version + 1,
        **{name: _OUTCOME.c[name] + sa.bindparam(f"new_{name}") for name in SUMS},
    )
)
_ADD_AND_DECIDE = Prepared(_ADD, ("updated_at", *MISSING, *DECIDED))
_NEW_VOTES = sqlite.insert(_VOTES)
_MORE_VOTES = Prepared(
    _NEW_VOTES.on_conflict_do_update(
        index_elements=["outcome_id", "candidate_id"],
        set_={"votes": _VOTES.c.votes + _NEW_VOTES.excluded.votes},
    ),
    ("outcome_id", "candidate_id", "votes"),
)
GROWN = _ADD.values(
    **{
        name: sa.bindparam(f"grown_{name}", type_=_OUTCOME.c[name].type)
        for name in ("updated_at", *MISSING, *DECIDED)
    }
).cte("grown")
_GROWN_VOTES = postgresql.insert(_VOTES).from_select(
    ["outcome_id", "candidate_id", "votes"],
    sa.select(
        sa.bindparam("outcome", type_=sa.Integer),
        sa.func.unnest(sa.bindparam("candidates", type_=postgresql.ARRAY(sa.Integer))),
        sa.func.unnest(sa.bindparam("numbers", type_=postgresql.ARRAY(sa.Integer))),
    ),
)
GROWN_VOTES = _GROWN_VOTES.on_conflict_do_update(
    index_elements=["outcome_id", "candidate_id"],
    set_={"votes": _VOTES.c.votes + _GROWN_VOTES.excluded.votes},
).cte("grown_votes")
"""Both go with the statement that keeps the entry on PostgreSQL, where the way to the database costs more than the work there."""
_STANDS = ("precincts_received", "state", "winner_id", "is_called", "is_tie")
_TURN = Prepared(_CHANGE.insert().inline(), ("contest_id", "path", "at", *_STANDS))
_OF_ACCEPTED = sa.and_(_PROTOCOL.c.contest_id == sa.bindparam("contest"), _PROTOCOL.c.state == State.ACCEPTED)
_ADDED_UP = (
    sa.select(*(sa.func.coalesce(sa.func.sum(_ENTRY.c[name]), 0).label(name) for name in SUMS))
    .join(_PROTOCOL, _PROTOCOL.c.accepted_entry_id == _ENTRY.c.id)
    .where(_OF_ACCEPTED)
)
_VOTES_ADDED_UP = (
    sa.select(_ENTRY_VOTES.c.candidate_id, sa.func.sum(_ENTRY_VOTES.c.votes))
    .join(_PROTOCOL, _PROTOCOL.c.accepted_entry_id == _ENTRY_VOTES.c.entry_id)
    .where(_OF_ACCEPTED)
    .group_by(_ENTRY_VOTES.c.candidate_id)
)


def hold(connection: Connection, contests: Iterable[int]) -> None:
    """Waits until nobody else changes what these contests count; they are held until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"contests": list(contests)})


def hold_kept(
    connection: Connection, protocol: Protocol | Paper, version: int, figures: ProtocolFigures
) -> Kept | None:
    """Returns what `read_kept` does, once nobody else changes what the contest counts; it is held as by `hold`.

    Where an outcome is found on PostgreSQL, the protocol is held too: raises Stale when somebody changed it since its
    `version` was read.
    """
    if connection.dialect.name != "postgresql":
        return read_kept(connection, protocol, figures)
    rows = _KEPT_HELD.read(connection, _asked(protocol, figures))
    if not rows:
        return None
    if rows[0].protocol_version != version:
        raise Stale
    had_to_wait = rows[0].version != rows[0].version_seen
    return read_kept(connection, protocol, figures) if had_to_wait else _kept(rows)


def read_kept(connection: Connection, protocol: Protocol | Paper, figures: ProtocolFigures) -> Kept | None:
    """Returns the outcome of a protocol's contest, or None while nothing is expected in it.

    It says, too, whether another precinct that is in has the very votes of these figures.
    """
    rows = _READ_KEPT.read(connection, _asked(protocol, figures))
    return _kept(rows) if rows else None


def _asked(protocol: Protocol | Paper, figures: ProtocolFigures) -> dict[str, Any]:
    return {"contest": protocol.contest_id, "protocol": protocol.id, "likeness": likeness(figures)}


def _kept(rows: Sequence[Any]) -> Kept:
    votes = {one.candidate_id: one.votes for one in rows if one.candidate_id is not None}
    first = rows[0]
    missing = _missing({name: getattr(first, f"then_{name}") for name in (*MISSING, "least")})
    return Kept(
        **{name: getattr(first, name) for name in (*_COLUMNS, "has_same")}, votes=votes, missing=missing
    )


def read_missing(connection: Connection, contest_id: int) -> dict[str, Any]:
    """Returns how many precincts are expected, in and disputed, and the voters of those that are not in.

    Their number is None while the register does not know the voters of one of them: unknown, not none.
    """
    return _missing(connection.execute(_STANDING, {"contest": contest_id}).one()._asdict())


def _missing(row: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: int(row[name] or 0) for name in MISSING}
    return found if row["least"] is None or row["least"] > 0 else {**found, "missing_voters": None}


def add_up(connection: Connection, contest_id: int) -> Totals:
    """Adds the accepted protocols of a contest up anew, by the database."""
    given = {"contest": contest_id}
    sums = connection.execute(_ADDED_UP, given).one()
    votes = {one: int(number) for one, number in connection.execute(_VOTES_ADDED_UP, given)}
    return Totals(**{name: int(getattr(sums, name)) for name in SUMS}, votes=votes)


@dataclass(frozen=True)
class Growth:
    """What one more accepted protocol changes in the kept sums of its contest: its figures, and what is so `then`."""

    outcome: int
    figures: ProtocolFigures
    then: Mapping[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """What `GROWN` is given besides the figures, which are those of the entry that it goes with."""
        return {"outcome": self.outcome, **{f"grown_{name}": value for name, value in self.then.items()}}

    def add(self, connection: Connection) -> None:
        """Adds it, where no statement takes it along."""
        new = {f"new_{name}": getattr(self.figures, name) for name in SUMS}
        _ADD_AND_DECIDE.run(connection, {"outcome": self.outcome, **new, **self.then})
        rows = [
            {"outcome_id": self.outcome, "candidate_id": one, "votes": number}
            for one, number in sorted(self.figures.votes.items())
        ]
        if rows:
            _MORE_VOTES.run_each(connection, rows)


def add_turn(connection: Connection, kept: Kept, growth: Growth) -> None:
    """Keeps a line of the night: how the contest stands from now on."""
    values = {name: growth.then[name] for name in _STANDS}
    _TURN.run_last(
        connection,
        {"contest_id": kept.contest_id, "path": kept.path, "at": growth.then["updated_at"], **values},
    )
