"""The way to the target: the likeliest wins first, and with how many of them it is met."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from elections.results.target import Target
from elections.results.target_way import CERTAIN, Lead, Prospect, nearest_first, way_to

PROSPECTS = st.lists(
    st.builds(
        Prospect,
        contest_id=st.integers(1, 10_000),
        chance=st.none() | st.integers(0, CERTAIN),
        lead=st.none() | st.fractions(-1, 1, max_denominator=20),
        points=st.integers(0, 100),
    ),
    unique_by=lambda one: one.contest_id,
)


def target(won: int, needed: int, open_: int) -> Target:
    return Target(won + open_, needed, won, open_, 0, 0, won + open_ >= needed, max(0, won + open_ - needed))


def order(*prospects: Prospect) -> list[int]:
    return [one.prospect.contest_id for one in way_to(target(0, 1, len(prospects)), prospects).steps]


def test_likeliest_come_first_and_where_chances_are_even_the_lead_and_the_readiness_decide() -> None:
    assert order(Prospect(1, 400), Prospect(2, 900), Prospect(3), Prospect(4, 0)) == [2, 1, 4, 3]
    assert order(Prospect(1), Prospect(2, lead=Fraction(1, 9)), Prospect(3, lead=Fraction(-1, 9))) == [
        2,
        1,
        3,
    ]
    assert order(Prospect(1, points=40), Prospect(2, points=70), Prospect(3, points=40)) == [2, 1, 3]


def test_way_says_how_many_wins_are_enough_and_where_the_expected_ones_reach_the_target() -> None:
    way = way_to(target(2, 4, 4), [Prospect(1, 500), Prospect(2, 900), Prospect(3, 700), Prospect(4, 0)])

    assert (way.enough, way.expected_at, way.by_chance) == (2, 3, True)
    assert [one.expected for one in way.steps] == [2900, 3600, 4100, 4100]
    assert way.steps[0].wins_expected == Fraction(29, 10)


def test_way_without_chances_tells_no_expectation() -> None:
    way = way_to(target(0, 2, 2), [Prospect(1), Prospect(2)])

    assert (way.enough, way.expected_at, way.by_chance) == (2, None, False)


def test_reached_target_needs_no_more_and_an_empty_way_has_no_step() -> None:
    assert way_to(target(5, 4, 0), []) == way_to(target(4, 4, 0), [])
    assert (way_to(target(5, 4, 0), []).enough, way_to(target(5, 4, 0), []).steps) == (0, ())


@given(PROSPECTS, st.integers(0, 30), st.integers(0, 40))
def test_way_names_each_open_contest_once_and_expectation_never_falls(
    prospects: list[Prospect], won: int, needed: int
) -> None:
    way = way_to(target(won, needed, len(prospects)), prospects)

    assert [one.number for one in way.steps] == list(range(1, len(prospects) + 1))
    assert {one.prospect for one in way.steps} == set(prospects)
    expected = [one.expected for one in way.steps]
    assert expected == sorted(expected)
    assert all(one <= (won + place) * CERTAIN for place, one in enumerate(expected, start=1))
    if way.expected_at is not None:
        assert way.enough <= way.expected_at
        assert expected[way.expected_at - 1] >= needed * CERTAIN


def test_lead_says_the_votes_that_are_needed_to_get_ahead() -> None:
    ahead, even, behind = (
        Lead(contest, own, 100, 400, 500, 1, 3) for contest, own in ((1, 130), (2, 100), (3, 60))
    )

    assert [(one.ahead, one.votes) for one in (ahead, even, behind)] == [(True, 30), (False, 1), (False, 41)]
    assert nearest_first([behind, ahead, even]) == [even, ahead, behind]
    assert (ahead.share, behind.share) == (Fraction(30, 400), Fraction(-40, 400))
    assert Lead(4, 0, 0, 0, None, 1, 2).share is None
