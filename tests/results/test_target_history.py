"""How the target moved through the night: every turn in it, and at its end what is measured now."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.target_rule import Counting, Denominator, TargetRule
from elections.results.target import ContestState, measure
from elections.results.target_history import Moment, Turn, at_most, by_quarter, history, until

EIGHT = datetime(2021, 7, 25, 14, 0, tzinfo=UTC)
OPEN, WON = ContestState(True, False), ContestState(True, True, True, True)
LOST, MEMBER = ContestState(True, True), ContestState(True, True, False, True)
NOBODY = ContestState(False, False)
ALL = TargetRule(denominator=Denominator.ALL)


def turn(contest: int, minute: int, state: ContestState) -> Turn:
    return Turn(contest, EIGHT + timedelta(minutes=minute), state)


def told(moments: list[Moment]) -> list[tuple[int, int, int, int]]:
    return [(int((one.at - EIGHT).total_seconds()) // 60, one.won, one.open, one.lost) for one in moments]


def test_night_begins_with_nothing_decided_and_steps_with_each_decision() -> None:
    turns = [turn(1, 5, OPEN), turn(2, 20, LOST), turn(1, 10, WON), turn(3, 20, WON), turn(9, 30, WON)]

    assert told(history({1: WON, 2: LOST, 3: WON, 4: OPEN}, turns, TargetRule())) == [
        (5, 0, 4, 0), (10, 1, 3, 0), (20, 2, 1, 1),
    ]  # fmt: skip


def test_what_is_taken_back_is_open_again() -> None:
    turns = [turn(1, 5, WON), turn(1, 9, OPEN), turn(1, 12, LOST)]

    assert told(history({1: LOST}, turns, TargetRule())) == [
        (5, 0, 1, 0),
        (5, 1, 0, 0),
        (9, 0, 1, 0),
        (12, 0, 0, 1),
    ]


def test_contests_without_a_nominee_are_lost_from_the_start_or_out_of_the_picture() -> None:
    contests, turns = {1: OPEN, 2: NOBODY}, [turn(2, 5, MEMBER), turn(1, 6, WON)]

    assert told(history(contests, turns, ALL)) == [(6, 0, 1, 1), (6, 1, 0, 1)]
    assert told(history(contests, turns, TargetRule())) == [(6, 0, 1, 0), (6, 1, 0, 0)]
    by_members = TargetRule(denominator=Denominator.ALL, counting=Counting.MEMBERS)
    assert told(history(contests, turns, by_members)) == [(5, 0, 2, 0), (5, 1, 1, 0), (6, 2, 0, 0)]


def test_night_without_turns_has_no_moment() -> None:
    assert history({1: OPEN}, [], TargetRule()) == []


STATES = st.sampled_from([OPEN, WON, LOST, MEMBER])
TURNS = st.lists(st.builds(turn, st.integers(1, 6), st.integers(0, 200), STATES))
RULES = st.builds(
    TargetRule, st.just(Fraction(4, 5)), st.sampled_from(Denominator), st.sampled_from(Counting)
)


@given(TURNS, RULES, st.sets(st.integers(1, 6)))
def test_history_ends_where_the_target_is_measured(
    turns: list[Turn], rule: TargetRule, contested: set[int]
) -> None:
    last = {one.contest_id: one.state for one in sorted(turns, key=lambda one: one.at)}
    now = {
        contest: ContestState(contest in contested, state.decided, state.won_by_nominee and contest in contested,
                              state.won_by_member)
        for contest in range(1, 7) for state in [last.get(contest, OPEN)]
    }  # fmt: skip
    of_nominees = [
        Turn(one.contest_id, one.at, ContestState(True, one.state.decided, one.state.won_by_nominee
             and one.contest_id in contested, one.state.won_by_member))
        for one in turns
    ]  # fmt: skip
    measured, moments = measure(list(now.values()), rule), history(now, of_nominees, rule)

    assert all(one.won + one.open + one.lost == measured.contests for one in moments)
    assert [one.at for one in moments] == sorted(one.at for one in moments)
    if moments:
        assert (moments[-1].won, moments[-1].open, moments[-1].lost) == (
            measured.won,
            measured.open,
            measured.lost,
        )
    else:
        assert measured.won == 0


def test_table_of_the_night_keeps_the_first_and_the_last_of_each_quarter() -> None:
    moments = [Moment(EIGHT + timedelta(minutes=minute), minute, 90 - minute, 0) for minute in range(90)]

    assert [one.won for one in by_quarter(moments)] == [0, 14, 29, 44, 59, 74, 89]
    assert [one.won for one in at_most(moments, 5)] == [0, 29, 59, 89]
    assert by_quarter([]) == []


def test_what_was_counted_before_turns_were_kept_is_the_last_moment() -> None:
    moments, later = [Moment(EIGHT, 0, 3, 0)], EIGHT + timedelta(hours=2)

    assert until(moments, Moment(later, 0, 3, 0)) == moments
    assert until(moments, Moment(later, 1, 2, 0)) == [*moments, Moment(later, 1, 2, 0)]
    assert until(moments, Moment(EIGHT, 1, 2, 0))[-1].at == EIGHT + timedelta(seconds=1)
    assert until([], Moment(EIGHT, 1, 2, 0)) == []
    assert moments[0].most == 3
