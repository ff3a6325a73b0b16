"""A small count to test with: one contest with a nominee of the party, a rival, and precincts of 500 voters."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.results.actions import enter_protocol, expect_protocols
from elections.results.confirmation import Confirmation, find_warnings, keys_of
from elections.results.entries import keys_of as keys_of_fields
from elections.results.models import Outcome, Protocol
from elections.results.tally import ProtocolFigures
from tests.factories import Factory

NIGHT = datetime(2021, 7, 25, 18, tzinfo=UTC)
FIRST = Actor(1, "first", Role.HQ_STAFF, "")
SECOND = Actor(2, "second", Role.HQ_STAFF, "")
COORDINATOR = Actor(3, "coordinator", Role.COORDINATOR, "")


@dataclass(frozen=True)
class Count:
    """The contest, its two candidates, and the ids of its protocols."""

    contest: Contest
    own: Candidate
    rival: Candidate
    protocols: tuple[int, ...]

    def figures(self, own: int, rival: int, **changes: object) -> ProtocolFigures:
        """Returns figures that add up, with so many votes for the nominee and for the rival and 20 against all."""
        took_part = own + rival + 20
        values = {
            "voters": 500, "ballots_received": 510, "ballots_issued": took_part + 10,
            "ballots_cancelled": 500 - took_part, "took_part": took_part, "invalid": 10, "outside": 5,
            "absentee": None, "against_all": 20, "votes": {self.own.id: own, self.rival.id: rival},
        }  # fmt: skip
        return ProtocolFigures(**{**values, **changes})

    def protocol(self, number: int = 0) -> Protocol:
        return db.session.get_one(Protocol, self.protocols[number], populate_existing=True)

    def outcome(self) -> Outcome:
        statement = sa.select(Outcome).where(Outcome.contest_id == self.contest.id)
        return db.session.scalars(statement.execution_options(populate_existing=True)).one()

    def enter(self, figures: ProtocolFigures, number: int = 0, actor: Actor = FIRST) -> Protocol:
        """Enters a protocol as its form would, with the version it has now."""
        with transaction():
            protocol = self.protocol(number)
            enter_protocol(actor, protocol, protocol.version, figures, confirmed(protocol, figures))
        return self.protocol(number)


def confirmed(protocol: Protocol, figures: ProtocolFigures) -> Confirmation:
    """Returns the confirmation of all that is unlikely in figures, and of all that differs from the first entry."""
    shown, kept = (
        keys_of(find_warnings(protocol, figures), figures),
        keys_of_fields(figures, figures.by_field()),
    )
    return Confirmation(shown, is_ticked=True, reason="so it stands on the paper", kept=kept)


def start_count(
    factory: Factory,
    *,
    precincts: int = 1,
    entries: int = 1,
    contest: Contest | None = None,
    own: Candidate | None = None,
) -> Count:
    """Makes a count of as many precincts, each of whose protocols must be entered `entries` times."""
    if own is not None:
        contest = own.contest
    contest = contest or factory.contest(election=factory.election(entries_required=entries, clock_at=NIGHT))
    made = [factory.precinct(contest.constituency).id for _ in range(precincts)]
    own, rival = own or factory.candidate(contest), factory.candidate(contest, own=False)
    with transaction():
        expect_protocols(contest)
    statement = sa.select(Protocol.id).where(Protocol.precinct_id.in_(made)).order_by(Protocol.precinct_id)
    return Count(contest, own, rival, tuple(db.session.scalars(statement)))
