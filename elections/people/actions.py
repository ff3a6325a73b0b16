"""Writing persons: everybody once; a person with the IIN of somebody known is that somebody."""

from typing import Any

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.database import db
from elections.errors import Objection
from elections.people import iin as iins
from elections.people.models import Person
from elections.people.names import FullName, birth_date_objections, check_name, clean_name, is_same_name

NAME_PARTS = ("surname", "given_name", "patronymic")
OWN_FIELDS = ("born_on", "sex", "phone", "email", "address")
FIELDS = (*NAME_PARTS, *OWN_FIELDS)


def person_objections(values: dict[str, Any], today: Any, person: Person | None = None) -> list[Objection]:
    """Returns what speaks against a person's data: name, birth date, IIN; of `person` when they are known already."""
    found = list(check_name(_name(values)))
    if values.get("born_on"):
        found += birth_date_objections(values["born_on"], today)
    if values.get("iin"):
        found += iins.check(iins.clean(values["iin"]))
        found += _taken(values, person)
    return found


def create_person(actor: Actor, values: dict[str, Any]) -> Person:
    """Makes a person, or returns the one who has this IIN, with what was missing; the caller has checked the values."""
    known = find_by_iin(values.get("iin") or "")
    if known is not None:
        _complete(actor, known, values)
        return known
    person = Person(surname="", given_name="", sort_key="", search_text="")
    db.session.add(person)
    _fill(person, values)
    db.session.flush()
    record(actor, "person.created", person, label=_name(values).full, after=_shown(person, values))
    return person


def change_person(actor: Actor, person: Person, values: dict[str, Any]) -> None:
    """Changes a person's data; the caller has checked the values. The log tells it when something is other than it was."""
    before, masked = _shown(person, values), person.iin_masked
    _fill(person, values)
    db.session.flush()
    after = _shown(person, values)
    if person.iin_masked != masked:
        before, after = {**before, "iin_masked": masked}, {**after, "iin_masked": person.iin_masked}
    if after != before:
        record(actor, "person.changed", person, label=_name(values).full, before=before, after=after)


def find_by_iin(iin: str) -> Person | None:
    """Returns the person with this IIN, found by its keyed digest, or None."""
    number = iins.clean(iin)
    if not number:
        return None
    digests = current_app.extensions["vault"].indexes(number)
    return db.session.scalar(sa.select(Person).where(Person.iin_index.in_(digests)))


def find_sealed() -> str | None:
    """Returns the IIN that was sealed first, as it is kept, or None: by it a secret is tried."""
    statement = sa.select(Person.iin_sealed).where(Person.iin_sealed.is_not(None)).order_by(Person.id)
    return db.session.scalar(statement.limit(1))


def full_name(person: Person) -> str:
    """Returns a person's name in the order of official lists."""
    return FullName(person.surname, person.given_name, person.patronymic).full


def _taken(values: dict[str, Any], person: Person | None) -> list[Objection]:
    owner = find_by_iin(values["iin"])
    if owner is None or owner is person:
        return []
    return _not_the_owner(values, owner) if person is None else [Objection("person.iin_taken", "iin")]


def _not_the_owner(values: dict[str, Any], owner: Person) -> list[Objection]:
    """Returns what of a new person's data says that the IIN was mistyped, since its owner is somebody else."""
    found, name = [], _name(values)
    known_as = FullName(owner.surname, owner.given_name, owner.patronymic)
    if name.surname and name.given_name and not is_same_name(name, known_as):
        found.append(Objection("person.iin_other_name", "surname"))
    if values.get("born_on") and owner.born_on and values["born_on"] != owner.born_on:
        found.append(Objection("person.iin_other_birth", "born_on"))
    return found


def _complete(actor: Actor, person: Person, values: dict[str, Any]) -> None:
    missing = {name: values[name] for name in OWN_FIELDS if values.get(name) and not getattr(person, name)}
    if not missing:
        return
    before = {name: getattr(person, name) for name in missing}
    _set(person, missing)
    db.session.flush()
    record(actor, "person.changed", person, label=full_name(person), before=before, after=missing)


def _fill(person: Person, values: dict[str, Any]) -> None:
    name = _name(values)
    person.surname, person.given_name, person.patronymic = name.surname, name.given_name, name.patronymic
    person.sort_key, person.search_text = sort_key(name.full), fold(name.full)
    _set(person, values)
    number = iins.clean(values.get("iin") or "")
    if number:
        vault = current_app.extensions["vault"]
        person.iin_sealed, person.iin_index = vault.encrypt(number), vault.blind_index(number)
        person.iin_masked = iins.mask(number)


def _set(person: Person, values: dict[str, Any]) -> None:
    for field in OWN_FIELDS:
        if field in values:
            setattr(person, field, values[field])
    if person.born_on:
        person.birth_year = person.born_on.year


def _name(values: dict[str, Any]) -> FullName:
    return FullName(*(clean_name(values.get(part) or "") for part in NAME_PARTS))


def _shown(person: Person, values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(person, name) for name in FIELDS if name in values}
