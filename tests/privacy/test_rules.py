"""The rules of data protection: the law's clock, periods, what speaks against erasing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from elections.privacy.business_time import deadline_of, minutes_left
from elections.privacy.erasure import Standing, name_of, objections_to, stands
from elections.privacy.incident_rule import objections_to_closing, objections_to_report, objections_to_telling
from elections.privacy.retention import Due, Kept, due_on, made_before, objections_to_days

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2021, 7, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("noticed", "until"),
    [
        ("2021-07-19 09:30", "2021-07-20 09:30"),  # Monday
        ("2021-07-22 23:59", "2021-07-23 23:59"),  # Thursday
        ("2021-07-23 18:00", "2021-07-26 18:00"),  # Friday: on Monday
        ("2021-07-24 10:00", "2021-07-26 10:00"),  # Saturday
        ("2021-07-25 22:40", "2021-07-26 22:40"),  # Sunday
    ],
)
def test_authority_is_told_by_the_same_time_of_the_next_working_day(noticed: str, until: str) -> None:
    at = datetime.fromisoformat(noticed).replace(tzinfo=ALMATY)

    assert deadline_of(at) == datetime.fromisoformat(until).replace(tzinfo=ALMATY)


def test_clock_counts_down_and_below_zero() -> None:
    at = datetime(2021, 7, 19, 9, 30, tzinfo=ALMATY)

    assert minutes_left(at, at.astimezone(UTC)) == 24 * 60
    assert minutes_left(at, at + timedelta(hours=25)) == -60


@pytest.mark.parametrize("kind", list(Kept))
def test_what_counts_from_voting_day_is_due_for_all_at_once(kind: Kept) -> None:
    due = due_on(kind, 10, date(2021, 7, 25))

    assert due == (None if kind in (Kept.IMPORTS, Kept.FILES) else date(2021, 8, 4))
    assert made_before(10, date(2021, 8, 4)) == date(2021, 7, 25)


@pytest.mark.parametrize(
    ("number", "on", "is_due"),
    [(0, None, False), (1, None, True), (1, date(2021, 8, 4), True), (1, date(2021, 8, 5), False)],
)
def test_something_is_due_from_its_day_on(number: int, on: date | None, is_due: bool) -> None:
    assert Due(Kept.SCANS, 10, number, on).is_due(date(2021, 8, 4)) is is_due


@pytest.mark.parametrize(
    ("days", "is_refused"), [(1, False), (3650, False), (0, True), (3651, True), (None, True)]
)
def test_period_is_between_a_day_and_ten_years(days: int | None, is_refused: bool) -> None:
    assert bool(objections_to_days(days)) is is_refused


def test_erasing_tells_all_objections_at_once() -> None:
    found = objections_to(Standing(True, True, True), "", is_sure=False, version=1, present=2)

    assert [one.code for one in found] == [
        "erasure.done", "erasure.stands", "erasure.serves", "erasure.reason", "erasure.sure", "erasure.changed",
    ]  # fmt: skip
    assert objections_to(Standing(), "application", is_sure=True, version=2, present=2) == []


def test_candidate_stands_until_the_election_is_over() -> None:
    day = date(2021, 7, 25)

    assert stands(["registered"], {"withdrawn"}, day, day)
    assert not stands(["registered"], {"withdrawn"}, day, date(2021, 7, 26))
    assert not stands(["withdrawn"], {"withdrawn"}, day, day)


def test_number_stands_in_the_place_of_a_name() -> None:
    assert name_of(17) == ("№ 17", "—")


def test_report_says_what_and_when() -> None:
    codes = [one.code for one in objections_to_report("", None, NOW, -1)]

    assert codes == ["incident.what", "incident.noticed", "incident.people"]
    late = objections_to_report("x", NOW + timedelta(minutes=1), NOW, None)
    assert [one.code for one in late] == ["incident.in_future"]
    assert objections_to_report("x", NOW, NOW, 0) == []


def test_message_has_a_moment_and_measures() -> None:
    assert [one.code for one in objections_to_telling(None, NOW, NOW, "")] == [
        "incident.told_when",
        "incident.measures",
    ]
    early = objections_to_telling(NOW - timedelta(days=1), NOW, NOW, "x")
    late = objections_to_telling(NOW + timedelta(days=1), NOW, NOW, "x")
    assert [one.code for one in (*early, *late)] == ["incident.told_before", "incident.in_future"]
    assert objections_to_telling(NOW, NOW, NOW, "x") == []


def test_closing_needs_a_finding() -> None:
    assert [one.code for one in objections_to_closing("")] == ["incident.finding"]
    assert objections_to_closing("found") == []
