"""Writing members of headquarters: who works where, as what, from when until when, and their contacts."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.campaign.queries import present
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Objection, Stale, refuse_if
from elections.headquarters.actions import lock, require
from elections.headquarters.membership import (
    Stint,
    last_day,
    objections_to,
    objections_to_change,
    objections_to_end,
)
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.person_queries import find_namesakes
from elections.headquarters.queries import list_stints, place_name, stint_of
from elections.people.actions import change_person, create_person, find_by_iin, full_name, person_objections
from elections.people.contacts import check_email, check_phone, clean_phone
from elections.people.models import Person


@dataclass(frozen=True)
class Contacts:
    """A member's phone, e-mail and consent as one record: either row's change is seen by who edits them."""

    member: Member
    __tablename__ = Member.__tablename__

    @property
    def id(self) -> int:
        """The membership's number, under which the log tells who changed them."""
        return self.member.id

    @property
    def path(self) -> str:
        """Where the member works."""
        return self.member.path

    @property
    def version(self) -> int:
        """The sum of both versions, which rises with every change of either."""
        return self.member.version + self.member.person.version


def add_member(
    actor: Actor, headquarters: Headquarters, person: dict[str, Any], role: MemberRole, since_on: date, *,
    known: Person | None = None, consent_on: date | None = None, is_compared: bool = True,
) -> Member:  # fmt: skip
    """Makes a person a member: of one headquarters at a time, and under one head. Raises Refused, Forbidden.

    `known` is somebody of the register; otherwise who has the IIN is taken, else a new person is entered.
    """
    require(actor, headquarters.path)
    lock(headquarters)
    values = {**person, "phone": clean_phone(str(person.get("phone") or ""))}
    refuse_if(
        objections_to_member(
            actor,
            headquarters,
            values,
            role,
            since_on,
            known=known,
            consent_on=consent_on,
            is_compared=is_compared,
        )
    )
    somebody = known or create_person(actor, values)
    member = build_member(headquarters, somebody, role, since_on, consent_on=consent_on)
    record(actor, "member.added", member, label=full_name(somebody), after=work_of(member))
    return member


def objections_to_member(
    actor: Actor, headquarters: Headquarters, person: dict[str, Any], role: MemberRole, since_on: date, *,
    known: Person | None = None, consent_on: date | None = None, is_compared: bool = True,
) -> list[Objection]:  # fmt: skip
    """Returns everything that speaks against a new member, of those answers that there are."""
    today = present(headquarters.election).date()
    objections = [*check_phone(str(person.get("phone") or "")), *check_email(str(person.get("email") or ""))]
    if known is None:
        objections += person_objections(person, today)
    somebody = known or find_by_iin(str(person.get("iin") or ""))
    if somebody is None and not is_compared and not objections:
        objections += _likely(actor, person)
    objections += _against(headquarters, somebody, full_name_of(person), role, since_on, today)
    if consent_on is not None and consent_on > today:
        objections.append(Objection("member.consent_in_future", "consent_on", {"day": consent_on}))
    return objections if known is None else [_without_name(one) for one in objections]


def build_member(
    headquarters: Headquarters, person: Person, role: MemberRole, since_on: date, *,
    until_on: date | None = None, consent_on: date | None = None,
) -> Member:  # fmt: skip
    """Writes a membership that the rules have let through; the caller tells the log."""
    member = Member(
        headquarters_id=headquarters.id, person_id=person.id, role=role, since_on=since_on, until_on=until_on,
        consent_on=consent_on, path=headquarters.path,
    )  # fmt: skip
    db.session.add(member)
    db.session.flush()
    return member


def work_of(member: Member) -> dict[str, Any]:
    """Returns what the log keeps of a membership that begins."""
    until = {"until_on": member.until_on} if member.until_on else {}
    return {"role": member.role, "since_on": member.since_on, **until}


