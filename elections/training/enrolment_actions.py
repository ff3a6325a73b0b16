"""Writing a seminar's list: who gets a place, who waits, who confirmed, who is excused, who is taken off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, refuse_if
from elections.people.actions import full_name
from elections.people.models import Person
from elections.training import enrolment_queries as queries
from elections.training.clash_queries import clashes_of_people
from elections.training.enrolment import (
    Attendance,
    free_places,
    lands_in,
    objections_to_enrolment,
    objections_to_removal,
    objections_to_step,
    seat,
)
from elections.training.models import Participation, Seminar, SeminarStatus


@dataclass(frozen=True)
class Outcome:
    """What became of a list: names of who got a place, who waits, and who moved up from the waiting list."""

    invited: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    moved_up: tuple[str, ...] = ()


def enrol(
    actor: Actor, seminar: Seminar, person_ids: Collection[int], now: datetime, *, despite: bool = False
) -> Outcome:
    """Puts people of the seminar's territory on its list, over its capacity on the waiting list.

    All or nobody. Raises Refused with the name of each who is on the list already, or, unless that is confirmed
    (`despite`), has a place at another seminar at that time; Forbidden.
    """
    _begin(actor, seminar)
    asked = set(person_ids)
    listed = queries.list_listed(seminar.id, asked)
    found = queries.find_people(seminar, asked)
    unknown = asked - found.keys() - {one.id for one in listed}
    refuse_if(
        objections_to_enrolment(
            is_planned=seminar.status is SeminarStatus.PLANNED, is_over=seminar.ends_at <= now, asked=len(asked),
            unknown=len(unknown), listed=[full_name(one) for one in listed],
        )
    )  # fmt: skip
    people = sorted(found.values(), key=lambda one: (one[0].sort_key, one[0].id))
    if not despite:
        refuse_if(clashes_of_people(seminar, {one.id: full_name(one) for one, _ in people}))
    placed, waiting = seat(people, _free(seminar))
    db.session.add_all(_part(seminar, *one, Attendance.INVITED, None) for one in placed)
    db.session.add_all(_part(seminar, *one, Attendance.WAITING, now) for one in waiting)
    db.session.flush()
    after = {"people": [one.id for one, _ in placed], "waiting": [one.id for one, _ in waiting]}
    record(actor, "seminar.enrolled", seminar, label=seminar.place, after=after)
    return Outcome(_names(one for one, _ in placed), _names(one for one, _ in waiting))


def step(
    actor: Actor, seminar: Seminar, participation_id: int, wanted: Attendance, now: datetime
) -> tuple[Participation, Outcome]:
    """Lets somebody confirm, be excused, or take part again; over the capacity they wait. Raises Refused, Forbidden.

    The same step again changes nothing.
    """
    _begin(actor, seminar)
    part = queries.get_part(seminar.id, participation_id)
    if part.attendance is wanted:
        return part, Outcome()
    refuse_if([*_not_planned(seminar), *objections_to_step(part.attendance, wanted, full_name(part.person))])
    before, then = part.attendance, lands_in(part.attendance, wanted, _free(seminar))
    if then is before:
        return part, Outcome(waiting=(full_name(part.person),))
    part.attendance = then
    part.waits_since = now if then is Attendance.WAITING else None
    db.session.flush()
    record(actor, "participation.changed", part, label=full_name(part.person), before={"attendance": before},
           after={"attendance": then})  # fmt: skip
    return part, Outcome(moved_up=move_up(actor, seminar, now))


def take_off(
    actor: Actor, seminar: Seminar, part: Participation, reason: str, now: datetime
) -> tuple[str, ...]:
    """Takes somebody off the list for a reason that the log keeps; returns who moved up. Raises Refused, Forbidden."""
    _begin(actor, seminar)
    name = full_name(part.person)
    refuse_if([*_not_planned(seminar), *objections_to_removal(part.attendance, name, reason)])
    before = {"person": part.person_id, "name": name, "attendance": part.attendance}
    db.session.delete(part)
    db.session.flush()
    record(
        actor, "seminar.taken_off", seminar, label=seminar.place, before=before, reason=f"{name}: {reason}"
    )
    return move_up(actor, seminar, now)


def move_up(actor: Actor, seminar: Seminar, now: datetime) -> tuple[str, ...]:
    """Gives free places to those who wait longest, until the seminar begins; returns their names."""
    if seminar.status is not SeminarStatus.PLANNED or seminar.starts_at <= now:
        return ()
    free = _free(seminar)
    moved = queries.list_waiting(seminar.id, free) if free else []
    if not moved:
        return ()
    for one in moved:
        one.attendance, one.waits_since = Attendance.INVITED, None
    db.session.flush()
    names, after = _names(one.person for one in moved), {"people": [one.person_id for one in moved]}
    record(actor, "seminar.moved_up", seminar, label=seminar.place, after=after, reason=", ".join(names))
    return names


def _begin(actor: Actor, seminar: Seminar) -> None:
    """Lets one clerk at a time count a seminar's places."""
    if not actor.may(Permission.EDIT_TRAINING, seminar.path):
        raise Forbidden
    db.session.refresh(seminar, ["status", "capacity", "version"], with_for_update=True)


def _not_planned(seminar: Seminar) -> list[Objection]:
    return [] if seminar.status is SeminarStatus.PLANNED else [Objection("seminar.not_planned")]


def _free(seminar: Seminar) -> int:
    return free_places(seminar.capacity, queries.count_places(seminar.id)[0])


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(full_name(one) for one in people)


def _part(
    seminar: Seminar, person: Person, path: str, state: Attendance, waits_since: datetime | None
) -> Participation:
    return Participation(
        seminar_id=seminar.id, person_id=person.id, path=path, seminar_path=seminar.path, attendance=state,
        waits_since=waits_since,
    )  # fmt: skip
