"""Statements for what many do at the same moment: made once for a database, then run by its driver as they stand.

SQLAlchemy looks for how a statement was compiled each time it runs, and turns its values and its answer by their types:
half of what a small write costs. Here the values alone are turned, by the same types; an answer is the driver's own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, CursorResult, Dialect

Values = Mapping[str, Any]


@dataclass(frozen=True)
class _Made:
    """A statement for one database: its text, the values it brings along, how others are turned, their order."""

    text: str
    own: Values
    turned: Sequence[tuple[str, Callable[[Any], Any]]]
    order: Sequence[str] | None

    def arguments(self, given: Values) -> Any:
        values = {**self.own, **given}
        for name, turn in self.turned:
            values[name] = turn(values[name])
        return values if self.order is None else tuple(map(values.__getitem__, self.order))


class Prepared:
    """A statement on tables that writes; `columns` are those it is given values of. Nothing is defaulted."""

    def __init__(
        self, statement: sa.Insert | sa.Update | sa.Delete, columns: Sequence[str] | None = None
    ) -> None:
        self.statement, self.columns = statement, columns
        self._made: dict[str, _Made] = {}

    def run(self, connection: Connection, given: Values | Sequence[Values]) -> CursorResult[Any]:
        """Runs the statement with values of the columns' Python types, or once for each of several."""
        made = self._made.get(connection.dialect.name) or self._make(connection.dialect)
        if isinstance(given, Mapping):
            return connection.exec_driver_sql(made.text, made.arguments(given))
        return connection.exec_driver_sql(made.text, [made.arguments(one) for one in given])

    def _make(self, dialect: Dialect) -> _Made:
        compiled: Any = self.statement.compile(dialect=dialect, column_keys=self.columns)
        kinds = {compiled.bind_names[bind]: bind.type for bind in compiled.bind_names}
        turns = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in kinds.items()}
        needed = {name for bind, name in compiled.bind_names.items() if bind.required}  # a mark stands there
        own = {name: one for name, one in compiled.params.items() if one is not None and name not in needed}
        turned = [(name, turn) for name, turn in turns.items() if turn is not None]
        made = _Made(compiled.string, own, turned, compiled.positiontup if dialect.positional else None)
        self._made[dialect.name] = made
        return made
