"""Which people somebody found to be two."""

import sqlalchemy as sa

from elections.database import db
from elections.people.models import PersonDistinction


def list_distinctions() -> dict[tuple[int, int], PersonDistinction]:
    """Returns all pairs of people who are known to be two, by their numbers, the lower first."""
    found = db.session.scalars(sa.select(PersonDistinction).order_by(PersonDistinction.id))
    return {(one.first_id, one.second_id): one for one in found}


def find_distinction(one: int, other: int) -> PersonDistinction | None:
    """Returns what says that these are two people, or None."""
    first, second = sorted((one, other))
    return db.session.scalar(
        sa.select(PersonDistinction).where(
            PersonDistinction.first_id == first, PersonDistinction.second_id == second
        )
    )
