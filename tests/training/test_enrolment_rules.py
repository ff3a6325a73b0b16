"""The pure rules of a seminar's list: places and waiting, which state follows which, who is taken off."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.training.enrolment import (
    REMOVABLE,
    Attendance,
    free_places,
    lands_in,
    may_become,
    objections_to_enrolment,
    objections_to_removal,
    objections_to_step,
    seat,
    shifted,
    steps_from,
)

WAITING, INVITED, CONFIRMED = Attendance.WAITING, Attendance.INVITED, Attendance.CONFIRMED
ATTENDED, ABSENT, EXCUSED = Attendance.ATTENDED, Attendance.ABSENT, Attendance.EXCUSED
PASSED, FAILED = Attendance.PASSED, Attendance.FAILED
SIZE = st.integers(0, 60)


@pytest.mark.parametrize(
    ("way", "allowed"),
    [
        ((INVITED, CONFIRMED, ATTENDED, PASSED), True),
        ((INVITED, CONFIRMED, ATTENDED, FAILED), True),
        ((WAITING, INVITED, EXCUSED, WAITING, ATTENDED), True),
        ((INVITED, ABSENT, ATTENDED), True),
        ((CONFIRMED, INVITED), True),
        ((WAITING, CONFIRMED), False),
        ((WAITING, PASSED), False),
        ((ATTENDED, INVITED), False),
        ((PASSED, CONFIRMED), False),
        ((ABSENT, WAITING), False),
        ((INVITED, INVITED), False),
        ((INVITED, WAITING), False),
    ],
)
def test_state_follows_from_the_one_before(way: tuple[Attendance, ...], allowed: bool) -> None:
    steps = list(zip(way, way[1:], strict=False))

    assert all(may_become(*one) for one in steps) is allowed
    refused = [objection for one in steps for objection in objections_to_step(*one, "Әлиев")]
    assert (refused == []) is allowed
    assert {one.params["name"] for one in refused} <= {"Әлиев"}


@pytest.mark.parametrize("state", list(Attendance))
def test_list_offers_possible_steps_and_leaves_marks_to_the_roll_call(state: Attendance) -> None:
    offered = {has_begun: steps_from(state, has_begun=has_begun) for has_begun in (False, True)}

    assert all(may_become(state, one) for one in offered[True])
    assert (ATTENDED in offered[True], ATTENDED in offered[False]) == (state is WAITING, False)
    assert bool(offered[False]) == (state in REMOVABLE)


@pytest.mark.parametrize(
    ("state", "wanted", "free", "lands"),
    [
        (EXCUSED, INVITED, 1, INVITED),
        (EXCUSED, INVITED, 0, WAITING),
        (WAITING, INVITED, 0, WAITING),
        (CONFIRMED, INVITED, 0, INVITED),
        (WAITING, ATTENDED, 0, ATTENDED),
    ],
)
def test_who_finds_no_place_waits(
    state: Attendance, wanted: Attendance, free: int, lands: Attendance
) -> None:
    assert lands_in(state, wanted, free) is lands


@given(SIZE, SIZE, SIZE)
def test_no_more_get_a_place_than_fit_in_and_nobody_is_lost(capacity: int, taken: int, new: int) -> None:
    people = list(range(new))

    placed, waiting = seat(people, free_places(capacity, taken))

    assert placed + waiting == people
    assert not placed or taken + len(placed) <= capacity
    assert not waiting or taken + len(placed) >= capacity


NOT_PLANNED, OVER = Objection("seminar.not_planned"), Objection("enrolment.over")
NOBODY, UNKNOWN = Objection("enrolment.nobody"), Objection("seminar.person_unknown")


@pytest.mark.parametrize(
    ("is_planned", "is_over", "asked", "unknown", "listed", "expected"),
    [
        (True, False, 2, 0, [], []),
        (False, False, 2, 0, [], [NOT_PLANNED]),
        (False, True, 2, 0, [], [NOT_PLANNED]),
        (True, True, 2, 0, [], [OVER]),
        (True, False, 0, 0, [], [NOBODY]),
        (True, False, 2, 1, ["Әлиев"], [Objection("enrolment.twice", "", {"name": "Әлиев"}), UNKNOWN]),
    ],
)
def test_list_takes_people_once_while_the_seminar_is_ahead(
    is_planned: bool, is_over: bool, asked: int, unknown: int, listed: list[str], expected: list[Objection]
) -> None:
    found = objections_to_enrolment(
        is_planned=is_planned, is_over=is_over, asked=asked, unknown=unknown, listed=listed
    )

    assert found == expected


@pytest.mark.parametrize("state", list(Attendance))
def test_who_was_marked_stays_on_the_list_and_the_others_leave_for_a_reason(state: Attendance) -> None:
    marked = [] if state in REMOVABLE else [Objection("enrolment.marked", "", {"name": "Әлиев"})]

    assert objections_to_removal(state, "Әлиев", "Переехал") == marked
    assert objections_to_removal(state, "Әлиев", "") == [
        *marked, Objection("enrolment.reason_missing", "reason"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2021, 7, 5), 0, (2021, 7, 5)),
        ((2021, 7, 5), -12, (2020, 7, 5)),
        ((2021, 1, 31), 1, (2021, 2, 28)),
        ((2024, 3, 31), -1, (2024, 2, 29)),
        ((2021, 12, 15), 1, (2022, 1, 15)),
        ((2021, 1, 15), -1, (2020, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert shifted(datetime(*day, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)
