"""Persons who come to stand at a precinct: who of the register they are, in which commissions somebody of their name is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.alphabet import fold
from elections.campaign.models import Election
from elections.campaign.queries import calendar_of, present
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import Forbidden
from elections.headquarters.observers import Identity
from elections.headquarters.proxy_models import CommissionMember, Observer, Proxy
from elections.headquarters.watch_queries import commissions_with
from elections.people import iin as iins
from elections.people.actions import create_person, find_by_iin
from elections.people.models import Person
from elections.people.names import FullName, clean_name
from elections.web.i18n import local
from elections.zones import zone_for

Values = Mapping[str, Any]


def require(actor: Actor, path: str) -> None:
    """Raises Forbidden for whoever may not say who stands at a precinct there."""
    if not actor.may(Permission.EDIT_HEADQUARTERS, path):
        raise Forbidden


def today_at(election: Election, path: str) -> date:
    """Returns the campaign's present day in the time of the region of `path`."""
    return present(election).astimezone(zone_for(path)).date()


def over_on(election: Election, path: str) -> date:
    """Returns the last day of the campaign: until then the elected akims are registered."""
    due = (one for one in calendar_of(election, path).milestones() if one.code == "akim_registration_due")
    return next(due).at.date()


def name_of(values: Values) -> FullName:
    """Returns the tidied name among a person's values."""
    parts = ("surname", "given_name", "patronymic")
    return FullName(*(clean_name(values.get(part) or "") for part in parts))


def identity_of(values: Values) -> Identity:
    """Returns by what a person with these values is told from others."""
    born = values.get("born_on")
    return Identity(name_of(values), born.year if born else values.get("birth_year"))


def identity_of_person(person: Person) -> Identity:
    """Returns by what a person of the register is told from others."""
    name = FullName(person.surname, person.given_name, person.patronymic)
    return Identity(name, person.born_on.year if person.born_on else person.birth_year)


def find_same(values: Values) -> list[Person]:
    """Returns who of the register a person with these values is: by the IIN, else all of that name and year of birth."""
    known = find_by_iin(values.get("iin") or "")
    if known is not None:
        return [known]
    identity = identity_of(values)
    if not identity.name.full or identity.birth_year is None:
        return []
    statement = sa.select(Person).where(
        Person.search_text == fold(identity.name.full), Person.birth_year == identity.birth_year
    )
    if iins.clean(values.get("iin") or ""):
        statement = statement.where(Person.iin_index.is_(None))
    return list(db.session.scalars(statement.order_by(Person.id)))


def settle_person(actor: Actor, values: dict[str, Any], path: str) -> Person:
    """Returns the person with these values: who stands at a precinct of `path` already, else the one of the IIN or a new one."""
    same = find_same(values)
    if not values.get("iin") and len(same) == 1 and _works_at(same[0].id, path):
        return same[0]
    person = create_person(actor, values)
    if person.birth_year is None and values.get("birth_year"):
        person.birth_year = values["birth_year"]
        db.session.flush()
    return person


def commissions_of(identities: Iterable[Identity]) -> dict[Identity, tuple[str, ...]]:
    """Returns of each of these people the precincts, in words, in whose commissions they may be."""
    return {
        one: tuple(map(place_of, members)) for one, members in commissions_with(tuple(identities)).items()
    }


def place_of(member: CommissionMember) -> str:
    """Returns the precinct of a commission's member in words."""
    return f"№ {member.precinct.number}, {local(member.precinct.constituency)}"


def _works_at(person_id: int, path: str) -> bool:
    with looking_from(EVERYWHERE):
        return any(
            db.session.scalar(
                sa.select(model.id).where(model.person_id == person_id, model.path == path).limit(1)
            )
            for model in (Proxy, Observer)
        )
