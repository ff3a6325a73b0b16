"""Reading the School: courses, seminars, their lists, and who could be put on one."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.alphabet import fold
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Member
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import Proxy
from elections.people.models import Person
from elections.training.enrolment import WITHOUT_PLACE, Attendance
from elections.training.models import Course, Participation, Seminar, SeminarStatus
from elections.web.paging import Page, paged

FOUND_AT_MOST = 20
LONGEST_NUMBER = 10
"""What has so many digits is no number of a row, and more than a column holds."""


def list_courses() -> list[Course]:
    """Returns all courses by code."""
    return list(db.session.scalars(sa.select(Course).order_by(Course.code)))


def count_seminars() -> dict[int, int]:
    """Returns how many seminars of each course the viewer sees."""
    statement = sa.select(Seminar.course_id, sa.func.count(Seminar.id)).group_by(Seminar.course_id)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def get_course(course_id: int) -> Course:
    """Returns a course; raises NotFound."""
    course = db.session.get(Course, course_id)
    if course is None:
        raise NotFound
    return course


def find_course(code: str) -> Course | None:
    """Returns the course with this code, or None."""
    return db.session.scalar(sa.select(Course).where(Course.code == code))


def list_seminars(*, path: str = "", status: str = "", course: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of seminars, the latest first."""
    statement = sa.select(Seminar).options(joinedload(Seminar.course))
    statement = statement.order_by(Seminar.starts_at.desc(), Seminar.id)
    if path:
        statement = statement.where(starts_with(Seminar.path, path))
    if status in list(SeminarStatus):
        statement = statement.where(Seminar.status == SeminarStatus(status))
    if course.isdecimal() and len(course) < LONGEST_NUMBER:
        statement = statement.where(Seminar.course_id == int(course))
    return paged(statement, page)


def count_participants(seminar_ids: list[int]) -> dict[int, int]:
    """Returns how many places of each seminar are taken: who waits or is excused holds none."""
    statement = (
        sa.select(Participation.seminar_id, sa.func.count(Participation.id))
        .where(Participation.seminar_id.in_(seminar_ids), Participation.attendance.not_in(WITHOUT_PLACE))
        .group_by(Participation.seminar_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def get_seminar(seminar_id: int) -> Seminar:
    """Returns a seminar with its course; raises NotFound."""
    seminar = db.session.scalar(
        sa.select(Seminar).options(joinedload(Seminar.course)).where(Seminar.id == seminar_id)
    )
    if seminar is None:
        raise NotFound
    return seminar


def list_participations(seminar_id: int) -> list[Participation]:
    """Returns the list of a seminar by name, in the order of the Kazakh alphabet, without who waits for a place."""
    statement = (
        sa.select(Participation)
        .join(Participation.person)
        .options(joinedload(Participation.person))
        .where(Participation.seminar_id == seminar_id, Participation.attendance != Attendance.WAITING)
        .order_by(Person.sort_key, Participation.id)
    )
    return list(db.session.scalars(statement))


def find_people(seminar: Seminar, search: str) -> list[tuple[Person, str]]:
    """Returns (person, path) of candidates, HQ members and proxies of the seminar's territory by name, not yet listed."""
    if not search.strip():
        return []
    found: dict[int, tuple[Person, str]] = {}
    for statement in _sources(seminar):
        named = Person.search_text.contains(fold(search), autoescape=True)
        for person, path in db.session.execute(statement.where(named).limit(FOUND_AT_MOST)):
            found.setdefault(person.id, (person, path))
    return sorted(found.values(), key=lambda pair: pair[0].sort_key)


def find_path(seminar: Seminar, person_id: int) -> str | None:
    """Returns the territory of a person who may be put on the list, or None."""
    for statement in _sources(seminar):
        row = db.session.execute(statement.where(Person.id == person_id)).first()
        if row is not None:
            return str(row[1])
    return None


def _sources(seminar: Seminar) -> tuple[sa.Select[Person, str], ...]:
    return _candidates(seminar), _members(seminar), _proxies(seminar)


def _candidates(seminar: Seminar) -> sa.Select[Person, str]:
    return (
        sa.select(Person, Candidate.path)
        .join(Candidate, Candidate.person_id == Person.id)
        .where(
            Candidate.status == Status.REGISTERED,
            starts_with(Candidate.path, seminar.path),
            _not_listed(seminar),
        )
        .order_by(Person.sort_key)
    )


def _members(seminar: Seminar) -> sa.Select[Person, str]:
    return (
        sa.select(Person, Member.path)
        .join(Member, Member.person_id == Person.id)
        .where(Member.until_on.is_(None), starts_with(Member.path, seminar.path), _not_listed(seminar))
        .order_by(Person.sort_key)
    )


def _proxies(seminar: Seminar) -> sa.Select[Person, str]:
    return (
        sa.select(Person, Proxy.path)
        .join(Proxy, Proxy.person_id == Person.id)
        .where(Proxy.status != ProxyStatus.ENDED, starts_with(Proxy.path, seminar.path), _not_listed(seminar))
        .order_by(Person.sort_key)
    )


def _not_listed(seminar: Seminar) -> sa.ColumnElement[bool]:
    listed = sa.select(Participation.person_id).where(Participation.seminar_id == seminar.id)
    return Person.id.not_in(listed)
