"""Reading means, and pledges against them: two queries, whatever the territory."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Headquarters, Support
from elections.platforms.coverage_rule import (
    Available,
    Balance,
    SectorLine,
    by_place,
    by_sector,
    by_source,
    total,
)
from elections.platforms.means_models import Means
from elections.platforms.models import MoneySource
from elections.platforms.pledge_queries import list_lines
from elections.territory.day import usual_day
from elections.territory.models import Constituency, Unit
from elections.territory.queries import find_unit, find_units
from elections.web.i18n import local

CONSTITUENCY_LEVEL = 3


@dataclass(frozen=True)
class Picture:
    """Pledges against the means of a territory: in all, by source, by sector, and by the places below it."""

    whole: Balance
    sources: list[Balance]
    sectors: list[SectorLine]
    places: list[Balance]
    names: dict[str, str]
    """The names of the places, by path."""


def picture(path: str, year: int | None = None) -> Picture:
    """Returns the pledges due in a year (or ever) in a territory against its means."""
    promised = [one.promised for one in list_lines(path, year)]
    available = list_available(path, year)
    level = path.count("/") + 1
    places = by_place(promised, available, level) if level <= CONSTITUENCY_LEVEL else []
    return Picture(
        total(promised, available), by_source(promised, available), by_sector(promised), places,
        _names([one.key for one in places], level),
    )  # fmt: skip


def list_available(path: str, year: int | None = None) -> list[Available]:
    """Returns the means of the viewer's territory in `path`, and what the party's support there costs."""
    statement = sa.select(Means.path, Means.source, Means.amount_kzt).where(starts_with(Means.path, path))
    if year is not None:
        statement = statement.where(Means.year == year)
    return [Available(*row) for row in db.session.execute(statement.order_by(Means.id))]


def list_means(path: str, year: int | None = None) -> list[Means]:
    """Returns the means of a territory one by one, by place, year and source."""
    statement = (
        sa.select(Means)
        .where(starts_with(Means.path, path))
        .options(joinedload(Means.constituency))
        .order_by(Means.path, Means.year, Means.source, Means.id)
    )
    if year is not None:
        statement = statement.where(Means.year == year)
    return list(db.session.scalars(statement))


def get_means(means_id: int) -> Means:
    """Returns means with their constituency; raises NotFound."""
    statement = sa.select(Means).options(joinedload(Means.constituency)).where(Means.id == means_id)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def find_means(constituency_id: int, year: int, source: MoneySource, document: str) -> Means | None:
    """Returns the means of a document, or None."""
    return db.session.scalar(
        sa.select(Means).where(
            Means.constituency_id == constituency_id, Means.year == year, Means.source == source,
            Means.document == document,
        )
    )  # fmt: skip


def list_support(path: str) -> list[Support]:
    """Returns what the party gives the headquarters of a territory, the latest request first."""
    statement = (
        sa.select(Support)
        .join(Support.headquarters)
        .where(Headquarters.path == path)
        .order_by(Support.requested_on.desc(), Support.id)
    )
    return list(db.session.scalars(statement))


def find_place(path: str) -> Constituency | Unit | None:
    """Returns the constituency or unit of a path, None for the nation; raises NotFound for what is no place."""
    if not path:
        return None
    if not path.endswith("/"):
        raise NotFound
    found = (
        _find_constituency(path) if path.count("/") >= CONSTITUENCY_LEVEL else find_unit(path.split("/")[-2])
    )
    if found is None or found.path != path:
        raise NotFound
    return found


def _find_constituency(path: str) -> Constituency | None:
    return db.session.scalar(sa.select(Constituency).where(Constituency.path == path))


def _names(paths: list[str], level: int) -> dict[str, str]:
    codes = {path.split("/")[-2]: path for path in paths}
    if level < CONSTITUENCY_LEVEL:
        return {codes[kato]: local(unit) for kato, unit in find_units(codes, usual_day()).items()}
    found = db.session.scalars(sa.select(Constituency).where(Constituency.path.in_(paths)))
    return {one.path: local(one) for one in found}
