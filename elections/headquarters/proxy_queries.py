"""Reading proxies: of a candidate, one; what speaks against somebody as a proxy; how many precincts are watched."""

from collections.abc import Collection
from datetime import time

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import is_newest, rules_of
from elections.candidates.models import Candidate
from elections.candidates.registration import STANDING, Status
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound, Objection
from elections.headquarters.observers import minute_of
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import Observer, Proxy
from elections.people.actions import full_name
from elections.people.models import Person
from elections.territory.models import Constituency, Precinct


def list_proxies(candidate_id: int) -> list[Proxy]:
    """Returns the proxies of a candidate, the ended ones too, by precinct and name."""
    statement = (
        sa.select(Proxy).join(Proxy.precinct).join(Proxy.person).where(Proxy.candidate_id == candidate_id)
        .options(joinedload(Proxy.precinct), joinedload(Proxy.person), joinedload(Proxy.candidate))
        .order_by(Precinct.number, Person.sort_key, Proxy.id)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def get_proxy(proxy_id: int) -> Proxy:
    """Returns a proxy with person, precinct and candidate; raises NotFound."""
    candidate = joinedload(Proxy.candidate)
    place = candidate.joinedload(Candidate.contest).joinedload(Contest.constituency)
    statement = sa.select(Proxy).where(Proxy.id == proxy_id)
    found = db.session.scalar(
        statement.options(
            joinedload(Proxy.person), joinedload(Proxy.precinct), candidate.joinedload(Candidate.person),
            place.joinedload(Constituency.district),
        )
    )  # fmt: skip
    if found is None:
        raise NotFound
    return found


def list_precincts_of(candidate: Candidate) -> list[Precinct]:
    """Returns the precincts of a candidate's constituency by number."""
    constituency_id = candidate.contest.constituency_id
    statement = sa.select(Precinct).where(Precinct.constituency_id == constituency_id)
    return list(db.session.scalars(statement.order_by(Precinct.number)))


def list_siblings(proxy: Proxy) -> list[Proxy]:
    """Returns the same person's other rows with this candidate that have come as far, by precinct."""
    statement = (
        sa.select(Proxy).join(Proxy.precinct).options(joinedload(Proxy.precinct))
        .where(Proxy.candidate_id == proxy.candidate_id, Proxy.person_id == proxy.person_id,
               Proxy.status == proxy.status, Proxy.id != proxy.id)
        .order_by(Precinct.number)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def is_ours(election: Election) -> sa.ColumnElement[bool]:
    """Returns the condition of a candidate whom the party put up, or who is its member."""
    return sa.or_(Candidate.nominated_by_id == election.own_party_id, Candidate.member_of_id == election.own_party_id)  # fmt: skip


def find_other_candidate(person_ids: Collection[int], candidate: Candidate) -> Candidate | None:
    """Returns another standing candidate of the same election whose proxy one of these people is, or None."""
    statement = (
        sa.select(Candidate).join(Proxy, Proxy.candidate_id == Candidate.id)
        .where(Proxy.person_id.in_(person_ids), Proxy.status != ProxyStatus.ENDED, Candidate.id != candidate.id,
               Candidate.election_id == candidate.election_id, Candidate.status.in_(STANDING))
        .options(joinedload(Candidate.person)).limit(1)
    )  # fmt: skip
    with looking_from(EVERYWHERE):
        return db.session.scalar(statement)


def stands(person_ids: Collection[int], election_id: int) -> bool:
    """Returns whether one of these people is a candidate in the election, wherever."""
    statement = sa.select(Candidate.id).where(
        Candidate.person_id.in_(person_ids), Candidate.election_id == election_id, Candidate.status.in_(STANDING)
    )  # fmt: skip
    with looking_from(EVERYWHERE):
        return db.session.scalar(statement.limit(1)) is not None


def serve_two(kept: Person, gone: Person) -> list[Objection]:
    """Returns the objection to two people becoming one who would be proxies of two candidates, or proxy and candidate."""
    served, standing = _served((kept.id, gone.id)), _elections_of((kept.id, gone.id))
    elections = {one.election_id for one in (*served[kept.id], *served[gone.id])}
    for election_id in sorted(elections):
        mine, theirs = (
            [one for one in served[person.id] if one.election_id == election_id] for person in (kept, gone)
        )
        both = {one.id: one for one in (*mine, *theirs)}
        if len(both) > max(len(mine), len(theirs), 1):
            one, other = list(both.values())[:2]
            names = {"one": full_name(one.person), "other": full_name(other.person)}
            return [Objection("proxy.both_serve", params=names)]
        stands_kept, stands_gone = election_id in standing[kept.id], election_id in standing[gone.id]
        is_so_already = (stands_kept and mine) or (stands_gone and theirs)
        if (stands_kept or stands_gone) and not is_so_already:
            return [Objection("proxy.is_candidate")]
    return []


def eyes_by_constituency(election_id: int) -> dict[str, tuple[int, int]]:
    """Returns by path of each constituency (precincts with a registered proxy or an observer of the count, precincts)."""
    election = db.session.get_one(Election, election_id)
    watched = sa.or_(has_proxy(election), has_observer(election))
    statement = (
        sa.select(Precinct.path, sa.func.sum(sa.case((watched, 1), else_=0)), sa.func.count())
        .where(is_counted(election)).group_by(Precinct.path).order_by(Precinct.path)
    )  # fmt: skip
    return {path: (int(some), int(every)) for path, some, every in db.session.execute(statement)}


def has_proxy(election: Election) -> sa.ColumnElement[bool]:
    """Returns the condition of a precinct with a registered proxy of a candidate of ours who stands."""
    return (
        sa.select(Proxy.id).join(Candidate, Candidate.id == Proxy.candidate_id)
        .where(Proxy.precinct_id == Precinct.id, Proxy.status == ProxyStatus.REGISTERED,
               Candidate.election_id == election.id, Candidate.status == Status.REGISTERED, is_ours(election))
        .correlate(Precinct).exists()
    )  # fmt: skip


def has_observer(election: Election) -> sa.ColumnElement[bool]:
    """Returns the condition of a precinct with an observer who is still there when the polls have closed."""
    return (
        sa.select(Observer.id)
        .where(Observer.precinct_id == Precinct.id, Observer.election_id == election.id,
               Observer.removed_on.is_(None), Observer.ends > minute_of(closing_of(election)))
        .correlate(Precinct).exists()
    )  # fmt: skip


def is_counted(election: Election) -> sa.ColumnElement[bool]:
    """Returns the condition of a precinct in which votes are counted in this election."""
    held = sa.select(Contest.constituency_id).where(
        Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED
    )
    return Precinct.constituency_id.in_(held)


def closing_of(election: Election) -> time:
    """Returns when the polls close, in local time."""
    return rules_of(election).voting_closes


def own_candidates(election: Election, paths: Collection[str]) -> dict[str, list[Candidate]]:
    """Returns the candidates of ours who stand in these constituencies, by path and name."""
    statement = (
        sa.select(Candidate).join(Candidate.person).join(Candidate.contest).options(contains_eager(Candidate.person))
        .where(Candidate.election_id == election.id, is_newest(), Candidate.path.in_(paths), Candidate.status.in_(STANDING), is_ours(election))
        .order_by(Person.sort_key, Candidate.id)
    )  # fmt: skip
    found: dict[str, list[Candidate]] = {}
    for one in db.session.scalars(statement):
        found.setdefault(one.path, []).append(one)
    return found


def _served(person_ids: Collection[int]) -> dict[int, list[Candidate]]:
    """Returns the standing candidates whose proxies these people are, by person."""
    statement = (
        sa.select(Proxy.person_id, Candidate).join(Candidate, Proxy.candidate_id == Candidate.id)
        .where(Proxy.person_id.in_(person_ids), Proxy.status != ProxyStatus.ENDED, Candidate.status.in_(STANDING))
        .options(joinedload(Candidate.person)).order_by(Candidate.id)
    )  # fmt: skip
    found: dict[int, dict[int, Candidate]] = {number: {} for number in person_ids}
    with looking_from(EVERYWHERE):
        for person_id, candidate in db.session.execute(statement):
            found[person_id][candidate.id] = candidate
    return {number: list(candidates.values()) for number, candidates in found.items()}


def _elections_of(person_ids: Collection[int]) -> dict[int, set[int]]:
    """Returns the elections in which these people stand, by person."""
    statement = sa.select(Candidate.person_id, Candidate.election_id).where(
        Candidate.person_id.in_(person_ids), Candidate.status.in_(STANDING)
    )
    found: dict[int, set[int]] = {number: set() for number in person_ids}
    with looking_from(EVERYWHERE):
        for person_id, election_id in db.session.execute(statement):
            found[person_id].add(election_id)
    return found
