"""What the candidacies say of people who may be one: where they stand, and that nobody stands twice."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.candidates.registration import ENDED
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Objection
from elections.people.duplicate_queries import list_likely
from elections.people.models import Person
from elections.territory.models import Constituency


def list_candidacies(person_ids: Collection[int]) -> dict[int, list[Candidate]]:
    """Returns the candidacies of these persons that the viewer sees, with their places: one query for all."""
    place = joinedload(Candidate.contest).joinedload(Contest.constituency)
    statement = (
        sa.select(Candidate).where(Candidate.person_id.in_(person_ids)).order_by(Candidate.id)
        .options(place.joinedload(Constituency.district), place.joinedload(Constituency.region))
    )  # fmt: skip
    found: dict[int, list[Candidate]] = {number: [] for number in person_ids}
    for one in db.session.scalars(statement):
        found[one.person_id].append(one)
    return found


def list_likely_candidacies(
    scope: str, person: Mapping[str, Any], path: str
) -> list[tuple[Person, list[Candidate]]]:
    """Returns who of a territory's people somebody new most likely is, each with their candidacies."""
    likely = list_likely(scope, person, path) if person["born_on"] else []
    candidacies = list_candidacies([one.id for one in likely])
    return [(one, candidacies[one.id]) for one in likely]


def both_stand(kept: Person, gone: Person) -> list[Objection]:
    """Returns the objections to one person standing twice in an election (CL 113-3(4))."""
    with looking_from(EVERYWHERE):
        of_both = list_candidacies((kept.id, gone.id))
        standing = {number: {(one.election_id, one.round): one for one in found if one.status not in ENDED}
                    for number, found in of_both.items()}  # fmt: skip
        twice = sorted(standing[kept.id].keys() & standing[gone.id].keys())
        names = [
            [standing[number][one].contest.constituency.name_ru for number in (kept.id, gone.id)]
            for one in twice
        ]
    return [
        Objection("candidate.both_stand", params={"one": one, "other": other}, article="CL 113-3(4)")
        for one, other in names
    ]
