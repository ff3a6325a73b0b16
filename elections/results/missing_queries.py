"""Reading which precincts have not reported: how many where, one by one, and whom to call about each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from elections.alphabet import fold
from elections.campaign.models import Contest, ContestStatus, Election
from elections.database import ancestors, db, starts_with
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.proxy_models import Observer, Proxy
from elections.headquarters.queries import present_members
from elections.headquarters.watch_queries import CODE_LENGTH, observers_at, proxies_at
from elections.results.entries import MISSING, State
from elections.results.models import Protocol
from elections.territory.models import Constituency, Precinct
from elections.web.paging import Page, paged

NOT_ENTERED, SECOND_AWAITED, UNDECIDED, DISPUTED = "none", "second", "differs", "disputed"
SHOWN: Mapping[str, tuple[State, ...]] = {
    NOT_ENTERED: (State.EXPECTED,),
    SECOND_AWAITED: (State.FIRST,),
    UNDECIDED: (State.DIFFERS, State.SECOND),
    DISPUTED: (State.DISPUTED,),
}
"""What a list of missing precincts may be narrowed to."""
VOTERS, WAITING = "voters", "time"
IN_COMMAND = (MemberRole.HEAD, MemberRole.DEPUTY)


@dataclass
class Reported:
    """A territory's precincts by where their protocols stand, and the voters of those that are not counted."""

    numbers: dict[State, int] = field(default_factory=dict)
    voters: int = 0

    def add(self, state: State, number: int, voters: int) -> None:
        """Adds precincts whose protocols stand at a state."""
        self.numbers[state] = self.numbers.get(state, 0) + number
        self.voters += voters if state in MISSING else 0

    def of(self, shown: str) -> int:
        """Returns how many there are of what a list may be narrowed to."""
        return sum(self.numbers.get(state, 0) for state in SHOWN[shown])

    @property
    def expected(self) -> int:
        """Returns how many precincts there are."""
        return sum(self.numbers.values())

    @property
    def accepted(self) -> int:
        """Returns how many of them are counted."""
        return self.numbers.get(State.ACCEPTED, 0)

    @property
    def missing(self) -> int:
        """Returns how many are not."""
        return self.expected - self.accepted


@dataclass(frozen=True)
class Silent:
    """A precinct that is not counted, and whom to call about it, in this order."""

    protocol: Protocol
    observers: Sequence[Observer]
    proxies: Sequence[Proxy]
    office: Headquarters | None
    commanders: Sequence[Member]


def count_reported(election: Election, path: str) -> dict[str, Reported]:
    """Returns where the protocols of `path` stand, by the places one level below it: one query."""
    place = sa.func.substr(Protocol.path, 1, len(path) + CODE_LENGTH)
    statement = (
        sa.select(place, Protocol.state, sa.func.count(), sa.func.coalesce(sa.func.sum(Precinct.voters), 0))
        .join(Protocol.contest).join(Protocol.precinct).where(*_counted(election), starts_with(Protocol.path, path))
        .group_by(place, Protocol.state).order_by(place)
    )  # fmt: skip
    found: dict[str, Reported] = {}
    for where, state, number, voters in db.session.execute(statement):
        found.setdefault(where, Reported()).add(state, number, int(voters))
    return found


def together(places: Mapping[str, Reported]) -> Reported:
    """Returns what several places come to."""
    whole = Reported()
    for one in places.values():
        for state, number in one.numbers.items():
            whole.add(state, number, 0)
        whole.voters += one.voters
    return whole


def list_missing(
    election: Election, chosen: Mapping[str, str], page: int = 1, size: int = 50, *, phones: bool = True
) -> Page[Silent]:
    """Returns a page of precincts whose protocols are not counted, with whom to call: a number of queries that stays.

    `chosen` may hold a `path`, a `search` in the constituencies' names, what to `show`, one `precinct`, and how to `sort`.
    """
    found: Page[Protocol] = paged(_statement(election, chosen), page, size)
    ids = [one.precinct_id for one in found.rows]
    observers = observers_at(election, ids) if phones else {}
    proxies = proxies_at(election, ids) if phones else {}
    offices = _offices(election, {one.path for one in found.rows}) if phones else {}
    rows = [_callable(one, observers, proxies, offices) for one in found.rows]
    return Page(rows, found.total, found.number, found.size)


def _callable(
    protocol: Protocol, observers: Mapping[int, list[Observer]], proxies: Mapping[int, list[Proxy]],
    offices: Mapping[str, Headquarters],
) -> Silent:  # fmt: skip
    near = [offices[path] for path in [protocol.path, *reversed(ancestors(protocol.path))] if path in offices]
    office = next((one for one in near if one.phone or _commanders(one)), None)
    here = protocol.precinct_id
    return Silent(
        protocol,
        observers.get(here, []),
        proxies.get(here, []),
        office,
        _commanders(office) if office else [],
    )


def _commanders(office: Headquarters) -> list[Member]:
    return [one for one in present_members(office) if one.role in IN_COMMAND]


def _offices(election: Election, paths: Collection[str]) -> dict[str, Headquarters]:
    wanted = {above for path in paths for above in (path, *ancestors(path))}
    statement = (
        sa.select(Headquarters)
        .where(Headquarters.election_id == election.id, Headquarters.closed_on.is_(None), Headquarters.path.in_(wanted))
        .options(selectinload(Headquarters.members).joinedload(Member.person))
    )  # fmt: skip
    return {one.path: one for one in db.session.scalars(statement)}


def _statement(election: Election, chosen: Mapping[str, str]) -> sa.Select[Any]:
    states = SHOWN.get(chosen.get("show", ""), tuple(MISSING))
    place = (
        sa.func.substr(Protocol.path, 1, 2 * CODE_LENGTH),
        Constituency.sort_key,
        Precinct.number,
        Protocol.id,
    )
    first = {
        VOTERS: (sa.func.coalesce(Precinct.voters, 0).desc(),), WAITING: (Protocol.updated_at,),
    }.get(chosen.get("sort", ""), ())  # fmt: skip
    statement = (
        sa.select(Protocol).join(Protocol.contest).join(Contest.constituency).join(Protocol.precinct)
        .where(*_counted(election), Protocol.state.in_(states), starts_with(Protocol.path, chosen.get("path", "")))
        .options(
            contains_eager(Protocol.contest).contains_eager(Contest.constituency).joinedload(Constituency.district),
            contains_eager(Protocol.contest).contains_eager(Contest.constituency).joinedload(Constituency.region),
            contains_eager(Protocol.precinct),
        )
        .order_by(*first, *place)
    )  # fmt: skip
    for word in fold(chosen.get("search", "")).split():
        statement = statement.where(Constituency.search_text.contains(word, autoescape=True))
    precinct = chosen.get("precinct", "")
    if precinct.isdecimal() and len(precinct) < 10:
        statement = statement.where(Protocol.precinct_id == int(precinct))
    return statement


def _counted(election: Election) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED,
        Protocol.state != State.REPLACED,
    )  # fmt: skip
