"""What only some may see of a person, on pages and in files: shown to them and noted, hidden from the others."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from flask import g
from flask_babel import gettext as _

from elections.accounts.access import Actor, Permission
from elections.audit.look_models import Protected
from elections.audit.looks import saw
from elections.database import db
from elections.people.models import Person

CONTACTS = ("phone", "email", "address")


def contact_of(person: Person, field: str = "phone") -> str:
    """Returns a phone, an e-mail address or an address; "hidden" for who may not see it, "" where none is known."""
    text: str = getattr(person, field)
    if not text or _may(Permission.SEE_CONTACTS):
        return _seen(person, text)
    return _("hidden")


def phone_to_call(person: Person) -> str:
    """Returns a phone for who may call it; "" for the others."""
    return _seen(person, person.phone) if _may(Permission.SEE_CONTACTS) else ""


def phone_of_participant(person: Person) -> str:
    """Returns a participant's phone for who calls them to a seminar; "hidden" for the others."""
    if not person.phone or _may(Permission.CALL_PARTICIPANTS):
        return _seen(person, person.phone)
    return _("hidden")


def phone_of_trainer(phone: str, person_ids: Iterable[int]) -> str:
    """Returns a trainer's phone for who works with trainers or people, noted for those of the register; else "hidden"."""
    if phone and not (_may(Permission.CALL_PARTICIPANTS) or _may(Permission.SEE_CONTACTS)):
        return _("hidden")
    if phone:
        saw(Protected.CONTACTS, person_ids)
    return phone


def contacts_of(person: Person) -> dict[str, str]:
    """Returns the contacts of a person that the viewer may see, by field: all or none."""
    if not _may(Permission.SEE_CONTACTS):
        return {}
    return {field: _seen(person, getattr(person, field)) for field in CONTACTS}


def has_contacts(person: Person) -> bool:
    """Returns whether any way to reach a person is known."""
    return any(getattr(person, field) for field in CONTACTS)


def note_contacts(actor: Actor, people: Iterable[Person]) -> bool:
    """Returns whether the actor may have the contacts of these people in a file, and notes that they have them then."""
    if not actor.allows(Permission.SEE_CONTACTS):
        return False
    saw(Protected.CONTACTS, [one.id for one in people if has_contacts(one)])
    return True


def names_of_people(person_ids: Collection[int]) -> Mapping[int, str]:
    """Returns the names of persons by id, whoever may see them: for the log of who saw whom."""
    columns = Person.id, Person.surname, Person.given_name
    found = db.session.execute(sa.select(*columns).where(Person.id.in_(person_ids)))
    return {number: f"{surname} {given_name}" for number, surname, given_name in found}


def _may(permission: Permission) -> bool:
    """Returns whether the viewer has a permission; what no request asked for, a command of the operator, has all."""
    if "viewer" not in g:
        return True
    actor: Actor | None = g.viewer
    return actor is not None and actor.allows(permission)


def _seen(person: Person, text: str) -> str:
    if text:
        saw(Protected.CONTACTS, [person.id])
    return text


NAMES_OF_PAGES: Mapping[str, Callable[..., Any]] = {
    "contact_of": contact_of, "phone_to_call": phone_to_call, "phone_of_participant": phone_of_participant,
}  # fmt: skip
"""Under which names the templates find these."""
