"""What the database itself refuses, on both kinds, when the rules in front of it are bypassed."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import Document, Nomination, Status
from elections.database import db, transaction
from elections.people.models import Person
from tests.factories import CALLED_ON, Factory


def refusal(row: Any) -> str:
    """Saves a row past the actions and returns what the database says against it."""
    with pytest.raises(IntegrityError) as refused, transaction():
        db.session.add(row)
    return str(refused.value.orig)


def another(candidate: Candidate, **changes: Any) -> Candidate:
    names = ("election_id", "contest_id", "person_id", "path", "nomination", "nominated_by_id", "status_on")
    return Candidate(**{**{name: getattr(candidate, name) for name in names}, **changes})


def names_one(text: str, *names: str) -> bool:
    """Whether a refusal names the constraint: PostgreSQL by its name, SQLite's unique indexes by their columns."""
    return any(name in text for name in names)


def test_two_nominees_of_a_party_in_a_contest(factory: Factory) -> None:
    candidate, person = factory.candidate(), factory.person()

    text = refusal(another(candidate, person_id=person.id))

    assert names_one(text, "uq_candidate_nominee", "candidate.contest_id, candidate.nominated_by_id")
    with transaction():
        candidate.status = Status.CANCELLED
    with transaction():
        db.session.add(another(candidate, person_id=person.id))
    assert db.session.query(Candidate).count() == 2


def test_person_in_two_contests(factory: Factory) -> None:
    candidate, contest = factory.candidate(own=False), factory.contest()
    elsewhere = {"contest_id": contest.id, "path": contest.path}

    text = refusal(another(candidate, **elsewhere))

    assert names_one(
        text, "uq_candidate_person", "candidate.election_id, candidate.round, candidate.person_id"
    )
    with transaction():
        candidate.status = Status.WITHDRAWN
    with transaction():
        db.session.add(another(candidate, **elsewhere))
    assert db.session.query(Candidate).count() == 2


@pytest.mark.parametrize(
    ("own", "changes"),
    [
        (True, {"nomination": Nomination.SELF}),
        (True, {"nomination": Nomination.AKIM}),
        (False, {"nomination": Nomination.PARTY}),
    ],
)
def test_nomination_that_contradicts_the_party(factory: Factory, own: bool, changes: dict[str, Any]) -> None:
    candidate, contest, person = factory.candidate(own=own), factory.contest(), factory.person()

    text = refusal(another(candidate, contest_id=contest.id, person_id=person.id, **changes))

    assert "ck_candidate_party_nomination_names_the_party" in text


@pytest.mark.parametrize("column", ["status", "nomination"])
def test_word_that_no_enumeration_knows(factory: Factory, column: str) -> None:
    candidate = factory.candidate()

    with pytest.raises(IntegrityError) as refused, transaction():
        db.session.execute(sa.text(f"UPDATE candidate SET {column} = 'elected' WHERE id = {candidate.id}"))

    assert column in str(refused.value.orig)


def test_document_twice(factory: Factory) -> None:
    values = {"candidate_id": factory.candidate().id, "kind": Document.DEPOSIT, "received_on": CALLED_ON}
    with transaction():
        db.session.add(CandidateDocument(**values))

    text = refusal(CandidateDocument(**values))

    assert names_one(
        text,
        "uq_candidate_document_candidate_id_kind",
        "candidate_document.candidate_id, candidate_document.kind",
    )


def test_iin_of_two_persons(factory: Factory) -> None:
    factory.person(iin_index="a" * 64)

    text = refusal(
        Person(surname="Бекова", given_name="Әсел", sort_key="", search_text="", iin_index="a" * 64)
    )

    assert names_one(text, "uq_person_iin_index", "person.iin_index")


@pytest.mark.parametrize("year", [1821, 2101])
def test_birth_year_out_of_range(factory: Factory, year: int) -> None:
    text = refusal(Person(surname="Бекова", given_name="Әсел", sort_key="", search_text="", birth_year=year))

    assert "ck_person_birth_year_range" in text


def test_person_and_contest_of_a_candidate_stay(factory: Factory) -> None:
    candidate = factory.candidate()

    for table in ("person", "contest"):
        with pytest.raises(IntegrityError), transaction():
            db.session.execute(sa.text(f"DELETE FROM {table} WHERE id = {getattr(candidate, table + '_id')}"))

    assert db.session.query(Person).count() == 1
