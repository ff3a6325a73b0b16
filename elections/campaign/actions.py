"""Changing the campaign: the election and its rules, the parties, the contests that are called."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.campaign.calendar import Rules, check_calendar
from elections.campaign.models import Contest, Election, Party
from elections.campaign.queries import find_election, find_party
from elections.database import EVERYWHERE, db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.territory.models import Constituency

NAME_RU, NAME_KK = "Выборы сельских акимов", "Ауыл әкімдерінің сайлауы"


def ensure_election(actor: Actor | None = None) -> Election:
    """Returns the present election; where there is none, makes it and its party from the settings."""
    found = find_election()
    if found is not None:
        return found
    actor = _check(actor)
    settings = current_app.config["SETTINGS"].election
    party = find_party(settings.party.code)
    if party is None:
        names = (settings.party.name_ru, settings.party.name_kk)
        party = create_party(actor, settings.party.code, *names)
    election = Election(
        name_ru=NAME_RU, name_kk=NAME_KK, called_on=settings.called_on, voting_on=settings.voting_on,
        own_party=party, target_percent=settings.target_percent, rules=Rules().to_json(),
    )  # fmt: skip
    db.session.add(election)
    db.session.flush()
    record(actor, "election.created", election, label=election.name_ru, after=_shown(election))
    return election


def change_election(actor: Actor, election: Election, version: int, changes: dict[str, Any]) -> None:
    """Changes the election: names, days, party, target, rules (`rules` is a Rules). Raises Refused, Stale."""
    _check(actor)
    if election.version != version:
        raise Stale
    rules = changes.pop("rules", None) or Rules.from_json(election.rules)
    days = (changes.get("called_on", election.called_on), changes.get("voting_on", election.voting_on))
    objections = list(check_calendar(*days, rules))
    if not 0 < changes.get("target_percent", election.target_percent) <= 100:
        objections.append(Objection("election.target_percent", "target_percent"))
    refuse_if(objections)
    before = _shown(election)
    for name, value in {**changes, "rules": rules.to_json()}.items():
        setattr(election, name, value)
    db.session.flush()
    record(actor, "election.changed", election, label=election.name_ru, before=before, after=_shown(election))


def call_contests(actor: Actor | None, constituencies: Iterable[Constituency]) -> int:
    """Calls a contest of the present election in each constituency that has none; returns how many it called."""
    actor = _check(actor)
    election = ensure_election(actor)
    held = set(
        db.session.scalars(sa.select(Contest.constituency_id).where(Contest.election_id == election.id))
    )
    new = [row for row in constituencies if row.id not in held]
    db.session.add_all(Contest(election_id=election.id, constituency_id=row.id, path=row.path) for row in new)
    db.session.flush()
    if new:
        record(actor, "contests.called", election, label=election.name_ru, after={"contests": len(new)})
    return len(new)


def create_party(actor: Actor | None, code: str, name_ru: str, name_kk: str) -> Party:
    """Adds a party; raises Refused when its code is taken."""
    actor = _check(actor)
    if find_party(code):
        refuse_if([Objection("party.code_taken", "code", {"code": code})])
    party = Party(code=code, name_ru=name_ru, name_kk=name_kk)
    db.session.add(party)
    db.session.flush()
    after = {"code": code, "name_ru": name_ru, "name_kk": name_kk}
    record(actor, "party.created", party, label=code, after=after)
    return party


def change_party(actor: Actor, party: Party, version: int, changes: dict[str, Any]) -> None:
    """Changes a party's code or names. Raises Refused, Stale."""
    _check(actor)
    if party.version != version:
        raise Stale
    other = find_party(changes.get("code", party.code))
    if other is not None and other.id != party.id:
        refuse_if([Objection("party.code_taken", "code", {"code": other.code})])
    before = {name: getattr(party, name) for name in changes}
    for name, value in changes.items():
        setattr(party, name, value)
    db.session.flush()
    record(actor, "party.changed", party, label=party.code, before=before, after=changes)


def may_change_campaign(actor: Actor | None) -> bool:
    """Returns whether the actor may change the election and the parties, which are the whole country's; nobody may not."""
    return actor is not None and actor.may(Permission.MANAGE_ELECTION, EVERYWHERE)


def require_change(actor: Actor) -> None:
    """Raises Forbidden for who may not change the election and the parties."""
    if not may_change_campaign(actor):
        raise Forbidden


def _check(actor: Actor | None) -> Actor:
    if actor is None or actor is SYSTEM:
        return SYSTEM
    require_change(actor)
    return actor


def _shown(election: Election) -> dict[str, Any]:
    names = (
        "name_ru", "name_kk", "called_on", "voting_on", "own_party_id", "target_percent", "target_denominator",
        "target_counting", "entries_required", "rules",
    )  # fmt: skip
    return {name: getattr(election, name) for name in names}
