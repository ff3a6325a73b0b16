"""Taking an import of candidates back: what it made goes, what it changed is as before; edited records stop it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.campaign.models import Party
from elections.candidates.bulk import ranges, restored
from elections.candidates.models import Candidate, CandidateStep
from elections.database import EVERYWHERE, Model, db, looking_from
from elections.imports.changes import Applied, Blocked, RowState
from elections.people.actions import full_name
from elections.people.models import Person

CHUNK = 500


def undo_candidates(actor: Actor, applied: Sequence[Applied]) -> list[Blocked]:
    """Takes rows back, all of them or none; returns those whose records somebody has edited or refers to since."""
    made = {one.subject_id for one in applied if _is_new(one)}
    born = {int(one.undo["person_id"]) for one in applied if _is_new(one) and one.undo["made_person"]}
    with looking_from(EVERYWHERE):
        candidates = _by_id(Candidate, [one.subject_id for one in applied])
        people = _by_id(Person, [one.undo["person_id"] for one in applied])
        used = _referred(Candidate, made, {CandidateStep.__tablename__: set()})
        used_people = _referred(Person, born, {Candidate.__tablename__: made})
        blocked = []
        for one in applied:
            candidate, person = candidates.get(one.subject_id), people.get(one.undo["person_id"])
            is_used = one.subject_id in used or one.undo["person_id"] in used_people
            if is_used or _is_edited(one, candidate, person):
                blocked.append(Blocked(one.number, full_name(person) if person else ""))
        if blocked:
            return blocked
        for one in applied:
            if not _is_new(one):
                _put_back(actor, one, candidates[one.subject_id], people[one.undo["person_id"]])
        db.session.flush()
        for row in (*candidates.values(), *people.values()):
            db.session.expunge(row)
        _delete(Candidate, made)
        _delete(Person, born)
        parties = {number for one in applied for number in one.undo.get("parties", ())}
        _delete(Party, parties - _referred(Party, parties, {}))
    record(
        actor,
        "candidates.import_undone",
        "candidate",
        after={"rows": len(applied), "ids": ranges(sorted(made))},
    )
    return []


def _is_new(applied: Applied) -> bool:
    return bool(applied.undo["kind"] == RowState.NEW.value)


def _is_edited(applied: Applied, candidate: Candidate | None, person: Person | None) -> bool:
    if candidate is None or person is None:
        return True
    in_person, in_candidate = applied.undo["versions"]
    written = not _is_new(applied) or applied.undo["made_person"]
    return candidate.version != in_candidate or (written and person.version != in_person)


def _put_back(actor: Actor, applied: Applied, candidate: Candidate, person: Person) -> None:
    for row, values in ((person, applied.undo["person"]), (candidate, applied.undo["candidate"])):
        for name, value in restored(values).items():
            setattr(row, name, value)
    person.sort_key, person.search_text = sort_key(full_name(person)), fold(full_name(person))
    db.session.flush()
    record(actor, "candidate.import_undone", candidate, label=full_name(person))


def _by_id(model: Any, ids: Sequence[int]) -> dict[int, Any]:
    return {
        row.id: row
        for chunk in _chunks(ids)
        for row in db.session.scalars(sa.select(model).where(model.id.in_(chunk)))
    }


def _referred(model: Any, ids: Collection[int], but: dict[str, set[int]]) -> set[int]:
    """Returns which of these rows any table refers to; `but` names tables, and there the rows that go too (none: all)."""
    found: set[int] = set()
    for table in Model.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is not model.__table__ or (table.name in but and not but[table.name]):
                continue
            going = but.get(table.name, set())
            for chunk in _chunks(ids):
                rows = db.session.execute(
                    sa.select(key.parent, *table.primary_key).where(key.parent.in_(chunk))
                )
                found.update(row[0] for row in rows if row[1] not in going)
    return found


def _delete(model: Any, ids: Collection[int]) -> None:
    for chunk in _chunks(ids):
        db.session.execute(
            sa.delete(model).where(model.id.in_(chunk)), execution_options={"synchronize_session": False}
        )


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
