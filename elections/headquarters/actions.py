"""Writing headquarters: opening them, changing them, closing them, and whom each level needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.campaign.queries import present
from elections.database import db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.headquarters.models import Headquarters, HeadquartersNeeds, Level, MemberRole
from elections.headquarters.queries import find_headquarters, list_needs, list_said_needs, place_name
from elections.headquarters.staffing import level_of
from elections.people.actions import full_name
from elections.people.contacts import check_phone, clean_phone

CONTACTS = ("address", "phone", "opening_hours")
FACTS = (*CONTACTS, "opened_on")
Facts = Mapping[str, Any]


def create_headquarters(
    actor: Actor, election: Election, path: str, names: tuple[str, str], facts: Facts
) -> Headquarters:
    """Opens the headquarters of a territory, one for each. Raises Refused, Forbidden."""
    require(actor, path)
    refuse_if([*_objections_to_second(election, path), *check_phone(str(facts.get("phone") or ""))])
    headquarters = build_headquarters(election, path, names, facts)
    db.session.add(headquarters)
    db.session.flush()
    record(actor, "headquarters.created", headquarters, label=names[0], after=facts_of(headquarters))
    return headquarters


def build_headquarters(election: Election, path: str, names: tuple[str, str], facts: Facts) -> Headquarters:
    """Returns a new headquarters of a territory, with the phone written as phones are."""
    name_ru, name_kk = names
    return Headquarters(
        election_id=election.id, path=path, level=level_of(path), territory_ru=name_ru,
        territory_kk=name_kk, sort_key=sort_key(name_ru), search_text=fold(f"{name_ru} {name_kk}"), **_tidied(facts),
    )  # fmt: skip


def change_headquarters(actor: Actor, headquarters: Headquarters, version: int, facts: Facts) -> None:
    """Changes where and when a headquarters is found. Raises Refused, Stale, Forbidden."""
    require(actor, headquarters.path)
    if headquarters.version != version:
        raise Stale
    opened, closed = facts.get("opened_on"), headquarters.closed_on
    too_late = opened is not None and closed is not None and closed < opened
    refuse_if([
        *check_phone(str(facts.get("phone") or "")),
        *([Objection("headquarters.days_in_order", "opened_on", {"closed": closed})] if too_late else []),
    ])  # fmt: skip
    before = facts_of(headquarters)
    for name, value in _tidied(facts).items():
        setattr(headquarters, name, value)
    db.session.flush()
    record(
        actor, "headquarters.changed", headquarters, label=headquarters.territory_ru, before=before,
        after=facts_of(headquarters),
    )  # fmt: skip


def close_headquarters(actor: Actor, headquarters: Headquarters, version: int, on: date, reason: str) -> int:
    """Closes a headquarters on a day and ends the work of its members; returns how many. Raises Refused, Stale, Forbidden."""
    require(actor, headquarters.path)
    if headquarters.version != version:
        raise Stale
    refuse_if(_objections_to_closing(headquarters, on, reason))
    headquarters.closed_on, headquarters.close_reason = on, reason.strip()
    working = [one for one in headquarters.members if one.until_on is None]
    for member in working:
        member.until_on = max(on, member.since_on)
    db.session.flush()
    after = {"closed_on": on, "members": len(working)}
    record(
        actor,
        "headquarters.closed",
        headquarters,
        label=headquarters.territory_ru,
        after=after,
        reason=reason,
    )
    for member in working:
        record(
            actor, "member.ended", member, label=full_name(member.person), after={"until_on": member.until_on}
        )
    return len(working)


def reopen_headquarters(actor: Actor, headquarters: Headquarters) -> None:
    """Opens a closed headquarters again; its members are added anew. Raises Forbidden."""
    require(actor, headquarters.path)
    if headquarters.closed_on is None:
        return
    before = {"closed_on": headquarters.closed_on, "close_reason": headquarters.close_reason}
    headquarters.closed_on, headquarters.close_reason = None, ""
    db.session.flush()
    record(actor, "headquarters.reopened", headquarters, label=headquarters.territory_ru, before=before)


def set_needs(actor: Actor, election: Election, needs: Mapping[Level, Sequence[MemberRole]]) -> None:
    """Says whom a headquarters of each level needs; for the whole country alone. Raises Forbidden."""
    require(actor, "")
    known, was = list_said_needs(election.id), list_needs(election.id)
    for level, roles in needs.items():
        if set(roles) == set(was[level]):
            continue
        said = known.get(level)
        if said is None:
            said = HeadquartersNeeds(election_id=election.id, level=level, roles=[])
            db.session.add(said)
        said.roles = [role.value for role in MemberRole if role in roles]
        db.session.flush()
        record(
            actor, "headquarters.needs_set", said, label=level.value,
            before={"roles": [role.value for role in was[level]]}, after={"roles": said.roles},
        )  # fmt: skip


def require(actor: Actor, path: str) -> None:
    """Raises Forbidden unless the actor may write headquarters there."""
    if not actor.may(Permission.EDIT_HEADQUARTERS, path):
        raise Forbidden


def facts_of(headquarters: Headquarters) -> dict[str, Any]:
    """Returns what a form asks of a headquarters."""
    return {name: getattr(headquarters, name) for name in FACTS}


def lock(headquarters: Headquarters) -> None:
    """Lets no other clerk change the members of a headquarters until this change is saved."""
    db.session.execute(sa.select(Headquarters.id).where(Headquarters.id == headquarters.id).with_for_update())


def _tidied(facts: Facts) -> dict[str, Any]:
    values = dict(facts)
    if "phone" in values:
        values["phone"] = clean_phone(str(values["phone"] or ""))
    return values


def _objections_to_second(election: Election, path: str) -> list[Objection]:
    known = find_headquarters(election.id, path)
    if known is None:
        return []
    params = {"name": place_name(known), "closed": known.closed_on}
    code = "headquarters.exists" if known.closed_on is None else "headquarters.exists_closed"
    return [Objection(code, "kato", params)]


def _objections_to_closing(headquarters: Headquarters, on: date, reason: str) -> list[Objection]:
    found, today = [], present(headquarters.election).date()
    if headquarters.closed_on is not None:
        found.append(Objection("headquarters.closed_already", params={"closed": headquarters.closed_on}))
    if headquarters.opened_on is not None and on < headquarters.opened_on:
        found.append(Objection("headquarters.closed_before_opened", "on", {"opened": headquarters.opened_on}))
    if on > today:
        found.append(Objection("headquarters.closed_in_future", "on", {"day": on}))
    if not reason.strip():
        found.append(Objection("headquarters.close_reason_missing", "reason"))
    return found
