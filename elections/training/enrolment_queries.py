"""Reading who could be put on a seminar's list: groups of a territory, and those who missed the course before."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.proxy_models import Proxy
from elections.people.models import Person
from elections.training.enrolment import WITHOUT_PLACE, Attendance, shifted
from elections.training.models import TRAINED, Audience, Course, Participation, Seminar, SeminarStatus

Someone = tuple[Person, str]
"""A person with the territory by which they belong to a group."""
OPEN = (Attendance.WAITING, Attendance.INVITED, Attendance.CONFIRMED)
MISSED = (Attendance.ABSENT, Attendance.EXCUSED)


def list_group(
    seminar: Seminar, group: Audience, party_id: int, *, paths: Sequence[str] = (), course: Course | None = None,
    now: datetime,
) -> list[Someone]:  # fmt: skip
    """Returns a group of the seminar's territory by name: of these districts, without who passed the course.

    Candidates are the party's registered nominees, proxies those of its nominees. Who is on the list stays out.
    """
    out = _listed(seminar)
    if course is not None:
        out |= passed_people(course, now)
    found: dict[int, Someone] = {}
    for statement in _of_group(seminar, group, party_id):
        for person, path in db.session.execute(_inside(statement, seminar, paths)):
            if person.id not in out:
                found.setdefault(person.id, (person, path))
    return sorted(found.values(), key=lambda one: (one[0].sort_key, one[0].id))


def find_people(seminar: Seminar, person_ids: Collection[int]) -> dict[int, Someone]:
    """Returns those of these people who may be on the list, by id: of the seminar's territory, whoever nominated them."""
    if not person_ids:
        return {}
    found: dict[int, Someone] = {}
    for statement in _of_everybody(seminar):
        asked = _inside(statement, seminar).where(Person.id.in_(person_ids))
        for person, path in db.session.execute(asked):
            found.setdefault(person.id, (person, path))
    return found


def passed_people(course: Course, now: datetime) -> set[int]:
    """Returns the ids of all who passed the course, wherever, and for whom that is still valid.

    Of a course without a test whoever attended passed.
    """
    states = (Attendance.PASSED,) if course.pass_mark else TRAINED
    statement = _parts(course).where(Participation.attendance.in_(states))
    if course.valid_months:
        statement = statement.where(Seminar.ends_at >= shifted(now, -course.valid_months))
    with looking_from(EVERYWHERE):
        return set(db.session.scalars(statement))


def list_missed(seminar: Seminar, now: datetime) -> list[Someone]:
    """Returns those of the territory who missed an earlier seminar of this course, by name.

    Who was left without a mark or without a place when its list was closed missed it too.
    Not those who took the course since, who have a place or wait at another seminar of it, or are on this list.
    """
    left_out = sa.and_(Participation.attendance.in_(OPEN), Seminar.status == SeminarStatus.CLOSED)
    missed = _parts(seminar.course).where(
        sa.or_(Participation.attendance.in_(MISSED), left_out), Seminar.starts_at < seminar.starts_at,
        starts_with(Participation.path, seminar.path),
    )  # fmt: skip
    planned = _parts(seminar.course).where(
        Participation.attendance.in_(OPEN), Seminar.status == SeminarStatus.PLANNED, Seminar.ends_at > now
    )
    taken = _parts(seminar.course).where(Participation.attendance.in_(TRAINED))
    here = sa.select(Participation.person_id).where(Participation.seminar_id == seminar.id)
    person_id = Participation.person_id
    with looking_from(EVERYWHERE):
        ids = set(
            db.session.scalars(missed.where(*(person_id.not_in(one) for one in (planned, taken, here))))
        )
    return sorted(find_people(seminar, ids).values(), key=lambda one: (one[0].sort_key, one[0].id))


def list_parts(seminar_id: int) -> list[Participation]:
    """Returns everybody on a seminar's list by name, and after them who waits, the longest waiting first."""
    waits = Participation.attendance == Attendance.WAITING
    statement = _of(seminar_id).order_by(waits, Participation.waits_since, Person.sort_key, Participation.id)
    return list(db.session.scalars(statement))


