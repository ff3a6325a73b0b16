"""The ground on which faults are caused: a campaign with a few contests, many precincts, and clerks."""

from collections.abc import Iterator
from itertools import product
from random import Random

import sqlalchemy as sa

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.results.actions import expect_protocols
from elections.results.models import Protocol
from elections.territory.models import Precinct
from tests.factories import Factory
from tests.faults.ledger import Paper
from tests.results.count import NIGHT

CONTESTS, PRECINCTS = 4, 150
CLERKS = ("clerk0", "clerk1", "clerk2", "clerk3")


def make_ground() -> None:
    """Fills the empty database of the present application."""
    factory = Factory()
    factory.election(entries_required=1, clock_at=NIGHT)
    contests = [factory.contest() for _ in range(CONTESTS)]
    for login in CLERKS:
        factory.user(login=login, role=Role.HQ_STAFF)
    for place, contest in enumerate(contests):
        factory.candidate(contest)
        factory.candidate(contest, own=False)
        with transaction():
            db.session.add_all(
                Precinct(constituency_id=contest.constituency_id, path=contest.path, number=1000 * place + number, voters=500)
                for number in range(1, PRECINCTS + 1)
            )  # fmt: skip
        with transaction():
            expect_protocols(contest)


def list_papers() -> list[Paper]:
    """Returns the papers of all precincts, those of one contest after each other's, with figures that nothing is unlikely in."""
    ballots: dict[int, list[int]] = {}
    for number, contest in db.session.execute(
        sa.select(Candidate.id, Candidate.contest_id).order_by(Candidate.id)
    ):
        ballots.setdefault(contest, []).append(number)
    figures = _figures()
    rows = db.session.execute(sa.select(Protocol.id, Protocol.contest_id).order_by(Protocol.id)).all()
    papers = [Paper(number, contest, _as_sent(ballots[contest], *next(figures))) for number, contest in rows]
    db.session.rollback()
    Random("order").shuffle(papers)
    return papers


def _figures() -> Iterator[tuple[int, int]]:
    pairs = list(product(range(150, 200), range(90, 130)))
    Random("figures").shuffle(pairs)
    yield from pairs


def _as_sent(ballot: list[int], *votes: int) -> dict[str, int]:
    took_part = sum(votes) + 20
    return {
        "voters": 500, "ballots_received": 510, "ballots_issued": took_part + 10, "ballots_cancelled": 500 - took_part,
        "took_part": took_part, "invalid": 10, "against_all": 20,
        **{f"votes_{one}": number for one, number in zip(ballot, votes, strict=True)},
    }  # fmt: skip
