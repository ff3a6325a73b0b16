"""Carrying rows of proxies and observers out, and taking whole imports back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden
from elections.headquarters.proxy_models import Proxy
from elections.headquarters.watch_rows import Somebody
from elections.imports.changes import Applied, Blocked, Change, RowState
from elections.imports.registers import Context
from elections.people.actions import NAME_PARTS, change_person, create_person, full_name
from elections.people.models import Person
from elections.people.reference_queries import count_records


def carry_all(
    changes: Sequence[Change], context: Context, carry: Callable[[Actor, Change, dict[Any, Person]], Applied]
) -> list[Applied]:
    """Carries planned rows out one by one. Raises Forbidden for a row outside the actor's territory."""
    actor = context.actor or SYSTEM
    if context.actor and not all(actor.may(Permission.EDIT_HEADQUARTERS, one.path) for one in changes):
        raise Forbidden
    made: dict[Any, Person] = {}
    return [carry(actor, one, made) for one in changes]


def carry_out(
    actor: Actor, change: Change, made: dict[Any, Person], row: Any, build: Callable[[Person], Any],
    names: Sequence[str],
) -> tuple[Any, dict[str, Any]]:  # fmt: skip
    """Changes `row` as planned, or, where it is None, adds what `build` makes for the person whom the file names.

    Returns the row, and what takes it back.
    """
    todo = change.plan
    is_made = todo.somebody.person is None and todo.somebody.key not in made
    phone, is_new = phone_of(todo.somebody), row is None
    if is_new:
        row = build(settle(actor, todo.somebody, made))
        db.session.add(row)
    back = undo_of(row, names, is_new=is_new, is_made=is_new and is_made, phone=phone)
    if not is_new:
        settle(actor, todo.somebody, made)
        for name, value in todo.values.items():
            setattr(row, name, value)
    db.session.flush()
    return row, {**back, "version": row.version}


def settle(actor: Actor, somebody: Somebody, made: dict[Any, Person]) -> Person:
    """Returns the person that a row names, made where nobody knows them; `made` remembers those of this file."""
    if somebody.person is not None:
        give_phone(actor, somebody.person, somebody.phone)
        return somebody.person
    if somebody.key not in made:
        person = create_person(actor, somebody.values())
        if person.birth_year is None:
            person.birth_year = somebody.birth_year
            db.session.flush()
        made[somebody.key] = person
    return made[somebody.key]


def give_phone(actor: Actor, person: Person, phone: str) -> None:
    """Writes a person's phone as a file has it; an empty cell leaves it."""
    if phone and phone != person.phone:
        names = {part: getattr(person, part) for part in NAME_PARTS}
        change_person(actor, person, {**names, "phone": phone})


def phone_of(somebody: Somebody) -> str:
    """Returns the phone that a person has before the row is carried out."""
    return somebody.person.phone if somebody.person else ""


def undo_of(row: Any, names: Sequence[str], *, is_new: bool, is_made: bool, phone: str) -> dict[str, Any]:
    """Returns what takes a row back: what it was before, unless it is new; the phone that its person had."""
    values = {} if is_new else {name: _plain(getattr(row, name)) for name in names}
    kind = RowState.NEW if is_new else RowState.CHANGED
    return {"kind": kind.value, "values": values, "is_made": is_made, "phone": phone}


def undo_rows(
    actor: Actor, model: Any, applied: Sequence[Applied], readers: Mapping[str, Any]
) -> list[Blocked]:
    """Takes rows back, all or none; returns those whose records somebody has changed since.

    `readers` make the columns' values again out of what an undo keeps.
    """
    rows = {one.subject_id: db.session.get(model, one.subject_id) for one in applied}
    blocked = [one for one in applied if not _is_untouched(rows[one.subject_id], one)]
    if blocked:
        names = {number: full_name(row.person) if row else "" for number, row in rows.items()}
        return [Blocked(one.number, names[one.subject_id]) for one in blocked]
    made = {_row_back(actor, one, rows[one.subject_id], readers) for one in reversed(applied)}
    db.session.flush()
    _take_people(made - {0})
    return []


def _is_untouched(row: Any, applied: Applied) -> bool:
    return row is not None and bool(row.version == applied.undo["version"])


def _row_back(actor: Actor, one: Applied, row: Any, readers: Mapping[str, Any]) -> int:
    """Takes one row back; returns the key of the person whom it had made, 0 of none."""
    person = row.person
    record(
        actor, "proxy.import_undone" if isinstance(row, Proxy) else "observer.import_undone", row,
        label=full_name(person),
    )  # fmt: skip
    if one.undo["kind"] == RowState.NEW.value:
        db.session.delete(row)
    for name, value in one.undo["values"].items():
        setattr(row, name, readers[name](value) if value is not None and name in readers else value)
    if one.undo["is_made"]:
        return int(person.id)
    give_back(actor, person, one.undo["phone"])
    return 0


def give_back(actor: Actor, person: Person, phone: str) -> None:
    """Writes the phone again that a person had before an import."""
    if phone != person.phone:
        names = {part: getattr(person, part) for part in NAME_PARTS}
        change_person(actor, person, {**names, "phone": phone})


def _take_people(ids: set[int]) -> None:
    """Deletes the persons whom the import made and to whom nothing refers any more."""
    for person_id, records in count_records(ids).items() if ids else ():
        person = db.session.get(Person, person_id)
        if person is not None and not records:
            db.session.delete(person)
    db.session.flush()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
