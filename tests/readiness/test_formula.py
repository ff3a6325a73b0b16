"""The formula of readiness: shares, weights, bands, what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.readiness.formula import (
    USUAL_WEIGHTS,
    Band,
    Component,
    Measure,
    Readiness,
    band_of,
    mean,
    objections_to_weights,
)

measures = st.builds(Measure, have=st.integers(0, 50), need=st.integers(0, 50))
whole = st.fixed_dictionaries(dict.fromkeys(Component, measures))


def readiness(**parts: tuple[int, int]) -> Readiness:
    full = {one: Measure(1, 1) for one in Component}
    return Readiness(full | {Component(name): Measure(*part) for name, part in parts.items()}, USUAL_WEIGHTS)


@pytest.mark.parametrize(
    ("have", "need", "share"),
    [
        (0, 4, Fraction(0)),
        (1, 4, Fraction(1, 4)),
        (4, 4, Fraction(1)),
        (5, 4, Fraction(1)),
        (0, 0, Fraction(1)),
    ],
)
def test_a_part_is_the_share_of_what_it_needs(have: int, need: int, share: Fraction) -> None:
    assert Measure(have, need).share == share


def test_a_constituency_that_has_all_gets_a_hundred() -> None:
    assert (readiness().points, readiness().band, readiness().gaps) == (100, Band.READY, [])


def test_the_points_are_the_weighed_shares_rounded_down() -> None:
    found = readiness(documents=(7, 11), platform=(3, 4), tasks=(0, 5))
    parts = [found.points_of(one) for one in (Component.DOCUMENTS, Component.PLATFORM, Component.TASKS)]
    # 30 × 7/11 + 10 + 15 + 15 + 15 × 3/4 + 0 = 70.34…
    assert (parts, found.points) == ([Fraction(210, 11), Fraction(45, 4), Fraction(0)], 70)


def test_what_costs_most_points_is_named_first() -> None:
    found = readiness(documents=(10, 11), platform=(0, 4), training=(1, 2))
    assert found.gaps == [Component.PLATFORM, Component.TRAINING, Component.DOCUMENTS]


@given(whole)
def test_the_points_lie_between_0_and_100_and_100_means_nothing_is_missing(
    parts: dict[Component, Measure],
) -> None:
    found = Readiness(parts, USUAL_WEIGHTS)
    complete = all(one.share == 1 for one in parts.values())
    assert 0 <= found.points <= 100
    assert (found.points == 100) == complete


@given(whole, st.sampled_from(Component))
def test_one_thing_more_never_costs_points(parts: dict[Component, Measure], which: Component) -> None:
    more = Measure(parts[which].have + 1, parts[which].need)
    assert Readiness(parts | {which: more}, USUAL_WEIGHTS).points >= Readiness(parts, USUAL_WEIGHTS).points


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (100, Band.READY), (80, Band.READY), (79, Band.NEARLY), (60, Band.NEARLY), (59, Band.BEHIND),
        (40, Band.BEHIND), (39, Band.FAR_BEHIND), (0, Band.FAR_BEHIND),
    ],
)  # fmt: skip
def test_the_bands_begin_at_80_60_and_40(points: int, band: Band) -> None:
    assert band_of(points) == band


def test_the_mean_of_no_constituency_is_unknown() -> None:
    assert (mean([]), mean([70, 81])) == (None, Fraction(151, 2))


def test_the_usual_weights_may_be_set() -> None:
    assert objections_to_weights(USUAL_WEIGHTS) == []


def test_weights_outside_0_to_100_and_a_wrong_sum_are_told_at_once() -> None:
    weights = {**USUAL_WEIGHTS, Component.DOCUMENTS: -1, Component.TASKS: 101}
    assert objections_to_weights(weights) == [
        Objection("readiness.weight_range", "documents", {"weight": -1}),
        Objection("readiness.weight_range", "tasks", {"weight": 101}),
        Objection("readiness.weights_sum", params={"total": 155}),
    ]
