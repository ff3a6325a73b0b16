"""Reading attendance: one person's part, the list by pages, and who came without being on it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.alphabet import fold
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.people.models import Person
from elections.training.models import Participation, Seminar
from elections.training.queries import find_people
from elections.web.paging import Page, paged

ROWS = 25
"""How many people a page of the fast list holds: little enough for a slow line."""


def get_participation(participation_id: int) -> Participation:
    """Returns a person's part in a seminar, with both; raises NotFound."""
    statement = _whole().where(Participation.id == participation_id)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def find_participation(seminar_id: int, person_id: int) -> Participation | None:
    """Returns a person's part in a seminar, or None."""
    return db.session.scalar(
        _whole().where(Participation.seminar_id == seminar_id, Participation.person_id == person_id)
    )


def page_of_list(seminar_id: int, page: int) -> Page[Any]:
    """Returns a page of a seminar's list by name."""
    statement = (
        sa.select(Participation)
        .join(Participation.person)
        .options(joinedload(Participation.person))
        .where(Participation.seminar_id == seminar_id)
        .order_by(Person.sort_key, Participation.id)
    )
    return paged(statement, page, ROWS)


def list_namesakes(seminar: Seminar, values: Mapping[str, Any]) -> list[Person]:
    """Returns who of the seminar's territory has this surname and given name and may be the person who came, by name.

    A birth date or patronymic that both have and that differs tells two people apart.
    """
    name = f"{values['surname']} {values['given_name']}"
    listed = (
        sa.select(Person)
        .join(Participation, Participation.person_id == Person.id)
        .where(
            Person.search_text.startswith(fold(name), autoescape=True),
            sa.or_(
                Participation.seminar_id == seminar.id, starts_with(Participation.path, seminar.path)
            ),
        )
    )  # fmt: skip
    known = [*db.session.scalars(listed), *(person for person, _path in find_people(seminar, name))]
    found = {one.id: one for one in known if _may_be(one, values)}
    return sorted(found.values(), key=lambda one: (one.sort_key, one.id))


def _may_be(person: Person, values: Mapping[str, Any]) -> bool:
    same = all(fold(getattr(person, part)) == fold(values[part] or "") for part in ("surname", "given_name"))
    father = fold(values.get("patronymic") or "")
    born_on = values.get("born_on")
    other_father = father and person.patronymic and fold(person.patronymic) != father
    other_day = born_on and person.born_on and person.born_on != born_on
    return same and not other_father and not other_day


def _whole() -> sa.Select[Any]:
    seminar = joinedload(Participation.seminar).joinedload(Seminar.course)
    return sa.select(Participation).options(joinedload(Participation.person), seminar)
