"""The chance of one contest, and how good chances turned out to be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.forecast.chances import (
    LEAST,
    MOST,
    Assessment,
    Kind,
    Record,
    chance_of,
    objections_to_assessment,
)
from elections.forecast.scoring import Bin, Told, brier, calibration

TODAY = date(2021, 7, 20)
RECORD = Record(share=0.8, weight=10.0)


def poll(own: int, rival: int, sample: int = 400, days: int = 0) -> Assessment:
    return Assessment(Kind.POLL, TODAY - timedelta(days), own=own, rival=rival, sample=sample)


def judged(chance: int, days: int = 0) -> Assessment:
    return Assessment(Kind.JUDGEMENT, TODAY - timedelta(days), chance=chance)


def test_with_nothing_known_the_chance_is_the_record() -> None:
    assert chance_of([], RECORD, TODAY) == 0.8


def test_a_judgement_moves_the_chance_by_its_weight_against_the_record() -> None:
    assert chance_of([judged(20)], RECORD, TODAY) == pytest.approx((0.8 * 10 + 0.2 * 6) / 16)


def test_an_even_poll_says_fifty_and_a_lead_says_more_in_a_larger_sample() -> None:
    assert poll(40, 40).probability == pytest.approx(0.5)
    assert 0.5 < poll(45, 40, sample=50).probability < poll(45, 40, sample=500).probability


def test_a_poll_without_answers_is_still_a_chance() -> None:
    assert poll(0, 0).probability == pytest.approx(0.5)


def test_an_assessment_weighs_half_after_two_weeks_and_never_more_than_today() -> None:
    assert judged(50, days=14).weight(TODAY) == pytest.approx(judged(50).weight(TODAY) / 2)
    assert judged(50, days=-3).weight(TODAY) == judged(50).weight(TODAY)


def test_a_huge_sample_weighs_twice_a_usual_one_and_no_more() -> None:
    assert poll(50, 40, sample=100_000).weight(TODAY) == 2 * poll(50, 40).weight(TODAY)


@given(st.lists(st.integers(0, 100).map(judged), max_size=30))
def test_nothing_is_certain_before_it_is_counted(known: list[Assessment]) -> None:
    assert LEAST <= chance_of(known, RECORD, TODAY) <= MOST


def test_an_assessment_that_says_what_it_must_is_taken() -> None:
    assert objections_to_assessment(poll(45, 40), TODAY) == objections_to_assessment(judged(70), TODAY) == []


def test_everything_wrong_with_an_assessment_is_told_at_once() -> None:
    wrong = Assessment(Kind.POLL, TODAY + timedelta(1), own=60, rival=50, sample=0)
    assert objections_to_assessment(wrong, TODAY) == [
        Objection("assessment.day_to_come", "on", {"today": TODAY}),
        Objection("assessment.sample", "sample"),
        Objection("assessment.shares_above_100", "rival", {"total": 110}),
    ]
    assert objections_to_assessment(Assessment(Kind.MONITORING, TODAY, chance=101), TODAY) == [
        Objection("assessment.percent", "chance")
    ]


def test_the_brier_score_is_the_mean_square_of_the_miss() -> None:
    assert brier([]) is None
    assert brier([Told(0.9, True), Told(0.4, False)]) == pytest.approx((0.01 + 0.16) / 2)


def test_calibration_sets_what_was_told_beside_what_came() -> None:
    found = calibration([Told(0.1, False), Told(0.9, True), Told(1.0, True), Told(0.9, False)])
    assert found == [
        Bin(0.0, 0.2, 1, 0.1, 0.0),
        Bin(0.8, 1.0, 3, pytest.approx(2.8 / 3), pytest.approx(2 / 3)),
    ]
