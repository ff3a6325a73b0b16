"""Writing many rows at once: a demo has some fifty thousand, and nobody waits a minute for them."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from elections.database import Model, Versioned, db
from elections.demo.night import CLOCK_AT

Row = Mapping[str, Any]
"""The values of a row by the names of its columns; rows written together have the same names."""


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Writes rows that nobody needs the ids of."""
    values = _dated(model, rows)
    if values:
        db.session.execute(sa.insert(model), values)


def insert_returning(model: type[Any], rows: Iterable[Row]) -> list[int]:
    """Writes rows and returns their ids, in their order."""
    values = _dated(model, rows)
    if not values:
        return []
    statement = sa.insert(model).returning(model.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, values))


def _dated(model: type[Model], rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Returns the rows as written in the demo's present, where their table keeps when."""
    dates = {"created_at": CLOCK_AT, "updated_at": CLOCK_AT} if issubclass(model, Versioned) else {}
    return [{**row, **dates} for row in rows]
