"""Reading what members of headquarters must learn and have learnt: four queries at most, whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from elections.database import EVERYWHERE, db, looking_from
from elections.headquarters.models import Member, MemberRole
from elections.training.gaps import AUDIENCES, Group
from elections.training.models import Attendance, Audience, Course, Participation, Seminar, SeminarStatus


@dataclass(frozen=True)
class RequiredCourse:
    """A course that somebody must take: whether they passed it, and the seminar of it that the viewer may open."""

    course: Course
    is_passed: bool
    seminar_id: int | None


def required_courses_of(members: Iterable[Member]) -> dict[int, list[RequiredCourse]]:
    """Returns by person which courses their work requires, and whether they passed them."""
    working = list(members)
    courses = list(db.session.scalars(sa.select(Course).where(Course.is_required).order_by(Course.code)))
    passed = _passed([one.person_id for one in working]) if courses else {}
    seen = _visible(set(passed.values()))
    return {
        one.person_id: [
            RequiredCourse(
                course,
                (one.person_id, course.id) in passed,
                seen.get(passed.get((one.person_id, course.id), 0)),
            )
            for course in courses
            if _is_for(course, one.role)
        ]
        for one in working
    }


def _is_for(course: Course, role: MemberRole) -> bool:
    if course.audience is Audience.HEADS:
        return role is MemberRole.HEAD
    return course.audience.value in AUDIENCES[Group.MEMBERS]


def _passed(person_ids: list[int]) -> dict[tuple[int, int], int]:
    """Returns the last seminar in which each of these people passed each course."""
    statement = (
        sa.select(Participation.person_id, Seminar.course_id, sa.func.max(Seminar.id))
        .join(Seminar, Seminar.id == Participation.seminar_id)
        .where(
            Participation.person_id.in_(person_ids), Participation.attendance == Attendance.PASSED,
            Seminar.status != SeminarStatus.CANCELLED,
        )
        .group_by(Participation.person_id, Seminar.course_id)
    )  # fmt: skip
    with looking_from(EVERYWHERE):  # what somebody learnt elsewhere they have learnt
        return {(row[0], row[1]): row[2] for row in db.session.execute(statement)}


def _visible(seminar_ids: set[int]) -> dict[int, int]:
    if not seminar_ids:
        return {}
    return {one: one for one in db.session.scalars(sa.select(Seminar.id).where(Seminar.id.in_(seminar_ids)))}
