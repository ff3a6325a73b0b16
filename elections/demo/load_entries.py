"""Writes two protocols of the demo that were entered twice and differ: they wait for the coordinator."""

from datetime import timedelta

import sqlalchemy as sa

from elections.candidates.queries import list_ballot
from elections.database import db, starts_with
from elections.demo.accounts import DISTRICT
from elections.demo.load_territory import Ground
from elections.demo.night import CLOCK_AT
from elections.results.entries import State
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.queries import figures_of
from elections.territory.models import Precinct

UNDECIDED = 2
CLERKS = (("hq", 50, 0), ("hq.2", 20, 9))
"""Who entered, how many minutes ago, and by how many votes they misread the first line of the ballot."""
INVALID = 4


def load_entries(ground: Ground) -> None:
    """Enters the last expected protocols of the demo's district twice, the second time with a digit misread."""
    statement = (
        sa.select(Protocol).join(Protocol.precinct)
        .where(starts_with(Protocol.path, ground.paths[DISTRICT]), Protocol.state == State.EXPECTED)
        .order_by(Precinct.number.desc(), Protocol.id.desc()).limit(UNDECIDED)
    )  # fmt: skip
    undecided = db.session.scalars(statement).all()
    for protocol in undecided:
        ballot = [one.id for one in list_ballot(protocol.contest_id)]
        share = (protocol.precinct.voters or 0) * 6 // 10 // max(1, len(ballot))
        for number, (login, minutes, misread) in enumerate(CLERKS, 1):
            votes = {one: share + place for place, one in enumerate(ballot)}
            votes[ballot[0]] -= misread
            entry = _entry(protocol, number, login, minutes, votes, misread)
            entry.likeness = likeness(figures_of(entry))
            protocol.entries.append(entry)
    db.session.flush()
    db.session.execute(
        sa.update(Protocol).where(Protocol.id.in_([one.id for one in undecided]))
        .values(state=State.DIFFERS, updated_at=Protocol.updated_at)
        .execution_options(synchronize_session=False)
    )  # fmt: skip


def _entry(
    protocol: Protocol, number: int, login: str, minutes: int, votes: dict[int, int], misread: int
) -> ProtocolEntry:
    took_part = sum(votes.values()) + misread
    return ProtocolEntry(
        number=number, path=protocol.path, entered_by_login=login, entered_at=CLOCK_AT - timedelta(minutes=minutes),
        voters=protocol.precinct.voters or 0, ballots_issued=took_part + INVALID, took_part=took_part, invalid=INVALID,
        against_all=misread, votes=[EntryVotes(candidate_id=one, votes=given) for one, given in votes.items()],
    )  # fmt: skip
