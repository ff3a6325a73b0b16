"""Reading what the entry of a protocol needs: one statement, one more when there is an earlier entry."""

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import Connection

from elections.campaign.models import Contest, Election
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, scope_bounds
from elections.errors import NotFound
from elections.people.models import Person
from elections.results.entries import State
from elections.results.entry_papers import (
    BallotLine,
    Paper,
    PaperConstituency,
    PaperContest,
    PaperElection,
    PaperEntry,
    PaperPrecinct,
    PaperVotes,
)
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
from elections.results.queries import FIGURES
from elections.statements import Prepared
from elections.territory.models import Constituency, Precinct


def table_of(model: Any) -> sa.Table:
    """Returns the table of a model, for statements that go past the session."""
    return cast(sa.Table, model.__table__)


_PROTOCOL, _ENTRY, _VOTES = table_of(Protocol), table_of(ProtocolEntry), table_of(EntryVotes)
_PRECINCT, _CONTEST, _ELECTION = table_of(Precinct), table_of(Contest), table_of(Election)
_CONSTITUENCY, _CANDIDATE, _PERSON = table_of(Constituency), table_of(Candidate), table_of(Person)
_NAMES = (_CANDIDATE.c.id, _PERSON.c.surname, _PERSON.c.given_name, _PERSON.c.patronymic)
_OF_PROTOCOL = (
    sa.select(
        _PROTOCOL.c.id, _PROTOCOL.c.contest_id, _PROTOCOL.c.path, _PROTOCOL.c.state, _PROTOCOL.c.version,
        _PROTOCOL.c.accepted_entry_id, _PROTOCOL.c.accepted_at, _PRECINCT.c.number, _PRECINCT.c.voters,
        _CONSTITUENCY.c.name_ru, _ELECTION.c.entries_required, _ELECTION.c.protocol_thresholds,
        _CANDIDATE.c.id.label("candidate_id"), *_NAMES[1:],
    )
    .join(_PRECINCT, _PRECINCT.c.id == _PROTOCOL.c.precinct_id)
    .join(_CONTEST, _CONTEST.c.id == _PROTOCOL.c.contest_id)
    .join(_CONSTITUENCY, _CONSTITUENCY.c.id == _CONTEST.c.constituency_id)
    .join(_ELECTION, _ELECTION.c.id == _CONTEST.c.election_id)
    .outerjoin(_CANDIDATE, sa.and_(_CANDIDATE.c.contest_id == _PROTOCOL.c.contest_id,
                                   _CANDIDATE.c.status == Status.REGISTERED))
    .outerjoin(_PERSON, _PERSON.c.id == _CANDIDATE.c.person_id)
    .where(_PROTOCOL.c.id == sa.bindparam("id"), _PROTOCOL.c.path >= sa.bindparam("low"),
           _PROTOCOL.c.path < sa.bindparam("high"))
    .order_by(_PERSON.c.sort_key, _CANDIDATE.c.id)
)  # fmt: skip
_READ_PROTOCOL = Prepared(_OF_PROTOCOL)
_OF_ENTRIES = (
    sa.select(
        _ENTRY.c.id, _ENTRY.c.number, _ENTRY.c.entered_by_id, _ENTRY.c.entered_by_login,
        *(_ENTRY.c[name] for name in FIGURES), _VOTES.c.candidate_id, _VOTES.c.votes,
    )
    .outerjoin(_VOTES, _VOTES.c.entry_id == _ENTRY.c.id)
    .where(_ENTRY.c.protocol_id == sa.bindparam("id"), ~_ENTRY.c.is_taken_back).order_by(_ENTRY.c.number)
)  # fmt: skip
_READ_ENTRIES = Prepared(_OF_ENTRIES)
_OF_BALLOT = (
    sa.select(*_NAMES)
    .join(_PERSON, _PERSON.c.id == _CANDIDATE.c.person_id)
    .where(_CANDIDATE.c.contest_id == sa.bindparam("contest"), _CANDIDATE.c.status == Status.REGISTERED)
    .order_by(_PERSON.c.sort_key, _CANDIDATE.c.id)
)  # fmt: skip


def read_paper(protocol_id: int) -> Paper:
    """Returns a protocol in the viewer's territory for its entry, with its ballot; raises NotFound."""
    connection = db.session.connection()
    rows = _READ_PROTOCOL.read(connection, {"id": protocol_id, **scope_bounds()})
    if not rows:
        raise NotFound
    row = rows[0]
    return Paper(
        row.id, row.contest_id, row.path, row.state, row.version, row.accepted_entry_id, row.accepted_at,
        PaperPrecinct(row.number, row.voters),
        PaperContest(PaperConstituency(row.name_ru), PaperElection(row.entries_required, row.protocol_thresholds)),
        _entries(connection, protocol_id) if row.state is State.FIRST else (),
        tuple(_line(one[-4:]) for one in rows if one.candidate_id is not None),
    )  # fmt: skip


def read_ballot(contest_id: int) -> tuple[BallotLine, ...]:
    """Returns who stands on the ballot of a contest, in the order of the Kazakh alphabet (CL 37)."""
    rows = db.session.connection().execute(_OF_BALLOT, {"contest": contest_id})
    return tuple(_line(one) for one in rows)


def _line(found: Sequence[Any]) -> BallotLine:
    return BallotLine(found[0], " ".join(found[1:]))


def _entries(connection: Connection, protocol_id: int) -> tuple[PaperEntry, ...]:
    found: dict[int, dict[str, Any]] = {}
    votes: dict[int, list[PaperVotes]] = {}
    for row in _READ_ENTRIES.read(connection, {"id": protocol_id}):
        values = row._asdict()
        one = PaperVotes(values.pop("candidate_id"), values.pop("votes"))
        found[row.id] = values
        votes.setdefault(row.id, []).append(one)
    return tuple(
        PaperEntry(**values, votes=tuple(one for one in votes[entry] if one.candidate_id is not None))
        for entry, values in found.items()
    )
