"""The forecast's laws: what must hold of every set of chances."""

from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elections.forecast.wins import LEVELS, Forecast, Swing, exact, simulate

chances = st.lists(st.floats(0, 1, allow_subnormal=False), max_size=9)
open_chances = st.lists(st.floats(0.02, 0.98), min_size=1, max_size=9)


def by_hand(told: list[float]) -> list[float]:
    law = [0.0] * (len(told) + 1)
    for night in product((0, 1), repeat=len(told)):
        law[sum(night)] += prod(
            chance if won else 1 - chance for chance, won in zip(told, night, strict=True)
        )
    return law


@given(chances)
def test_the_exact_law_is_the_sum_over_all_possible_nights(told: list[float]) -> None:
    assert exact(told).law == pytest.approx(by_hand(told))


@given(chances)
def test_the_expected_wins_are_the_sum_of_the_chances(told: list[float]) -> None:
    assert exact(told).expected == pytest.approx(sum(told), abs=1e-9)


@given(open_chances)
def test_wider_intervals_hold_the_narrower_ones(told: list[float]) -> None:
    intervals = [exact(told).interval(level) for level in LEVELS]
    for (low, high), (wider_low, wider_high) in zip(intervals, intervals[1:], strict=False):
        assert wider_low <= low <= high <= wider_high


@given(open_chances)
def test_an_interval_holds_at_least_its_share_of_the_law(told: list[float]) -> None:
    found = exact(told)
    for level in LEVELS:
        low, high = found.interval(level)
        assert sum(found.law[low : high + 1]) >= level / 100 - 1e-9


@given(open_chances, st.integers(0, 5), st.integers(0, 9))
def test_what_is_won_is_won_and_each_win_raises_the_chance_of_the_target(
    told: list[float], won: int, needed: int
) -> None:
    now = exact([1.0] * won + told)
    after = exact([1.0] * (won + 1) + told[1:])
    assert now.interval(95)[0] >= won
    assert sum(now.law[:won]) == 0
    assert after.reaches(needed) >= now.reaches(needed) - 1e-9


def test_no_contest_leaves_nothing_to_win() -> None:
    found = exact([])
    assert (found, found.interval(95), found.reaches(0), found.reaches(1)) == (
        Forecast((1.0,)),
        (0, 0),
        1.0,
        0.0,
    )


def test_the_same_seed_tells_the_same_night() -> None:
    told, regions = [0.3, 0.6, 0.9], [0, 0, 1]
    first, second = (simulate(told, regions, Swing(0.5, 0.3), seed=7, runs=500) for _ in range(2))
    assert first == second != simulate(told, regions, Swing(0.5, 0.3), seed=8, runs=500)


@settings(max_examples=20)
@given(open_chances)
def test_without_a_swing_the_simulation_comes_near_the_exact_law(told: list[float]) -> None:
    simulated = simulate(told, [0] * len(told), Swing(), seed=1)
    assert simulated.law == pytest.approx(exact(told).law, abs=0.025)


@settings(max_examples=20)
@given(open_chances, st.floats(0.1, 1.5), st.floats(0.1, 1.5))
def test_a_swing_spreads_the_wins_and_leaves_their_mean(
    told: list[float], national: float, regional: float
) -> None:
    simulated = simulate(told, [place % 2 for place in range(len(told))], Swing(national, regional), seed=1)
    assert simulated.expected == pytest.approx(sum(told), abs=0.12)


def test_a_swing_widens_the_interval() -> None:
    told, regions = [0.5] * 100, [place % 5 for place in range(100)]
    alone, together = (
        simulate(told, regions, swing, seed=3).interval(80) for swing in (Swing(), Swing(0.6, 0.3))
    )
    assert together[0] < alone[0]
    assert together[1] > alone[1]


def test_certain_contests_stay_certain_in_a_simulation() -> None:
    found = simulate([1.0, 1.0, 0.0, 0.5], [0, 1, 2, 3], Swing(1.0, 1.0), seed=1, runs=400)
    assert (found.law[0], found.law[1], found.law[4]) == (0.0, 0.0, 0.0)
    assert simulate([1.0, 0.0], [0, 0], Swing(), seed=1, runs=10).law == (0.0, 1.0, 0.0)
