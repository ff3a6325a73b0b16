"""The invented campaign of a night that is measured: precincts, candidates, clerks, and what stands in each protocol."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import sqlalchemy as sa
from flask_migrate import upgrade

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.accounts.passwords import hash_password
from elections.alphabet import fold
from elections.campaign.actions import call_contests
from elections.campaign.models import Contest, Election
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination, Status
from elections.database import db, transaction
from elections.demo.load_territory import load_territory
from elections.demo.places import read_territory
from elections.people.models import Person
from elections.results.actions import expect_protocols
from elections.results.models import Protocol
from elections.territory.models import Constituency, Precinct

CLERKS = 16
PASSWORD = "sailau-night-2021"  # noqa: S105
LEAST_VOTERS, MOST_VOTERS = 400, 2_500


@dataclass(frozen=True)
class Paper:
    """A protocol's paper: its number, how often it was entered, and its figures as the form sends them."""

    protocol_id: int
    contest_id: int
    figures: dict[str, int]


def make_campaign(more: int) -> None:
    """Makes a database with the demo's territory, `more` precincts besides, 2 to 4 candidates each, and the clerks."""
    upgrade()
    with transaction():
        load_territory(read_territory())
        constituencies = db.session.scalars(sa.select(Constituency).order_by(Constituency.id)).all()
        call_contests(None, constituencies)
        _add_precincts(constituencies, more)
        _add_candidates()
        hashed = hash_password(PASSWORD)
        db.session.add_all(
            User(login=f"clerk{number}", name="", role=Role.HQ_STAFF, path="", password_hash=hashed)
            for number in range(CLERKS)
        )
    for contest in db.session.scalars(sa.select(Contest)).all():
        with transaction():
            expect_protocols(contest)


def _add_precincts(constituencies: list[Constituency], more: int) -> None:
    random = Random("precincts")
    db.session.add_all(
        Precinct(
            constituency_id=place.id, path=place.path, number=10_000 + number, voters=random.randint(LEAST_VOTERS, MOST_VOTERS)
        )
        for number, place in ((one, constituencies[one % len(constituencies)]) for one in range(more))
    )  # fmt: skip


def _add_candidates() -> None:
    for place, contest in enumerate(db.session.scalars(sa.select(Contest))):
        for number in range(2 + place % 3):
            name = f"Кандидат{place} Имя{number}"
            person = Person(
                surname=name.split()[0], given_name=name.split()[1], sort_key=name, search_text=fold(name)
            )
            db.session.add(Candidate(
                election_id=contest.election_id, contest_id=contest.id, person=person, path=contest.path,
                nomination=Nomination.SELF, status=Status.REGISTERED, status_on=date(2021, 7, 14),
            ))  # fmt: skip


def require_entries(number: int) -> None:
    """Sets by how many people each protocol is entered from now on."""
    with transaction():
        db.session.scalars(sa.select(Election)).one().entries_required = number


def list_papers() -> tuple[list[Paper], list[Paper]]:
    """Returns the papers of the demo's own precincts, and of those besides, in no order, as a night brings them.

    Nothing is unlikely in their figures.
    """
    ballots: dict[int, list[int]] = {}
    for one in db.session.execute(sa.select(Candidate.id, Candidate.contest_id).order_by(Candidate.id)):
        ballots.setdefault(one.contest_id, []).append(one.id)
    night, besides = [], []
    statement = (
        sa.select(Protocol.id, Protocol.contest_id, Precinct.voters, Precinct.number)
        .join(Protocol.precinct)
        .order_by(Protocol.id)
    )
    figures = _figures()
    next(figures)
    for row in db.session.execute(statement):
        paper = Paper(row.id, row.contest_id, figures.send((row.voters, ballots[row.contest_id])))
        (besides if row.number >= 10_000 else night).append(paper)
    db.session.rollback()
    for papers in (night, besides):
        Random("arrivals").shuffle(papers)
    return night, besides


def _figures() -> Iterator[dict[str, int]]:
    """Yields figures for the (voters, candidates) that are sent; no two precincts of a contest have the same votes."""
    random, taken, made = Random("figures"), set(), {}
    while True:
        voters, ballot = yield made
        while (made := _draw(random, voters, ballot)) and (key := _votes(made)) in taken:
            pass
        taken.add(key)


def _votes(figures: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(one for one in figures.items() if one[0] == "against_all" or one[0].startswith("votes_"))


def _draw(random: Random, voters: int, ballot: list[int]) -> dict[str, int]:
    part = voters * random.randint(55, 65) // 100
    shares = [random.randint(90, 110) for _one in ballot]
    against_all, invalid = part // 50, voters // 100
    votes = [(part - against_all) * share // sum(shares) for share in shares]
    took_part = sum(votes) + against_all
    issued, received = took_part + invalid + 1, voters + 10
    return {
        "voters": voters, "ballots_received": received, "ballots_issued": issued, "ballots_cancelled": received - issued,
        "took_part": took_part, "invalid": invalid, "outside": issued // 20, "absentee": 0, "against_all": against_all,
        **{f"votes_{one}": number for one, number in zip(ballot, votes, strict=True)},
    }  # fmt: skip
