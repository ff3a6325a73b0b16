"""Parting two people who were made one: each gets back what was theirs, unless it was changed past taking back."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import EVERYWHERE, db, looking_from, utc_now
from elections.errors import Forbidden, Objection, Refused, refuse_if
from elections.people.actions import FIELDS, full_name
from elections.people.distinction_actions import keep_distinction
from elections.people.distinction_queries import find_distinction
from elections.people.merge_actions import (
    COLUMNS,
    IIN_COLUMNS,
    Memory,
    memory_of,
    name_anew,
    plain_row,
    remembered_people,
    touched,
    typed_row,
)
from elections.people.models import Person, PersonDistinction, PersonMerge
from elections.people.reference_queries import Reference, is_row, list_references, list_rows


def unmerge_people(actor: Actor, merge: PersonMerge, reason: str = "") -> None:
    """Parts two people again and remembers that they are two. Raises Refused with every reason that forbids it, Forbidden.

    What was changed since stays as it is: a field that somebody edited, a record that somebody removed.
    """
    if not actor.may(Permission.EDIT_CANDIDATES, merge.path):
        raise Forbidden
    memory, kept, gone = memory_of(merge), merge.kept, merge.gone
    refuse_if(unmerge_objections(merge, memory))
    before = {name: getattr(kept, name) for name in (*FIELDS, "iin_masked")}
    _give_back(memory, kept, gone)
    try:
        with looking_from(EVERYWHERE), db.session.begin_nested():
            back = _move_back(memory, kept, gone)
            _put_in(memory)
    except IntegrityError:
        raise Refused([Objection("people.no_way_back")]) from None
    db.session.execute(sa.delete(PersonDistinction).where(PersonDistinction.id.in_(memory.distinctions)))
    if find_distinction(kept.id, gone.id) is None:
        keep_distinction(actor, kept.id, gone.id)
    merge.unmerged_by, merge.unmerged_at = actor.login, utc_now()
    db.session.flush()
    db.session.expire_all()
    after = {name: getattr(kept, name) for name in (*FIELDS, "iin_masked")}
    record(
        actor, "people.unmerged", kept, label=f"{full_name(kept)} – {merge.gone_name}", before=before,
        after={**after, "merge": merge.id, "moved": back}, reason=reason,
    )  # fmt: skip


def unmerge_objections(merge: PersonMerge, memory: Memory) -> list[Objection]:
    """Returns why two people cannot be parted again."""
    if merge.unmerged_at is not None:
        return [Objection("people.parted_already", params={"who": merge.unmerged_by})]
    found = []
    later = _find_later(merge)
    if later is not None:
        params = {"who": later.merged_by, "name": f"{later.kept_name} ← {later.gone_name}"}
        found.append(Objection("people.later_merge_first", params=params))
    elif _moved_on(merge, memory):
        found.append(Objection("people.moved_on", params={"number": _moved_on(merge, memory)}))
    index = memory.gone["iin_index"]
    owner = db.session.scalar(sa.select(Person).where(Person.iin_index == index)) if index else None
    if owner is not None and owner.id != merge.kept_id:
        found.append(Objection("people.number_taken", params={"name": full_name(owner)}))
    return found


def _find_later(merge: PersonMerge) -> PersonMerge | None:
    both = (merge.kept_id, merge.gone_id)
    touching = sa.or_(PersonMerge.kept_id.in_(both), PersonMerge.gone_id.in_(both))
    statement = sa.select(PersonMerge).where(
        PersonMerge.id > merge.id, PersonMerge.unmerged_at.is_(None), touching
    )
    with looking_from(EVERYWHERE):
        return db.session.scalars(statement.order_by(PersonMerge.id.desc())).first()


def _moved_on(merge: PersonMerge, memory: Memory) -> int:
    """Returns how many of the moved records are somebody else's by now."""
    owners = [_owner(*one) for one in memory.moved]
    return sum(owner not in (None, merge.kept_id) for owner in owners)


def _owner(name: str, column: str, key: list[Any]) -> int | None:
    table = db.metadata.tables.get(name)
    if table is None:
        return None
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(table.c[column]).where(is_row(table, key)))


def _give_back(memory: Memory, kept: Person, gone: Person) -> None:
    """Gives each their data: of the kept one what the merge changed and nobody since; the number first from the one."""
    then, theirs = remembered_people(memory)
    given = memory.given
    now = plain_row({name: getattr(kept, name) for name in COLUMNS})
    undone = [name for name, value in given.items() if now[name] == value]
    if set(undone) & set(IIN_COLUMNS) or now["iin_index"] == memory.gone["iin_index"] is not None:
        undone = [*(name for name in undone if name not in IIN_COLUMNS), *IIN_COLUMNS]
    for name in undone:
        setattr(kept, name, then[name])
    name_anew(kept)
    kept.updated_at = utc_now()
    db.session.flush()
    for name in IIN_COLUMNS:
        setattr(gone, name, theirs[name])
    gone.updated_at = utc_now()
    db.session.flush()


def _move_back(memory: Memory, kept: Person, gone: Person) -> int:
    back = 0
    for name, column, key in memory.moved:
        table = db.metadata.tables[name]
        ours = sa.and_(is_row(table, key), table.c[column] == kept.id)
        done: Any = db.session.execute(sa.update(table).where(ours).values({column: gone.id}))
        back += done.rowcount
    for reference in list_references():
        _touch(reference, kept, gone)
    return back


def _touch(reference: Reference, kept: Person, gone: Person) -> None:
    change = touched(reference.table)
    if change and list_rows(reference, (kept.id, gone.id)):
        both = reference.person.in_((kept.id, gone.id))
        db.session.execute(sa.update(reference.table).where(both).values(change))


def _put_in(memory: Memory) -> None:
    """Puts the rows back that were taken out, each with its old key unless another has it by now."""
    for name, _column, row in memory.taken_out:
        table = db.metadata.tables[name]
        values = typed_row(table, row)
        keys = [one.name for one in table.primary_key]
        if db.session.scalar(sa.select(sa.exists().where(is_row(table, [values[key] for key in keys])))):
            values = {key: value for key, value in values.items() if key not in keys}
        db.session.execute(sa.insert(table).values(values))
