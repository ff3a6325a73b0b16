"""Pledges against means: money covers its own source in its own constituency, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from elections.platforms.coverage_rule import (
    Available,
    Balance,
    Promised,
    SectorLine,
    by_place,
    by_sector,
    by_source,
    total,
)

FIRST, SECOND, AWAY = "11/1132/113241/", "11/1132/113242/", "15/1532/153241/"
PROMISED = [
    Promised(FIRST, "water", "local_budget", 100, True),
    Promised(FIRST, "roads", "local_budget", 50, True),
    Promised(SECOND, "water", "business", 40, True),
    Promised(AWAY, "water", "local_budget", 10, True),
    Promised(SECOND, "school", "local_budget", 7, False),
]
AVAILABLE = [
    Available(FIRST, "local_budget", 120),
    Available(SECOND, "local_budget", 500),
    Available(SECOND, "business", 60),
    Available(AWAY, "party", 5),
]


def test_total_counts_what_is_approved_and_shows_drafts_apart() -> None:
    found = total(PROMISED, AVAILABLE)

    assert found == Balance("", 4, 200, 1, 7, 685, 40)
    assert found.covered == 160


def test_sources_do_not_pay_for_each_other() -> None:
    assert by_source(PROMISED, AVAILABLE) == [
        Balance("local_budget", 3, 160, 1, 7, 620, 40),
        Balance("business", 1, 40, 0, 0, 60, 0),
        Balance("party", 0, 0, 0, 0, 5, 0),
    ]


def test_places_do_not_pay_for_each_other_and_the_greatest_gap_comes_first() -> None:
    assert by_place(PROMISED, AVAILABLE, 3) == [
        Balance(FIRST, 2, 150, 0, 0, 120, 30),
        Balance(AWAY, 1, 10, 0, 0, 5, 10),
        Balance(SECOND, 1, 40, 1, 7, 560, 0),
    ]
    assert [(one.key, one.uncovered) for one in by_place(PROMISED, AVAILABLE, 1)] == [
        ("11/", 30),
        ("15/", 10),
    ]
    assert [one.key for one in by_place(PROMISED, AVAILABLE, 2)] == ["11/1132/", "15/1532/"]


def test_sectors_are_summed_by_source_without_drafts() -> None:
    assert by_sector(PROMISED) == [
        SectorLine("water", 3, 150, {"local_budget": 110, "business": 40}),
        SectorLine("roads", 1, 50, {"local_budget": 50}),
    ]


def test_nothing_is_nothing() -> None:
    assert total([], []) == Balance("")
    assert (by_source([], []), by_place([], [], 1), by_sector([])) == ([], [], [])


places, sources, sums = st.sampled_from((FIRST, SECOND, AWAY)), st.sampled_from("abc"), st.integers(0, 10**12)


@given(
    st.lists(st.builds(Promised, places, st.just("water"), sources, sums, st.booleans())),
    st.lists(st.builds(Available, places, sources, sums)),
)
def test_gaps_add_up_however_they_are_parted(promised: list[Promised], available: list[Available]) -> None:
    whole = total(promised, available)

    assert 0 <= whole.uncovered <= whole.promised
    assert whole.uncovered >= whole.promised - whole.means
    for parts in (by_source(promised, available), by_place(promised, available, 1)):
        assert sum(one.uncovered for one in parts) == whole.uncovered
        assert sum(one.promised for one in parts) == whole.promised
