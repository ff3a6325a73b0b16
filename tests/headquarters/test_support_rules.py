"""The way of a support: asked for, sent, received; refused and cancelled with a reason; late after some days."""

from datetime import date

import pytest

from elections.headquarters.support_rules import (
    Step,
    SupportState,
    Way,
    is_late,
    objections_to_request,
    objections_to_step,
    shortage,
)

TODAY = date(2021, 7, 15)
ASKED = Way(SupportState.REQUESTED, date(2021, 7, 8), 100)
SENT = Way(SupportState.SENT, date(2021, 7, 10), 100, 80)


def codes(
    way: Way, state: SupportState, day: int, quantity: int | None = None, reason: str = ""
) -> list[str]:
    found = objections_to_step(way, Step(state, date(2021, 7, day), quantity, reason), TODAY)
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("way", "state", "expected"),
    [
        (ASKED, SupportState.SENT, []),
        (ASKED, SupportState.RECEIVED, ["support.step_order"]),
        (ASKED, SupportState.REFUSED, []),
        (ASKED, SupportState.CANCELLED, []),
        (ASKED, SupportState.REQUESTED, ["support.step_order"]),
        (SENT, SupportState.RECEIVED, []),
        (SENT, SupportState.SENT, ["support.step_order"]),
        (SENT, SupportState.REFUSED, ["support.step_order"]),
        (SENT, SupportState.CANCELLED, []),
        *(
            (Way(over, date(2021, 7, 10), 100, 80), state, ["support.step_order"])
            for over in (SupportState.RECEIVED, SupportState.REFUSED, SupportState.CANCELLED)
            for state in (SupportState.SENT, SupportState.CANCELLED)
        ),
    ],
)
def test_step_follows_the_one_before_it(way: Way, state: SupportState, expected: list[str]) -> None:
    assert codes(way, state, 12, 70, "нет на складе") == expected


def test_everything_against_a_step_is_said_at_once() -> None:
    assert codes(SENT, SupportState.REFUSED, 9) == [
        "support.step_order", "support.before_last_step", "support.reason_missing",
    ]  # fmt: skip
    assert codes(ASKED, SupportState.SENT, 16, 0) == ["support.in_future", "support.step_quantity"]


@pytest.mark.parametrize(
    ("way", "state", "quantity", "expected"),
    [
        (ASKED, SupportState.SENT, 1, []),
        (ASKED, SupportState.SENT, None, ["support.step_quantity"]),
        (ASKED, SupportState.SENT, 10**7 + 1, ["support.step_quantity"]),
        (SENT, SupportState.RECEIVED, 0, []),
        (SENT, SupportState.RECEIVED, 80, []),
        (SENT, SupportState.RECEIVED, 81, ["support.more_than_sent"]),
    ],
)
def test_number_of_a_step(way: Way, state: SupportState, quantity: int | None, expected: list[str]) -> None:
    assert codes(way, state, 12, quantity) == expected


@pytest.mark.parametrize(
    ("quantity", "cost", "day", "expected"),
    [
        (1, None, 15, []),
        (1, 0, 1, []),
        (0, -1, 16, ["support.quantity_range", "support.cost_range", "support.in_future"]),
        (10**7 + 1, 10**12 + 1, 15, ["support.quantity_range", "support.cost_range"]),
    ],
)
def test_request_has_a_number_a_cost_and_a_day(
    quantity: int, cost: int | None, day: int, expected: list[str]
) -> None:
    found = objections_to_request(quantity, cost, date(2021, 7, day), TODAY)

    assert [one.code for one in found] == expected


def test_what_has_not_arrived_is_short() -> None:
    assert [shortage(80, 70), shortage(80, 80), shortage(80, None), shortage(None, 5)] == [10, 0, 0, 0]


@pytest.mark.parametrize(
    ("state", "sent", "days", "expected"),
    [
        (SupportState.SENT, 9, 5, True),
        (SupportState.SENT, 10, 5, False),
        (SupportState.SENT, 9, 6, False),
        (SupportState.RECEIVED, 1, 5, False),
        (SupportState.SENT, None, 5, False),
    ],
)
def test_what_was_sent_and_not_received_is_late_after_some_days(
    state: SupportState, sent: int | None, days: int, expected: bool
) -> None:
    assert is_late(state, date(2021, 7, sent) if sent else None, TODAY, days) is expected
