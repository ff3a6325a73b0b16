"""Writing the School: seminars, their lists, attendance."""

from datetime import datetime
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.errors import Forbidden, Objection, Refused, Stale, refuse_if
from elections.people.actions import full_name
from elections.training.attendance import (
    objections_to_course,
    objections_to_score,
    objections_to_seminar,
)
from elections.training.enrolment_actions import move_up
from elections.training.models import UNMARKED, Attendance, Course, Seminar, SeminarStatus
from elections.training.queries import (
    find_course,
    list_participations,
)

FIELDS = ("course_id", "place", "trainer", "language", "capacity", "starts_at", "ends_at")

COURSE_FIELDS = (
    "code", "title_ru", "title_kk", "audience", "hours", "is_required", "maximum_score", "pass_mark",
    "valid_months",
)  # fmt: skip


def save_course(
    actor: Actor, values: dict[str, Any], *, course: Course | None = None, version: int = 0
) -> Course:
    """Makes a course of the School, or changes one. Raises Refused, Stale, Forbidden."""
    _require(actor, "")
    if course is not None and course.version != version:
        raise Stale
    objections = objections_to_course(
        hours=values["hours"],
        maximum_score=values["maximum_score"],
        pass_mark=values["pass_mark"],
        valid_months=values.get("valid_months"),
    )
    other = find_course(values["code"])
    if other is not None and other is not course:
        objections.append(Objection("course.code_taken", "code", {"code": values["code"]}))
    refuse_if(objections)
    before = None if course is None else {name: getattr(course, name) for name in COURSE_FIELDS}
    if course is None:
        course = Course()
        db.session.add(course)
    for name, value in values.items():
        setattr(course, name, value)
    db.session.flush()
    record(actor, "course.changed" if before else "course.created", course, label=course.code, before=before,
           after=values)  # fmt: skip
    return course


def save_seminar(
    actor: Actor,
    election: Election,
    values: dict[str, Any],
    *,
    seminar: Seminar | None = None,
    version: int = 0,
) -> Seminar:
    """Makes a seminar, or changes one that is planned. Raises Refused, Stale, Forbidden."""
    _require(actor, values["path"])
    if seminar is not None:
        _require(actor, seminar.path)  # a seminar of the region is seen from its districts, not changed
        if seminar.version != version:
            raise Stale
    refuse_if([
        *(_must_be_planned(seminar) if seminar else []),
        *objections_to_seminar(values["starts_at"], values["ends_at"], values["capacity"]),
    ])  # fmt: skip
    before = None if seminar is None else {name: getattr(seminar, name) for name in FIELDS}
    if seminar is None:
        seminar = Seminar(election_id=election.id)
        db.session.add(seminar)
    for name, value in values.items():
        setattr(seminar, name, value)
    db.session.flush()
    record(actor, "seminar.changed" if before else "seminar.created", seminar, label=seminar.place, before=before,
           after=values)  # fmt: skip
    return seminar


def mark(
    actor: Actor, seminar: Seminar, marks: dict[int, tuple[Attendance, int | None]], now: datetime
) -> int:
    """Marks people by participation id with (state, score); returns how many changed. All or nothing; raises Refused."""
    _require(actor, seminar.path)
    listed = [one for one in list_participations(seminar.id) if one.id in marks]
    changed = [one for one in listed if (one.attendance, one.score) != marks[one.id]]
    maximum = seminar.course.maximum_score
    refuse_if([
        *_must_be_planned(seminar),
        *(objection for one in changed for objection in objections_to_score(
            marks[one.id][1], maximum, full_name(one.person), f"score_{one.id}",
            is_marked=marks[one.id][0] not in UNMARKED)),
    ])  # fmt: skip
    for one in changed:
        before = {"attendance": one.attendance, "score": one.score}
        one.attendance, one.score = marks[one.id]
        one.marked_at = now
        db.session.flush()
        after = {"attendance": one.attendance, "score": one.score}
        record(actor, "attendance.marked", one, label=full_name(one.person), before=before, after=after)
    move_up(actor, seminar, now)
    return len(changed)


def close(actor: Actor, seminar: Seminar, version: int, status: SeminarStatus, reason: str) -> None:
    """Closes the list of a seminar, or calls the seminar off with a reason. Raises Refused, Stale, Forbidden."""
    _require(actor, seminar.path)
    if seminar.version != version:
        raise Stale
    refuse_if(_must_be_planned(seminar))
    if status is SeminarStatus.CANCELLED and not reason:
        raise Refused([Objection("seminar.reason_missing", "reason")])
    seminar.status, seminar.reason = status, reason
    db.session.flush()
    record(actor, f"seminar.{status.value}", seminar, label=seminar.place, reason=reason)


def _must_be_planned(seminar: Seminar) -> list[Objection]:
    return [] if seminar.status is SeminarStatus.PLANNED else [Objection("seminar.not_planned")]


def _require(actor: Actor, path: str) -> None:
    if not actor.may(Permission.EDIT_TRAINING, path):
        raise Forbidden
