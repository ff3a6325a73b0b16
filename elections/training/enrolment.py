"""The rules of a seminar's list (pure): who gets a place and who waits, which state follows which, who is taken off."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from elections.errors import Objection

Person = TypeVar("Person")


class Attendance(StrEnum):
    """How somebody's part in a seminar stands."""

    WAITING = "waiting"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    ABSENT = "absent"
    EXCUSED = "excused"
    PASSED = "passed"
    FAILED = "failed"


WITHOUT_PLACE = (Attendance.WAITING, Attendance.EXCUSED)
"""Who is in one of these leaves their place to others."""

_MARKS = frozenset(
    {Attendance.ATTENDED, Attendance.ABSENT, Attendance.EXCUSED, Attendance.PASSED, Attendance.FAILED}
)
NEXT: Mapping[Attendance, frozenset[Attendance]] = MappingProxyType(
    {
        # who came although no place was free, came
        Attendance.WAITING: frozenset({Attendance.INVITED, Attendance.EXCUSED, Attendance.ATTENDED}),
        Attendance.INVITED: _MARKS | {Attendance.CONFIRMED},
        Attendance.CONFIRMED: _MARKS | {Attendance.INVITED},
        Attendance.EXCUSED: _MARKS | {Attendance.INVITED, Attendance.WAITING},
        Attendance.ATTENDED: _MARKS,
        Attendance.ABSENT: _MARKS,
        Attendance.PASSED: _MARKS,
        Attendance.FAILED: _MARKS,
    }
)
"""Which state may follow which; a mark of the roll-call is mended by another mark, and never taken back to a plan."""

REMOVABLE = (Attendance.WAITING, Attendance.INVITED, Attendance.CONFIRMED, Attendance.EXCUSED)


def may_become(state: Attendance, then: Attendance) -> bool:
    """Returns whether somebody's part may go from one state to the other."""
    return then in NEXT[state] and then is not state


def steps_from(state: Attendance, *, has_begun: bool) -> list[Attendance]:
    """Returns the steps that the list offers with one tap; marks belong to the roll-call."""
    offered = [Attendance.CONFIRMED, Attendance.EXCUSED, Attendance.INVITED]
    if state is Attendance.WAITING and has_begun:
        offered.append(Attendance.ATTENDED)
    return [one for one in offered if state in REMOVABLE and may_become(state, one)]


def lands_in(state: Attendance, wanted: Attendance, free: int) -> Attendance:
    """Returns where a step leads: who wants a place and finds none free, waits."""
    if wanted is Attendance.INVITED and state in WITHOUT_PLACE and free < 1:
        return Attendance.WAITING
    return wanted


def free_places(capacity: int, taken: int) -> int:
    """Returns how many more people fit in."""
    return max(0, capacity - taken)


def seat(people: list[Person], free: int) -> tuple[list[Person], list[Person]]:
    """Returns who of these gets a place, and who waits; the first come first."""
    return people[:free], people[free:]


def objections_to_enrolment(
    *, is_planned: bool, is_over: bool, asked: int, unknown: int, listed: Iterable[str]
) -> list[Objection]:
    """Returns what speaks against putting people on a list: `listed` are the names of those who are on it already."""
    found = []
    if not is_planned:
        found.append(Objection("seminar.not_planned"))
    elif is_over:
        found.append(Objection("enrolment.over"))
    if not asked:
        found.append(Objection("enrolment.nobody"))
    found += [Objection("enrolment.twice", "", {"name": name}) for name in listed]
    if unknown:
        found.append(Objection("seminar.person_unknown"))
    return found


def objections_to_step(state: Attendance, then: Attendance, name: str) -> list[Objection]:
    """Returns what speaks against somebody's part going from one state to the other."""
    return [] if may_become(state, then) else [Objection("enrolment.step", "", {"name": name})]


def objections_to_removal(state: Attendance, name: str, reason: str) -> list[Objection]:
    """Returns what speaks against taking somebody off the list: who was marked stays, and a reason is needed."""
    found = []
    if state not in REMOVABLE:
        found.append(Objection("enrolment.marked", "", {"name": name}))
    if not reason:
        found.append(Objection("enrolment.reason_missing", "reason"))
    return found


def shifted(moment: datetime, months: int) -> datetime:
    """Returns the moment so many months later (earlier when negative), at the month's last day where it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
