"""Statements for what many do at the same moment: made once for a database, then run by its driver as they stand.

SQLAlchemy looks for how a statement was compiled each time it runs, and makes a context and a result of it: two thirds of
what a small statement costs. Here values and answers are turned by the same types, and the rest is the driver's. Whoever
listens to a connection hears of these statements as of all others, and a fault is raised as elsewhere.

It goes by the way that SQLAlchemy itself takes for a cursor without a context (`_cursor_execute`, no public name): its
version is pinned, and tests say that listeners hear and that faults are SQLAlchemy's.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.elements import BindParameter

from elections import postgresql

Values = Mapping[str, Any]
Turn = Callable[[Any], Any]
_NUMBERED: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
"""Its marks are $1, $2, as PostgreSQL itself has them."""


@dataclass(frozen=True)
class _Made:
    """A statement for one database: its text, the values it brings along, how others are turned, their order, its answer."""

    text: str
    own: Values
    turned: Sequence[tuple[str, Turn]]
    order: Sequence[str]
    row: Callable[[Sequence[Any]], Any]
    answers: Sequence[tuple[int, Turn]]

    def arguments(self, given: Values) -> Any:
        values = {**self.own, **given}
        for name, turn in self.turned:
            values[name] = turn(values[name])
        return tuple(map(values.__getitem__, self.order))

    def answer(self, found: Sequence[Any]) -> Any:
        values = list(found)
        for place, turn in self.answers:
            values[place] = turn(values[place])
        return self.row(values)


class Prepared:
    """A statement on tables; `columns` are those that one that writes is given values of. Nothing is defaulted."""

    def __init__(
        self,
        statement: sa.Select[Any] | sa.Insert | sa.Update | sa.Delete | ReturningInsert[Any],
        columns: Sequence[str] | None = None,
    ) -> None:
        self.statement, self.columns = statement, columns
        self._made: dict[str, _Made] = {}

    def run(self, connection: Connection, given: Values) -> int:
        """Runs the statement with values of the columns' Python types; returns how many rows it changed."""
        made = self._for(connection)
        with closing(_cursor(connection)) as cursor:
            connection._cursor_execute(cursor, made.text, made.arguments(given))
            return int(cursor.rowcount)

    def run_last(self, connection: Connection, given: Values) -> None:
        """Runs a statement whose answer nobody needs: with the COMMIT on PostgreSQL, or before the next statement; at once on SQLite.

        So its fault may be raised only then, by what it goes with. It is raised at once in a transaction that may not write,
        and in a savepoint, whose end must not be by the fault of something else.
        """
        driver = connection.connection.dbapi_connection
        if (
            not isinstance(driver, postgresql.Connection)
            or driver.read_only
            or driver.autocommit
            or connection.in_nested_transaction()
            or not connection.in_transaction()
        ):
            self.run(connection, given)
            return
        made = self._for(connection)
        text, arguments = made.text, made.arguments(given)
        try:
            for listener in connection.dispatch.before_cursor_execute:
                text, arguments = listener(connection, None, text, arguments, None, False)
            driver.hold_back(text, arguments)
        except psycopg.Error as error:  # a listener's own statement sent what was held back before
            connection._handle_dbapi_exception(error, text, arguments, None, None)

    def run_each(self, connection: Connection, several: Sequence[Values]) -> None:
        """Runs the statement once for each of several."""
        made = self._for(connection)
        if isinstance(connection.connection.dbapi_connection, postgresql.Connection):
            for one in several:
                self.run(connection, one)
        else:
            connection.exec_driver_sql(made.text, [made.arguments(one) for one in several])

    def read(self, connection: Connection, given: Values) -> list[Any]:
        """Runs the statement; returns what it finds as named tuples, with values of the columns' Python types."""
        made = self._for(connection)
        with closing(_cursor(connection)) as cursor:
            connection._cursor_execute(cursor, made.text, made.arguments(given))
            return [made.answer(one) for one in cursor.fetchall()]

    def _for(self, connection: Connection) -> _Made:
        return self._made.get(connection.dialect.name) or self._make(connection.dialect)

    def _make(self, dialect: Dialect) -> _Made:
        marked = _NUMBERED if dialect.name == "postgresql" else dialect
        spelt: Any = visitors.replacement_traverse(self.statement, {}, partial(_spelt_out, marked))
        compiled = spelt.compile(dialect=marked, column_keys=self.columns)
        kinds = {compiled.bind_names[bind]: bind.type for bind in compiled.bind_names}
        turns = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in kinds.items()}
        needed = {name for bind, name in compiled.bind_names.items() if bind.required}  # a mark stands there
        own = {name: one for name, one in compiled.params.items() if one is not None and name not in needed}
        turned = [(name, turn) for name, turn in turns.items() if turn is not None]
        asks = self.statement
        found = list(asks.inner_columns if isinstance(asks, sa.Select) else asks.exported_columns)
        row = namedtuple("Row", [str(one.key) for one in found], rename=True)  # type: ignore[misc]
        back = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in found]
        answers = [(place, turn) for place, turn in enumerate(back) if turn is not None]
        made = _Made(compiled.string, own, turned, compiled.positiontup, row._make, answers)
        self._made[dialect.name] = made
        return made


def _spelt_out(dialect: Dialect, element: Any, **_more: Any) -> Any:
    """Returns a word or number that the statement brings along as a part of its text.

    What a partial index asks for SQLite must see there: given as a value, it plans the statement anew each time.
    """
    brings = isinstance(element, BindParameter) and element.unique and not element.required
    if not brings or not isinstance(element.value, str | int):
        return None
    spell = element.type.dialect_impl(dialect).literal_processor(dialect)
    return spell and sa.literal_column(spell(element.value), element.type)


def _cursor(connection: Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()  # as SQLAlchemy's own statements do
    driver = connection.connection.dbapi_connection
    if isinstance(driver, postgresql.Connection):
        return postgresql.PreparedCursor(driver)
    return connection.connection.cursor()
