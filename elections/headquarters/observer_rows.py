"""What an import of observers would do with each row, and doing it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.campaign.queries import get_election, rules_of
from elections.database import db
from elections.errors import Objection
from elections.headquarters.observer_snapshot import Known, know
from elections.headquarters.observers import (
    Assignment,
    Sending,
    clock_of,
    objections_to_sending,
    shift_of,
)
from elections.headquarters.proxy_models import Observer
from elections.headquarters.watch_imports import carry_all, carry_out, undo_rows
from elections.headquarters.watch_rows import (
    Somebody,
    differing,
    objections_to,
    person_cells,
    refused,
)
from elections.headquarters.watchers import identity_of_person, today_at
from elections.imports.changes import Applied, Blocked, Change, RowState
from elections.imports.registers import Context, Row
from elections.people.actions import full_name
from elections.people.models import Person
from elections.territory.models import Precinct

DAYS = ("mandate_on", "phone_consent_on", "removed_on")
TEXTS = ("mandate_number", "certificate_number")
KEPT = ("starts", "ends", *TEXTS, *DAYS)
READERS = dict.fromkeys(DAYS, date.fromisoformat)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?")
END_OF_COUNT = 8 * 60
"""Where a row says no end, the observer stays until the count must be over: twelve hours after the polls close."""


@dataclass
class Plan:
    """What carries a row out: which record, or for whom and where a new one, and its values."""

    observer_id: int | None
    precinct_id: int
    somebody: Somebody
    values: Mapping[str, Any]


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do with each row: whose shift it would change, and what speaks against it."""
    known = know(rows, context.actor.scope if context.actor else "")
    return [_change(row, known) for row in rows]


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Carries planned rows out. Raises Forbidden for a row outside the actor's territory."""
    return carry_all(changes, context, _carry_out)


