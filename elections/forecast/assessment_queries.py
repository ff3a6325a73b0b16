"""Reading assessments: by pages, of one contest, and all that speak of a territory."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.alphabet import fold
from elections.campaign.models import Contest, Election
from elections.campaign.queries import present
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.forecast.chances import Kind
from elections.forecast.models import ContestAssessment
from elections.territory.models import Constituency
from elections.web.paging import Page, paged
from elections.zones import zone_for


def local_day(election: Election, path: str) -> date:
    """Returns the present day in the region of `path`."""
    return present(election).astimezone(zone_for(path)).date()


def list_assessments(
    election: Election, *, search: str = "", kind: str = "", path: str = "", page: int = 1
) -> Page[Any]:
    """Returns a page of the assessments, the latest day first."""
    statement = (
        sa.select(ContestAssessment)
        .join(ContestAssessment.contest)
        .join(Contest.constituency)
        .where(Contest.election_id == election.id, starts_with(ContestAssessment.path, path))
        .options(
            contains_eager(ContestAssessment.contest)
            .contains_eager(Contest.constituency)
            .joinedload(Constituency.district)
        )
        .order_by(ContestAssessment.held_on.desc(), Constituency.sort_key, ContestAssessment.id)
    )
    if kind in list(Kind):
        statement = statement.where(ContestAssessment.kind == Kind(kind))
    if search:
        place = Constituency.search_text.contains(fold(search), autoescape=True)
        named = [
            sa.func.lower(column).contains(search.lower(), autoescape=True)
            for column in (ContestAssessment.source, ContestAssessment.author)
        ]
        statement = statement.where(sa.or_(place, *named))
    return paged(statement, page)


def list_of_contest(contest_id: int) -> list[ContestAssessment]:
    """Returns the assessments of a contest, the latest day first."""
    statement = sa.select(ContestAssessment).where(ContestAssessment.contest_id == contest_id)
    return list(
        db.session.scalars(statement.order_by(ContestAssessment.held_on.desc(), ContestAssessment.id))
    )


def list_all(election: Election, path: str = "") -> list[ContestAssessment]:
    """Returns all assessments in `path`, by place and day."""
    statement = (
        sa.select(ContestAssessment)
        .join(ContestAssessment.contest)
        .where(Contest.election_id == election.id, starts_with(ContestAssessment.path, path))
        .order_by(ContestAssessment.path, ContestAssessment.held_on, ContestAssessment.id)
    )
    return list(db.session.scalars(statement))


def get_assessment(assessment_id: int) -> ContestAssessment:
    """Returns an assessment with its contest and place; raises NotFound."""
    statement = (
        sa.select(ContestAssessment)
        .where(ContestAssessment.id == assessment_id)
        .options(joinedload(ContestAssessment.contest).joinedload(Contest.constituency))
    )
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found
