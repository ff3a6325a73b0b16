"""The forecast of a campaign: what is decided is certain, what is counted in part is conditional, each rule by itself."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.target_rule import Counting, Denominator
from elections.forecast.chances import LEAST, MOST, Assessment, Kind
from elections.forecast.reckoning import (
    Counted,
    Facts,
    Settings,
    Standing,
    chance_under,
    good_day,
    prospects,
    silent_days,
    standing_of,
    with_count,
)
from elections.forecast.wins import Swing
from elections.results.target import ContestState

TODAY = date(2021, 7, 20)
OPEN, UNCONTESTED = ContestState(True, False), ContestState(False, False)
WON, LOST = ContestState(True, True, True, True), ContestState(True, True)
MEMBER_WON = ContestState(True, True, False, True)
OWN, MEMBERS = Counting.NOMINATED, Counting.MEMBERS
CHOSEN = (Denominator.CONTESTED, OWN)
SHARE = Fraction(8, 10)


def judged(chance: int, on: date = TODAY) -> Assessment:
    return Assessment(Kind.JUDGEMENT, on, chance=chance)


@pytest.mark.parametrize(
    ("state", "member", "by_nominees", "by_members"),
    [
        (OPEN, False, Standing.OPEN, Standing.OPEN),
        (WON, True, Standing.WON, Standing.WON),
        (LOST, True, Standing.LOST, Standing.LOST),
        (MEMBER_WON, True, Standing.LOST, Standing.WON),
        (UNCONTESTED, False, Standing.NOBODY, Standing.NOBODY),
        (UNCONTESTED, True, Standing.NOBODY, Standing.OPEN),
    ],
)
def test_contest_stands_as_the_rule_counts_wins(state, member, by_nominees, by_members) -> None:
    one = Facts(1, "11/", state, member)

    assert (standing_of(one, OWN), standing_of(one, MEMBERS)) == (by_nominees, by_members)
    for counting, standing in ((OWN, by_nominees), (MEMBERS, by_members)):
        expected = {Standing.WON: 1.0, Standing.OPEN: 0.6}.get(standing, 0.0)
        assert chance_under(one, counting, Settings(record=60), TODAY) == pytest.approx(expected)


def test_assessments_of_days_to_come_say_nothing_yet() -> None:
    told = (judged(90), judged(5, date(2021, 7, 21)))
    one = Facts(1, "11/", OPEN, assessments=told)

    now = chance_under(one, OWN, Settings(), TODAY)

    assert 0.5 < now < 0.9
    assert chance_under(one, OWN, Settings(), date(2021, 7, 21)) < now


def test_count_in_part_draws_the_chance_to_the_side_that_leads() -> None:
    leads, trails = (Counted(own, 400 - own, 420, 3, 5) for own in (300, 100))

    assert with_count(0.5, leads) > 0.9
    assert with_count(0.5, trails) < 0.1
    assert with_count(0.9, Counted(200, 200, 420, 1, 5)) > with_count(0.2, Counted(200, 200, 420, 1, 5))
    one = Facts(1, "11/", OPEN, counted=leads)
    assert chance_under(one, OWN, Settings(), TODAY) == with_count(0.5, leads)


@pytest.mark.parametrize("counted", [Counted(0, 0, 0, 0, 3), Counted(5, 1, 6, 3, 3), Counted(0, 0, 0, 1, 3)])
def test_count_that_says_nothing_leaves_the_chance(counted: Counted) -> None:
    assert with_count(0.37, counted) == 0.37


@given(st.floats(LEAST, MOST), st.integers(0, 500), st.integers(0, 500), st.integers(1, 9), st.integers(1, 9))
def test_nothing_is_certain_before_it_is_called_and_more_votes_never_harm(
    before: float, own: int, rival: int, received: int, missing: int
) -> None:
    counted = [Counted(votes, rival, 1100, received, received + missing) for votes in (own, own + 50)]
    less, more = (with_count(before, one) for one in counted)

    assert LEAST <= less <= more <= MOST


states = st.lists(st.sampled_from([OPEN, OPEN, WON, LOST, MEMBER_WON, UNCONTESTED]), min_size=1, max_size=8)


def facts(found: list[ContestState]) -> list[Facts]:
    return [Facts(place, f"{place % 3}/", state, state is UNCONTESTED) for place, state in enumerate(found)]


@given(states)
def test_forecast_is_never_below_what_is_won_and_rises_with_each_win(found: list[ContestState]) -> None:
    told = prospects(facts(found), SHARE, Settings(), TODAY)

    for rule, one in told.items():
        assert one.law.interval(95)[0] >= one.target.won
        assert one.law.interval(95)[1] <= one.target.won + one.target.open
        for place, state in enumerate(found):
            if state is OPEN:
                after = prospects(facts([*found[:place], WON, *found[place + 1 :]]), SHARE, Settings(), TODAY)
                assert after[rule].reaches >= one.reaches - 1e-9


@given(states)
def test_members_win_no_less_than_nominees(found: list[ContestState]) -> None:
    told = prospects(facts(found), SHARE, Settings(), TODAY)

    for denominator in Denominator:
        assert told[denominator, MEMBERS].reaches >= told[denominator, OWN].reaches - 1e-9


def test_swing_widens_and_the_same_settings_tell_the_same() -> None:
    contests = facts([OPEN] * 60)
    alone, first, again = (
        prospects(contests, SHARE, settings, TODAY)[CHOSEN].law
        for settings in (Settings(), Settings(national=60), Settings(national=60))
    )

    assert first == again
    assert first.interval(80)[0] < alone.interval(80)[0] <= alone.interval(80)[1] < first.interval(80)[1]


def test_good_day_lifts_and_without_a_swing_nothing_is_lifted() -> None:
    assert good_day(0.5, Swing()) == pytest.approx(0.5)
    assert good_day(0.5, Swing(0.2, 0.2)) == pytest.approx(0.611, abs=0.001)
    assert good_day(0.9, Swing(0.4)) > 0.9


def test_silence_is_five_days_and_the_day_of_voting() -> None:
    assert silent_days(date(2021, 7, 25)) == (date(2021, 7, 20), date(2021, 7, 25))
