"""Reading attendance: one person's part, the list by pages, and who came without being on it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.database import db
from elections.errors import NotFound
from elections.people.models import Person
from elections.training.models import Participation, Seminar
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


def _whole() -> sa.Select[Any]:
    seminar = joinedload(Participation.seminar).joinedload(Seminar.course)
    return sa.select(Participation).options(joinedload(Participation.person), seminar)
