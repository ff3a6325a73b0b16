"""Reading pledges: the whole campaign's in one query, a list by filters, one with what is promised nearby."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.campaign.models import Contest, Election
from elections.candidates.models import STANDING, Candidate
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.platforms.alike import Alike, Said, find_alike
from elections.platforms.coverage_rule import Promised
from elections.platforms.models import MoneySource, Platform, Pledge, Sector
from elections.platforms.queries import READY
from elections.platforms.usual import Comparable, Mark, Norms, Ranges, marks_of, norms_of
from elections.territory.models import Constituency
from elections.web.paging import Page, paged

RANGES = Path(__file__).with_name("usual_ranges.toml")


@dataclass(frozen=True)
class Line:
    """A pledge that counts: of a standing candidate's newest approved edition, or of the newest one of all."""

    comparable: Comparable
    said: Said
    promised: Promised
    is_newest: bool


@dataclass(frozen=True)
class Survey:
    """The pledges that count, by id, and what is usual among them."""

    lines: Mapping[int, Line]
    norms: Norms

    def marks(self, pledge_id: int) -> tuple[Mark, ...]:
        """Returns why a pledge is marked; nothing for one that counts no more."""
        line = self.lines.get(pledge_id)
        return marks_of(line.comparable, self.norms) if line else ()

    @cached_property
    def marked(self) -> frozenset[int]:
        """Returns the pledges that are marked."""
        return frozenset(number for number in self.lines if self.marks(number))

    @cached_property
    def years(self) -> list[int]:
        """Returns the years in which pledges are due, the earliest first."""
        return sorted({one.comparable.due_on.year for one in self.lines.values()})

    def alike(self, pledge_id: int) -> list[Alike]:
        """Returns the pledges that promise the same in the district and the region."""
        line = self.lines.get(pledge_id)
        return find_alike(line.said, (one.said for one in self.lines.values())) if line else []


@lru_cache
def usual_ranges() -> Ranges:
    """Returns the settings' ranges of what is usual, by sector and measure."""
    found = tomllib.loads(RANGES.read_text(encoding="utf-8"))
    return {sector: {name: (low, high) for name, (low, high) in one.items()} for sector, one in found.items()}


def survey() -> Survey:
    """Returns the pledges of the whole campaign and what is usual among them, in one query.

    What is usual is a number of the whole country; pages show single pledges only as far as their viewer may see.
    """
    with looking_from(EVERYWHERE):
        lines = list_lines()
    norms = norms_of((one.comparable for one in lines if one.is_newest), usual_ranges())
    return Survey({one.comparable.id: one for one in lines}, norms)


def list_lines(path: str = "", year: int | None = None) -> list[Line]:
    """Returns the pledges that count in the viewer's territory and in `path`, due in a year or ever, in one query."""
    statement = (
        sa.select(
            Pledge.id, Pledge.sector, Pledge.money_source, Pledge.cost_kzt, Pledge.due_on, Pledge.beneficiaries,
            Pledge.unit, Pledge.unit_kk, Pledge.start_value, Pledge.goal_value, Pledge.what_ru, Pledge.what_kk, Pledge.path,
            Platform.status, Platform.id.in_(_newest()).label("is_newest"), Election.voting_on, Constituency.voters,
        )
        .join(Pledge.platform).join(Platform.candidate).join(Candidate.contest).join(Contest.constituency)
        .join(Contest.election)
        .where(_counts(), starts_with(Pledge.path, path))
        .order_by(Pledge.id)
    )  # fmt: skip
    if year is not None:
        statement = statement.where(_due_in(year))
    return [_line(row) for row in db.session.execute(statement)]


def _newest(*conditions: Any) -> Any:
    return sa.select(sa.func.max(Platform.id)).where(*conditions).group_by(Platform.candidate_id)


def _counts() -> sa.ColumnElement[bool]:
    """Returns the condition under which a pledge counts."""
    ready = _newest(Platform.status.in_(READY))
    return sa.and_(
        sa.or_(Platform.id.in_(ready), Platform.id.in_(_newest())), sa.text(f"candidate.{STANDING}")
    )


