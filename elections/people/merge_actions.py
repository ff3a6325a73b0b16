"""Making two records of one person one: every reference moves, nothing is thrown away, and the log can part them again.

What rooms above forbid (both stand in one election) they hand in as rules; see `register_merge_rule`.
"""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor, Permission
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.database import db, utc_now
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.people.actions import FIELDS, full_name
from elections.people.distinction_actions import keep_distinctions
from elections.people.distinction_queries import find_distinction
from elections.people.models import Person, PersonMerge
from elections.people.reference_queries import (
    Reference,
    Row,
    find_doubles,
    has_dependants,
    is_row,
    key_of,
    list_references,
    list_rows,
)

IIN = "iin"
IIN_COLUMNS = ("iin_sealed", "iin_index", "iin_masked")
CHOSEN = (*FIELDS, IIN)
"""The fields of which one value stays."""
COLUMNS = (*FIELDS, "birth_year", *IIN_COLUMNS)
MergeRule = Callable[[Person, Person], Iterable[Objection]]
_rules: list[MergeRule] = []


@dataclass
class Memory:
    """What parts two people again: both as they were, what the kept one was given, and the rows that were touched."""

    kept: dict[str, Any] = field(default_factory=dict)
    gone: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    moved: list[tuple[str, str, list[Any]]] = field(default_factory=list)
    taken_out: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    distinctions: list[int] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Returns how many rows changed hands, by table."""
        names = [table for table, _column, _key in self.moved]
        return {name: names.count(name) for name in sorted(set(names))}


def register_merge_rule(*rules: MergeRule) -> None:
    """Adds what a room above says against two people becoming one; called when the application is put together."""
    _rules.extend(rule for rule in rules if rule not in _rules)


def merge_people(
    actor: Actor, kept: Person, gone: Person, version: int, taken: Collection[str]
) -> PersonMerge:
    """Makes `gone` a part of `kept`, who takes over the fields `taken`. Raises Refused with every objection, Stale, Forbidden.

    `version` is the sum of both versions: each of them only rises.
    """
    if not actor.allows(Permission.EDIT_CANDIDATES):
        raise Forbidden
    if kept.version + gone.version != version:
        raise Stale
    references = list_references()
    paths = _paths(references, kept, gone)
    refuse_if(_objections(actor, references, kept, gone, paths))
    memory, before = Memory(_known(kept), _known(gone)), {name: getattr(kept, name) for name in FIELDS}
    masked = kept.iin_masked
    for reference in references:
        _move(memory, reference, kept, gone)
    _give(memory, kept, gone, taken)
    memory.distinctions = keep_distinctions(actor, kept, gone)
    merge = _remember(actor, kept, gone, memory, _common(paths, actor.scope))
    db.session.expire_all()
    after = {name: getattr(kept, name) for name in taken if name in FIELDS}
    record(
        actor, "people.merged", kept, label=f"{full_name(kept)} ← {merge.gone_name}",
        before={**before, "iin_masked": masked},
        after={**before, **after, "iin_masked": kept.iin_masked, "merge": merge.id, "moved": memory.counts()},
    )  # fmt: skip
    return merge


def _objections(
    actor: Actor, references: list[Reference], kept: Person, gone: Person, paths: list[str]
) -> list[Objection]:
    found = [objection for rule in _rules for objection in rule(kept, gone)]
    if find_distinction(kept.id, gone.id):
        found.append(Objection("people.told_apart"))
    elsewhere = sum(not actor.covers(path) for path in paths)
    if elsewhere:
        found.append(Objection("people.elsewhere", params={"number": elsewhere}))
    if not found:
        for one in references:
            for mine, other in find_doubles(one, kept.id, gone.id):
                if has_dependants(one.table, mine) and has_dependants(one.table, other):
                    found.append(Objection("people.both_needed"))
    return found


def _paths(references: list[Reference], *people: Person) -> list[str]:
    ids = [one.id for one in people]
    return [row["path"] for one in references if "path" in one.table.c for row in list_rows(one, ids)]


def _common(paths: list[str], scope: str) -> str:
    """Returns the path of the least territory that holds all these."""
    parts = [path.split("/")[:-1] for path in paths] or [scope.split("/")[:-1]]
    shared: list[str] = []
    for codes in zip(*parts, strict=False):
        if len(set(codes)) > 1:
            break
        shared.append(codes[0])
    return "".join(f"{code}/" for code in shared)


def _move(memory: Memory, reference: Reference, kept: Person, gone: Person) -> None:
    """Moves the rows of one column; of two that one person cannot have, one is taken out and remembered."""
    table = reference.table
    for mine, other in list(find_doubles(reference, kept.id, gone.id)):
        spare = mine if _says_more(table, other, mine) else other
        db.session.execute(sa.delete(table).where(is_row(table, key_of(table, spare))))
        memory.taken_out.append((table.name, reference.column, plain_row(spare)))
    for row in list_rows(reference, (kept.id, gone.id)):
        change: dict[str, Any] = touched(table)
        if row[reference.column] == gone.id:
            change[reference.column] = kept.id
            memory.moved.append((table.name, reference.column, key_of(table, row)))
        if change:
            db.session.execute(sa.update(table).where(is_row(table, key_of(table, row))).values(change))


def _says_more(table: sa.Table, other: Row, mine: Row) -> bool:
    """Returns whether the other's row is the one to keep: others refer to it, or it was changed last."""
    if has_dependants(table, other) != has_dependants(table, mine):
        return has_dependants(table, other)
    return "updated_at" in table.c and other["updated_at"] > mine["updated_at"]


