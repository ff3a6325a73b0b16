"""The way of a platform: every step of every status."""

from collections.abc import Collection

import pytest

from elections.errors import Objection
from elections.platforms.workflow import (
    STEPS,
    PlatformStatus,
    Side,
    missing_sides,
    objections_to_approval,
    objections_to_step,
)

DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlatformStatus
AUTHOR, OTHER = 1, 2
TEXT_MISSING = Objection("platform.text_missing", article="CL 29")
PLEDGES_MISSING = Objection("platform.pledges_missing")
IMPOSSIBLE = Objection("platform.step_impossible")


BOTH = {Side.COORDINATOR: 2, Side.LAWYER: 3}
REASON_MISSING = Objection("platform.reason_missing", "reason")


def step(
    status: PlatformStatus, new: PlatformStatus, texts: tuple[str, ...] = ("Су", ""), pledges: int = 1,
    approvals: dict[Side, int | None] = BOTH, reason: str = "Дополнить",
) -> list[Objection]:  # fmt: skip
    return objections_to_step(status, new, texts=texts, pledges=pledges, approvals=approvals, reason=reason)


def approve(
    side: Side, actor: int | None, approvals: dict[Side, int | None] | None = None, *, writers: Collection[int] = (AUTHOR,),
    status: PlatformStatus = SUBMITTED, unanswered: int = 0, broken: int = 0,
) -> list[str]:  # fmt: skip
    found = objections_to_approval(
        status, side, approvals=approvals or {}, writers=writers, actor_id=actor, unanswered=unanswered, broken=broken
    )  # fmt: skip
    return [one.code for one in found]


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


@pytest.mark.parametrize("reason", ["", " \n"])
@pytest.mark.parametrize("status", [SUBMITTED, APPROVED])
def test_step_back_has_a_reason(status: PlatformStatus, reason: str) -> None:
    assert step(status, DRAFT, reason=reason) == [REASON_MISSING]
    assert step(status, DRAFT, reason="Дополнить") == []


def test_other_steps_need_no_reason() -> None:
    assert step(DRAFT, SUBMITTED, reason="") == step(APPROVED, PUBLISHED, reason="") == []


@pytest.mark.parametrize(
    ("approvals", "expected"),
    [
        (BOTH, []),
        ({Side.COORDINATOR: None, Side.LAWYER: None}, []),
        ({Side.COORDINATOR: 2}, ["platform.lawyer_missing"]),
        ({Side.LAWYER: 3}, ["platform.coordinator_missing"]),
        ({}, ["platform.coordinator_missing", "platform.lawyer_missing"]),
    ],
)
def test_published_is_what_both_approved(approvals: dict[Side, int | None], expected: list[str]) -> None:
    assert [one.code for one in step(APPROVED, PUBLISHED, approvals=approvals)] == expected


@pytest.mark.parametrize("side", Side)
def test_somebody_without_a_hand_in_it_approves(side: Side) -> None:
    assert approve(side, OTHER) == approve(side, None) == []
    assert approve(side, AUTHOR) == ["platform.own_approval"]
    assert approve(side, OTHER, writers=(AUTHOR, OTHER)) == ["platform.own_approval"]


@pytest.mark.parametrize("status", [DRAFT, APPROVED, PUBLISHED])
def test_only_what_was_submitted_is_approved(status: PlatformStatus) -> None:
    assert approve(Side.COORDINATOR, OTHER, status=status) == ["platform.step_impossible"]


def test_the_two_sides_are_two_people() -> None:
    assert approve(Side.LAWYER, 3, {Side.COORDINATOR: 2}) == []
    assert approve(Side.LAWYER, 2, {Side.COORDINATOR: 2}) == ["platform.same_person"]
    assert approve(Side.LAWYER, None, {Side.COORDINATOR: None}) == []
    assert approve(Side.COORDINATOR, 4, {Side.COORDINATOR: 2}) == ["platform.side_approved"]


def test_lawyer_answers_every_point_first_and_all_objections_come_at_once() -> None:
    assert approve(Side.LAWYER, 3, unanswered=2) == ["check.unanswered"]
    assert approve(Side.LAWYER, 3, broken=1) == ["check.broken"]
    assert approve(Side.COORDINATOR, 3, unanswered=10, broken=1) == []
    assert approve(
        Side.LAWYER, AUTHOR, {Side.LAWYER: 3, Side.COORDINATOR: AUTHOR}, unanswered=1, broken=1
    ) == [
        "platform.own_approval", "platform.side_approved", "platform.same_person", "check.unanswered", "check.broken",
    ]  # fmt: skip


def test_sides_that_are_missing() -> None:
    assert (missing_sides({}), missing_sides({Side.LAWYER: 1}), missing_sides(BOTH)) == (
        [Side.COORDINATOR, Side.LAWYER], [Side.COORDINATOR], [],
    )  # fmt: skip