def list_waiting(seminar_id: int, limit: int) -> list[Participation]:
    """Returns who waits for a place, the longest waiting first."""
    waiting = _of(seminar_id).where(Participation.attendance == Attendance.WAITING)
    ordered = waiting.order_by(Participation.waits_since, Person.sort_key, Participation.id)
    return list(db.session.scalars(ordered.limit(limit)))


def list_listed(seminar_id: int, person_ids: Collection[int]) -> list[Person]:
    """Returns those of these people who are on the list already, by name."""
    statement = _of(seminar_id).where(Participation.person_id.in_(person_ids)).order_by(Person.sort_key)
    return [one.person for one in db.session.scalars(statement)]


def get_part(seminar_id: int, participation_id: int) -> Participation:
    """Returns somebody's part in this seminar; raises NotFound."""
    part = db.session.scalar(_of(seminar_id).where(Participation.id == participation_id))
    if part is None:
        raise NotFound
    return part


def count_places(seminar_id: int) -> tuple[int, int]:
    """Returns how many places of a seminar are taken, and how many people wait for one."""
    holds = sa.case((Participation.attendance.not_in(WITHOUT_PLACE), 1))
    waits = sa.case((Participation.attendance == Attendance.WAITING, 1))
    statement = sa.select(sa.func.count(holds), sa.func.count(waits))
    row = db.session.execute(statement.where(Participation.seminar_id == seminar_id)).one()
    return row[0], row[1]


def _of(seminar_id: int) -> sa.Select[Participation]:
    statement = sa.select(Participation).join(Participation.person).options(joinedload(Participation.person))
    return statement.where(Participation.seminar_id == seminar_id)


def _parts(course: Course) -> sa.Select[int]:
    statement = sa.select(Participation.person_id).join(Seminar, Seminar.id == Participation.seminar_id)
    return statement.where(Seminar.course_id == course.id)


def _listed(seminar: Seminar) -> set[int]:
    statement = sa.select(Participation.person_id).where(Participation.seminar_id == seminar.id)
    return set(db.session.scalars(statement))


def _of_group(seminar: Seminar, group: Audience, party_id: int) -> list[sa.Select[Person, str]]:
    candidates, members, proxies = _of_everybody(seminar)
    own = candidates.where(Candidate.nominated_by_id == party_id)
    if group is Audience.CANDIDATES:
        return [own]
    if group is Audience.PROXIES:
        return [proxies.where(Candidate.nominated_by_id == party_id)]
    if group is Audience.HEADS:
        return [members.where(Member.role == MemberRole.HEAD)]
    return [members] if group is Audience.MEMBERS else [own, members]


def _of_everybody(seminar: Seminar) -> tuple[sa.Select[Person, str], ...]:
    candidates = (
        sa.select(Person, Candidate.path)
        .join(Candidate, Candidate.person_id == Person.id)
        .where(Candidate.status == Status.REGISTERED, Candidate.election_id == seminar.election_id)
    )
    members = (
        sa.select(Person, Member.path)
        .join(Member, Member.person_id == Person.id)
        .join(Headquarters, Headquarters.id == Member.headquarters_id)
        .where(Member.until_on.is_(None), Headquarters.election_id == seminar.election_id)
    )
    proxies = (
        sa.select(Person, Proxy.path)
        .join(Proxy, Proxy.person_id == Person.id)
        .join(Candidate, Candidate.id == Proxy.candidate_id)
        .where(Candidate.election_id == seminar.election_id, Proxy.status != ProxyStatus.ENDED)
    )
    return candidates, members, proxies


def _inside(
    statement: sa.Select[Person, str], seminar: Seminar, paths: Sequence[str] = ()
) -> sa.Select[Person, str]:
    path = statement.selected_columns["path"]
    narrowed = statement.where(starts_with(path, seminar.path))
    return narrowed.where(sa.or_(*(starts_with(path, one) for one in paths))) if paths else narrowed