def undo(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes rows back, all or none; returns those that somebody has changed since."""
    return undo_rows(context.actor or SYSTEM, Observer, applied, READERS)


def dump() -> Iterable[Mapping[str, Any]]:
    """Returns every observer with the columns that an import takes."""
    place = joinedload(Observer.precinct).joinedload(Precinct.constituency)
    statement = sa.select(Observer).where(Observer.election_id == get_election().id)
    return [
        {
            "record": one.id, "kato": one.precinct.constituency.kato, "constituency": one.precinct.constituency.name_ru,
            "precinct": one.precinct.number, **person_cells(one.person), "starts": _clock(one.starts),
            "ends": _clock(one.ends), **{name: getattr(one, name) or None for name in (*TEXTS, *DAYS)},
        }
        for one in db.session.scalars(statement.options(place, joinedload(Observer.person)).order_by(Observer.id))
    ]  # fmt: skip


def _change(row: Row, known: Known) -> Change:
    somebody = known.people[row.number]
    label = f"{somebody.name.full}, № {row.text('precinct')}"
    times, objections = _times(row)
    number = row.values.get("record")
    if number:
        observer = known.observers.get(number)
        if observer is None:
            return refused(row, label, "", [Objection("watch.record_unknown", "record")])
        return _of_one(row, observer.precinct, observer, times, objections, known)
    place, precinct, unknown = known.ground.find(row)
    if precinct is None:
        return refused(row, label, place.path if place else "", [*objections, *unknown])
    return _of_one(
        row, precinct, _find(known, precinct, somebody, times.get("starts")), times, objections, known
    )


def _find(known: Known, precinct: Precinct, somebody: Somebody, starts: time | None) -> Observer | None:
    """Returns the present shift that a row is about: the person's in the precinct from that time, or their only one."""
    if somebody.person is None:
        return None
    wanted = (precinct.id, somebody.person.id)
    same = [
        one for one in known.observers.values()
        if (one.precinct_id, one.person_id) == wanted and one.removed_on is None
        and starts in (None, clock_of(one.starts))
    ]  # fmt: skip
    return same[0] if len(same) == 1 else None


def _of_one(
    row: Row, precinct: Precinct, observer: Observer | None, times: Mapping[str, time], objections: list[Objection],
    known: Known,
) -> Change:  # fmt: skip
    somebody, today = known.people[row.number], today_at(known.election, precinct.path)
    if observer is not None:
        somebody.person = observer.person
    name = full_name(observer.person) if observer else somebody.name.full
    label = f"{name}, № {precinct.number}"
    values, before = _values(row, observer, times, known.election), _before(observer)
    phone = somebody.phone or (observer.person.phone if observer else "")
    told, new = differing(before, {**_shown(values), "phone": phone})
    if observer is not None and not new and not objections:
        return Change(row.number, RowState.UNCHANGED, label, precinct.path, observer.id)
    if observer is None:
        objections = [*objections, *objections_to(somebody, today)]
    if values["removed_on"] is None:
        sending = _sending(somebody, precinct, observer, values, phone, today, known)
        objections = [
            *objections,
            *objections_to_sending(sending, rules_of(known.election).observers_at_once),
        ]
    if objections:
        return refused(row, label, precinct.path, objections)
    if observer is None:
        shift = Assignment(name, precinct.number, _shift(values))
        known.add(precinct.id, somebody.key, f"row {row.number}", shift)
    plan = Plan(observer.id if observer else None, precinct.id, somebody, values)
    state = RowState.CHANGED if observer else RowState.NEW
    return Change(
        row.number, state, label, precinct.path, observer.id if observer else None, told, new, plan=plan
    )


def _sending(
    somebody: Somebody, precinct: Precinct, observer: Observer | None, values: Mapping[str, Any], phone: str,
    today: date, known: Known,
) -> Sending:  # fmt: skip
    person, key = somebody.person, somebody.key
    identity = identity_of_person(person) if person else somebody.identity
    return Sending(
        _shift(values), values["mandate_number"], values["mandate_on"], phone, values["phone_consent_on"], today,
        tuple(one for other, one in known.here.get(precinct.id, []) if other != key),
        tuple(one for other, one in known.own.get(key, []) if observer is None or other != observer.id),
        person is not None and (precinct.id, person.id) in known.proxies, known.commissions.get(identity, ()),
    )  # fmt: skip


def _values(
    row: Row, observer: Observer | None, times: Mapping[str, time], election: Election
) -> dict[str, Any]:
    usual = {"starts": rules_of(election).voting_opens, "ends": clock_of(END_OF_COUNT)}
    if observer is not None:
        usual = {"starts": clock_of(observer.starts), "ends": clock_of(observer.ends)}
    shift = shift_of(times.get("starts", usual["starts"]), times.get("ends", usual["ends"]))
    empty = {**dict.fromkeys(TEXTS, ""), **dict.fromkeys(DAYS)}
    kept = {
        name: row.values.get(name) or (getattr(observer, name) if observer else empty[name])
        for name in (*TEXTS, *DAYS)
    }
    return {"starts": shift.starts, "ends": shift.ends, **kept}


def _before(observer: Observer | None) -> dict[str, str]:
    if observer is None:
        return {}
    return {**_shown({name: getattr(observer, name) for name in KEPT}), "phone": observer.person.phone}


def _shift(values: Mapping[str, Any]) -> Any:
    return shift_of(clock_of(values["starts"]), clock_of(values["ends"]))


def _shown(values: Mapping[str, Any]) -> dict[str, str]:
    days = {name: values[name].strftime("%d.%m.%Y") if values[name] else "" for name in DAYS}
    times = {name: _clock(values[name]) for name in ("starts", "ends")}
    return {**times, **{name: values[name] or "" for name in TEXTS}, **days}


def _clock(minute: int) -> str:
    return f"{clock_of(minute):%H:%M}"


def _times(row: Row) -> tuple[dict[str, time], list[Objection]]:
    found: dict[str, time] = {}
    objections = []
    for name in ("starts", "ends"):
        typed = row.text(name)
        if not typed:
            continue
        match = _TIME.fullmatch(typed)
        if match and int(match[1]) < 24 and int(match[2]) < 60:
            found[name] = time(int(match[1]), int(match[2]))
        else:
            objections.append(Objection("watch.time_wrong", name, {"value": typed}))
    return found, objections


def _carry_out(actor: Actor, change: Change, made: dict[Any, Person]) -> Applied:
    todo: Plan = change.plan
    known = None if todo.observer_id is None else db.session.get_one(Observer, todo.observer_id)

    def build(person: Person) -> Observer:
        return Observer(
            election_id=get_election().id, precinct_id=todo.precinct_id, person=person, path=change.path, **todo.values
        )  # fmt: skip

    row, back = carry_out(actor, change, made, known, build, KEPT)
    record(actor, "observer.imported", row, label=change.label, before=change.before, after=change.after)
    return Applied(change.number, row.id, back)