def touched(table: sa.Table) -> dict[str, Any]:
    """Returns what raises a row's version, so that a clerk who has it open is told."""
    if "version" not in table.c:
        return {}
    return {"version": table.c.version + 1, "updated_at": utc_now()}


def _give(memory: Memory, kept: Person, gone: Person, taken: Collection[str]) -> None:
    names = {column for name in taken for column in _columns(name)}
    memory.given = {name: memory.gone[name] for name in sorted(names)}
    values = {name: getattr(gone, name) for name in names}
    for name in IIN_COLUMNS:  # nobody finds the one who is gone by a number
        setattr(gone, name, "" if name == "iin_masked" else None)
    db.session.flush()
    for name, value in values.items():
        setattr(kept, name, value)
    name_anew(kept)
    kept.updated_at = utc_now()
    db.session.flush()


def name_anew(person: Person) -> None:
    """Makes anew what a person is sorted and found by."""
    person.sort_key, person.search_text = sort_key(full_name(person)), fold(full_name(person))


def _columns(name: str) -> tuple[str, ...]:
    return {IIN: IIN_COLUMNS, "born_on": ("born_on", "birth_year")}.get(name, (name,))


def _known(person: Person) -> dict[str, Any]:
    return plain_row({name: getattr(person, name) for name in COLUMNS})


def _remember(actor: Actor, kept: Person, gone: Person, memory: Memory, path: str) -> PersonMerge:
    sealed = current_app.extensions["vault"].encrypt(json.dumps(vars(memory)))
    merge = PersonMerge(
        kept_id=kept.id, gone_id=gone.id, kept_name=full_name(kept), gone_name=full_name(gone), path=path,
        memory_sealed=sealed, merged_by=actor.login,
    )  # fmt: skip
    db.session.add(merge)
    db.session.flush()
    return merge


def memory_of(merge: PersonMerge) -> Memory:
    """Returns what was remembered of a merge."""
    return Memory(**json.loads(current_app.extensions["vault"].decrypt(merge.memory_sealed)))


def remembered_people(memory: Memory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns both people as they were: the one who stayed, the one who was merged."""
    table = cast(sa.Table, Person.__table__)
    return typed_row(table, memory.kept), typed_row(table, memory.gone)


def plain_row(row: Row) -> dict[str, Any]:
    """Returns a row as JSON keeps it: dates and moments as text."""
    return {
        name: value.isoformat() if isinstance(value, (date, datetime)) else value
        for name, value in row.items()
    }


def typed_row(table: sa.Table, row: Row) -> dict[str, Any]:
    """Returns a remembered row as its table holds it."""
    return {name: _typed(table.c[name].type, value) for name, value in row.items()}


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    python_type = getattr(kind, "impl_instance", kind)
    return datetime.fromisoformat(value) if isinstance(python_type, sa.DateTime) else value
