"""The way of a platform and what a pledge must say: every step of every status, every limit."""

from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.platforms.workflow import (
    MAXIMUM_COST_KZT,
    STEPS,
    PlatformStatus,
    objections_to_pledge,
    objections_to_step,
)

DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlatformStatus
VOTING_ON = date(2021, 7, 25)
AUTHOR, OTHER = 1, 2
TEXT_MISSING = Objection("platform.text_missing", article="CL 29")
PLEDGES_MISSING = Objection("platform.pledges_missing")
OWN_APPROVAL = Objection("platform.own_approval")
IMPOSSIBLE = Objection("platform.step_impossible")
TOO_EARLY = Objection("pledge.due_too_early", "due_on", {"voting_on": VOTING_ON})
COST_RANGE = Objection("pledge.cost_range", "cost_kzt", {"maximum": MAXIMUM_COST_KZT})


def step(
    status: PlatformStatus, new: PlatformStatus, texts: tuple[str, ...] = ("Су", ""), pledges: int = 1,
    writers: Collection[int] = (AUTHOR,), actor: int | None = OTHER,
) -> list[Objection]:  # fmt: skip
    return objections_to_step(status, new, texts=texts, pledges=pledges, writers=writers, actor_id=actor)


@pytest.mark.parametrize("status", PlatformStatus)
@pytest.mark.parametrize("new", PlatformStatus)
def test_steps_that_follow_and_steps_that_leap(status: PlatformStatus, new: PlatformStatus) -> None:
    follow = {
        (DRAFT, SUBMITTED), (SUBMITTED, APPROVED), (SUBMITTED, DRAFT), (APPROVED, PUBLISHED), (APPROVED, DRAFT),
    }  # fmt: skip
    assert step(status, new) == ([] if (status, new) in follow else [IMPOSSIBLE])


def test_every_status_has_its_steps() -> None:
    assert set(STEPS) == set(PlatformStatus)


@pytest.mark.parametrize(
    ("texts", "pledges", "expected"),
    [
        (("Су", "Вода"), 3, []),
        (("", "Вода"), 1, []),
        (("Су", ""), 1, []),
        (("", ""), 1, [TEXT_MISSING]),
        ((" \n", "\t"), 1, [TEXT_MISSING]),
        (("Су", ""), 0, [PLEDGES_MISSING]),
        (("", ""), 0, [TEXT_MISSING, PLEDGES_MISSING]),
    ],
)
def test_submitted_is_what_has_a_text_and_a_pledge(
    texts: tuple[str, ...], pledges: int, expected: list[Objection]
) -> None:
    assert step(DRAFT, SUBMITTED, texts, pledges) == expected


def test_only_submitting_asks_for_text_and_pledges() -> None:
    assert step(SUBMITTED, DRAFT, ("", ""), 0) == []


@pytest.mark.parametrize(
    ("writers", "actor", "expected"),
    [
        ({AUTHOR}, OTHER, []),
        ({AUTHOR}, AUTHOR, [OWN_APPROVAL]),
        ({AUTHOR, OTHER}, OTHER, [OWN_APPROVAL]),
        (set(), OTHER, []),
        (set(), None, []),
        ({AUTHOR}, None, []),
    ],
)
def test_nobody_approves_what_they_had_a_hand_in(
    writers: set[int], actor: int | None, expected: list[Objection]
) -> None:
    assert step(SUBMITTED, APPROVED, writers=writers, actor=actor) == expected


@pytest.mark.parametrize(("status", "new"), [(DRAFT, SUBMITTED), (SUBMITTED, DRAFT), (APPROVED, PUBLISHED)])
def test_the_author_takes_the_other_steps(status: PlatformStatus, new: PlatformStatus) -> None:
    assert step(status, new, writers={AUTHOR}, actor=AUTHOR) == []


@pytest.mark.parametrize(
    ("cost", "due_on", "expected"),
    [
        (0, date(2021, 7, 26), []),
        (MAXIMUM_COST_KZT, date(2030, 1, 1), []),
        (-1, date(2023, 9, 1), [COST_RANGE]),
        (MAXIMUM_COST_KZT + 1, date(2023, 9, 1), [COST_RANGE]),
        (25_000_000, VOTING_ON, [TOO_EARLY]),
        (-1, date(2021, 7, 24), [COST_RANGE, TOO_EARLY]),
    ],
)
def test_pledge(cost: int, due_on: date, expected: list[Objection]) -> None:
    assert objections_to_pledge(cost, due_on, VOTING_ON) == expected


@given(st.integers(), st.dates())
def test_pledge_is_refused_exactly_outside_the_limits(cost: int, due_on: date) -> None:
    codes = {one.code for one in objections_to_pledge(cost, due_on, VOTING_ON)}
    assert ("pledge.cost_range" in codes) is not (0 <= cost <= 10**12)
    assert ("pledge.due_too_early" in codes) is not (due_on > date(2021, 7, 25))
