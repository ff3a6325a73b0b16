"""The delay after failed tries rises, has an end, and no clock makes it last."""

from datetime import UTC, datetime, timedelta

import pytest

from elections.accounts.tries import ACCOUNT, ADDRESS, Patience, is_waiting, wait_after

NOW = datetime(2021, 7, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failed", "patience", "seconds"),
    [
        (0, ACCOUNT, 0), (4, ACCOUNT, 0), (5, ACCOUNT, 2), (6, ACCOUNT, 4), (7, ACCOUNT, 8), (12, ACCOUNT, 256),
        (13, ACCOUNT, 300), (10**9, ACCOUNT, 300), (49, ADDRESS, 0), (50, ADDRESS, 2), (10**9, ADDRESS, 60),
    ],
)  # fmt: skip
def test_the_delay_doubles_up_to_its_end(failed: int, patience: Patience, seconds: int) -> None:
    assert wait_after(failed, patience) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("ahead", "waiting"),
    [
        (timedelta(0), False), (timedelta(seconds=1), True), (timedelta(minutes=5), True),
        (timedelta(minutes=5, seconds=1), False), (timedelta(days=400), False), (timedelta(seconds=-1), False),
    ],
)  # fmt: skip
def test_one_waits_until_then_but_not_for_a_clock_that_was_set(ahead: timedelta, waiting: bool) -> None:
    assert is_waiting(ACCOUNT.free, NOW + ahead, NOW, ACCOUNT) == waiting


def test_nobody_waits_while_tries_are_free_though_the_one_before_was_counted_at_a_later_moment() -> None:
    ahead = timedelta(milliseconds=3)
    assert not is_waiting(ACCOUNT.free - 1, NOW + ahead, NOW, ACCOUNT)
    assert is_waiting(ACCOUNT.free, NOW + ahead, NOW, ACCOUNT)
