"""What belongs to one side of the world, and whether anybody moved it or reached for it."""

from typing import Any

import sqlalchemy as sa

from elections.database import db
from elections.people.models import Person
from tests.trust.sides import Builder

Rows = dict[sa.Table, dict[Any, Any]]


class Border:
    """The rows of a side as they were: nobody else may change them, nor tie rows of their own to them."""

    def __init__(self, side: Builder) -> None:
        self.path, self.word = side.path, side.word
        db.session.rollback()
        self.rows: Rows = {}
        for table in db.metadata.sorted_tables:
            found = {
                _key(table, row): tuple(row)
                for row in db.session.connection().execute(sa.select(table).where(self._theirs(table)))
            }
            if found:
                self.rows[table] = found
        db.session.rollback()

    def _theirs(self, table: sa.Table) -> Any:
        if "path" in table.c:
            return table.c.path.startswith(self.path)
        if table is Person.__table__:
            return table.c.surname.startswith(self.word)
        ties = [
            key.parent.in_(list(self.rows[key.column.table]))
            for key in table.foreign_keys
            if key.column.table in self.rows
        ]
        return sa.or_(sa.false(), *ties)

    def crossings(self) -> list[str]:
        """What the present transaction did to the side's rows, and which rows of others it tied to them."""
        connection, found = db.session.connection(), []
        for table, known in self.rows.items():
            column = next(iter(table.primary_key.columns))
            now = {
                _key(table, row): tuple(row)
                for row in connection.execute(
                    sa.select(table).where(column.in_([_first(one) for one in known]))
                )
            }
            found += [f"changed: {table.name} {key}" for key, row in known.items() if now.get(key) != row]
        for table in db.metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table in self.rows:
                    ours = [
                        _key(table, row)
                        for row in connection.execute(
                            sa.select(table).where(key.parent.in_(list(self.rows[key.column.table])))
                        )
                    ]
                    found += [
                        f"tied: {table.name} {one} by {key.parent.name}"
                        for one in ours
                        if one not in self.rows.get(table, {})
                    ]
        return found


def _key(table: sa.Table, row: Any) -> Any:
    keys = [getattr(row, column.name) for column in table.primary_key.columns]
    return keys[0] if len(keys) == 1 else tuple(keys)


def _first(key: Any) -> Any:
    return key[0] if isinstance(key, tuple) else key
