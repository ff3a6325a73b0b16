"""Reading how far the training is, course by course and place by place; as many queries for one place as for all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.models import Election
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, starts_with
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import Proxy
from elections.people.actions import full_name
from elections.people.models import Person
from elections.territory.queries import list_constituencies, list_districts, list_regions, place_labels
from elections.training.certificate_queries import is_standing
from elections.training.certificates import Standing
from elections.training.enrolment import shifted
from elections.training.gaps import ALWAYS, AUDIENCES, REACHED, Group, Reach, Step, Untrained, total
from elections.training.models import (
    TRAINED,
    Attendance,
    Certificate,
    Course,
    Participation,
    Seminar,
    SeminarStatus,
)
from elections.training.queries import count_participants
from elections.web.i18n import local
from elections.web.paging import Page

CODE_LENGTH = 10
"""How many characters of a path name one level of the territory."""
CAME = (Attendance.ATTENDED, Attendance.PASSED, Attendance.FAILED)
ALL = 0
"""Stands for all required courses together, where a course's number would."""


@dataclass(frozen=True)
class GroupCoverage:
    """A group's figures: of each course (ALL: of all together) the sum, and each place's by its path."""

    courses: dict[int, Reach]
    places: dict[int, dict[str, Reach]]


@dataclass(frozen=True)
class Lacking:
    """Somebody who lacks a step: who, from where (path), and the courses that they lack it in."""

    person: Person
    path: str
    courses: list[str]


def list_groups() -> dict[Group, list[Course]]:
    """Returns the groups whose training is shown, each with the courses that its people must take."""
    statement = sa.select(Course).where(Course.is_required).order_by(Course.code)
    required = list(db.session.scalars(statement))
    found = {group: [one for one in required if one.audience.value in AUDIENCES[group]] for group in Group}
    return {group: courses for group, courses in found.items() if courses or group in ALWAYS}


def required_courses(group: Group) -> list[Course]:
    """Returns the courses that the people of a group must take, by code."""
    return list_groups().get(group, [])


def count_coverage(
    election: Election, group: Group, courses: Sequence[Course], path: str, today: date
) -> GroupCoverage:
    """Returns how far a group of the territory `path` is, in each of the courses and in all: two queries."""
    people, steps = _people(election, group, path), _steps(courses, today)
    place = sa.func.substr(people.c.path, 1, len(path) + CODE_LENGTH).label("place")
    everybody = sa.select(place, sa.func.count(sa.distinct(people.c.person_id))).group_by(place)
    several = len(courses)
    summed = _summed(steps, several)
    counted = [
        sa.func.count(sa.distinct(sa.case((getattr(steps.c, one.value) == 1, people.c.person_id))))
        for one in REACHED
    ]
    of_all = [
        sa.func.count(sa.distinct(sa.case((getattr(summed.c, one.value) >= several, people.c.person_id))))
        for one in REACHED
    ]
    each = (
        sa.select(place, steps.c.course_id, *counted)
        .select_from(people.join(steps, steps.c.person_id == people.c.person_id))
        .group_by(place, steps.c.course_id)
    )
    whole = (
        sa.select(place, sa.literal(ALL), *of_all)
        .select_from(people.join(summed, summed.c.person_id == people.c.person_id))
        .group_by(place)
    )
    required: dict[str, int] = {row[0]: row[1] for row in db.session.execute(everybody)}
    found = {(row[1], row[0]): row[2:] for row in db.session.execute(sa.union_all(each, whole))}
    places = {
        course: {
            one: Reach(number, *found.get((course, one), (0, 0, 0, 0))) for one, number in required.items()
        }
        for course in (ALL, *(one.id for one in courses))
    }
    return GroupCoverage({course: total(by.values()) for course, by in places.items()}, places)


