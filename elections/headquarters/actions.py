"""Writing headquarters: opening them, changing them, their members."""

from datetime import date
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.headquarters.models import Headquarters, Level, Member, MemberRole
from elections.headquarters.queries import find_headquarters, find_membership, present_members
from elections.people.actions import create_person, full_name, person_objections

CONTACTS = ("address", "phone", "opening_hours")
LEVELS = (Level.NATION, Level.REGION, Level.DISTRICT, Level.CONSTITUENCY)


def create_headquarters(
    actor: Actor, election: Election, path: str, names: tuple[str, str], contacts: dict[str, str]
) -> Headquarters:
    """Opens the headquarters of a territory, one for each. Raises Refused, Forbidden."""
    _require(actor, path)
    known = find_headquarters(election.id, path)
    refuse_if([Objection("headquarters.exists", "kato", {"name": known.territory_ru})] if known else [])
    name_ru, name_kk = names
    headquarters = Headquarters(
        election_id=election.id, path=path, level=LEVELS[min(path.count("/"), 3)], territory_ru=name_ru,
        territory_kk=name_kk, sort_key=sort_key(name_ru), search_text=fold(f"{name_ru} {name_kk}"), **contacts,
    )  # fmt: skip
    db.session.add(headquarters)
    db.session.flush()
    record(actor, "headquarters.created", headquarters, label=name_ru, after=contacts)
    return headquarters


def change_headquarters(
    actor: Actor, headquarters: Headquarters, version: int, contacts: dict[str, str]
) -> None:
    """Changes where and when a headquarters is found. Raises Stale, Forbidden."""
    _require(actor, headquarters.path)
    if headquarters.version != version:
        raise Stale
    before = {name: getattr(headquarters, name) for name in CONTACTS}
    for name, value in contacts.items():
        setattr(headquarters, name, value)
    db.session.flush()
    record(
        actor,
        "headquarters.changed",
        headquarters,
        label=headquarters.territory_ru,
        before=before,
        after=contacts,
    )


def add_member(
    actor: Actor, headquarters: Headquarters, person: dict[str, Any], role: MemberRole, since_on: date
) -> Member:
    """Makes a person a member: of one headquarters at a time, and under one head. Raises Refused, Forbidden."""
    _require(actor, headquarters.path)
    refuse_if(objections_to_member(headquarters, person, role, since_on))
    somebody = create_person(actor, person)
    with looking_from(EVERYWHERE):  # somebody may work where this viewer does not see
        other = find_membership(somebody.id)
        refuse_if(
            [Objection("member.already", "surname", {"name": other.headquarters.territory_ru})]
            if other
            else []
        )
    member = Member(
        headquarters_id=headquarters.id,
        person_id=somebody.id,
        role=role,
        since_on=since_on,
        path=headquarters.path,
    )
    db.session.add(member)
    db.session.flush()
    record(
        actor, "member.added", member, label=full_name(somebody), after={"role": role, "since_on": since_on}
    )
    return member


def objections_to_member(
    headquarters: Headquarters, person: dict[str, Any], role: MemberRole, since_on: date
) -> list[Objection]:
    """Returns what speaks against a new member, of those answers that there are."""
    objections = person_objections(person, since_on)
    if role is MemberRole.HEAD and any(one.role is MemberRole.HEAD for one in present_members(headquarters)):
        objections.append(Objection("member.head_exists", "role"))
    return objections


def end_membership(actor: Actor, member: Member, on: date) -> None:
    """Ends a membership; it stays in the history with its first last day. Raises Forbidden."""
    _require(actor, member.path)
    if member.until_on is not None:
        return
    member.until_on = max(on, member.since_on)
    db.session.flush()
    record(actor, "member.ended", member, label=full_name(member.person), after={"until_on": member.until_on})


def _require(actor: Actor, path: str) -> None:
    if not actor.may(Permission.EDIT_HEADQUARTERS, path):
        raise Forbidden
