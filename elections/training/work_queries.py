"""Reading what the trainers did in a period: three queries, however many seminars there were."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from elections.database import db, starts_with
from elections.training.certificate_queries import trainer_names
from elections.training.coverage_queries import CAME
from elections.training.models import Attendance, Course, Participation, Seminar, SeminarStatus
from elections.training.workload import Held
from elections.zones import zone_for


def list_held(path: str = "", since: date | None = None, until: date | None = None) -> list[Held]:
    """Returns the closed seminars held in `path` from a day to a day (in its region's time), each with who came."""
    statement = (
        sa.select(Seminar.id, Course.hours)
        .join(Seminar.course)
        .where(Seminar.status == SeminarStatus.CLOSED, starts_with(Seminar.path, path))
        .order_by(Seminar.starts_at, Seminar.id)
    )
    zone = zone_for(path)
    if since is not None:
        statement = statement.where(Seminar.starts_at >= datetime.combine(since, time(), zone))
    if until is not None:
        statement = statement.where(Seminar.starts_at < datetime.combine(until + timedelta(1), time(), zone))
    hours: dict[int, int] = {row[0]: row[1] for row in db.session.execute(statement)}
    came = sa.select(Participation.seminar_id, Participation.person_id, Participation.attendance).where(
        Participation.seminar_id.in_(list(hours)), Participation.attendance.in_(CAME)
    )
    people: dict[int, list[tuple[int, Attendance]]] = {}
    for seminar_id, person_id, attendance in db.session.execute(came):
        people.setdefault(seminar_id, []).append((person_id, attendance))
    names = trainer_names(list(hours))
    return [_held(hours[number], names.get(number, []), people.get(number, [])) for number in hours]


def _held(hours: int, trainers: list[str], people: list[tuple[int, Attendance]]) -> Held:
    marks = [mark for _person, mark in people]
    return Held(
        tuple(trainers), hours, frozenset(person for person, _mark in people),
        marks.count(Attendance.PASSED), marks.count(Attendance.FAILED),
    )  # fmt: skip
