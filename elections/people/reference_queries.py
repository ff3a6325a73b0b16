"""Who refers to a person: found in the tables themselves, so that no room is forgotten when two people become one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from elections.database import EVERYWHERE, db, looking_from
from elections.people.models import Person, PersonDistinction, PersonMerge

PEOPLE = cast(sa.Table, Person.__table__)
OF_MERGING = {PersonDistinction.__tablename__, PersonMerge.__tablename__}
"""What is kept about duplicates themselves; merging treats it by its own rules."""
STAYING = {"audit_look", "person_erasure"}
"""What stays with the number it was written under: the log is never altered, and who was erased has no name left that
anybody could be likened to.
"""
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Reference:
    """A column of a table that holds persons."""

    table: sa.Table
    column: str

    @property
    def person(self) -> sa.Column[Any]:
        """Returns the column itself."""
        return self.table.c[self.column]


def list_references() -> list[Reference]:
    """Returns every column of every room's tables that refers to a person, in order of name."""
    found = [
        Reference(table, key.parent.name)
        for table in db.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table is PEOPLE and table.name not in OF_MERGING | STAYING
    ]
    return sorted(found, key=lambda one: (one.table.name, one.column))


def list_rows(reference: Reference, person_ids: Collection[int]) -> list[Row]:
    """Returns the rows that refer to these persons, whoever may see them, in order of their keys."""
    table = reference.table
    statement = sa.select(table).where(reference.person.in_(person_ids)).order_by(*table.primary_key)
    with looking_from(EVERYWHERE):
        return list(db.session.execute(statement).mappings())


def count_records(person_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Returns how many records of each table refer to each of these persons: one query."""
    parts = [
        sa.select(one.person.label("person"), sa.literal(one.table.name).label("kind"), sa.func.count().label("number"))
        .where(one.person.in_(person_ids)).group_by(one.person)
        for one in list_references()
    ]  # fmt: skip
    found: dict[int, dict[str, int]] = {number: {} for number in person_ids}
    with looking_from(EVERYWHERE):
        counted = db.session.execute(sa.union_all(*parts)).all()
    for person, kind, number in counted:
        found[person][kind] = found[person].get(kind, 0) + number
    return found


def key_of(table: sa.Table, row: Row) -> list[Any]:
    """Returns a row's primary key."""
    return [row[column.name] for column in table.primary_key]


def is_row(table: sa.Table, key: Collection[Any]) -> sa.ColumnElement[bool]:
    """Returns the condition that finds the row with this primary key."""
    return sa.and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))


def find_doubles(reference: Reference, one: int, other: int) -> Iterator[tuple[Row, Row]]:
    """Yields (a row of the one, a row of the other) which the database would not let one person have both of."""
    for others, where in _unique_sets(reference):
        statement = sa.select(reference.table).where(reference.person.in_((one, other)), where)
        with looking_from(EVERYWHERE):
            rows = list(db.session.execute(statement).mappings())
        mine = {tuple(row[name] for name in others): row for row in rows if row[reference.column] == one}
        for row in rows:
            values = tuple(row[name] for name in others)
            if row[reference.column] == other and values in mine and None not in values:
                yield mine[values], row


def has_dependants(table: sa.Table, row: Row) -> bool:
    """Returns whether other rows refer to this one."""
    keys = [
        key for one in db.metadata.tables.values() for key in one.foreign_keys if key.column.table is table
    ]
    with looking_from(EVERYWHERE):
        return any(
            db.session.scalar(sa.select(sa.exists().where(key.parent == row[key.column.name])))
            for key in keys
        )


def _unique_sets(reference: Reference) -> Iterator[tuple[list[str], sa.ColumnElement[bool]]]:
    """Yields the columns that must differ beside the person's, and where that holds."""
    dialect, table = db.session.get_bind().dialect.name, reference.table
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint) and reference.column in constraint.columns:
            yield _others(constraint.columns.keys(), reference), sa.true()
    for index in table.indexes:
        if index.unique and reference.column in index.columns:
            where = index.dialect_options[dialect]["where"]
            yield _others(index.columns.keys(), reference), sa.true() if where is None else where


def _others(names: Collection[str], reference: Reference) -> list[str]:
    return [name for name in names if name != reference.column]
