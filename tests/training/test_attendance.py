"""The pure rules of the School: a seminar's time and size, which marks and scores are possible."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.training.attendance import (
    objections_to_course,
    objections_to_score,
    objections_to_seminar,
)

START = datetime(2021, 7, 3, 4, tzinfo=UTC)
BEFORE_START, NOBODY = (
    Objection("seminar.ends_before_start", "ends_at"),
    Objection("seminar.capacity", "capacity"),
)
SMALL = st.integers(-5, 200)


@pytest.mark.parametrize(
    ("minutes", "capacity", "expected"),
    [
        (1, 1, []),
        (360, 60, []),
        (0, 1, [BEFORE_START]),
        (-1, 1, [BEFORE_START]),
        (1, 0, [NOBODY]),
        (1, -3, [NOBODY]),
        (0, 0, [BEFORE_START, NOBODY]),
    ],
)
def test_seminar_ends_after_it_begins_and_has_a_place(
    minutes: int, capacity: int, expected: list[Objection]
) -> None:
    assert objections_to_seminar(START, START + timedelta(minutes=minutes), capacity) == expected


def out_of_range(score: int) -> Objection:
    return Objection("seminar.score_range", "score_7", {"name": "Әлиев", "score": score, "maximum": 100})


MARK_MISSING = Objection("seminar.mark_missing", "score_7", {"name": "Әлиев"})


@pytest.mark.parametrize(
    ("score", "is_marked", "expected"),
    [
        (None, True, []),
        (None, False, []),
        (0, True, []),
        (100, True, []),
        (-1, True, [out_of_range(-1)]),
        (101, True, [out_of_range(101)]),
        (50, False, [MARK_MISSING]),
        (101, False, [MARK_MISSING, out_of_range(101)]),
    ],
)
def test_score_lies_in_its_range_and_belongs_to_a_mark(
    score: int | None, is_marked: bool, expected: list[Objection]
) -> None:
    assert objections_to_score(score, 100, "Әлиев", "score_7", is_marked=is_marked) == expected


@pytest.mark.parametrize(
    ("hours", "maximum", "pass_mark", "expected"),
    [
        (1, 100, 60, []),
        (8, 0, 0, []),
        (8, 60, 60, []),
        (0, 100, 60, [Objection("course.hours", "hours")]),
        (8, 60, 61, [Objection("course.pass_mark", "pass_mark", {"maximum": 60})]),
        (8, 60, -1, [Objection("course.pass_mark", "pass_mark", {"maximum": 60})]),
        (
            -1, -1, 0,
            [Objection("course.hours", "hours"), Objection("course.pass_mark", "pass_mark", {"maximum": -1})],
        ),
    ],
)  # fmt: skip
def test_course_takes_time_and_its_pass_mark_can_be_reached(
    hours: int, maximum: int, pass_mark: int, expected: list[Objection]
) -> None:
    assert objections_to_course(hours=hours, maximum_score=maximum, pass_mark=pass_mark) == expected


@given(SMALL, SMALL)
def test_pass_mark_is_a_possible_score(pass_mark: int, maximum: int) -> None:
    passes = not objections_to_course(hours=1, maximum_score=maximum, pass_mark=pass_mark)

    assert passes == (not objections_to_score(pass_mark, maximum, "Әлиев"))