def _due_in(year: int) -> sa.ColumnElement[bool]:
    return sa.extract("year", Pledge.due_on) == year


def _line(row: Any) -> Line:
    gain = None if row.goal_value is None else abs(Fraction(row.goal_value) - Fraction(row.start_value or 0))
    return Line(
        Comparable(
            row.id, row.sector, row.cost_kzt, row.due_on, row.voting_on, row.beneficiaries, row.unit or row.unit_kk, gain, row.voters
        ),
        Said(row.id, row.sector, row.path, (row.what_ru, row.what_kk)),
        Promised(row.path, row.sector, row.money_source, row.cost_kzt, row.status in READY),
        bool(row.is_newest),
    )  # fmt: skip


def list_pledges(chosen: Mapping[str, str], marked: Collection[int], page: int = 1) -> Page[Any]:
    """Returns a page of the pledges that count, filtered as the address says, the dearest first."""
    return paged(_listed(chosen, marked), page)


def list_all_pledges(chosen: Mapping[str, str], marked: Collection[int]) -> list[Pledge]:
    """Returns all pledges that count, filtered as the address says, the dearest first."""
    return list(db.session.scalars(_listed(chosen, marked)))


def sums_of(chosen: Mapping[str, str], marked: Collection[int]) -> tuple[int, int]:
    """Returns what the listed pledges cost in tenge: of approved platforms, of drafts."""
    listed = _listed(chosen, marked).order_by(None).with_only_columns(Pledge.cost_kzt, Platform.status)
    rows = listed.subquery()
    statement = sa.select(rows.c.status.in_(READY), sa.func.sum(rows.c.cost_kzt)).group_by(sa.text("1"))
    found = {bool(firm): int(cost) for firm, cost in db.session.execute(statement)}
    return found.get(True, 0), found.get(False, 0)


def _listed(chosen: Mapping[str, str], marked: Collection[int]) -> sa.Select[Any]:
    place = contains_eager(Pledge.platform).contains_eager(Platform.candidate)
    statement = (
        sa.select(Pledge).join(Pledge.platform).join(Platform.candidate).join(Candidate.person)
        .join(Candidate.contest).join(Contest.constituency)
        .options(
            place.contains_eager(Candidate.person),
            place.contains_eager(Candidate.contest).contains_eager(Contest.constituency),
        )
        .where(_counts(), starts_with(Pledge.path, chosen.get("path", "")))
        .order_by(Pledge.cost_kzt.desc(), Pledge.id)
    )  # fmt: skip
    if chosen.get("sector") in list(Sector):
        statement = statement.where(Pledge.sector == Sector(chosen["sector"]))
    if chosen.get("source") in list(MoneySource):
        statement = statement.where(Pledge.money_source == MoneySource(chosen["source"]))
    if chosen.get("state") in ("firm", "draft"):
        firm = Platform.status.in_(READY)
        statement = statement.where(firm if chosen["state"] == "firm" else sa.not_(firm))
    year = chosen.get("year", "")
    if len(year) == 4 and year.isdecimal():
        statement = statement.where(_due_in(int(year)))
    if chosen.get("marked"):
        statement = statement.where(Pledge.id.in_(sorted(marked)))
    return statement


def get_pledge_page(pledge_id: int) -> Pledge:
    """Returns a pledge with its platform, candidate and constituency; raises NotFound."""
    found = list_by_id([pledge_id])
    if not found:
        raise NotFound
    return found[0]


def list_by_id(ids: Iterable[int]) -> list[Pledge]:
    """Returns those of these pledges that the viewer may see, with candidate and constituency, in the order given."""
    wanted = list(ids)
    candidate = joinedload(Pledge.platform).joinedload(Platform.candidate)
    statement = sa.select(Pledge).options(
        candidate.joinedload(Candidate.person),
        candidate.joinedload(Candidate.contest).options(
            joinedload(Contest.constituency).joinedload(Constituency.district), joinedload(Contest.election)
        ),
    )
    found = {one.id: one for one in db.session.scalars(statement.where(Pledge.id.in_(wanted)))}
    return [found[number] for number in wanted if number in found]
