"""Reading platforms: lists, one with its pledges, and how many are where."""

from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.candidates.models import STANDING, Candidate
from elections.candidates.registration import Nomination, Status
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.people.models import Person
from elections.platforms.models import Platform, PlatformWriter, Pledge, Sector
from elections.platforms.workflow import PlatformStatus
from elections.web.paging import Page, paged

READY = (PlatformStatus.APPROVED, PlatformStatus.PUBLISHED)
WITH_CANDIDATE = (
    joinedload(Platform.candidate).joinedload(Candidate.person),
    joinedload(Platform.candidate).joinedload(Candidate.contest).joinedload(Contest.constituency),
)


def list_platforms(
    *conditions: sa.ColumnElement[bool], search: str = "", status: str = "", path: str = "", sector: str = "",
    page: int = 1,
) -> Page[Any]:  # fmt: skip
    """Returns a page of platforms, the newest edition of each candidate, by the candidate's name."""
    statement = (
        sa.select(Platform)
        .join(Platform.candidate)
        .join(Candidate.person)
        .options(*WITH_CANDIDATE, selectinload(Platform.pledges))
        .where(Platform.edition == newest_edition(), *conditions)
        .order_by(Person.sort_key, Platform.id)
    )
    if search:
        statement = statement.where(Person.search_text.contains(fold(search), autoescape=True))
    if status in list(PlatformStatus):
        statement = statement.where(Platform.status == PlatformStatus(status))
    if path:
        statement = statement.where(starts_with(Platform.path, path))
    if sector in list(Sector):
        statement = statement.where(Platform.pledges.any(Pledge.sector == Sector(sector)))
    return paged(statement, page)


def newest_edition() -> sa.ScalarSelect[Any]:
    """Returns the number of the newest edition of a platform's candidate, for a query of platforms."""
    other = Platform.__table__.alias("other")
    newest = sa.select(sa.func.max(other.c.edition)).where(other.c.candidate_id == Platform.candidate_id)
    return newest.correlate(Platform).scalar_subquery()


def get_platform(platform_id: int) -> Platform:
    """Returns a platform with its candidate and pledges; raises NotFound."""
    statement = sa.select(Platform).options(*WITH_CANDIDATE, selectinload(Platform.pledges))
    platform = db.session.scalar(statement.where(Platform.id == platform_id))
    if platform is None:
        raise NotFound
    return platform


def get_pledge(pledge_id: int) -> Pledge:
    """Returns a pledge with its platform; raises NotFound."""
    statement = sa.select(Pledge).options(joinedload(Pledge.platform)).where(Pledge.id == pledge_id)
    pledge = db.session.scalar(statement)
    if pledge is None:
        raise NotFound
    return pledge


def list_editions(candidate_id: int) -> list[Platform]:
    """Returns the editions of a candidate's platform, newest first."""
    statement = (
        sa.select(Platform).where(Platform.candidate_id == candidate_id).order_by(Platform.edition.desc())
    )
    return list(db.session.scalars(statement))


def find_newest(candidate_id: int) -> Platform | None:
    """Returns the newest edition of a candidate's platform, or None."""
    return next(iter(list_editions(candidate_id)), None)


def furthest_by_candidate(election_id: int) -> dict[int, tuple[PlatformStatus, int]]:
    """Returns (status, id) of the edition that came furthest by candidate; who has no platform is left out.

    A new draft takes nothing from the edition that was published before it.
    """
    statement = (
        sa.select(Platform.candidate_id, Platform.status, Platform.id)
        .join(Platform.candidate)
        .where(Candidate.election_id == election_id)
        .order_by(Platform.edition)
    )
    found: dict[int, tuple[PlatformStatus, int]] = {}
    order = list(PlatformStatus)
    for candidate_id, status, platform_id in db.session.execute(statement):
        before = found.get(candidate_id)
        if before is None or order.index(status) >= order.index(before[0]):
            found[candidate_id] = (status, platform_id)
    return found


def list_writers(platform: Platform) -> set[int]:
    """Returns the accounts that wrote, changed or submitted a version of a platform."""
    statement = sa.select(PlatformWriter.user_id).where(PlatformWriter.platform_id == platform.id)
    return {*db.session.scalars(statement), *([platform.author_id] if platform.author_id is not None else [])}


def ready_by_region(election_id: int, party_id: int) -> dict[str, tuple[int, int]]:
    """Returns, by region code, how many of the party's registered nominees have an approved platform, and of how many."""
    ready = sa.select(Platform.candidate_id).where(Platform.status.in_(READY)).distinct().subquery("ready")
    region = sa.func.substr(Candidate.path, 1, 9)
    statement = (
        sa.select(region, sa.func.count(ready.c.candidate_id), sa.func.count(Candidate.id))
        .outerjoin(ready, ready.c.candidate_id == Candidate.id)
        .where(
            Candidate.election_id == election_id, Candidate.nomination == Nomination.PARTY,
            Candidate.nominated_by_id == party_id, Candidate.status == Status.REGISTERED,
        )
        .group_by(region)
    )  # fmt: skip
    return {code: (have, of) for code, have, of in db.session.execute(statement)}


def pledges_by_sector(path: str = "") -> list[tuple[Sector, int, int]]:
    """Returns (sector, number of pledges, cost in KZT) of the approved platforms below `path`, dearest first.

    Of each standing candidate the newest approved edition counts: what an older one promised is promised anew there.
    """
    newest = (
        sa.select(sa.func.max(Platform.id)).where(Platform.status.in_(READY)).group_by(Platform.candidate_id)
    )
    statement = (
        sa.select(Pledge.sector, sa.func.count(Pledge.id), sa.func.sum(Pledge.cost_kzt))
        .join(Pledge.platform)
        .join(Platform.candidate)
        .where(Platform.id.in_(newest), sa.text(f"candidate.{STANDING}"), starts_with(Pledge.path, path))
        .group_by(Pledge.sector)
        .order_by(sa.func.sum(Pledge.cost_kzt).desc(), Pledge.sector)
    )
    return [(sector, number, int(cost)) for sector, number, cost in db.session.execute(statement)]


def share(have: int, of: int) -> Fraction | None:
    """Returns have / of, or None when there is nothing to divide by."""
    return Fraction(have, of) if of else None
