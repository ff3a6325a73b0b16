"""Whose data can be erased: people by name, what there is of one, whose was erased."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.alphabet import fold
from elections.campaign.models import Election
from elections.candidates.models import Candidate, CandidateFile
from elections.candidates.registration import ENDED
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound
from elections.headquarters.models import Member
from elections.people.models import Person, PersonMerge
from elections.people.reference_queries import count_records
from elections.privacy.erasure import Standing, stands
from elections.privacy.models import PersonErasure
from elections.web.paging import Page, paged

SHORTEST = 2


@dataclass(frozen=True)
class Holding:
    """What there is of a person: records by table, files of dossiers, whether there are an IIN and contacts."""

    records: dict[str, int]
    files: int
    has_iin: bool
    has_contacts: bool


def find_people(typed: str, page: int = 1) -> Page[Any]:
    """Returns a page of the people whose names contain what was typed; without that none."""
    words = fold(typed).split()
    if len("".join(words)) < SHORTEST:
        return Page([], 0)
    statement = sa.select(Person).order_by(Person.sort_key, Person.id)
    for word in words:
        statement = statement.where(Person.search_text.contains(word, autoescape=True))
    gone = sa.select(PersonMerge.gone_id).where(PersonMerge.unmerged_at.is_(None))
    with looking_from(EVERYWHERE):
        return paged(statement.where(Person.id.not_in(gone)), page)


def get_person(person_id: int) -> Person:
    """Returns a person; raises NotFound."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def find_erasure(person_id: int) -> PersonErasure | None:
    """Returns how a person's data was erased, or None."""
    return db.session.scalar(sa.select(PersonErasure).where(PersonErasure.person_id == person_id))


def list_erasures(page: int = 1) -> Page[Any]:
    """Returns a page of the erasures, the latest first."""
    return paged(sa.select(PersonErasure).order_by(PersonErasure.id.desc()), page)


def holding_of(person: Person) -> Holding:
    """Returns what there is of a person, wherever it is."""
    own = sa.select(Candidate.id).where(Candidate.person_id == person.id)
    with looking_from(EVERYWHERE):
        records = count_records([person.id])[person.id]
        files = db.session.scalar(
            sa.select(sa.func.count(CandidateFile.id)).where(CandidateFile.candidate_id.in_(own))
        )
    has_contacts = bool(person.phone or person.email or person.address)
    return Holding(records, files or 0, person.iin_sealed is not None, has_contacts)


def standing_of(person: Person, election: Election, today: date) -> Standing:
    """Returns what of a person's present work speaks against erasing."""
    with looking_from(EVERYWHERE):
        statuses = list(
            db.session.scalars(sa.select(Candidate.status).where(Candidate.person_id == person.id))
        )
        serving = sa.select(Member.id).where(Member.person_id == person.id, Member.until_on.is_(None))
        serves = db.session.scalar(serving.limit(1)) is not None and today <= election.voting_on
    return Standing(
        stands(statuses, ENDED, election.voting_on, today), serves, find_erasure(person.id) is not None
    )
