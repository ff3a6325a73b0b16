"""Reading precincts and who watches the count there: by territory in figures, one by one with names, in which commission somebody is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.alphabet import fold
from elections.campaign.models import Election
from elections.candidates.models import Candidate
from elections.candidates.registration import STANDING
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.headquarters.eyes import Some
from elections.headquarters.observers import Identity, is_same_person, name_key
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import CommissionMember, Observer, Proxy
from elections.headquarters.proxy_queries import has_observer, has_proxy, is_counted, is_ours
from elections.people.models import Person
from elections.people.names import FullName
from elections.territory.models import Constituency, Precinct
from elections.web.paging import Page

CODE_LENGTH = 10
"""How many characters of a path name one level of the territory."""
PAGE_SIZE = 50
NOBODY, PROXY, OBSERVER, ANYBODY = "none", "proxy", "observer", "any"


@dataclass(frozen=True)
class Watch:
    """A precinct with those who are there: its proxies that have not ended, its observers, its commission."""

    precinct: Precinct
    has_proxy: bool
    has_observer: bool
    proxies: list[Proxy] = field(default_factory=list)
    observers: list[Observer] = field(default_factory=list)

    @property
    def is_watched(self) -> bool:
        """Returns whether somebody watches the count."""
        return self.has_proxy or self.has_observer


def count_watch(election: Election, path: str) -> list[Some]:
    """Returns the precincts of `path` by the places one level below it and who is there: one query."""
    place = sa.func.substr(Precinct.path, 1, len(path) + CODE_LENGTH)
    each = (
        sa.select(place.label("place"), has_proxy(election).label("proxy"), has_observer(election).label("observer"),
                  Precinct.voters.label("voters"))
        .where(is_counted(election), starts_with(Precinct.path, path)).subquery()
    )  # fmt: skip
    keys = (each.c.place, each.c.proxy, each.c.observer)
    statement = sa.select(*keys, sa.func.count(), sa.func.sum(each.c.voters)).group_by(*keys).order_by(*keys)
    return [
        Some(where, bool(proxy), bool(observer), number, int(voters))
        for where, proxy, observer, number, voters in db.session.execute(statement)
    ]


def list_watch(
    election: Election, chosen: Mapping[str, str], page: int = 1, size: int = PAGE_SIZE
) -> Page[Watch]:
    """Returns a page of precincts with who is there, by district, constituency and number: four queries.

    `chosen` may hold a `path`, who is to `show`, and a `search` in the constituencies' names.
    """
    path, show, search = (chosen.get(name, "") for name in ("path", "show", "search"))
    some, seen = has_proxy(election), has_observer(election)
    statement = (
        sa.select(Precinct, some, seen).join(Precinct.constituency)
        .where(is_counted(election), starts_with(Precinct.path, path), *_shown(show, some, seen))
        .options(contains_eager(Precinct.constituency).joinedload(Constituency.district),
                 contains_eager(Precinct.constituency).joinedload(Constituency.region))
        .order_by(sa.func.substr(Precinct.path, 1, 2 * CODE_LENGTH), Constituency.sort_key, Precinct.number, Precinct.id)
    )  # fmt: skip
    for word in fold(search).split():
        statement = statement.where(Constituency.search_text.contains(word, autoescape=True))
    total = (
        db.session.scalar(sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())) or 0
    )
    page = min(page, max(1, -(-total // size)))
    rows = list(db.session.execute(statement.limit(size).offset((page - 1) * size)))
    ids = [row[0].id for row in rows]
    proxies, observers = proxies_at(election, ids), observers_at(election, ids)
    return Page(
        [
            Watch(row[0], bool(row[1]), bool(row[2]), proxies.get(row[0].id, []), observers.get(row[0].id, []))
            for row in rows
        ],
        total, page, size,
    )  # fmt: skip


def get_precinct(precinct_id: int) -> Precinct:
    """Returns a precinct with its constituency, district and region; raises NotFound."""
    place = joinedload(Precinct.constituency)
    statement = sa.select(Precinct).where(Precinct.id == precinct_id)
    found = db.session.scalar(
        statement.options(place.joinedload(Constituency.district), place.joinedload(Constituency.region))
    )
    if found is None:
        raise NotFound
    return found


def watch_of(election: Election, precinct: Precinct) -> Watch:
    """Returns who is at one precinct."""
    flags = sa.select(has_proxy(election), has_observer(election)).where(Precinct.id == precinct.id)
    row = db.session.execute(flags).one()
    proxies, observers = proxies_at(election, [precinct.id]), observers_at(election, [precinct.id])
    return Watch(
        precinct, bool(row[0]), bool(row[1]), proxies.get(precinct.id, []), observers.get(precinct.id, [])
    )


def proxies_at(election: Election, precinct_ids: Collection[int]) -> dict[int, list[Proxy]]:
    """Returns the proxies of candidates of ours who stand, that have not ended, by precinct and name."""
    statement = (
        sa.select(Proxy).join(Proxy.person).join(Proxy.candidate)
        .where(Proxy.precinct_id.in_(precinct_ids), Proxy.status != ProxyStatus.ENDED,
               Candidate.election_id == election.id, Candidate.status.in_(STANDING), is_ours(election))
        .options(contains_eager(Proxy.person), contains_eager(Proxy.candidate).joinedload(Candidate.person))
        .order_by(Person.sort_key, Proxy.id)
    )  # fmt: skip
    return _by_precinct(db.session.scalars(statement))


def observers_at(election: Election, precinct_ids: Collection[int]) -> dict[int, list[Observer]]:
    """Returns the party's present observers by precinct, in the order of their shifts."""
    statement = (
        sa.select(Observer)
        .where(Observer.precinct_id.in_(precinct_ids), Observer.election_id == election.id, Observer.removed_on.is_(None))
        .options(joinedload(Observer.person))
        .order_by(Observer.starts, Observer.id)
    )  # fmt: skip
    return _by_precinct(db.session.scalars(statement))


