"""Writing proxies: proposing somebody, their consent, their registration, their end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.campaign.queries import get_election, rules_of
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.headquarters.proxies import (
    Declaration,
    EndGround,
    Kept,
    Place,
    Proposal,
    ProxyStatus,
    Standing,
    Step,
    objections_to_proposal,
    objections_to_step,
    standing_of,
)
from elections.headquarters.proxy_models import Proxy
from elections.headquarters.proxy_queries import find_other_candidate, list_proxies, list_siblings, stands
from elections.headquarters.watchers import (
    commissions_of,
    find_same,
    identity_of,
    identity_of_person,
    over_on,
    require,
    settle_person,
    today_at,
)
from elections.people.actions import full_name, person_objections
from elections.people.models import Person
from elections.territory.models import Precinct


@dataclass(frozen=True)
class Papers:
    """What somebody has declared and when, and the day of the written consent, if it is there."""

    declared: frozenset[Declaration]
    declared_on: date | None
    consent_on: date | None = None


@dataclass(frozen=True)
class Decision:
    """What a step takes: its day, and what only some steps have."""

    on: date
    certificate_number: str = ""
    ground: EndGround | None = None
    note: str = ""


def propose(
    actor: Actor, candidate: Candidate, precincts: Sequence[Precinct], person: dict[str, Any], papers: Papers
) -> list[Proxy]:
    """Makes somebody a candidate's proxy in precincts of the constituency. Raises Refused, Forbidden."""
    require(actor, candidate.path)
    db.session.refresh(candidate, ["status", "status_on", "version"], with_for_update=True)
    refuse_if(objections_to(candidate, precincts, person, papers))
    today = today_at(get_election(), candidate.path)
    somebody = settle_person(actor, person, candidate.path)
    return [_add(actor, candidate, one, somebody, papers, today) for one in precincts]


def objections_to(
    candidate: Candidate, precincts: Sequence[Precinct], person: dict[str, Any], papers: Papers
) -> list[Objection]:
    """Returns everything that speaks against somebody as a proxy, of those answers that there are."""
    election, same = get_election(), find_same(person)
    today = today_at(election, candidate.path)
    commissions = commissions_of([identity_of(person)])[identity_of(person)]
    proposal = _proposal(candidate, precincts, same, papers, commissions, today)
    most = rules_of(election).proxies_per_precinct
    return [*person_objections(person, today), *objections_to_proposal(proposal, most)]


def add_precincts(actor: Actor, proxy: Proxy, precincts: Sequence[Precinct]) -> list[Proxy]:
    """Makes a proxy one in further precincts, with the same declarations and consent. Raises Refused, Forbidden."""
    require(actor, proxy.path)
    candidate, person = proxy.candidate, proxy.person
    db.session.refresh(candidate, ["status", "status_on", "version"], with_for_update=True)
    election, identity = get_election(), identity_of_person(person)
    papers = Papers(
        frozenset(Declaration) if proxy.declared_on else frozenset(), proxy.declared_on, proxy.consent_on
    )
    today = today_at(election, proxy.path)
    proposal = _proposal(candidate, precincts, [person], papers, commissions_of([identity])[identity], today)
    refuse_if(objections_to_proposal(proposal, rules_of(election).proxies_per_precinct))
    return [_add(actor, candidate, one, person, papers, today) for one in precincts]


def take_step(
    actor: Actor, proxy: Proxy, version: int, new_status: ProxyStatus, decision: Decision, *, everywhere: bool = False
) -> None:  # fmt: skip
    """Takes a step of a proxy's way; `everywhere`: in the person's other precincts too. Raises Refused, Stale, Forbidden."""
    require(actor, proxy.path)
    if proxy.version != version:
        raise Stale
    today = today_at(get_election(), proxy.path)
    step = Step(
        proxy.status, new_status, decision.on, proxy.registered_on or proxy.consent_on, today, proxy.candidate.status,
        decision.certificate_number, decision.ground, proxy.candidate.status_on,
    )  # fmt: skip
    refuse_if(objections_to_step(step))
    for one in [proxy, *(list_siblings(proxy) if everywhere else ())]:
        _step(actor, one, new_status, decision, full_name(proxy.person))


def standing(proxy: Proxy, election: Election) -> Standing:
    """Returns how a proxy stands now; it may have ended by itself."""
    candidate = proxy.candidate
    kept = Kept(proxy.status, proxy.since_on, proxy.ground, candidate.status, candidate.status_on)
    return standing_of(kept, today_at(election, proxy.path), over_on(election, proxy.path))


def _proposal(
    candidate: Candidate, precincts: Sequence[Precinct], same: Collection[Person], papers: Papers,
    commissions: tuple[str, ...], today: date,
) -> Proposal:  # fmt: skip
    ids = [one.id for one in same]
    other = find_other_candidate(ids, candidate)
    present = [one for one in list_proxies(candidate.id) if one.status is not ProxyStatus.ENDED]
    places = tuple(
        Place(
            precinct.number,
            tuple(full_name(one.person) for one in present if one.precinct_id == precinct.id),
            any(one.precinct_id == precinct.id and one.person_id in ids for one in present),
        )
        for precinct in precincts
    )
    own_party = candidate.contest.election.own_party_id
    return Proposal(
        candidate.status, own_party in (candidate.nominated_by_id, candidate.member_of_id), places, papers.declared,
        papers.declared_on, papers.consent_on, today, stands(ids, candidate.election_id),
        full_name(other.person) if other else "", commissions,
    )  # fmt: skip


def _add(
    actor: Actor, candidate: Candidate, precinct: Precinct, person: Person, papers: Papers, today: date
) -> Proxy:
    status = ProxyStatus.CONSENTED if papers.consent_on else ProxyStatus.PROPOSED
    proxy = Proxy(
        candidate=candidate, precinct=precinct, person=person, path=candidate.path, status=status,
        proposed_on=today, declared_on=papers.declared_on, consent_on=papers.consent_on,
    )  # fmt: skip
    db.session.add(proxy)
    db.session.flush()
    after = {
        "precinct": precinct.number, "status": status, "declared_on": papers.declared_on, "consent_on": papers.consent_on,
    }  # fmt: skip
    record(actor, "proxy.proposed", proxy, label=full_name(person), after=after)
    return proxy


def _step(actor: Actor, proxy: Proxy, new_status: ProxyStatus, decision: Decision, name: str) -> None:
    before = {"status": proxy.status}
    changes: dict[str, Any] = {"status": new_status}
    if new_status is ProxyStatus.CONSENTED:
        changes |= {"consent_on": decision.on}
    elif new_status is ProxyStatus.REGISTERED:
        changes |= {"registered_on": decision.on, "certificate_number": decision.certificate_number.strip()}
    else:
        changes |= {"ended_on": decision.on, "ground": decision.ground, "note": decision.note}
    for field, value in changes.items():
        setattr(proxy, field, value)
    db.session.flush()
    record(actor, f"proxy.{new_status.value}", proxy, label=name, before=before, after=changes)
