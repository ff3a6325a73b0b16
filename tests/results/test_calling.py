"""Calling a contest: never before the missing voters cannot change it, and who could overtake with how many votes."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.results.calling import Alarm, Chaser, stand
from elections.results.tally import Totals, decide

VOTES = st.dictionaries(st.integers(1, 4), st.integers(0, 60), min_size=2, max_size=4)


def totals(votes: dict[int, int], against_all: int = 0, took_part: int = 0) -> Totals:
    return Totals(
        voters=0, ballots_issued=0, took_part=took_part, invalid=0, against_all=against_all, votes=votes
    )


def most(votes: dict[int, int]) -> set[int]:
    return {one for one, number in votes.items() if number == max(votes.values()) > 0}


@given(VOTES, st.integers(0, 80), st.data())
def test_called_winner_wins_whatever_the_missing_precincts_bring(votes, missing, data) -> None:
    early = decide(totals(votes), 3, 2, missing)
    left, final = missing, dict(votes)
    for one in votes:
        more = data.draw(st.integers(0, left))
        final[one], left = final[one] + more, left - more

    if early.called:
        assert most(final) == {early.winner}


@given(VOTES, st.integers(0, 80))
def test_what_is_not_called_can_still_turn(votes, missing) -> None:
    """In play means in play: there is an end of the night with somebody else first, or with several."""
    leaders, standing = most(votes), stand(votes, 1, missing)
    ends = [{**votes, one: votes[one] + more} for one, more in product(votes, range(missing + 1))]

    can_turn = any(most(end) != leaders for end in ends) or len(leaders) != 1
    assert standing.in_play == (not decide(totals(votes), 3, 2, missing).called) == can_turn


@given(VOTES, st.integers(1, 80))
def test_chasers_are_those_whom_the_missing_voters_can_bring_to_the_top(votes, missing) -> None:
    standing = stand(votes, 1, missing)
    alone = standing.leaders[0] if len(standing.leaders) == 1 else None
    for one in votes.keys() - {alone}:
        told = next((chaser for chaser in standing.chasers if chaser.candidate == one), None)
        assert (told is not None) == (one in most({**votes, one: votes[one] + missing}))
        if told is not None and not told.only_level:
            assert most({**votes, one: votes[one] + told.needed}) == {one}
            assert most({**votes, one: votes[one] + told.needed - 1}) != {one}


@given(VOTES, st.integers(0, 80), st.integers(0, 900), st.integers(0, 900))
def test_against_all_and_turnout_change_nothing(votes, missing, against_all, took_part) -> None:
    assert decide(totals(votes, against_all, took_part), 3, 2, missing) == decide(
        totals(votes), 3, 2, missing
    )


@pytest.mark.parametrize("state", [(1, 2), (2, 2)])
def test_a_contest_whose_voters_are_not_known_is_not_called_before_all_are_in(state) -> None:
    received, expected = state

    assert decide(totals({1: 900, 2: 1}), expected, received, None).called == (received == expected)
    assert stand({1: 900, 2: 1}, expected - received, None).in_play == (received < expected)


def test_votes_needed_are_the_margin_and_one_more() -> None:
    standing = stand({1: 100, 2: 60, 3: 10}, 2, 60)

    assert (standing.leaders, standing.margin, standing.needed) == ((1,), 40, 41)
    assert standing.chasers == (Chaser(2, 41),)


def test_just_enough_missing_voters_draw_level() -> None:
    assert stand({1: 100, 2: 60}, 1, 40).chasers == (Chaser(2, 41, only_level=True),)
    assert stand({1: 100, 2: 60}, 1, 39).chasers == ()


def test_nobody_overtakes_when_all_is_in() -> None:
    assert stand({1: 60, 2: 60}, 0, 0).chasers == ()
    assert not stand({1: 60, 2: 60}, 0, 0).in_play


@pytest.mark.parametrize(
    ("missing", "disputed", "voters", "alarm"),
    [
        (40, 0, 0, None),
        (40, 1, 40, Alarm.ALONE),
        (None, 1, None, Alarm.ALONE),
        (60, 1, 39, Alarm.TOGETHER),
        (None, 1, 5, Alarm.TOGETHER),
        (39, 1, 39, None),
    ],
)
def test_disputed_protocols_raise_an_alarm_when_they_could_change_the_winner(
    missing, disputed, voters, alarm
) -> None:
    assert stand({1: 100, 2: 60}, 2, missing, disputed, voters).alarm is alarm
