"""Two trainers on one list: what the one saved while the other's page stood open is not lost."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.training.meanwhile import Rows
from elections.training.models import Attendance, Participation
from tests.factories import Factory
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., object]
ATTENDED, ABSENT, PASSED = Attendance.ATTENDED, Attendance.ABSENT, Attendance.PASSED


@pytest.fixture
def present(factory: Factory, school: School) -> list[Participation]:
    return [
        factory.participation(school.seminar, one.person, path=one.path, attendance=ATTENDED)
        for one in school.nominees
    ]


@pytest.mark.parametrize(
    ("typed", "found", "saved", "changed", "overtaken"),
    [
        ("", "", "80", False, False),
        ("80", "", "", True, False),
        ("80", "", "80", True, False),
        ("80", "", "90", True, True),
        ("80", "80", "90", False, False),
        ("80", None, "90", True, False),
    ],
)
def test_row_is_written_where_its_clerk_changed_it_and_nobody_else_did(
    typed: str, found: str | None, saved: str, changed: bool, overtaken: bool
) -> None:
    rows = Rows({7: typed}, {} if found is None else {7: found}, {7: saved})

    assert (rows.is_changed(7), rows.is_overtaken(7)) == (changed, overtaken)
    assert rows.overtaken() == ([7] if overtaken else [])
    assert rows.shown() == {7: saved if overtaken or found is None else found}


def test_scores_that_another_saved_meanwhile_stay(
    login: LogIn, school: School, present: list[Participation]
) -> None:
    first, second = login(Role.TRAINER), login(Role.TRAINER, login="gulnar")
    url, (one, other) = f"{school.url}/scores", (f"score_{part.id}" for part in present)
    pages = [fields_of(browser.get(url), one) for browser in (first, second)]

    first.post(url, {**pages[0], one: "80"})
    answer = second.post(url, {**pages[1], other: "90"})

    assert answer.status == 303
    assert school.marks() == [("Әлиев", PASSED, 80), ("Бекова", PASSED, 90)]


def test_score_that_both_gave_is_asked_about_before_it_is_written(
    login: LogIn, school: School, present: list[Participation]
) -> None:
    first, second = login(Role.TRAINER), login(Role.TRAINER, login="gulnar")
    url, (one, other) = f"{school.url}/scores", (f"score_{part.id}" for part in present)
    page = fields_of(second.get(url), one)
    first.post(url, {one: "80", other: "70"})

    asked = second.post(url, {**page, one: "90"})
    after = school.marks()
    again = second.post(url, fields_of(asked, one))

    assert (asked.status, wrong(asked), after[0]) == (422, [one], ("Әлиев", PASSED, 80))
    assert again.status == 303
    assert school.marks() == [("Әлиев", PASSED, 90), ("Бекова", PASSED, 70)]


def test_roll_call_that_stood_open_keeps_the_marks_of_the_other(
    login: LogIn, school: School, present: list[Participation]
) -> None:
    first, second = login(Role.TRAINER), login(Role.TRAINER, login="gulnar")
    url, (one, other) = f"{school.url}/attendance", (f"attendance_{part.id}" for part in present)
    page = fields_of(second.get(school.url), one)
    first.post(url, {one: "absent"})

    answer = second.post(url, {**page, other: "absent"})
    both = second.post(url, {**page, one: "excused"})

    assert (answer.status, both.status, wrong(both)) == (303, 422, [one])
    assert school.marks() == [("Әлиев", ABSENT, None), ("Бекова", ABSENT, None)]
