"""Reading which constituencies the headquarters cover: three queries, whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import is_newest
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.staffing import Cover, Lack, Office, Served, count_cover, parts_of, serve
from elections.territory.models import Constituency

REGION_LENGTH, DISTRICT_LENGTH = 10, 20


@dataclass(frozen=True)
class Line:
    """A constituency in which an akim is elected, and how it is served."""

    constituency: Constituency
    served: Served


@dataclass(frozen=True)
class Place:
    """A region or district: its figures, and the parts of its bar."""

    path: str
    cover: Cover
    parts: tuple[int, int, int, int]


def list_lines(election: Election, path: str = "") -> list[Line]:
    """Returns the constituencies with a contest in `path`, by region, district and name, each with how it is served."""
    statement = (
        sa.select(Constituency)
        .join(Contest, Contest.constituency_id == Constituency.id)
        .where(
            Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest(),
            starts_with(Contest.path, path),
        )
        .options(joinedload(Constituency.district), joinedload(Constituency.region))
        .order_by(sa.func.substr(Constituency.path, 1, DISTRICT_LENGTH), Constituency.sort_key, Constituency.id)
    )  # fmt: skip
    places = list(db.session.scalars(statement))
    served = serve([one.path for one in places], find_offices(election))
    return [Line(one, how) for one, how in zip(places, served, strict=True)]


def find_offices(election: Election) -> dict[str, Office]:
    """Returns the open headquarters by path, and whether each has a head and a lawyer: one query."""
    has = {
        role: sa.func.max(sa.case((sa.and_(Member.role == role, Member.until_on.is_(None)), 1), else_=0))
        for role in (MemberRole.HEAD, MemberRole.LAWYER)
    }
    statement = (
        sa.select(Headquarters.id, Headquarters.path, *has.values())
        .join(Member, Member.headquarters_id == Headquarters.id, isouter=True)
        .where(Headquarters.election_id == election.id, Headquarters.closed_on.is_(None))
        .group_by(Headquarters.id, Headquarters.path)
    )
    with looking_from(
        EVERYWHERE
    ):  # whether a district has a head is no secret in its villages; who it is, is
        rows = db.session.execute(statement).all()
    return {row[1]: Office(row[0], row[1], bool(row[2]), bool(row[3])) for row in rows}


def count_places(lines: Sequence[Line], length: int) -> list[Place]:
    """Returns the figures by region or district, in the order of the lines."""
    grouped: dict[str, list[Served]] = {}
    for line in lines:
        grouped.setdefault(line.served.path[:length], []).append(line.served)
    return [Place(path, count_cover(served), parts_of(served)) for path, served in grouped.items()]


def lacking(lines: Iterable[Line], what: str) -> list[Line]:
    """Returns the lines that are without something; without a headquarters, a head or a lawyer when nothing is said."""
    wanted = (Lack(what),) if what in list(Lack) else (Lack.SERVED, Lack.HEAD, Lack.LAWYER)
    return [line for line in lines if any(line.served.lacks(one) for one in wanted)]


def group_length(path: str) -> int:
    """Returns how many characters of a path name the places that a territory is shown by."""
    return DISTRICT_LENGTH if path else REGION_LENGTH


def place_titles(lines: Sequence[Line], names: Mapping[str, str]) -> dict[str, str]:
    """Returns the names of the places of lines, by path."""
    return {path: names.get(path, path).strip() for line in lines for path in _above(line.served.path)}


def _above(path: str) -> tuple[str, str]:
    return path[:REGION_LENGTH], path[:DISTRICT_LENGTH]
