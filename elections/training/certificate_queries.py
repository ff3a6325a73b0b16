"""Reading certificates: of a seminar, of a person, of a territory; and by the code that stands on one."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.alphabet import fold
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.people.models import Person
from elections.training.certificates import Standing
from elections.training.models import Attendance, Certificate, Course, Participation, Seminar, SeminarStatus
from elections.training.trainer_models import SeminarTrainer, Trainer
from elections.web.paging import Page, paged


def trainer_names(seminar_ids: Collection[int]) -> dict[int, list[str]]:
    """Returns the names of the trainers of each of these seminars: one query."""
    statement = (
        sa.select(Seminar.id, Trainer.name)
        .outerjoin(SeminarTrainer, SeminarTrainer.seminar_id == Seminar.id)
        .outerjoin(Trainer, Trainer.id == SeminarTrainer.trainer_id)
        .where(Seminar.id.in_(seminar_ids))
        .order_by(Trainer.name)
    )
    found: dict[int, list[str]] = {}
    for seminar_id, name in db.session.execute(statement):
        found.setdefault(seminar_id, []).extend([name] if name else [])
    return found


def list_of_seminar(seminar_id: int) -> list[Certificate]:
    """Returns the certificates of a seminar, the revoked ones too, by serial number."""
    return list(db.session.scalars(_certificates().where(Participation.seminar_id == seminar_id)))


def list_waiting(path: str = "", seminar_id: int | None = None) -> list[Participation]:
    """Returns who completed a closed seminar held in `path` and never had a certificate of it, by seminar and name."""
    statement = (
        sa.select(Participation)
        .join(Participation.seminar).join(Seminar.course).join(Participation.person)
        .options(
            joinedload(Participation.person),
            joinedload(Participation.seminar).joinedload(Seminar.course),
            joinedload(Participation.seminar).joinedload(Seminar.election),
        )
        .where(
            Seminar.status == SeminarStatus.CLOSED,
            has_completed(),
            starts_with(Participation.seminar_path, path),
            ~sa.exists().where(Certificate.participation_id == Participation.id),
        )
        .order_by(Seminar.starts_at, Seminar.id, Person.sort_key, Participation.id)
    )  # fmt: skip
    if seminar_id is not None:
        statement = statement.where(Participation.seminar_id == seminar_id)
    return list(db.session.scalars(statement))


def earns_certificate(state: Attendance, course: Course) -> bool:
    """Returns whether somebody in this state completed the course: the test passed or, where there is none, attended."""
    return state is Attendance.PASSED or (state is Attendance.ATTENDED and not course.pass_mark)


def has_completed() -> sa.ColumnElement[bool]:
    """Returns the same as a condition on participations of seminars with their courses."""
    came = sa.and_(Participation.attendance == Attendance.ATTENDED, Course.pass_mark == 0)
    return sa.or_(Participation.attendance == Attendance.PASSED, came)


def count_waiting(path: str = "", seminar_id: int | None = None) -> int:
    """Returns how many people `list_waiting` would name."""
    statement = (
        sa.select(sa.func.count(Participation.id))
        .join(Participation.seminar)
        .join(Seminar.course)
        .where(
            Seminar.status == SeminarStatus.CLOSED,
            has_completed(),
            starts_with(Participation.seminar_path, path),
            ~sa.exists().where(Certificate.participation_id == Participation.id),
        )
    )
    if seminar_id is not None:
        statement = statement.where(Participation.seminar_id == seminar_id)
    return db.session.scalar(statement) or 0


def get_certificate(certificate_id: int) -> Certificate:
    """Returns a certificate with the person and the seminar; raises NotFound."""
    found = db.session.scalar(_certificates().where(Certificate.id == certificate_id))
    if found is None:
        raise NotFound
    return found


def find_by_code(code: str) -> Certificate | None:
    """Returns the certificate with this code, wherever it was issued, or None: for anybody who asks."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(Certificate).where(Certificate.code == code))


def find_in_force(participation_id: int) -> Certificate | None:
    """Returns the certificate of somebody's part in a seminar that is not revoked, or None."""
    return db.session.scalar(
        sa.select(Certificate).where(
            Certificate.participation_id == participation_id, Certificate.revoked_on.is_(None)
        )
    )


def list_certificates(
    today: date, *, path: str = "", search: str = "", course: str = "", standing: str = "", page: int = 1
) -> Page[Any]:
    """Returns a page of the certificates of the viewer's territory, the latest first."""
    statement = _certificates().where(starts_with(Certificate.seminar_path, path))
    for word in fold(search).split():
        statement = statement.where(Person.search_text.contains(word, autoescape=True))
    if course.isdecimal() and len(course) < 10:
        statement = statement.where(Seminar.course_id == int(course))
    if standing in list(Standing):
        statement = statement.where(is_standing(Standing(standing), today))
    return paged(statement.order_by(None).order_by(Certificate.serial_number.desc()), page)


def is_standing(standing: Standing, today: date) -> sa.ColumnElement[bool]:
    """Returns the condition under which a certificate stands so on a day."""
    ended = sa.and_(Certificate.valid_until.is_not(None), Certificate.valid_until < today)
    return {
        Standing.REVOKED: Certificate.revoked_on.is_not(None),
        Standing.EXPIRED: sa.and_(Certificate.revoked_on.is_(None), ended),
        Standing.VALID: sa.and_(Certificate.revoked_on.is_(None), sa.not_(ended)),
    }[standing]


def list_printable(path: str = "", seminar_id: int | None = None) -> dict[int, list[Certificate]]:
    """Returns the certificates that are not revoked by seminar, each in the order of serial numbers."""
    statement = _certificates().where(
        starts_with(Certificate.seminar_path, path), Certificate.revoked_on.is_(None)
    )
    if seminar_id is not None:
        statement = statement.where(Participation.seminar_id == seminar_id)
    found: dict[int, list[Certificate]] = {}
    for one in db.session.scalars(statement):
        found.setdefault(one.participation.seminar_id, []).append(one)
    return found


def last_serial_number() -> int:
    """Returns the greatest serial number that was ever given."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(sa.func.max(Certificate.serial_number))) or 0


def list_trainings(person_id: int) -> list[Participation]:
    """Returns a person's parts in seminars, the latest first, each with its seminar, course and certificates."""
    statement = (
        sa.select(Participation)
        .join(Participation.seminar)
        .options(
            joinedload(Participation.seminar).joinedload(Seminar.course),
            joinedload(Participation.certificates),
        )
        .where(Participation.person_id == person_id)
        .order_by(Seminar.starts_at.desc(), Participation.id)
    )
    return list(db.session.scalars(statement).unique())


def _certificates() -> sa.Select[Any]:
    part = joinedload(Certificate.participation)
    return (
        sa.select(Certificate)
        .join(Certificate.participation).join(Participation.seminar).join(Participation.person)
        .join(Course, Course.id == Seminar.course_id)
        .options(part.joinedload(Participation.person), part.joinedload(Participation.seminar).joinedload(Seminar.course))
        .order_by(Certificate.serial_number)
    )  # fmt: skip
