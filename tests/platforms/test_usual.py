"""What is usual among pledges, and which are marked: exact quartiles, Tukey's outer fences, the settings' ranges."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.platforms.usual import (
    ENOUGH,
    Comparable,
    Mark,
    Measure,
    Norms,
    Oddity,
    Usual,
    last_day_of_term,
    marks_of,
    median_of,
    months,
    norms_of,
    quantile,
    usual_of,
)

VOTING_ON = date(2021, 7, 25)
RANGES = {"water": {"cost": (1_000, 9_000), "months": (2, 48)}}
numbers = st.lists(st.integers(0, 10**9).map(Fraction), min_size=1)


def pledge(cost: int = 5_000, **changes: Any) -> Comparable:
    values = {"id": 1, "sector": "water", "due_on": date(2023, 7, 25), "voting_on": VOTING_ON, **changes}
    return Comparable(cost_kzt=cost, **values)


def oddities(one: Comparable, norms: Norms) -> list[tuple[Oddity, Measure | None]]:
    return [(mark.oddity, mark.measure) for mark in marks_of(one, norms)]


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], Fraction(1, 4), Fraction(7)),
        ([1, 2, 3, 4], Fraction(1, 2), Fraction(5, 2)),
        ([1, 2, 3, 4], Fraction(1, 4), Fraction(7, 4)),
        ([1, 2, 3, 4, 5], Fraction(3, 4), Fraction(4)),
        ([1, 2], Fraction(1), Fraction(2)),
    ],
)
def test_quantile_lies_between_two_neighbours(values: list[int], share: Fraction, expected: Fraction) -> None:
    assert quantile([Fraction(one) for one in values], share) == expected


def test_usual_is_the_median_and_three_times_the_box_beyond_the_quartiles() -> None:
    values = [Fraction(one) for one in (10, 20, 30, 40, 50)]

    assert usual_of(values) == Usual(None, Fraction(100), Fraction(30), 5)
    assert usual_of([one + 100 for one in values]).low == 60


@given(numbers)
def test_half_of_all_is_never_outside(values: list[Fraction]) -> None:
    usual = usual_of(values)
    inside = [one for one in values if (usual.low or 0) <= one <= (usual.high or 0)]
    assert 2 * len(inside) >= len(values)


@given(numbers)
def test_median_has_as_many_above_as_below(values: list[Fraction]) -> None:
    middle = median_of(values)
    assert middle is not None
    assert sum(one > middle for one in values) <= len(values) / 2 >= sum(one < middle for one in values)


def test_median_is_of_what_there_is() -> None:
    assert median_of([None, Fraction(3), None, Fraction(1)]) == 2
    assert median_of([None]) is None


def test_few_pledges_are_held_against_the_settings_and_many_against_each_other() -> None:
    few = norms_of([pledge() for _ in range(ENOUGH - 1)], RANGES)
    many = norms_of([pledge(cost) for cost in range(100, 100 + ENOUGH)], RANGES)

    assert few.of(Measure.COST, "water") == Usual(Fraction(1_000), Fraction(9_000))
    assert oddities(pledge(9_001), few) == [(Oddity.HIGH, Measure.COST)]
    assert oddities(pledge(999), few) == [(Oddity.LOW, Measure.COST)]
    assert oddities(pledge(9_000), few) == oddities(pledge(1_000), few) == []
    found = many.of(Measure.COST, "water")
    assert found is not None
    assert (found.median, found.number, found.low) == (Fraction(207, 2), ENOUGH, Fraction(365, 4))
    assert few.of(Measure.COST, "roads") is None


def test_where_the_fence_lies_below_zero_the_settings_say_what_is_too_cheap() -> None:
    spread = [pledge(cost) for cost in range(0, 4_000 * ENOUGH, 4_000)]

    assert norms_of(spread, RANGES).of(Measure.COST, "water").low == 1_000
    assert norms_of(spread, {}).of(Measure.COST, "water").low is None


def test_mark_says_how_many_times_the_median() -> None:
    norms = norms_of([pledge(1_000, beneficiaries=100) for _ in range(ENOUGH)], {})

    marks = marks_of(pledge(8_000, beneficiaries=100), norms)
    usual = norms.of(Measure.PER_PERSON, "water")
    assert usual is not None
    assert marks == (Mark(Oddity.HIGH, Measure.PER_PERSON, usual, Fraction(8)),)
    assert marks_of(pledge(500, beneficiaries=100), norms)[0].times == Fraction(1, 2)


def test_whole_cost_is_looked_at_where_neither_people_nor_units_can_be_compared() -> None:
    known = [pledge(1_000, beneficiaries=10, unit="км", gain=Fraction(2)) for _ in range(ENOUGH)]
    norms = norms_of(known, {})

    assert oddities(pledge(2_000), norms) == [(Oddity.HIGH, Measure.COST)]
    assert oddities(pledge(2_000, beneficiaries=20), norms) == []
    assert oddities(pledge(2_000, unit="КМ", gain=Fraction(4)), norms) == []
    assert oddities(pledge(2_000, unit="скважин", gain=Fraction(4)), norms) == [(Oddity.HIGH, Measure.COST)]
    both = pledge(2_000, beneficiaries=10, unit="км", gain=Fraction(1))
    assert oddities(both, norms) == [(Oddity.HIGH, Measure.PER_UNIT), (Oddity.HIGH, Measure.PER_PERSON)]


@pytest.mark.parametrize(
    ("cost", "expected"), [(1_999, []), (2_000, [Oddity.HIGH]), (501, []), (500, [Oddity.LOW])]
)
def test_what_is_within_twice_the_median_is_usual(cost: int, expected: list[Oddity]) -> None:
    norms = norms_of([pledge(1_000) for _ in range(ENOUGH)], {})

    assert [mark.oddity for mark in marks_of(pledge(cost), norms)] == expected


def test_sector_with_a_median_of_nothing_has_no_times() -> None:
    norms = norms_of([pledge(0) for _ in range(ENOUGH)], {})

    assert marks_of(pledge(1), norms)[0].times is None


def test_sectors_are_compared_each_with_itself() -> None:
    norms = norms_of([pledge(1_000) for _ in range(ENOUGH)], {})

    assert marks_of(pledge(10**9, sector="roads"), norms) == ()


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2021, 9, 24), [(Oddity.LOW, Measure.MONTHS)]),
        (date(2021, 9, 25), []),
        (date(2025, 7, 25), []),
        (date(2025, 7, 26), [(Oddity.AFTER_TERM, None)]),
        (date(2025, 8, 25), [(Oddity.HIGH, Measure.MONTHS), (Oddity.AFTER_TERM, None)]),
    ],
)
def test_dates(due_on: date, expected: list[tuple[Oddity, Measure | None]]) -> None:
    assert oddities(pledge(due_on=due_on), Norms(ranges=RANGES)) == expected


@pytest.mark.parametrize(
    ("people", "voters", "expected"),
    [(None, 100, []), (200, 100, []), (201, 100, [(Oddity.PEOPLE, None)]), (201, 0, [])],
)
def test_more_people_than_live_there(people: int | None, voters: int, expected: list[Any]) -> None:
    assert oddities(pledge(beneficiaries=people, voters=voters), Norms()) == expected


def test_term_and_months() -> None:
    assert last_day_of_term(VOTING_ON) == date(2025, 7, 25)
    assert last_day_of_term(date(2024, 2, 29)) == date(2028, 2, 28)
    assert [months(VOTING_ON, day) for day in (date(2021, 8, 24), date(2021, 8, 25), date(2021, 1, 1))] == [
        0,
        1,
        0,
    ]
