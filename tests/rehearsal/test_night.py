"""The invented night: figures that hold and are likely, moments inside the night, the same for the same seed."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rehearsal.night import Step, draw, fit, invent, moment_of, share_out, spread, timed
from elections.results.rules import check, warnings

VOTERS = st.one_of(st.none(), st.integers(120, 3000))


@given(
    contest=st.integers(1, 5000),
    voters=st.lists(VOTERS, min_size=1, max_size=6),
    candidates=st.integers(2, 7),
)
def test_invented_figures_hold_and_are_likely(
    contest: int, voters: list[int | None], candidates: int
) -> None:
    ids = range(contest, contest + candidates)
    figures = [invent(contest, place, number, ids, ids[:1]) for place, number in enumerate(voters)]

    for place, one in enumerate(figures):
        others = figures[:place] + figures[place + 1 :]
        assert check(one) == ()
        odd = {found.code for found in warnings(one, voters[place], others)}
        assert odd <= {"W.208"}, odd  # two small precincts may happen to be alike


def test_precinct_whose_voters_nobody_knows_gets_usual_ones() -> None:
    assert invent(1, 1, None, [1, 2], []).voters == 300


def test_contest_without_candidates_has_votes_against_all_alone() -> None:
    figures = invent(1, 1, 500, [], [])

    assert (figures.against_all, figures.votes, check(figures)) == (figures.took_part, {}, ())


def test_same_seed_draws_the_same() -> None:
    assert draw("a", 1, 10**9) == draw("a", 1, 10**9) != draw("b", 1, 10**9)
    assert {draw(str(seed), 3, 5) for seed in range(100)} == {3, 4, 5}


@given(votes=st.integers(0, 10**4), weights=st.lists(st.integers(1, 900), min_size=1, max_size=8))
def test_all_votes_are_shared_out(votes: int, weights: list[int]) -> None:
    shares = share_out(votes, dict(enumerate(weights)))

    assert sum(shares.values()) == votes
    assert all(
        abs(shares[one] * sum(weights) - votes * weight) <= sum(weights) for one, weight in enumerate(weights)
    )


@given(voters=st.dictionaries(st.integers(1, 10**6), VOTERS, min_size=1, max_size=30), entries=st.sampled_from([1, 2]),
       span=st.integers(0, 10**7))  # fmt: skip
def test_each_protocol_comes_once_or_twice_inside_the_night(
    voters: dict[int, int | None], entries: int, span: int
) -> None:
    steps = spread(voters, entries, span)

    assert sorted((one.protocol, one.number) for one in steps) == sorted(
        (one, number) for one in voters for number in range(1, entries + 1)
    )
    assert [one.after for one in steps] == sorted(one.after for one in steps)
    assert all(0 <= one.after <= span for one in steps)
    first = {one.protocol: place for place, one in enumerate(steps) if one.number == 1}
    assert all(first[one.protocol] < place for place, one in enumerate(steps) if one.number == 2)


def test_small_precincts_come_first_as_a_rule() -> None:
    steps = spread({1: 2500, 2: 100}, 1, 1000)

    assert steps == [Step(2, 1, 500), Step(1, 1, 1000)]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [({1: 50, 2: 150, 3: 250}, {1: 0, 2: 500, 3: 1000}), ({7: 9}, {7: 0}), ({1: 4, 2: 4}, {1: 0, 2: 0})],
)
def test_known_moments_are_fitted_into_the_night(moments: dict[int, int], expected: dict[int, int]) -> None:
    assert {one.protocol: one.after for one in fit(moments, 1, 1000)} == expected


def test_second_entry_follows_a_twentieth_of_the_night_later() -> None:
    assert timed({1: 0, 2: 990}, 2, 1000) == [
        Step(1, 1, 0),
        Step(1, 2, 50),
        Step(2, 1, 990),
        Step(2, 2, 1000),
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "seconds"),
    [("25.07.2021 23:59", "26.07.2021 00:01", 120), ("2021-07-25T23:59:00", "2021-07-26 00:01", 120), ("20:15", "00:15", 4 * 3600),
     (time(20), time(21, 0, 5), 3605), (datetime(2021, 7, 25, 20), " 25.07.2021  20:00:07 ", 7)],
)  # fmt: skip
def test_moments_are_read_as_files_write_them(earlier: object, later: object, seconds: int) -> None:
    assert moment_of(later) - moment_of(earlier) == seconds


@pytest.mark.parametrize("cell", [None, 7, "", "soon", "25:00", date(2021, 7, 25)])
def test_what_is_no_moment_is_none(cell: object) -> None:
    assert moment_of(cell) is None
