"""Reading headquarters: lists, one with its members and support."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.alphabet import fold
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.web.paging import Page, paged

NEEDED = (MemberRole.HEAD, MemberRole.LAWYER, MemberRole.OBSERVER_COORDINATOR)


def list_headquarters(*, search: str = "", level: str = "", path: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of headquarters with their members, from the nation down, by territory."""
    statement = sa.select(Headquarters).options(selectinload(Headquarters.members).joinedload(Member.person))
    statement = statement.order_by(Headquarters.path, Headquarters.id)
    if search:
        statement = statement.where(Headquarters.search_text.contains(fold(search), autoescape=True))
    if level in list(Level):
        statement = statement.where(Headquarters.level == Level(level))
    if path:
        statement = statement.where(starts_with(Headquarters.path, path))
    return paged(statement, page)


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
    """Returns the headquarters of a territory, or None."""
    return db.session.scalar(
        sa.select(Headquarters).where(Headquarters.election_id == election_id, Headquarters.path == path)
    )


def find_membership(person_id: int) -> Member | None:
    """Returns the present membership of a person in any headquarters, or None."""
    statement = sa.select(Member).options(joinedload(Member.headquarters))
    return db.session.scalar(statement.where(Member.person_id == person_id, Member.until_on.is_(None)))


def get_member(member_id: int) -> Member:
    """Returns a membership with person and headquarters; raises NotFound."""
    statement = sa.select(Member).options(joinedload(Member.person), joinedload(Member.headquarters))
    member = db.session.scalar(statement.where(Member.id == member_id))
    if member is None:
        raise NotFound
    return member


def present_members(headquarters: Headquarters) -> list[Member]:
    """Returns the members of today."""
    return [one for one in headquarters.members if one.until_on is None]


def vacancies(headquarters: Headquarters) -> list[MemberRole]:
    """Returns the roles that every headquarters needs and this one has nobody for."""
    held = {one.role for one in present_members(headquarters)}
    return [role for role in NEEDED if role not in held]