def list_lacking(
    election: Election, group: Group, courses: Sequence[Course], path: str, step: Step, today: date,
    *, exact: bool = False, page: int = 1, size: int = 50,
) -> Page[Lacking]:  # fmt: skip
    """Returns a page of the people of a group who lack the step in one of the courses, by territory and name.

    With `exact` only those whose territory is `path` itself: the members of its own headquarters. Three queries.
    """
    people, steps = _people(election, group, path), _steps(courses, today)
    summed = _summed(steps, len(courses))
    has = sa.func.coalesce(getattr(summed.c, step.value), 0)
    statement = (
        sa.select(Person, people.c.path)
        .select_from(people)
        .join(Person, Person.id == people.c.person_id)
        .join(summed, summed.c.person_id == people.c.person_id, isouter=True)
        .where(has < len(courses))
        .order_by(sa.func.substr(people.c.path, 1, 2 * CODE_LENGTH), Person.sort_key, Person.id)
    )
    if exact:
        statement = statement.where(people.c.path == path)
    number = (
        db.session.scalar(sa.select(sa.func.count()).select_from(statement.order_by(None).subquery())) or 0
    )
    page = min(page, max(1, -(-number // size)))
    rows = list(db.session.execute(statement.limit(size).offset((page - 1) * size)))
    done = _done([row[0].id for row in rows], steps, step)
    lacking = [
        Lacking(person, where, [one.code for one in courses if (person.id, one.id) not in done])
        for person, where in rows
    ]
    return Page(lacking, number, page, size)


def list_untrained(election: Election, path: str, today: date) -> list[Untrained]:
    """Returns everybody of both groups in `path` who has not passed all that is required of them."""
    names = place_names(path)
    return [
        Untrained(one.person.id, full_name(one.person), group, one.path, *_place(names, one.path), tuple(one.courses))
        for group, courses in list_groups().items()
        for one in list_lacking(election, group, courses, path, Step.PASSED, today, size=1_000_000).rows
    ]  # fmt: skip


def list_open_seminars(courses: Collection[int], path: str, now: datetime) -> list[tuple[Seminar, int]]:
    """Returns (seminar, free places) of the planned seminars of these courses, still to come, that can take people of `path`.

    Those held in `path`, above it or below it, the soonest first.
    """
    above = [path[:length] for length in range(0, len(path) + 1, CODE_LENGTH)]
    statement = (
        sa.select(Seminar)
        .options(joinedload(Seminar.course))
        .where(
            Seminar.course_id.in_(courses), Seminar.status == SeminarStatus.PLANNED, Seminar.starts_at > now,
            sa.or_(Seminar.path.in_(above), starts_with(Seminar.path, path)),
        )
        .order_by(Seminar.starts_at, Seminar.id)
    )  # fmt: skip
    seminars = list(db.session.scalars(statement))
    listed = count_participants([one.id for one in seminars])
    free = [(one, one.capacity - listed.get(one.id, 0)) for one in seminars]
    return [(one, places) for one, places in free if places > 0]


def list_passed(person_ids: Collection[int], courses: Sequence[Course], today: date) -> dict[int, set[int]]:
    """Returns which of the courses each of these people has passed: one query."""
    found: dict[int, set[int]] = {}
    for person_id, course_id in _done(person_ids, _steps(courses, today), Step.PASSED):
        found.setdefault(person_id, set()).add(course_id)
    return found


def place_names(path: str) -> dict[str, tuple[str, str]]:
    """Returns the (Russian, Kazakh) names of regions, districts and the constituencies in `path`, by path: three queries."""
    units: tuple[Any, ...] = (*list_regions(), *list_districts(), *list_constituencies(path))
    return {one.path: (one.name_ru, one.name_kk) for one in units}


def place_titles(path: str) -> dict[str, str]:
    """Returns the names of regions and districts, and below a district of its constituencies, by path: two queries."""
    titles = {one: name.strip() for one, name in place_labels().items()}
    below = list_constituencies(path) if path.count("/") == 2 else []
    return {**titles, **{one.path: local(one) for one in below}}


def _place(names: dict[str, tuple[str, str]], path: str) -> tuple[str, str]:
    chain = [path[:end] for end in range(CODE_LENGTH, len(path) + 1, CODE_LENGTH)][-2:]
    known = [names[one] for one in chain if one in names]
    return ", ".join(one[0] for one in known), ", ".join(one[1] for one in known)


def _people(election: Election, group: Group, path: str) -> Any:
    own = sa.and_(Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id)
    if group is Group.CANDIDATES:
        return (
            sa.select(Candidate.person_id, Candidate.path)
            .where(own, Candidate.status == Status.REGISTERED, starts_with(Candidate.path, path))
            .subquery("people")
        )
    if group is Group.PROXIES:
        proxies = sa.select(Proxy.person_id, sa.func.min(Proxy.path).label("path"))
        mine = proxies.join(Candidate, Candidate.id == Proxy.candidate_id).where(
            own, Proxy.status != ProxyStatus.ENDED, starts_with(Proxy.path, path)
        )
        return mine.group_by(Proxy.person_id).subquery("people")
    members = (
        sa.select(Member.person_id, sa.func.min(Member.path).label("path"))
        .join(Headquarters, Headquarters.id == Member.headquarters_id)
        .where(
            Headquarters.election_id == election.id, Member.until_on.is_(None), starts_with(Member.path, path)
        )
        .group_by(Member.person_id)
    )  # fmt: skip
    if group is Group.HEADS:
        members = members.where(Member.role == MemberRole.HEAD)
    return members.subquery("people")


def _steps(courses: Sequence[Course], today: date) -> Any:
    """Returns of each person and course how far they are: 1 for each step that they reached in any seminar of it."""
    valid = sa.and_(Certificate.participation_id == Participation.id, is_standing(Standing.VALID, today))
    reached = {
        Step.ENROLLED: sa.true(), Step.ATTENDED: Participation.attendance.in_(CAME),
        Step.PASSED: sa.or_(sa.false(), *(_passed(one, today) for one in courses)), Step.CERTIFIED: Certificate.id.is_not(None),
    }  # fmt: skip
    flags = [
        sa.func.max(sa.case((condition, 1), else_=0)).label(one.value) for one, condition in reached.items()
    ]
    return (
        sa.select(Participation.person_id, Seminar.course_id, *flags)
        .join(Participation.seminar)
        .join(Certificate, valid, isouter=True)
        .where(Seminar.course_id.in_([one.id for one in courses]), Seminar.status != SeminarStatus.CANCELLED)
        .group_by(Participation.person_id, Seminar.course_id)
        .subquery("steps")
    )


def _passed(course: Course, today: date) -> sa.ColumnElement[bool]:
    """Returns the condition under which somebody passed the course and need not again; without a test, who came passed."""
    states = (Attendance.PASSED,) if course.pass_mark else TRAINED
    passed = sa.and_(Seminar.course_id == course.id, Participation.attendance.in_(states))
    if not course.valid_months:
        return passed
    since = shifted(datetime.combine(today, time(), UTC), -course.valid_months)
    return sa.and_(passed, Seminar.ends_at >= since)


def _summed(steps: Any, several: int) -> Any:
    sums = [sa.func.sum(getattr(steps.c, one.value)).label(one.value) for one in REACHED]
    return sa.select(steps.c.person_id, *sums).group_by(steps.c.person_id).subquery(f"of_{several}")


def _done(person_ids: Collection[int], steps: Any, step: Step) -> set[tuple[int, int]]:
    if len(person_ids) > 500:  # more than a statement has places for
        statement = sa.select(steps.c.person_id, steps.c.course_id)
    else:
        statement = sa.select(steps.c.person_id, steps.c.course_id).where(steps.c.person_id.in_(person_ids))
    rows = db.session.execute(statement.where(getattr(steps.c, step.value) == 1))
    return {(row[0], row[1]) for row in rows}
