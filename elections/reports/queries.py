"""Reading which territories elect an akim: the districts that reports are about."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import is_newest
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.territory.models import Constituency, Unit


def list_districts_with_contests(election: Election) -> list[tuple[Unit, Unit, int]]:
    """Returns (region, district, number of contests) of each district where an akim is elected, in order."""
    region = aliased(Unit)
    numbers = (
        sa.select(
            Constituency.district_id, Constituency.region_id, sa.func.count(Contest.id).label("contests")
        )
        .join(Contest, Contest.constituency_id == Constituency.id)
        .where(Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest())
        .group_by(Constituency.district_id, Constituency.region_id)
        .subquery("numbers")
    )
    statement = (
        sa.select(region, Unit, numbers.c.contests)
        .select_from(numbers)
        .join(Unit, Unit.id == numbers.c.district_id)
        .join(region, region.id == numbers.c.region_id)
        .order_by(region.sort_key, Unit.sort_key, Unit.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement)]


def has_contests(election: Election, path: str) -> bool:
    """Returns whether anybody below `path` elects an akim."""
    held = sa.select(Contest.id).where(
        Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, starts_with(Contest.path, path)
    )  # fmt: skip
    return db.session.scalar(held.limit(1)) is not None


def get_district(election: Election, kato: str) -> tuple[Unit, Unit]:
    """Returns (district, region) of the district with this code where an akim is elected; raises NotFound."""
    region = aliased(Unit)
    statement: Any = (
        sa.select(Unit, region)
        .join(Constituency, Constituency.district_id == Unit.id)
        .join(region, region.id == Constituency.region_id)
        .join(Contest, Contest.constituency_id == Constituency.id)
        .where(
            Unit.kato == kato, Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED
        )
        .limit(1)
    )
    found = db.session.execute(statement).first()
    if found is None:
        raise NotFound
    return found[0], found[1]
