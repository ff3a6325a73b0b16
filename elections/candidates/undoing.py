"""Taking an import of candidates back: what it made goes, what it changed is as before; edited records stop it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.candidates.bulk import restored
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.imports.changes import Applied, Blocked, RowState
from elections.people.actions import full_name
from elections.people.models import Person

CHUNK = 500


def undo_candidates(actor: Actor, applied: Sequence[Applied]) -> list[Blocked]:
    """Takes rows back, all of them or none; returns those whose records somebody has edited or refers to since."""
    with looking_from(EVERYWHERE):
        candidates = _by_id(Candidate, [one.subject_id for one in applied])
        people = _by_id(Person, [one.undo["person_id"] for one in applied])
        blocked = [
            Blocked(
                one.number,
                full_name(people[one.undo["person_id"]]) if one.undo["person_id"] in people else "",
            )
            for one in applied
            if _is_edited(one, candidates.get(one.subject_id), people.get(one.undo["person_id"]))
        ]
        if blocked:
            return blocked
        for one in applied:
            candidate, person = candidates[one.subject_id], people[one.undo["person_id"]]
            refused = _take_back(actor, one, candidate, person)
            if refused:
                return [Blocked(one.number, full_name(person))]
    counts = {"rows": len(applied)}
    record(actor, "candidates.import_undone", "candidate", after=counts)
    return []


def _by_id(model: Any, ids: Sequence[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(ids), CHUNK):
        for row in db.session.scalars(sa.select(model).where(model.id.in_(ids[start : start + CHUNK]))):
            found[row.id] = row
    return found


def _is_edited(applied: Applied, candidate: Candidate | None, person: Person | None) -> bool:
    if candidate is None or person is None:
        return True
    in_person, in_candidate = applied.undo["versions"]
    made_here = applied.undo["kind"] == RowState.CHANGED.value or applied.undo["made_person"]
    return candidate.version != in_candidate or (made_here and person.version != in_person)


def _take_back(actor: Actor, applied: Applied, candidate: Candidate, person: Person) -> bool:
    """Takes one row back; returns whether something else refers to what it made."""
    if applied.undo["kind"] == RowState.CHANGED.value:
        for row, values in ((person, applied.undo["person"]), (candidate, applied.undo["candidate"])):
            for name, value in restored(values).items():
                setattr(row, name, value)
        person.sort_key, person.search_text = sort_key(full_name(person)), fold(full_name(person))
        db.session.flush()
        record(actor, "candidate.import_undone", candidate, label=full_name(person))
        return False
    try:
        with db.session.begin_nested():
            db.session.delete(candidate)
            db.session.flush()
            if applied.undo["made_person"]:
                db.session.delete(person)
                db.session.flush()
    except IntegrityError:
        return True
    return False
