"""Who may work where and when: one headquarters at a time, one head, days in order, all objections at once."""

from datetime import date

import pytest

from elections.headquarters.membership import (
    Stint,
    last_day,
    objections_to,
    objections_to_change,
    objections_to_end,
    overlap,
)
from elections.headquarters.staffing import MemberRole

TODAY = date(2021, 7, 5)
HERE, THERE = "110000000/", "150000000/"


def stint(
    since: int, until: int | None = None, path: str = HERE, role: MemberRole = MemberRole.DRIVER
) -> Stint:
    return Stint(
        path, f"Штаб {path}", "Бекова", role, date(2021, 7, since), until and date(2021, 7, until) or None
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (stint(1), stint(5), True),
        (stint(1, 5), stint(5), False),
        (stint(5), stint(1, 5), False),
        (stint(1, 6), stint(5), True),
        (stint(1, 3), stint(4, 5), False),
        (stint(1, 9), stint(4, 5), True),
    ],
)
def test_work_overlaps_when_it_shares_more_than_a_day(one: Stint, other: Stint, expected: bool) -> None:
    assert (overlap(one, other), overlap(other, one)) == (expected, expected)


def test_all_objections_come_at_once() -> None:
    new = stint(4, 3, role=MemberRole.HEAD)
    new = Stint(new.path, new.place, new.who, new.role, date(2023, 7, 4), date(2021, 7, 3))
    open_end = Stint(HERE, "Штаб", "Бекова", MemberRole.HEAD, date(2023, 1, 1))

    found = objections_to(open_end, TODAY, [stint(1, path=THERE)], [stint(1, role=MemberRole.HEAD)])
    days = objections_to(new, TODAY, [], [])

    assert [(one.code, one.field) for one in found] == [
        ("member.too_far", "since_on"), ("member.already", "surname"), ("member.head_exists", "role"),
    ]  # fmt: skip
    assert found[1].params == {"name": "Штаб 150000000/", "since": date(2021, 7, 1)}
    assert found[2].params == {"who": "Бекова", "since": date(2021, 7, 1)}
    assert [one.code for one in days] == ["member.too_far", "member.days_in_order"]


def test_second_work_in_the_same_headquarters_asks_for_a_change_of_role() -> None:
    assert [one.code for one in objections_to(stint(4), TODAY, [stint(1)], [])] == ["member.already_here"]


@pytest.mark.parametrize(
    ("new", "of_person", "of_office"),
    [
        (stint(4), [], []),
        (stint(4), [stint(1, 4, THERE)], [stint(1, role=MemberRole.HEAD)]),
        (stint(4, role=MemberRole.HEAD), [], [stint(1, 4, role=MemberRole.HEAD), stint(1)]),
    ],
)
def test_work_is_let_through(new: Stint, of_person: list[Stint], of_office: list[Stint]) -> None:
    assert objections_to(new, TODAY, of_person, of_office) == []


@pytest.mark.parametrize(
    ("role", "old", "on", "codes"),
    [
        (MemberRole.LAWYER, stint(1), 4, []),
        (MemberRole.DRIVER, stint(2), 1, ["member.same_role", "member.before_begin"]),
        (MemberRole.LAWYER, stint(1, 3), 4, ["member.ended_already"]),
    ],
)
def test_role_changes_from_a_day_on(role: MemberRole, old: Stint, on: int, codes: list[str]) -> None:
    assert [one.code for one in objections_to_change(role, old, date(2021, 7, on))] == codes


def test_old_role_ends_the_day_before_the_new_one_but_not_before_it_began() -> None:
    assert last_day(stint(1), date(2021, 7, 4)) == date(2021, 7, 3)
    assert last_day(stint(4), date(2021, 7, 4)) == date(2021, 7, 4)


@pytest.mark.parametrize(
    ("old", "on", "codes"),
    [
        (stint(1), 5, []),
        (stint(3), 2, ["member.before_begin"]),
        (stint(1), 6, ["member.in_future"]),
        (stint(1, 3), 4, ["member.ended_already"]),
    ],
)
def test_work_ends_once_not_before_it_began_and_not_ahead_of_time(
    old: Stint, on: int, codes: list[str]
) -> None:
    assert [one.code for one in objections_to_end(old, date(2021, 7, on), TODAY)] == codes
