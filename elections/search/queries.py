"""Reading the search: what fits the question, by kind, and the saved lists.

Who sees what is decided where it always is: each kind's rows have a territory, and words lead only to rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.accounts.access import Actor, Permission
from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import NotFound
from elections.headquarters.models import Member
from elections.people.actions import find_by_iin
from elections.people.models import Person
from elections.search.models import SavedView, SearchWord, SubjectKind
from elections.search.terms import Question, beginning
from elections.territory.day import usual_day
from elections.territory.models import Constituency, Unit
from elections.web.paging import Page, paged

FEW = 8
"""How many of each kind the first page shows."""
CANDIDATES, MEMBERS, CONSTITUENCIES, UNITS = "candidates", "members", "constituencies", "districts"
NEEDS = {CANDIDATES: Permission.SEE_CANDIDATES, MEMBERS: Permission.SEE_HEADQUARTERS}
GROUPS = (CANDIDATES, MEMBERS, CONSTITUENCIES, UNITS)


@dataclass(frozen=True)
class Found:
    """What fits, of each kind that the viewer may see: a page of each, or of the one that was asked for."""

    groups: dict[str, Page[Any]]

    @property
    def total(self) -> int:
        """Returns how many fit in all."""
        return sum(page.total for page in self.groups.values())


def search(actor: Actor, question: Question, only: str = "", page: int = 1) -> Found:
    """Returns what fits the question by its words and numbers; an IIN is looked up by itself, and logged.

    Nobody is found by a phone for who may not see phones.
    """
    if question.is_empty or question.iin:
        return Found({})
    wanted: tuple[str, ...] = (only,) if only in GROUPS else GROUPS
    if _holds_number(question) and not actor.allows(Permission.SEE_CONTACTS):
        wanted = tuple(name for name in wanted if name not in NEEDS)
    number, size = (page, None) if only in GROUPS else (1, FEW)
    return Found(
        {name: _page(_STATEMENTS[name](question), number, size) for name in wanted if _may(actor, name)}
    )


def list_roles(actor: Actor, person_id: int) -> Found:
    """Returns what one person is in the viewer's territory: candidate, member of a headquarters."""
    person = sa.select(Person.id.label("subject_id")).where(Person.id == person_id).subquery("found")
    seen = {name: of_person for name, of_person in _OF_PERSON.items() if _may(actor, name)}
    return Found({name: _page(of_person(person), 1, None) for name, of_person in seen.items()})


def find_person(actor: Actor, iin: str) -> Person | None:
    """Returns the person with this IIN when they are something in the viewer's territory, or None."""
    person = find_by_iin(iin)
    return person if person is not None and list_roles(actor, person.id).total else None


def _holds_number(question: Question) -> bool:
    """Returns whether digits are searched for: of people these are phones, which are guessed digit by digit."""
    return any(sign.isdecimal() for term in question.terms for spelling in term for sign in spelling)


def _may(actor: Actor, name: str) -> bool:
    return name not in NEEDS or actor.allows(NEEDS[name])


def _page(statement: sa.Select[Any], number: int, size: int | None) -> Page[Any]:
    return paged(statement, number) if size is None else paged(statement, number, size)


def _matching(question: Question, kind: SubjectKind) -> sa.Subquery:
    """Returns the ids of what all terms lead to; each term is a range of the words' primary key."""
    first, *others = (_of_term(term, kind) for term in question.terms)
    return sa.intersect(first, *others).subquery("found") if others else first.subquery("found")


def _of_term(term: tuple[str, ...], kind: SubjectKind) -> sa.Select[Any]:
    ranges = []
    for spelling in term:
        since, before = beginning(spelling)
        ranges.append(sa.and_(SearchWord.word >= since, SearchWord.word < before))
    kept = (SearchWord.kind == kind, sa.or_(*ranges))
    return sa.select(SearchWord.subject_id.label("subject_id")).where(*kept).distinct()


def _candidates(found: sa.Subquery) -> sa.Select[Any]:
    place = joinedload(Candidate.contest).joinedload(Contest.constituency)
    return (
        sa.select(Candidate)
        .join(found, Candidate.person_id == found.c.subject_id).join(Candidate.person)
        .options(contains_eager(Candidate.person), place.joinedload(Constituency.district),
                 place.joinedload(Constituency.region), joinedload(Candidate.nominated_by))
        .order_by(Person.sort_key, Candidate.id)
    )  # fmt: skip


def _members(found: sa.Subquery) -> sa.Select[Any]:
    return (
        sa.select(Member)
        .join(found, Member.person_id == found.c.subject_id).join(Member.person)
        .options(contains_eager(Member.person), joinedload(Member.headquarters))
        .order_by(Person.sort_key, Member.id)
    )  # fmt: skip


def _constituencies(question: Question) -> sa.Select[Any]:
    found = _matching(question, SubjectKind.CONSTITUENCY)
    return (
        sa.select(Constituency).join(found, Constituency.id == found.c.subject_id)
        .options(joinedload(Constituency.district), joinedload(Constituency.region))
        .order_by(Constituency.sort_key, Constituency.id)
    )  # fmt: skip


def _units(question: Question) -> sa.Select[Any]:
    found, day = _matching(question, SubjectKind.UNIT), usual_day()
    return (
        sa.select(Unit).join(found, Unit.id == found.c.subject_id)
        .where(Unit.valid_from <= day, sa.or_(Unit.valid_to.is_(None), Unit.valid_to > day))
        .order_by(Unit.sort_key, Unit.id)
    )  # fmt: skip


_OF_PERSON = {CANDIDATES: _candidates, MEMBERS: _members}
_STATEMENTS: dict[str, Callable[[Question], sa.Select[Any]]] = {
    CANDIDATES: lambda question: _candidates(_matching(question, SubjectKind.PERSON)),
    MEMBERS: lambda question: _members(_matching(question, SubjectKind.PERSON)),
    CONSTITUENCIES: _constituencies,
    UNITS: _units,
}


def list_views(actor: Actor) -> list[SavedView]:
    """Returns the viewer's own saved lists, then those that others share with this territory, by name."""
    own = SavedView.owner_id == actor.user_id
    statement = sa.select(SavedView).where(sa.or_(own, SavedView.is_shared))
    return list(db.session.scalars(statement.order_by(sa.not_(own), SavedView.name, SavedView.id)))


def get_view(actor: Actor, view_id: int) -> SavedView:
    """Returns a saved list that is the viewer's own or shared; raises NotFound."""
    found = db.session.scalar(sa.select(SavedView).where(SavedView.id == view_id))
    if found is None or not (found.is_shared or found.owner_id == actor.user_id):
        raise NotFound
    return found


def find_own_view(actor: Actor, name: str) -> SavedView | None:
    """Returns the viewer's own saved list of that name, or None."""
    return db.session.scalar(
        sa.select(SavedView).where(SavedView.owner_id == actor.user_id, SavedView.name == name)
    )
