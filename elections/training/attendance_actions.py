"""Writing attendance: one tap per person, walk-ins, scores, the closing of the list, corrections after it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.people.actions import create_person, full_name, person_objections
from elections.training.actions import must_be_planned, require_training
from elections.training.attendance import arrival, objections_to_arrival, objections_to_score
from elections.training.attendance_queries import find_participation, list_namesakes
from elections.training.certificate_actions import revoke
from elections.training.certificate_queries import earns_certificate, find_in_force
from elections.training.models import (
    UNMARKED,
    Attendance,
    Certificate,
    Course,
    Participation,
    Seminar,
    SeminarStatus,
)
from elections.training.queries import list_participations
from elections.zones import zone_for

TAPS = (Attendance.ATTENDED, Attendance.ABSENT, Attendance.EXCUSED)
"""What one tap says of somebody."""
TESTED = (Attendance.PASSED, Attendance.FAILED)


def tap(actor: Actor, participation: Participation, state: Attendance, now: datetime) -> bool:
    """Says of one person that they are here, absent or excused; returns whether that is new. Raises Refused, Forbidden."""
    seminar = participation.seminar
    require_training(actor, seminar.path)
    is_here = state is Attendance.ATTENDED and participation.attendance in TESTED
    if participation.attendance is state or is_here:
        refuse_if(must_be_planned(seminar))
        return False
    refuse_if([*must_be_planned(seminar), *_loses_score(participation, state)])
    if state is Attendance.ATTENDED:
        participation.arrived_at = arrival(now, seminar.starts_at, seminar.ends_at)
    _mark(actor, participation, state, participation.score, now)
    return True


def untap(actor: Actor, participation: Participation, was: Attendance, version: int, now: datetime) -> None:
    """Takes the last tap on somebody back, unless they were marked again since. Raises Refused, Stale, Forbidden."""
    require_training(actor, participation.seminar.path)
    if participation.version != version:
        raise Stale
    refuse_if([*must_be_planned(participation.seminar), *_loses_score(participation, was)])
    if was in UNMARKED:
        participation.arrived_at = None
    _mark(actor, participation, was, participation.score, None if was in UNMARKED else now)


def write_arrival(
    actor: Actor, participation: Participation, version: int, arrived_at: datetime | None, reason: str
) -> None:
    """Writes down when somebody came (None: on time); on a closed list with a reason. Raises Refused, Stale, Forbidden."""
    seminar, name = participation.seminar, full_name(participation.person)
    require_training(actor, seminar.path)
    if participation.version != version:
        raise Stale
    is_closed = seminar.status is SeminarStatus.CLOSED
    is_present = participation.attendance in (Attendance.ATTENDED, *TESTED)
    refuse_if([
        *([] if is_closed else must_be_planned(seminar)),
        *objections_to_arrival(arrived_at, seminar.starts_at, seminar.ends_at, name, is_present=is_present),
        *([Objection("seminar.correction_reason_missing", "reason")] if is_closed and not reason else []),
    ])  # fmt: skip
    before = {"arrived_at": participation.arrived_at}
    participation.arrived_at = arrived_at
    db.session.flush()
    after = {"arrived_at": arrived_at}
    record(actor, "attendance.arrived", participation, label=name, before=before, after=after, reason=reason)


def add_walk_in(actor: Actor, seminar: Seminar, person_id: int, path: str, now: datetime) -> Participation:
    """Puts somebody who came without being on the list on it, as present; the room's size refuses nobody who is in it."""
    require_training(actor, seminar.path)
    known = find_participation(seminar.id, person_id)
    refuse_if([
        *must_be_planned(seminar),
        *([] if known is None else [Objection("seminar.on_the_list", "surname", {"name": full_name(known.person)})]),
    ])  # fmt: skip
    one = Participation(
        seminar_id=seminar.id, person_id=person_id, path=path, seminar_path=seminar.path, is_walk_in=True,
        attendance=Attendance.ATTENDED, marked_at=now, arrived_at=arrival(now, seminar.starts_at, seminar.ends_at),
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    record(actor, "attendance.walked_in", one, label=full_name(one.person))
    return one


def add_stranger(
    actor: Actor, seminar: Seminar, values: dict[str, Any], now: datetime, *, despite: bool = False
) -> Participation:
    """Puts somebody on the list who is in no register yet, and into the register of people. Raises Refused, Forbidden.

    Who has the name of somebody known is refused unless it is confirmed (`despite`) that they are another person.
    """
    require_training(actor, seminar.path)
    namesakes = [] if despite else list_namesakes(seminar, values)
    refuse_if([
        *must_be_planned(seminar), *person_objections(values, now.date()),
        *(Objection("seminar.namesake", "despite", {"name": full_name(one)}) for one in namesakes),
    ])  # fmt: skip
    person = create_person(actor, values)
    return add_walk_in(actor, seminar, person.id, seminar.path, now)


def score(actor: Actor, seminar: Seminar, scores: Mapping[int, int | None], now: datetime) -> int:
    """Keeps scores by participation id, and says by the pass mark who passed; returns how many changed.

    All or nothing. Raises Refused naming each person whose score cannot be, Forbidden.
    """
    require_training(actor, seminar.path)
    listed = [one for one in list_participations(seminar.id) if one.id in scores]
    changed = [one for one in listed if one.score != scores[one.id]]
    refuse_if([
        *must_be_planned(seminar),
        *(found for one in changed for found in objections_to_score(
            scores[one.id], seminar.course.maximum_score, full_name(one.person), f"score_{one.id}")),
    ])  # fmt: skip
    for one in changed:
        _mark(actor, one, verdict(seminar.course, scores[one.id]), scores[one.id], now)
    return len(changed)


def verdict(course: Course, points: int | None) -> Attendance:
    """Returns what a score makes of somebody who was there."""
    if points is None:
        return Attendance.ATTENDED
    return Attendance.PASSED if points >= course.pass_mark else Attendance.FAILED


def close_list(
    actor: Actor, seminar: Seminar, version: int, now: datetime, *, others_absent: bool = False
) -> None:
    """Closes a seminar's list under the trainer's name. Who comes second is told by whom and when it was closed.

    `others_absent` writes those without a mark absent. Raises Refused, Stale, Forbidden.
    """
    require_training(actor, seminar.path)
    refuse_if(must_be_planned(seminar))
    if seminar.version != version:
        raise Stale
    if others_absent:
        for one in list_participations(seminar.id):
            if one.attendance in UNMARKED:
                _mark(actor, one, Attendance.ABSENT, None, now)
    seminar.status, seminar.closed_by, seminar.closed_at = SeminarStatus.CLOSED, actor.login, now
    db.session.flush()
    counts = {state.value: number for state, number in count_states(seminar).items()}
    record(actor, "seminar.closed", seminar, label=seminar.place, after=counts)


def count_states(seminar: Seminar) -> dict[Attendance, int]:
    """Returns how many people of a seminar's list are in each state; a state without people is left out."""
    states = [one.attendance for one in list_participations(seminar.id)]
    return {state: states.count(state) for state in Attendance if state in states}


def correct(
    actor: Actor, participation: Participation, version: int, state: Attendance, points: int | None, reason: str,
    now: datetime,
) -> Certificate | None:  # fmt: skip
    """Changes a mark on a list that is closed, with a reason that the log keeps. Raises Refused, Stale, Forbidden.

    Whoever turns out not to have passed keeps no certificate: returns the one that is revoked for the same reason.
    """
    seminar = participation.seminar
    require_training(actor, seminar.path)
    if participation.version != version:
        raise Stale
    objections = [*objections_to_score(points, seminar.course.maximum_score, full_name(participation.person))]
    if seminar.status is SeminarStatus.CANCELLED:
        objections += must_be_planned(seminar)
    if not reason:
        objections.append(Objection("seminar.correction_reason_missing", "reason"))
    if points is not None and state not in TESTED:
        objections.append(
            Objection("seminar.score_without_test", "score", {"name": full_name(participation.person)})
        )
    refuse_if(objections)
    _mark(actor, participation, state, points, now, reason=reason)
    certificate = None if earns_certificate(state, seminar.course) else find_in_force(participation.id)
    if certificate is not None:
        revoke(actor, certificate, reason, now.astimezone(zone_for(seminar.path)).date())
    return certificate


def _mark(
    actor: Actor, one: Participation, state: Attendance, points: int | None, now: datetime | None,
    *, reason: str = "",
) -> None:  # fmt: skip
    before = {"attendance": one.attendance, "score": one.score}
    one.attendance, one.score, one.marked_at = state, points, now
    db.session.flush()
    after = {"attendance": state, "score": points}
    record(
        actor,
        "attendance.corrected" if reason else "attendance.marked",
        one,
        label=full_name(one.person),
        before=before,
        after=after,
        reason=reason,
    )


def _loses_score(one: Participation, state: Attendance) -> list[Objection]:
    if one.score is None or state in TESTED:
        return []
    return [Objection("seminar.has_score", "", {"name": full_name(one.person), "score": one.score})]