def get_observer(observer_id: int) -> Observer:
    """Returns an observer with person and precinct; raises NotFound."""
    place = joinedload(Observer.precinct).joinedload(Precinct.constituency)
    statement = sa.select(Observer).where(Observer.id == observer_id)
    found = db.session.scalar(statement.options(joinedload(Observer.person), place))
    if found is None:
        raise NotFound
    return found


def own_shifts(election_id: int, person_ids: Collection[int]) -> list[Observer]:
    """Returns the present shifts of these people, wherever."""
    statement = (
        sa.select(Observer).where(
            Observer.person_id.in_(person_ids), Observer.election_id == election_id, Observer.removed_on.is_(None)
        )
        .options(joinedload(Observer.precinct), joinedload(Observer.person)).order_by(Observer.starts)
    )  # fmt: skip
    with looking_from(EVERYWHERE):
        return list(db.session.scalars(statement))


def list_commission(precinct_id: int) -> list[CommissionMember]:
    """Returns who is in the commission of a precinct, in the order in which they were entered."""
    statement = sa.select(CommissionMember).where(CommissionMember.precinct_id == precinct_id)
    return list(db.session.scalars(statement.order_by(CommissionMember.id)))


def get_commission_member(member_id: int) -> CommissionMember:
    """Returns a member of a commission with the precinct; raises NotFound."""
    statement = sa.select(CommissionMember).where(CommissionMember.id == member_id)
    found = db.session.scalar(statement.options(joinedload(CommissionMember.precinct)))
    if found is None:
        raise NotFound
    return found


def commissions_with(identities: Collection[Identity]) -> dict[Identity, list[CommissionMember]]:
    """Returns of each of these people the commissions, wherever, in which somebody is who may be the same: one query."""
    keys = {name_key(one.name) for one in identities}
    members: list[CommissionMember] = []
    wanted = sorted(keys)
    place = joinedload(CommissionMember.precinct).joinedload(Precinct.constituency)
    with looking_from(EVERYWHERE):
        for start in range(0, len(wanted), 500):
            some = CommissionMember.name_key.in_(wanted[start : start + 500])
            members += db.session.scalars(sa.select(CommissionMember).where(some).options(place))
    return {
        one: [each for each in members if is_same_person(one, identity_of_member(each))] for one in identities
    }


def list_at_work(election: Election) -> list[tuple[Identity, int]]:
    """Returns (who, number of the precinct) of all present proxies and observers, wherever."""
    columns = (
        Person.surname,
        Person.given_name,
        Person.patronymic,
        Person.birth_year,
        Precinct.number,
        Precinct.id,
    )
    proxies = (
        sa.select(*columns).select_from(Proxy).join(Proxy.person).join(Proxy.precinct).join(Proxy.candidate)
        .where(Proxy.status != ProxyStatus.ENDED, Candidate.election_id == election.id, Candidate.status.in_(STANDING))
    )  # fmt: skip
    observers = (
        sa.select(*columns).select_from(Observer).join(Observer.person).join(Observer.precinct)
        .where(Observer.removed_on.is_(None), Observer.election_id == election.id)
    )  # fmt: skip
    with looking_from(EVERYWHERE):
        rows = db.session.execute(sa.union(proxies, observers)).all()
    return [(Identity(FullName(*row[:3]), row[3]), row[4]) for row in rows]


def identity_of_member(member: CommissionMember) -> Identity:
    """Returns by what a member of a commission is told from others."""
    return Identity(FullName(member.surname, member.given_name, member.patronymic), member.birth_year)


def _shown(show: str, proxy: Any, observer: Any) -> tuple[Any, ...]:
    conditions: Mapping[str, Any] = {
        NOBODY: sa.not_(sa.or_(proxy, observer)),
        PROXY: proxy,
        OBSERVER: observer,
        ANYBODY: sa.or_(proxy, observer),
    }
    return (conditions[show],) if show in conditions else ()


def _by_precinct(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.precinct_id, []).append(row)
    return found
