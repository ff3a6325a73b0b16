"""Finding a person of the register before a new one is entered: by name, IIN or phone, among who is recorded here."""

import re
from typing import Any

import sqlalchemy as sa
from flask import current_app

from elections.alphabet import fold
from elections.database import db, starts_with
from elections.people import iin as iins
from elections.people.contacts import digits_of
from elections.people.models import Person
from elections.people.names import clean_name
from elections.people.reference_queries import list_references

SHOWN = 20
SHORTEST_NUMBER = 6


def find_people(scope: str, typed: str) -> list[Person]:
    """Returns who of a territory's people fits what was typed: an IIN, a phone, or the words of a name."""
    condition = _fits(typed)
    if condition is None:
        return []
    statement = sa.select(Person).where(condition, recorded_in(scope)).order_by(Person.sort_key, Person.id)
    return list(db.session.scalars(statement.limit(SHOWN)))


def find_person(scope: str, person_id: str) -> Person | None:
    """Returns the person with this number if they are recorded in the territory, or None."""
    if not person_id.isdecimal() or len(person_id) > 9:
        return None
    return db.session.scalar(sa.select(Person).where(Person.id == int(person_id), recorded_in(scope)))


def find_namesakes(scope: str, person: dict[str, Any]) -> list[Person]:
    """Returns who of a territory's people has this surname and given name."""
    surname, given = (fold(clean_name(str(person.get(part) or ""))) for part in ("surname", "given_name"))
    if not (surname and given):
        return []
    same = sa.or_(
        Person.search_text == f"{surname} {given}",
        Person.search_text.startswith(f"{surname} {given} ", autoescape=True),
    )
    statement = sa.select(Person).where(same, recorded_in(scope)).order_by(Person.sort_key, Person.id)
    return list(db.session.scalars(statement.limit(SHOWN)))


def recorded_in(scope: str) -> sa.ColumnElement[bool]:
    """Returns the condition that something of the territory refers to a person: a candidacy, a membership, a seminar."""
    return Person.id.in_(
        sa.union(*(
            sa.select(one.person).where(starts_with(one.table.c.path, scope))
            for one in list_references() if "path" in one.table.c
        ))
    )  # fmt: skip


def _fits(typed: str) -> sa.ColumnElement[bool] | None:
    number = iins.clean(typed)
    if re.fullmatch(rf"[0-9]{{{iins.LENGTH}}}", number):
        return Person.iin_index.in_(current_app.extensions["vault"].indexes(number))
    digits = digits_of(typed)
    if len(digits) >= SHORTEST_NUMBER and not re.search(r"[^\W\d_]", typed):
        plain: Any = Person.phone
        for sign in " -()+":
            plain = sa.func.replace(plain, sign, "")
        return sa.and_(Person.phone != "", plain.contains(digits, autoescape=True))
    words = fold(typed).split()
    if not words:
        return None
    return sa.and_(*(Person.search_text.contains(word, autoescape=True) for word in words))
