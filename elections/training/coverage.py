"""How many of those who should be trained were: candidates and members of headquarters apart, by region."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Election
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, starts_with
from elections.headquarters.models import Headquarters, Member
from elections.training.models import TRAINED, Participation

REGION_CODE = 9


@dataclass(frozen=True)
class Coverage:
    """How many people were trained, of how many."""

    trained: int = 0
    people: int = 0

    @property
    def share(self) -> Fraction | None:
        """Returns the trained as a part of all, None when there is nobody."""
        return Fraction(self.trained, self.people) if self.people else None


def candidates_by_region(election: Election) -> dict[str, Coverage]:
    """Returns the coverage of the party's registered nominees by region code; "" is all of them: one query."""
    statement = sa.select(
        _region(Candidate.path), _count(Candidate.person_id), _count(_trained(Candidate.person_id))
    )
    return _by_region(
        statement.select_from(Candidate).where(
            Candidate.election_id == election.id,
            Candidate.nominated_by_id == election.own_party_id,
            Candidate.status == Status.REGISTERED,
        )
    )


def members_by_region(election: Election) -> dict[str, Coverage]:
    """Returns the coverage of the present members of headquarters by region code; "" is all of them: one query."""
    return members_by_place(election, "", REGION_CODE)


def members_by_place(election: Election, path: str, length: int) -> dict[str, Coverage]:
    """Returns the same of those below `path`, by the first `length` characters of theirs: one query."""
    place = sa.func.substr(Member.path, 1, length)
    statement = sa.select(place, _count(Member.person_id), _count(_trained(Member.person_id)))
    return _by_region(
        statement.select_from(Member)
        .join(Headquarters, Headquarters.id == Member.headquarters_id)
        .where(
            Headquarters.election_id == election.id, Member.until_on.is_(None), starts_with(Member.path, path)
        )
    )  # fmt: skip


def trained_people() -> sa.Select[Any]:
    """Returns the query of the ids of all people who were trained."""
    return sa.select(Participation.person_id).where(Participation.attendance.in_(TRAINED))


def _trained(person_id: Any) -> Any:
    return sa.case((person_id.in_(trained_people()), person_id))


def _count(person_id: Any) -> Any:
    return sa.func.count(sa.distinct(person_id))


def _region(path: Any) -> Any:
    return sa.func.substr(path, 1, REGION_CODE)


def _by_region(statement: sa.Select[Any]) -> dict[str, Coverage]:
    region = statement.selected_columns[0]
    rows: Iterable[Any] = db.session.execute(statement.group_by(region).order_by(region)).all()
    found = {row[0]: Coverage(row[2], row[1]) for row in rows}
    everybody = Coverage(
        sum(one.trained for one in found.values()), sum(one.people for one in found.values())
    )
    return {**found, "": everybody}
