"""What the School of the demo does after the election: a course for those elected, whose only seminar is still ahead.

More people want to come than fit in, so that the demo has a waiting list.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from elections.demo.candidacies import Candidacy
from elections.demo.courses import Course
from elections.demo.school import Attendance, Participation, Seminar

AFTERWARDS = Course(
    "AKIM",
    "Первые сто дней сельского акима",
    "Ауыл әкімінің алғашқы жүз күні",
    "candidates",
    6,
    False,
    0,
    date(2021, 8, 2),
    1,
)
REGION = "190000000"
CAPACITY, WAITING = 12, 4
STARTS_AT = datetime(2021, 8, 2, 4, tzinfo=UTC)


def first_days(own: Sequence[Candidacy]) -> Seminar:
    """Returns the seminar that is ahead, with the first candidates of a region on its list."""
    region = [one for one in own if one.constituency_kato[:2] == REGION[:2]][: CAPACITY + WAITING]
    return Seminar(
        AFTERWARDS.code,
        REGION,
        "Дворец культуры",
        "Оспанова Гүлнар Серікқызы",
        "kk",
        CAPACITY,
        STARTS_AT,
        STARTS_AT + timedelta(hours=AFTERWARDS.hours),
        "planned",
        "",
        tuple(Participation(one.person.number, _state(at), None) for at, one in enumerate(region)),
    )


def _state(at: int) -> Attendance:
    if at >= CAPACITY:
        return "waiting"
    return "confirmed" if at % 3 else "invited"
