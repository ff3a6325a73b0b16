"""Reading candidacies: lists, one dossier, the ballot of a contest, and the profile of the party's nominees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from elections.alphabet import fold
from elections.campaign.models import Contest, Election
from elections.candidates.funnel_queries import lost_at, lost_on, reached
from elections.candidates.models import STANDING, Candidate
from elections.candidates.registration import Ground, Nomination, Status
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.people.iin import Sex
from elections.people.models import Person
from elections.people.names import age_on
from elections.territory.models import Constituency
from elections.web.paging import Page, paged

YOUNG_BEFORE = 35
NOT_RECORDED = "none"
"""In an address: ended, and nobody said on which ground."""
SORTS = {
    "name": (Person.sort_key, Candidate.id),
    "constituency": (Constituency.sort_key, Person.sort_key, Candidate.id),
    "status": (Candidate.status, Person.sort_key, Candidate.id),
}


@dataclass(frozen=True)
class Profile:
    """The party's registered nominees in figures, each beside the number it is a part of."""

    total: int
    with_age: int
    years: int
    women: int
    young: int
    new_faces: int

    @property
    def mean_age(self) -> Fraction | None:
        """Returns the mean of the completed years, of those whose birth date is known."""
        return Fraction(self.years, self.with_age) if self.with_age else None

    def share(self, part: int) -> Fraction | None:
        """Returns a part of the total."""
        return Fraction(part, self.total) if self.total else None


def list_candidates(election: Election, chosen: dict[str, str], page: int = 1) -> Page[Any]:
    """Returns a page of candidates, filtered and sorted as the address says."""
    return paged(_listed(election, chosen), page)


def list_all_candidates(election: Election, chosen: dict[str, str]) -> list[Candidate]:
    """Returns all candidates of the viewer's territory, filtered and sorted as the address says."""
    return list(db.session.scalars(_listed(election, chosen)))


def _listed(election: Election, chosen: dict[str, str]) -> sa.Select[Any]:
    place = contains_eager(Candidate.contest).contains_eager(Contest.constituency)
    statement = _filtered(election, chosen).options(
        contains_eager(Candidate.person), place.joinedload(Constituency.district),
        place.joinedload(Constituency.region), joinedload(Candidate.nominated_by), joinedload(Candidate.member_of),
    )  # fmt: skip
    return statement.order_by(*SORTS.get(chosen.get("sort", ""), SORTS["name"]))


def _filtered(election: Election, chosen: dict[str, str]) -> sa.Select[Any]:
    statement = (
        sa.select(Candidate).join(Candidate.person).join(Candidate.contest).join(Contest.constituency)
        .where(Candidate.election_id == election.id)
    )  # fmt: skip
    if chosen.get("search"):
        found = fold(chosen["search"])
        statement = statement.where(
            sa.or_(Person.search_text.contains(found, autoescape=True),
                   Constituency.search_text.contains(found, autoescape=True))
        )  # fmt: skip
    if chosen.get("path"):
        statement = statement.where(starts_with(Candidate.path, chosen["path"]))
    if chosen.get("status") in list(Status):
        statement = statement.where(Candidate.status == Status(chosen["status"]))
    if chosen.get("nomination") in list(Nomination):
        statement = statement.where(Candidate.nomination == Nomination(chosen["nomination"]))
    party = chosen.get("party", "")
    if party.isdecimal() and len(party) < 10:  # what neither database counts as far as is no party's number
        statement = statement.where(Candidate.nominated_by_id == int(party))
    statement = _on_the_way(statement, chosen)
    own = Candidate.nominated_by_id == election.own_party_id
    if chosen.get("whose") == "own":
        statement = statement.where(own)
    elif chosen.get("whose") == "rivals":
        statement = statement.where(sa.or_(Candidate.nominated_by_id.is_(None), sa.not_(own)))
    return statement


def _on_the_way(statement: sa.Select[Any], chosen: dict[str, str]) -> sa.Select[Any]:
    if chosen.get("reached") in list(Status):
        statement = statement.where(reached(Status(chosen["reached"])))
    if chosen.get("lost_at") in list(Status):
        statement = statement.where(lost_at() == chosen["lost_at"])
    if chosen.get("ground") in list(Ground):
        statement = statement.where(lost_on() == chosen["ground"])
    elif chosen.get("ground") == NOT_RECORDED:
        statement = statement.where(lost_on().is_(None), lost_at().is_not(None))
    return statement


