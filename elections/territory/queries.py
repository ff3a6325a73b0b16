"""Reading the territory: units as they were on a day, constituencies and precincts, and one search over all."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.alphabet import fold
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.territory.codes import UnitKind, code_of
from elections.territory.day import usual_day
from elections.territory.models import Constituency, Snapshot, Unit
from elections.web.i18n import local
from elections.web.paging import Page, paged

INDENT = "\N{EM SPACE}"
REGIONS = (UnitKind.REGION, UnitKind.CITY_OF_REPUBLICAN_SIGNIFICANCE)
DISTRICTS = (UnitKind.DISTRICT, UnitKind.CITY_ADMINISTRATION)


def list_regions(on: date | None = None) -> list[Unit]:
    """Returns the regions on that day (by default the election's) that the viewer may see, by name."""
    return _list(_valid(on).where(Unit.kind.in_(REGIONS)))


def list_districts(region_path: str | None = None, on: date | None = None) -> list[Unit]:
    """Returns the districts and city administrations of a region (None: of all), by region and name."""
    statement = _valid(on).where(Unit.kind.in_(DISTRICTS), starts_with(Unit.path, region_path or ""))
    return list(
        db.session.scalars(statement.order_by(sa.func.substr(Unit.path, 1, 10), Unit.sort_key, Unit.id))
    )


def place_labels(on: date | None = None) -> dict[str, str]:
    """Returns the names of the regions, each with its districts indented below it, by path: for choices."""
    order = (sa.func.substr(Unit.path, 1, 10), sa.func.length(Unit.path), Unit.sort_key, Unit.id)
    units = db.session.scalars(_valid(on).where(Unit.kind.in_((*REGIONS, *DISTRICTS))).order_by(*order))
    return {unit.path: INDENT * (unit.path.count("/") - 1) + local(unit) for unit in units}


def suggest(places: Iterable[Unit | Constituency]) -> list[str]:
    """Returns what is offered while a territory is typed: its code and its name, a constituency's with its district."""
    return [
        f"{one.kato} {local(one)}" + (f", {local(one.district)}" if isinstance(one, Constituency) else "")
        for one in places
    ]


def suggest_places() -> list[str]:
    """Returns the regions and districts that the viewer may choose from, as they are offered while typing."""
    return suggest(
        db.session.scalars(_valid(None).where(Unit.kind.in_((*REGIONS, *DISTRICTS))).order_by(Unit.path))
    )


def match_place(typed: str) -> Unit | None:
    """Returns the region or district that was typed: by its code, or by a name that only one of them has."""
    kato = code_of(typed)
    if kato:
        return find_unit(kato)
    named = _having(_valid(None).where(Unit.kind.in_((*REGIONS, *DISTRICTS))), Unit.search_text, typed)
    return _only(named)


def match_constituency(typed: str) -> Constituency | None:
    """Returns the constituency that was typed: by its code, or by a name that only one of them has."""
    kato = code_of(typed)
    if kato:
        return find_constituency(kato)
    return _only(_having(sa.select(Constituency).options(*_places()), Constituency.search_text, typed))


def list_children(kato: str, on: date | None = None) -> list[Unit]:
    """Returns the units directly in the unit with this code on that day, by name."""
    return _list(_valid(on).where(Unit.parent_kato == kato))


def list_chain(path: str, on: date | None = None) -> list[Unit]:
    """Returns the units that a path leads through on that day, from the region down."""
    codes = path.split("/")[:-1]
    found = {unit.kato: unit for unit in db.session.scalars(_valid(on).where(Unit.kato.in_(codes)))}
    return [found[code] for code in codes if code in found]


def get_unit(unit_id: int) -> Unit:
    """Returns a unit that the viewer may see; raises NotFound."""
    unit = db.session.scalar(sa.select(Unit).where(Unit.id == unit_id))
    if unit is None:
        raise NotFound
    return unit


def find_unit(kato: str, on: date | None = None) -> Unit | None:
    """Returns the unit with this code on that day, or None."""
    found: Unit | None = db.session.scalar(_valid(on).where(Unit.kato == kato))
    return found


def find_units(codes: Iterable[str], on: date) -> dict[str, Unit]:
    """Returns the units with these codes on that day, by code."""
    wanted = set(codes)
    return {unit.kato: unit for unit in db.session.scalars(_valid(on)) if unit.kato in wanted}


def find_territory(kato: str) -> tuple[str, str] | None:
    """Returns (path, Russian name) of the unit with this code on the election's day, for accounts; None if none."""
    unit = find_unit(kato)
    return (unit.path, unit.name_ru) if unit else None


def names_of_paths(paths: Iterable[str]) -> dict[str, str]:
    """Returns the names of units in the present language by path, as on the election's day: for accounts."""
    with looking_from(EVERYWHERE):
        units = db.session.scalars(_valid(None).where(Unit.path.in_(set(paths))))
        return {unit.path: local(unit) for unit in units}


def list_history(kato: str) -> list[Unit]:
    """Returns all stretches of time of the unit with this code, the earliest first."""
    return list(db.session.scalars(sa.select(Unit).where(Unit.kato == kato).order_by(Unit.valid_from)))


def list_constituencies(path: str = "") -> list[Constituency]:
    """Returns the constituencies in `path`, by region, district and name, with their district and region."""
    order = (sa.func.substr(Constituency.path, 1, 20), Constituency.sort_key, Constituency.id)
    statement = (
        sa.select(Constituency)
        .where(starts_with(Constituency.path, path))
        .options(*_places())
        .order_by(*order)
    )
    return list(db.session.scalars(statement))


def get_constituency(constituency_id: int) -> Constituency:
    """Returns a constituency that the viewer may see, with its district, region and precincts; raises NotFound."""
    statement = sa.select(Constituency).where(Constituency.id == constituency_id)
    found = db.session.scalar(statement.options(*_places(), selectinload(Constituency.precincts)))
    if found is None:
        raise NotFound
    return found


def find_constituency(kato: str) -> Constituency | None:
    """Returns the constituency with this code, or None."""
    return db.session.scalar(sa.select(Constituency).where(Constituency.kato == kato).options(*_places()))


def search_units(search: str, on: date | None = None, page: int = 1) -> Page[Any]:
    """Returns a page of the units on that day whose names or code hold every word of `search`, in any spelling."""
    return paged(_having(_valid(on), Unit.search_text, search).order_by(Unit.path, Unit.id), page)


def search_constituencies(search: str, page: int = 1) -> Page[Any]:
    """Returns a page of the constituencies whose names or code hold every word of `search`, in any spelling."""
    statement = _having(sa.select(Constituency).options(*_places()), Constituency.search_text, search)
    return paged(statement.order_by(Constituency.sort_key, Constituency.id), page)


def list_snapshots() -> list[Snapshot]:
    """Returns the classifiers that were imported, the latest first."""
    return list(db.session.scalars(sa.select(Snapshot).order_by(Snapshot.as_of.desc())))


def _valid(on: date | None) -> sa.Select[Any]:
    day = on or usual_day()
    return sa.select(Unit).where(Unit.valid_from <= day, sa.or_(Unit.valid_to.is_(None), Unit.valid_to > day))


def _list(statement: sa.Select[Any]) -> list[Unit]:
    return list(db.session.scalars(statement.order_by(Unit.sort_key, Unit.id)))


def _only(statement: sa.Select[Any]) -> Any:
    found = db.session.scalars(statement.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _having(statement: sa.Select[Any], column: Any, search: str) -> sa.Select[Any]:
    for word in fold(search).split():
        statement = statement.where(column.contains(word, autoescape=True))
    return statement


def _places() -> tuple[Any, ...]:
    return (joinedload(Constituency.district), joinedload(Constituency.region))