def change_role(actor: Actor, member: Member, version: int, role: MemberRole, on: date) -> Member:
    """Ends a member's role and begins another from a day on, so that both stay in the history. Raises Refused, Stale, Forbidden."""
    require(actor, member.path)
    if member.version != version:
        raise Stale
    lock(member.headquarters)
    old = stint_of(member)
    others = Member.headquarters_id == member.headquarters_id, Member.id != member.id
    new = Stint(old.path, old.place, old.who, role, on)
    today = present(member.headquarters.election).date()
    refuse_if(
        [*objections_to_change(role, old, on), *objections_to(new, today, (), list_stints(sa.and_(*others)))]
    )
    member.until_on = last_day(old, on)
    db.session.flush()
    record(actor, "member.ended", member, label=old.who, after={"until_on": member.until_on})
    new_member = build_member(member.headquarters, member.person, role, on, consent_on=member.consent_on)
    record(actor, "member.role_changed", new_member, label=old.who, after=work_of(new_member))
    return new_member


def end_membership(actor: Actor, member: Member, on: date) -> None:
    """Ends a membership; it stays in the history with its last day. Raises Refused, Forbidden."""
    require(actor, member.path)
    refuse_if(objections_to_end(stint_of(member), on, present(member.headquarters.election).date()))
    member.until_on = on
    db.session.flush()
    record(actor, "member.ended", member, label=full_name(member.person), after={"until_on": on})


def change_contacts(
    actor: Actor, member: Member, version: int, phone: str, email: str, consent_on: date | None
) -> None:
    """Changes a member's phone and e-mail, and whether they may leave the house. Raises Refused, Stale, Forbidden."""
    require(actor, member.path)
    if Contacts(member).version != version:
        raise Stale
    found = [*check_phone(phone), *check_email(email)]
    if consent_on is not None and consent_on > present(member.headquarters.election).date():
        found.append(Objection("member.consent_in_future", "consent_on", {"day": consent_on}))
    refuse_if(found)
    was, before = (
        {"phone": member.person.phone, "email": member.person.email},
        {"consent_on": member.consent_on},
    )
    values = {"phone": clean_phone(phone), "email": email}
    if values != was:
        put_contacts(actor, member.person, values)
    member.consent_on = consent_on
    db.session.flush()
    record(
        actor, "member.contacts_changed", member, label=full_name(member.person),
        before={**was, **before}, after={**values, "consent_on": consent_on},
    )  # fmt: skip


def put_contacts(actor: Actor, person: Person, values: dict[str, Any]) -> None:
    """Changes some of a person's data and leaves their name as it is."""
    parts = ("surname", "given_name", "patronymic")
    change_person(actor, person, {**{name: getattr(person, name) for name in parts}, **values})


def full_name_of(values: dict[str, Any]) -> str:
    """Returns the name that was typed."""
    parts = (str(values.get(name) or "") for name in ("surname", "given_name", "patronymic"))
    return " ".join(part for part in parts if part)


def _work_of(person: Person, headquarters: Headquarters) -> sa.ColumnElement[bool]:
    in_election = Headquarters.election_id == headquarters.election_id
    return sa.and_(Member.person_id == person.id, Member.headquarters.has(in_election))


def _without_name(objection: Objection) -> Objection:
    """Returns the objection as it is about the whole, where it was about a name that nobody was asked for."""
    return replace(objection, field="") if objection.field == "surname" else objection


def _likely(actor: Actor, values: dict[str, Any]) -> list[Objection]:
    if values.get("iin"):
        return []
    names = ", ".join(full_name(one) for one in find_namesakes(actor.scope, values))
    return [Objection("people.likely_known", "is_somebody_new", {"names": names})] if names else []


def _against(
    headquarters: Headquarters,
    somebody: Person | None,
    who: str,
    role: MemberRole,
    since_on: date,
    today: date,
) -> list[Objection]:
    stint = Stint(headquarters.path, place_name(headquarters), who, role, since_on)
    heads = list_stints(Member.headquarters_id == headquarters.id)
    with looking_from(EVERYWHERE):  # somebody may work where this viewer does not see
        if somebody is not None:
            db.session.execute(sa.select(Person.id).where(Person.id == somebody.id).with_for_update())
        of_person = list_stints(_work_of(somebody, headquarters)) if somebody else []
    found = objections_to(stint, today, of_person, heads)
    if headquarters.closed_on is not None:
        found.append(Objection("headquarters.closed_already", params={"closed": headquarters.closed_on}))
    return found
