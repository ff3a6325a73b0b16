"""The party's target of 80 %."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.campaign.target_rule import Counting, Denominator, TargetRule
from elections.results.target import (
    ContestState,
    Score,
    Target,
    measure,
    measure_each,
    score_of,
)

OPEN = ContestState(contested=True, decided=False)
WON = ContestState(contested=True, decided=True, won_by_nominee=True, won_by_member=True)
LOST = ContestState(contested=True, decided=True)
ELSEWHERE_OPEN = ContestState(contested=False, decided=False)
ELSEWHERE_LOST = ContestState(contested=False, decided=True)
ELSEWHERE_MEMBER = ContestState(contested=False, decided=True, won_by_member=True)
RULES = st.builds(
    TargetRule,
    share=st.fractions(Fraction(1, 100), 1, max_denominator=100),
    denominator=st.sampled_from(Denominator),
    counting=st.sampled_from(Counting),
)
CONTESTS = st.lists(st.sampled_from([OPEN, WON, LOST, ELSEWHERE_OPEN, ELSEWHERE_LOST, ELSEWHERE_MEMBER]))


def test_the_target_of_2021_before_the_vote() -> None:
    contests = [OPEN] * 586 + [ELSEWHERE_OPEN] * 144
    ways = measure_each(contests, Fraction(80, 100), (Denominator.CONTESTED, Counting.NOMINATED))
    assert ways[Denominator.CONTESTED, Counting.NOMINATED] == Target(
        contests=586, needed=469, won=0, open=586, lost=0, out_of_reach=0, reachable=True, may_lose=117
    )
    assert ways[Denominator.ALL, Counting.NOMINATED] == Target(
        contests=730, needed=584, won=0, open=586, lost=144, out_of_reach=144, reachable=True, may_lose=2
    )


@pytest.mark.parametrize(
    ("contests", "rule", "target"),
    [
        ([], TargetRule(), Target(0, 0, 0, 0, 0, 0, True, 0)),
        ([WON] * 4 + [LOST], TargetRule(), Target(5, 4, 4, 0, 1, 0, True, 0)),
        ([WON] * 3 + [LOST] * 2, TargetRule(), Target(5, 4, 3, 0, 2, 0, False, 0)),
        ([WON] * 3 + [OPEN] * 2, TargetRule(), Target(5, 4, 3, 2, 0, 0, True, 1)),
        ([WON] * 5 + [OPEN], TargetRule(Fraction(1, 2)), Target(6, 3, 5, 1, 0, 0, True, 1)),
        (
            [WON, ELSEWHERE_MEMBER, ELSEWHERE_OPEN, ELSEWHERE_LOST],
            TargetRule(Fraction(1, 2), Denominator.ALL, Counting.MEMBERS),
            Target(4, 2, 2, 1, 1, 0, True, 1),
        ),
        (
            [WON, ELSEWHERE_MEMBER, ELSEWHERE_OPEN, ELSEWHERE_LOST],
            TargetRule(Fraction(1, 2), Denominator.ALL, Counting.NOMINATED),
            Target(4, 2, 1, 0, 3, 3, False, 0),
        ),
        (
            [WON, ELSEWHERE_MEMBER, ELSEWHERE_OPEN, ELSEWHERE_LOST],
            TargetRule(Fraction(1, 2), Denominator.CONTESTED, Counting.MEMBERS),
            Target(1, 1, 1, 0, 0, 0, True, 0),
        ),
        (
            [ContestState(contested=True, decided=True, won_by_member=True)],
            TargetRule(counting=Counting.NOMINATED),
            Target(1, 1, 0, 0, 1, 0, False, 0),
        ),
    ],
)
def test_measure(contests: list[ContestState], rule: TargetRule, target: Target) -> None:
    assert measure(contests, rule) == target


@given(CONTESTS, RULES)
def test_every_contest_is_won_open_or_lost(contests: list[ContestState], rule: TargetRule) -> None:
    target = measure(contests, rule)
    assert target.won + target.open + target.lost == target.contests
    assert min(target.won, target.open, target.lost, target.may_lose) >= 0
    assert target.out_of_reach <= target.lost


@given(CONTESTS, RULES)
def test_the_wins_needed_are_the_least_that_make_the_share(
    contests: list[ContestState], rule: TargetRule
) -> None:
    target = measure(contests, rule)
    assert target.needed >= rule.share * target.contests > target.needed - 1 or target.contests == 0


@given(CONTESTS, RULES)
def test_what_may_be_lost_keeps_the_target_in_reach_and_one_more_does_not(
    contests: list[ContestState], rule: TargetRule
) -> None:
    target = measure(contests, rule)
    if target.reachable:
        assert target.won + target.open - target.may_lose >= target.needed
        assert (
            target.may_lose == target.open or target.won + target.open - target.may_lose - 1 < target.needed
        )


@given(CONTESTS, RULES, st.data())
def test_each_loss_takes_one_of_what_may_be_lost_and_each_win_none(
    contests: list[ContestState], rule: TargetRule, data: st.DataObject
) -> None:
    before = measure(contests, rule)
    if OPEN not in contests or not before.open:
        return
    place = data.draw(st.sampled_from([place for place, one in enumerate(contests) if one == OPEN]))

    lost = measure([*contests[:place], LOST, *contests[place + 1 :]], rule)
    won = measure([*contests[:place], WON, *contests[place + 1 :]], rule)

    assert (lost.may_lose, lost.reachable) == (
        max(0, min(before.may_lose - 1, lost.open)) if before.may_lose else 0,
        before.reachable and before.may_lose > 0,
    )
    assert (won.reachable, won.may_lose) == (before.reachable, min(before.may_lose, won.open))
    assert won.more == max(0, before.more - 1)


@given(CONTESTS, RULES)
def test_target_is_reachable_as_long_as_what_is_won_and_open_is_enough(
    contests: list[ContestState], rule: TargetRule
) -> None:
    target = measure(contests, rule)

    assert target.reachable == (target.won + target.open >= target.needed) == (target.short == 0)
    assert target.reached == (target.more == 0)
    assert not target.reached or target.reachable


@given(CONTESTS, RULES, st.integers(1, 5))
def test_parts_add_up_to_the_whole_and_need_no_less(
    contests: list[ContestState], rule: TargetRule, parts: int
) -> None:
    whole = measure(contests, rule)
    found = [measure(contests[part::parts], rule) for part in range(parts)]

    for figure in ("contests", "won", "open", "lost", "out_of_reach"):
        assert sum(getattr(one, figure) for one in found) == getattr(whole, figure)
    assert whole.needed <= sum(one.needed for one in found) < whole.needed + parts


@given(CONTESTS, st.sampled_from(Denominator), st.sampled_from(Counting))
def test_four_ways_begin_with_the_chosen_one(
    contests: list[ContestState], denominator: Denominator, counting: Counting
) -> None:
    ways = measure_each(contests, Fraction(80, 100), (denominator, counting))

    assert list(ways)[0] == (denominator, counting)
    assert {way: measure(contests, TargetRule(Fraction(80, 100), *way)) for way in ways} == ways
    assert len(ways) == 4


@pytest.mark.parametrize(
    ("contest", "nominated", "members"),
    [
        (OPEN, Score.OPEN, Score.OPEN),
        (WON, Score.WON, Score.WON),
        (LOST, Score.LOST, Score.LOST),
        (ELSEWHERE_OPEN, Score.BEYOND, Score.OPEN),
        (ELSEWHERE_LOST, Score.BEYOND, Score.LOST),
        (ELSEWHERE_MEMBER, Score.BEYOND, Score.WON),
        (ContestState(contested=True, decided=True, won_by_member=True), Score.LOST, Score.WON),
    ],
)
def test_what_a_contest_is_by_whose_win_counts(
    contest: ContestState, nominated: Score, members: Score
) -> None:
    assert (score_of(contest, Counting.NOMINATED), score_of(contest, Counting.MEMBERS)) == (
        nominated,
        members,
    )
