"""What a dossier was: every change of a candidate and the person, out of the log, and the way back to before one.

A version is what the record was before a change. Going back is a change like any other: the same rules decide, and
the log gets a line that says why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.audit.actions import plain, record
from elections.audit.models import AuditEvent
from elections.candidates.actions import FIELDS, change_candidate
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.errors import NotFound, Objection, Refused, refuse_if
from elections.people.actions import FIELDS as PERSON_FIELDS
from elections.people.actions import full_name
from elections.people.models import Person
from elections.web.paging import Page, paged

CANDIDATE, PERSON = "candidate", "person"
RETURNING = frozenset((*PERSON_FIELDS, *FIELDS))
"""The fields that can be brought back; documents and steps are facts of their own day and are taken anew."""
IMPORTED = "candidates.imported"
LONGEST_IMPORT = timedelta(hours=1)


@dataclass(frozen=True)
class Change:
    """One field of a change: what it was and what it became, as the log keeps it."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Entry:
    """One line of the history: the event, what it changed, and whether the record can go back to before it."""

    event: AuditEvent
    changes: tuple[Change, ...]

    @property
    def returns(self) -> bool:
        """Returns whether one of the fields can be brought back."""
        return bool(self.event.before) and any(one.field in RETURNING for one in self.changes)


def list_entries(candidate: Candidate, page: int = 1) -> Page[Any]:
    """Returns a page of what was done to a candidacy and its person, newest first: whoever did it, from wherever."""
    with looking_from(EVERYWHERE):  # the candidacy is the viewer's; so is all of its history
        found = paged(_about(candidate).order_by(AuditEvent.id.desc()), page)
    return Page([_entry(event) for event in found.rows], found.total, found.number, found.size)


def get_entry(candidate: Candidate, event_id: int) -> Entry:
    """Returns one line of a candidacy's history; raises NotFound."""
    with looking_from(EVERYWHERE):
        event = db.session.scalar(_about(candidate).where(AuditEvent.id == event_id))
    if event is None:
        raise NotFound
    return _entry(event)


def before_change(candidate: Candidate, entry: Entry) -> list[Change]:
    """Returns the fields that were other before a change than they are now: now, and then."""
    then: dict[str, Any] = {}
    with looking_from(EVERYWHERE):
        since = db.session.scalars(
            _about(candidate).where(AuditEvent.id >= entry.event.id - 1).order_by(AuditEvent.id)
        ).all()
    for event in since if _is_one_save(since[0], entry.event) else since[1:]:
        then = {name: value for name, value in (event.before or {}).items() if name in RETURNING} | then
    now = plain(_present(candidate))
    return [Change(name, now[name], then[name]) for name in now if name in then and then[name] != now[name]]


def restore(
    actor: Actor, candidate: Candidate, version: int, entry: Entry, fields: Collection[str], reason: str
) -> None:
    """Brings fields back to what they were before a change. Raises Refused with every rule that objects, Stale, Forbidden."""
    then = {one.field: one.after for one in before_change(candidate, entry) if one.field in fields}
    refuse_if([] if then else [Objection("history.nothing_chosen", "fields")])
    values = {name: _typed(name, then[name]) if name in then else value
              for name, value in _present(candidate).items()}  # fmt: skip
    person = {name: value for name, value in values.items() if name in PERSON_FIELDS}
    try:
        change_candidate(actor, candidate, version, person, {name: values[name] for name in FIELDS})
    except Refused as refused:
        refused.objections = tuple(_above_the_form(one) for one in refused.objections)
        raise
    after = {"fields": sorted(then)}
    record(
        actor, "candidate.restored", candidate, label=full_name(candidate.person), after=after, reason=reason
    )


def _above_the_form(objection: Objection) -> Objection:
    """Returns an objection for a form that has none of the dossier's fields."""
    return Objection(objection.code, "", objection.params, objection.article)


def _about(candidate: Candidate) -> sa.Select[Any]:
    ours = sa.and_(AuditEvent.subject_kind == CANDIDATE, AuditEvent.subject_id == candidate.id)
    persons = sa.and_(AuditEvent.subject_kind == PERSON, AuditEvent.subject_id == candidate.person_id)
    return sa.select(AuditEvent).where(sa.or_(ours, persons, AuditEvent.id == _import_of(candidate)))


def _import_of(candidate: Candidate) -> int | None:
    """Returns the number of the import that brought a candidacy in: its event names all of them at once, or None."""
    during = (candidate.created_at - LONGEST_IMPORT, candidate.created_at + LONGEST_IMPORT)
    statement = sa.select(AuditEvent).where(AuditEvent.action == IMPORTED, AuditEvent.at.between(*during))
    return next((event.id for event in db.session.scalars(statement) if _names(event, candidate.id)), None)


def _is_one_save(first: AuditEvent, event: AuditEvent) -> bool:
    """Returns whether an event is the given one, or tells of the person what the given one tells of the candidacy."""
    parts = (first.action, event.action) == ("person.changed", "candidate.changed")
    return first.id == event.id or (parts and first.actor_login == event.actor_login)


def _names(event: AuditEvent, candidate_id: int) -> bool:
    return any(first <= candidate_id <= last for first, last in (event.after or {}).get("ids", ()))


def _entry(event: AuditEvent) -> Entry:
    if event.action == IMPORTED:
        return Entry(event, ())
    before: Mapping[str, Any] = event.before or {}
    after: Mapping[str, Any] = event.after or {}
    changes = (Change(name, before.get(name), after.get(name)) for name in {**before, **after})
    return Entry(event, tuple(one for one in changes if (one.before or None) != (one.after or None)))


def _present(candidate: Candidate) -> dict[str, Any]:
    of_person = {name: getattr(candidate.person, name) for name in PERSON_FIELDS}
    return {**of_person, **{name: getattr(candidate, name) for name in FIELDS}}


def _typed(name: str, value: Any) -> Any:
    """Returns a value of the log as its column holds it: the log keeps dates and enums as text."""
    table = Person.__table__ if name in PERSON_FIELDS else Candidate.__table__
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    return date.fromisoformat(value) if isinstance(kind, sa.Date) else value
