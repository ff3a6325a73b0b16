"""Reading headquarters: lists, one with its members and support, whom each level needs."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from elections.alphabet import fold
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.membership import Stint
from elections.headquarters.models import Headquarters, HeadquartersNeeds, Level, Member, MemberRole
from elections.headquarters.staffing import NEEDS, missing_roles, place_of_role
from elections.people.actions import full_name
from elections.web.i18n import local
from elections.web.paging import Page, paged

Needs = Mapping[Level, tuple[MemberRole, ...]]
OPEN, CLOSED = "open", "closed"


def list_headquarters(
    *, search: str = "", level: str = "", path: str = "", state: str = "", page: int = 1
) -> Page[Any]:
    """Returns a page of headquarters with their members, from the nation down, by territory; the open ones unless asked."""
    return paged(_chosen(search, level, path, state), page)


def list_all_headquarters(
    *, search: str = "", level: str = "", path: str = "", state: str = ""
) -> list[Headquarters]:
    """Returns all headquarters that a list with these filters shows, with their members."""
    return list(db.session.scalars(_chosen(search, level, path, state)))


def _chosen(search: str, level: str, path: str, state: str) -> sa.Select[Any]:
    statement = sa.select(Headquarters).options(selectinload(Headquarters.members).joinedload(Member.person))
    if search:
        statement = statement.where(Headquarters.search_text.contains(fold(search), autoescape=True))
    if level in list(Level):
        statement = statement.where(Headquarters.level == Level(level))
    if path:
        statement = statement.where(starts_with(Headquarters.path, path))
    is_closed = Headquarters.closed_on.is_not(None)
    statement = statement.where(is_closed if state == CLOSED else sa.not_(is_closed))
    return statement.order_by(Headquarters.path, Headquarters.id)


def get_headquarters(headquarters_id: int) -> Headquarters:
    """Returns a headquarters with its members and support; raises NotFound."""
    statement = sa.select(Headquarters).options(
        selectinload(Headquarters.members).joinedload(Member.person), selectinload(Headquarters.support)
    )
    found = db.session.scalar(statement.where(Headquarters.id == headquarters_id))
    if found is None:
        raise NotFound
    return found


def find_headquarters(election_id: int, path: str) -> Headquarters | None:
    """Returns the headquarters of a territory, open or closed, or None."""
    return db.session.scalar(
        sa.select(Headquarters).where(Headquarters.election_id == election_id, Headquarters.path == path)
    )


def find_membership(person_id: int) -> Member | None:
    """Returns the present membership of a person in any headquarters, or None."""
    statement = sa.select(Member).options(joinedload(Member.headquarters))
    return db.session.scalar(statement.where(Member.person_id == person_id, Member.until_on.is_(None)))


def list_memberships(person_ids: list[int]) -> dict[int, Member]:
    """Returns the present memberships of these persons, by person: one query."""
    statement = sa.select(Member).options(joinedload(Member.headquarters))
    statement = statement.where(Member.person_id.in_(person_ids), Member.until_on.is_(None))
    return {one.person_id: one for one in db.session.scalars(statement)}


def get_member(member_id: int) -> Member:
    """Returns a membership with person and headquarters; raises NotFound."""
    statement = sa.select(Member).options(joinedload(Member.person), joinedload(Member.headquarters))
    member = db.session.scalar(statement.where(Member.id == member_id))
    if member is None:
        raise NotFound
    return member


def present_members(headquarters: Headquarters) -> list[Member]:
    """Returns the members of today: the head first, then the deputy, then by role and name."""
    return sorted((one for one in headquarters.members if one.until_on is None), key=_rank)


def past_members(headquarters: Headquarters) -> list[Member]:
    """Returns what work in the headquarters is over, the last to end first."""
    ended = [one for one in headquarters.members if one.until_on is not None]
    return sorted(ended, key=lambda one: (str(one.until_on), one.id), reverse=True)


def list_stints(condition: sa.ColumnElement[bool]) -> list[Stint]:
    """Returns the work of members under a condition, as the rules see it."""
    statement = sa.select(Member).options(joinedload(Member.person), joinedload(Member.headquarters))
    return [stint_of(one) for one in db.session.scalars(statement.where(condition).order_by(Member.id))]


def stint_of(member: Member) -> Stint:
    """Returns a membership as the rules see it."""
    office = member.headquarters
    return Stint(
        office.path,
        place_name(office),
        full_name(member.person),
        member.role,
        member.since_on,
        member.until_on,
    )


def place_name(headquarters: Headquarters) -> str:
    """Returns of which territory a headquarters is, in the present language."""
    return local(headquarters, "territory") or _("the whole country")


def list_needs(election_id: int) -> dict[Level, tuple[MemberRole, ...]]:
    """Returns whom a headquarters of each level needs in an election: one query."""
    statement = sa.select(HeadquartersNeeds).where(HeadquartersNeeds.election_id == election_id)
    said = {one.level: tuple(MemberRole(role) for role in one.roles) for one in db.session.scalars(statement)}
    return {level: said.get(level, NEEDS[level]) for level in Level}


def list_said_needs(election_id: int) -> dict[Level, HeadquartersNeeds]:
    """Returns what the national headquarters said of each level, where it said something."""
    statement = sa.select(HeadquartersNeeds).where(HeadquartersNeeds.election_id == election_id)
    return {one.level: one for one in db.session.scalars(statement)}


def vacancies(headquarters: Headquarters, needs: Needs = NEEDS) -> list[MemberRole]:
    """Returns the roles that a headquarters needs and has nobody for; one that is closed needs nobody."""
    if headquarters.closed_on is not None:
        return []
    return missing_roles(needs[headquarters.level], {one.role for one in present_members(headquarters)})


def _rank(member: Member) -> tuple[int, str, int]:
    return place_of_role(member.role), member.person.sort_key, member.id
