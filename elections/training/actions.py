"""Writing the School: seminars, their lists, attendance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.people.actions import full_name
from elections.training.attendance import (
    objections_to_course,
    objections_to_place,
    objections_to_score,
    objections_to_seminar,
)
from elections.training.clash_queries import find_clashes
from elections.training.clashes import Slot
from elections.training.enrolment_actions import move_up
from elections.training.models import UNMARKED, Attendance, Course, Seminar, SeminarStatus
from elections.training.queries import (
    find_course,
    list_participations,
)
from elections.training.trainer_actions import known_trainers
from elections.training.trainer_queries import find_trainers
from elections.web.i18n import moment

FIELDS = ("course_id", "place", "link", "language", "capacity", "starts_at", "ends_at")

COURSE_FIELDS = (
    "code", "title_ru", "title_kk", "audience", "hours", "is_required", "maximum_score", "pass_mark",
    "valid_months",
)  # fmt: skip


def save_course(
    actor: Actor, values: dict[str, Any], *, course: Course | None = None, version: int = 0
) -> Course:
    """Makes a course of the School, or changes one. Raises Refused, Stale, Forbidden."""
    require_training(actor, "")
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
    trainers: Sequence[str] = (),
    despite: bool = False,
) -> Seminar:
    """Makes a seminar, or changes one that is planned; `trainers` are names, those unknown become trainers.

    A clash with another seminar is refused unless it is confirmed (`despite`). Raises Refused, Stale, Forbidden.
    """
    require_training(actor, values["path"])
    if seminar is not None:
        require_training(
            actor, seminar.path
        )  # a seminar of the region is seen from its districts, not changed
        if seminar.version != version:
            raise Stale
    refuse_if([
        *(must_be_planned(seminar) if seminar else []),
        *objections_to_seminar(values["starts_at"], values["ends_at"], values["capacity"]),
        *objections_to_place(values["place"], values["link"]),
    ])  # fmt: skip
    if not despite:
        refuse_if(find_clashes(_slot(values, trainers), **_own(seminar)))
    before = None if seminar is None else {name: getattr(seminar, name) for name in FIELDS}
    if seminar is None:
        seminar = Seminar(election_id=election.id)
        db.session.add(seminar)
    for name, value in values.items():
        setattr(seminar, name, value)
    seminar.trainers = known_trainers(actor, trainers)
    db.session.flush()
    record(actor, "seminar.changed" if before else "seminar.created", seminar, label=seminar.place, before=before,
           after={**values, "trainers": list(trainers)})  # fmt: skip
    return seminar


def mark(
    actor: Actor, seminar: Seminar, marks: dict[int, tuple[Attendance, int | None]], now: datetime
) -> int:
    """Marks people by participation id with (state, score); returns how many changed. All or nothing; raises Refused."""
    require_training(actor, seminar.path)
    listed = [one for one in list_participations(seminar.id) if one.id in marks]
    changed = [one for one in listed if (one.attendance, one.score) != marks[one.id]]
    maximum = seminar.course.maximum_score
    refuse_if([
        *must_be_planned(seminar),
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


def _slot(values: dict[str, Any], trainers: Sequence[str]) -> Slot:
    return Slot(
        values["starts_at"], values["ends_at"], values["place"], values["path"],
        frozenset(one.name for one in find_trainers(trainers).values()),
    )  # fmt: skip


def _own(seminar: Seminar | None) -> dict[str, Any]:
    """Returns what belongs to a seminar that is changed: its number, and who is on its list."""
    if seminar is None:
        return {}
    people = {one.person_id: full_name(one.person) for one in list_participations(seminar.id)}
    return {"but": seminar.id, "people": people}


def must_be_planned(seminar: Seminar) -> list[Objection]:
    """Returns what speaks against working on a seminar's list: called off, or closed by somebody."""
    if seminar.status is SeminarStatus.CANCELLED:
        return [Objection("seminar.is_cancelled", "", {"reason": seminar.reason})]
    if seminar.status is SeminarStatus.CLOSED and seminar.closed_by:
        params = {"who": seminar.closed_by, "at": moment(seminar.closed_at, seminar.path)}
        return [Objection("seminar.closed_already", "", params)]
    return [] if seminar.status is SeminarStatus.PLANNED else [Objection("seminar.not_planned")]


def require_training(actor: Actor, path: str) -> None:
    """Raises Forbidden when the actor may not work on the School of this territory."""
    if not actor.may(Permission.EDIT_TRAINING, path):
        raise Forbidden
