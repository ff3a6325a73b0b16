"""The way of a platform: every step of every status."""

from collections.abc import Collection

import pytest

from elections.errors import Objection
from elections.platforms.workflow import (
    STEPS,
    PlatformStatus,
    objections_to_step,
)

DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlatformStatus
AUTHOR, OTHER = 1, 2
TEXT_MISSING = Objection("platform.text_missing", article="CL 29")
PLEDGES_MISSING = Objection("platform.pledges_missing")
OWN_APPROVAL = Objection("platform.own_approval")
IMPOSSIBLE = Objection("platform.step_impossible")


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
