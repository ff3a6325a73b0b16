"""The rules of observers, shifts and commissions, and the figures of who watches the count."""

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest

from elections.headquarters.eyes import Eyes, Some, by_place, eyes_of
from elections.headquarters.observers import (
    Assignment,
    Identity,
    Sending,
    Shift,
    clock_of,
    is_same_person,
    minute_of,
    name_key,
    objections_to_sending,
    read_member,
    shift_of,
    write_shift,
)
from elections.people.names import FullName

TODAY = date(2021, 7, 18)
DAY = shift_of(time(7), time(15))
NIGHT = shift_of(time(15), time(3))
SENDING = Sending(DAY, "5", TODAY, "", None, TODAY)


def other(shift: Shift, precinct: int = 12) -> Assignment:
    return Assignment("Асанов А.", precinct, shift)


def codes(sending: Sending, at_once: int = 1) -> list[str]:
    return [one.code for one in objections_to_sending(sending, at_once)]


def test_shift_may_end_on_the_next_day() -> None:
    assert (Shift(420, 900), Shift(900, 1620)) == (DAY, NIGHT)
    assert (write_shift(DAY), write_shift(NIGHT)) == ("07:00–15:00", "15:00–03:00 (+1)")
    assert (minute_of(time(7, 30)), clock_of(450), clock_of(1620)) == (450, time(7, 30), time(3))
    assert (DAY.sees_count(time(20)), NIGHT.sees_count(time(20))) == (False, True)


def test_who_comes_when_the_other_goes_does_not_meet_them() -> None:
    assert not DAY.meets(NIGHT)
    assert DAY.meets(Shift(800, 1000))
    assert codes(replace(SENDING, here=(other(NIGHT),), own=(other(NIGHT, 13),))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"mandate_number": " "}, ["observer.mandate_missing"]),
        ({"mandate_on": None}, ["observer.mandate_undated"]),
        ({"mandate_on": date(2021, 7, 19)}, ["proxy.day_in_future"]),
        ({"phone": "+7"}, ["observer.phone_without_consent"]),
        ({"phone": "+7", "phone_consent_on": TODAY}, []),
        ({"commissions": ("№ 12",)}, ["observer.in_commission"]),
        ({"is_proxy_here": True}, ["observer.is_proxy"]),
        ({"shift": Shift(420, 420)}, ["observer.shift_empty"]),
        ({"own": (other(DAY, 13),)}, ["observer.twice"]),
        ({"here": (other(DAY),)}, ["observer.too_many"]),
        ({"here": (other(DAY),), "own": (other(DAY),), "mandate_number": ""},
         ["observer.mandate_missing", "observer.twice", "observer.too_many"]),
    ],
)  # fmt: skip
def test_everything_that_speaks_against_an_observer_is_said_at_once(
    changes: dict, expected: list[str]
) -> None:
    assert codes(replace(SENDING, **changes)) == expected


def test_how_many_are_present_at_once_the_election_says() -> None:
    two = (other(Shift(420, 600)), other(Shift(600, 900)))

    assert codes(replace(SENDING, here=two), 2) == []
    assert codes(replace(SENDING, here=(*two, other(Shift(650, 700)))), 2) == ["observer.too_many"]


def test_line_of_a_list_is_a_name_with_or_without_a_year() -> None:
    assert read_member("ИВАНОВ Иван Иванович, 1980 г.р.") == Identity(
        FullName("Иванов", "Иван", "Иванович"), 1980
    )
    assert read_member("Петров Пётр") == Identity(FullName("Петров", "Пётр"))
    assert read_member("Петров (1975)") == Identity(FullName("Петров", ""), 1975)


def test_same_person_is_told_by_name_and_year() -> None:
    one, spelt = Identity(FullName("Қасымов", "Асхат"), 1980), Identity(FullName("Касимов", "Асхат"), None)

    assert is_same_person(one, spelt)
    assert name_key(one.name) == name_key(spelt.name)
    assert is_same_person(one, replace(spelt, birth_year=1980))
    assert not is_same_person(one, replace(spelt, birth_year=1981))
    assert not is_same_person(one, Identity(FullName("Касимов", "Болат"), 1980))


def test_figures_are_sums_of_their_parts() -> None:
    parts = [
        Some("a/", True, True, 1, 100), Some("a/", True, False, 2, 200), Some("b/", False, True, 3, 300),
        Some("b/", False, False, 4, 400),
    ]  # fmt: skip
    whole = eyes_of(parts)

    assert whole == Eyes(1, 2, 3, 4, 1000, 400)
    assert (whole.precincts, whole.watched, whole.with_proxy, whole.with_observer) == (10, 6, 3, 4)
    assert (whole.share, Eyes().share) == (Fraction(6, 10), None)
    assert by_place(parts) == {"a/": Eyes(1, 2, 0, 0, 300, 0), "b/": Eyes(0, 0, 3, 4, 700, 400)}
