"""What a pledge must say: every limit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.platforms.pledges import MAXIMUM_COST_KZT, objections_to_pledge

VOTING_ON = date(2021, 7, 25)
TOO_EARLY = Objection("pledge.due_too_early", "due_on", {"voting_on": VOTING_ON})
COST_RANGE = Objection("pledge.cost_range", "cost_kzt", {"maximum": MAXIMUM_COST_KZT})


@pytest.mark.parametrize(
    ("cost", "due_on", "expected"),
    [
        (0, date(2021, 7, 26), []),
        (MAXIMUM_COST_KZT, date(2030, 1, 1), []),
        (-1, date(2023, 9, 1), [COST_RANGE]),
        (MAXIMUM_COST_KZT + 1, date(2023, 9, 1), [COST_RANGE]),
        (25_000_000, VOTING_ON, [TOO_EARLY]),
        (-1, date(2021, 7, 24), [COST_RANGE, TOO_EARLY]),
    ],
)
def test_pledge(cost: int, due_on: date, expected: list[Objection]) -> None:
    assert objections_to_pledge(cost, due_on, VOTING_ON) == expected


@given(st.integers(), st.dates())
def test_pledge_is_refused_exactly_outside_the_limits(cost: int, due_on: date) -> None:
    codes = {one.code for one in objections_to_pledge(cost, due_on, VOTING_ON)}
    assert ("pledge.cost_range" in codes) is not (0 <= cost <= 10**12)
    assert ("pledge.due_too_early" in codes) is not (due_on > date(2021, 7, 25))