def list_chosen(ids: Iterable[int]) -> list[Candidate]:
    """Returns those of these candidates whom the viewer may see, with what a change of many needs, by name."""
    statement = sa.select(Candidate).join(Candidate.person).options(
        contains_eager(Candidate.person), selectinload(Candidate.documents),
        joinedload(Candidate.contest).options(joinedload(Contest.constituency), joinedload(Contest.election)),
    )  # fmt: skip
    return list(
        db.session.scalars(
            statement.where(Candidate.id.in_(set(ids))).order_by(Person.sort_key, Candidate.id)
        )
    )


def get_candidate(candidate_id: int) -> Candidate:
    """Returns a candidate with person, contest, parties and documents; raises NotFound."""
    statement = sa.select(Candidate).options(
        joinedload(Candidate.person), joinedload(Candidate.nominated_by), joinedload(Candidate.member_of),
        joinedload(Candidate.contest).joinedload(Contest.constituency).joinedload(Constituency.district),
        joinedload(Candidate.contest).joinedload(Contest.election), selectinload(Candidate.documents),
    )  # fmt: skip
    candidate = db.session.scalar(statement.where(Candidate.id == candidate_id))
    if candidate is None:
        raise NotFound
    return candidate


def list_ballot(contest_id: int) -> list[Candidate]:
    """Returns the registered candidates of a contest in the order of the Kazakh alphabet (CL 37)."""
    statement = (
        sa.select(Candidate).join(Candidate.person)
        .options(contains_eager(Candidate.person), joinedload(Candidate.nominated_by))
        .where(Candidate.contest_id == contest_id, Candidate.status == Status.REGISTERED)
        .order_by(Person.sort_key, Candidate.id)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def list_contest_candidates(contest_id: int) -> list[Candidate]:
    """Returns all candidates of a contest, whatever became of them, in the order of the Kazakh alphabet."""
    statement = (
        sa.select(Candidate).join(Candidate.person).options(
            contains_eager(Candidate.person), joinedload(Candidate.nominated_by), joinedload(Candidate.member_of)
        )
        .where(Candidate.contest_id == contest_id).order_by(Person.sort_key, Candidate.id)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def find_nominee(contest_id: int, party_id: int, *, other_than: int | None = None) -> Candidate | None:
    """Returns the standing nominee of a party in a contest, other than a given candidate, or None."""
    statement = sa.select(Candidate).options(joinedload(Candidate.person)).where(
        Candidate.contest_id == contest_id, Candidate.nominated_by_id == party_id, sa.text(f"candidate.{STANDING}"),
        Candidate.id != (other_than or 0),
    )  # fmt: skip
    return db.session.scalar(statement)


def find_standing(contest: Contest, person_id: int, *, other_than: int | None = None) -> Candidate | None:
    """Returns another standing candidacy of a person in the round of a contest (CL 113-3(4), 113-9), or None."""
    statement = (
        sa.select(Candidate).options(joinedload(Candidate.contest).joinedload(Contest.constituency))
        .where(Candidate.election_id == contest.election_id, Candidate.round == contest.round,
               Candidate.person_id == person_id,
               sa.text(f"candidate.{STANDING}"), Candidate.id != (other_than or 0))
    )  # fmt: skip
    return db.session.scalar(statement)


def count_by_status(election: Election, path: str = "") -> dict[Status, int]:
    """Returns how many of the party's nominees below `path` have each status."""
    statement = (
        sa.select(Candidate.status, sa.func.count(Candidate.id))
        .where(Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
               starts_with(Candidate.path, path))
        .group_by(Candidate.status)
    )  # fmt: skip
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {status: found.get(status, 0) for status in Status}


def profile_by_region(election: Election, on: date) -> dict[str, Profile]:
    """Returns the profile of the party's registered nominees on a day by region code; "" is all of them: one query."""
    statement = (
        sa.select(sa.func.substr(Candidate.path, 1, 9), Person.born_on, Person.sex, Candidate.is_new_face)
        .join(Candidate.person)
        .where(Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
               Candidate.status == Status.REGISTERED)
    )  # fmt: skip
    rows: dict[str, list[tuple[date | None, Sex | None, bool]]] = {"": []}
    for region, born_on, sex, is_new in db.session.execute(statement):
        rows.setdefault(region, []).append((born_on, sex, is_new))
        rows[""].append((born_on, sex, is_new))
    return {region: _profile(found, on) for region, found in sorted(rows.items())}


def _profile(rows: Iterable[tuple[date | None, Sex | None, bool]], on: date) -> Profile:
    kept = list(rows)
    ages = [age_on(born_on, on) for born_on, _sex, _new in kept if born_on]
    return Profile(
        total=len(kept), with_age=len(ages), years=sum(ages),
        women=sum(sex is Sex.FEMALE for _born, sex, _new in kept),
        young=sum(age < YOUNG_BEFORE for age in ages), new_faces=sum(new for _born, _sex, new in kept),
    )  # fmt: skip
