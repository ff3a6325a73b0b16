"""Somebody who has a place at another seminar at that time: the page says so, and asks before it enrols them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.training.models import Attendance, Seminar
from tests.browsing import Browser
from tests.factories import Factory
from tests.training.conftest import School, fields_of, wrong

LogIn = Callable[..., Browser]
DAY = {"starts_at": datetime(2021, 7, 10, 4, tzinfo=UTC), "ends_at": datetime(2021, 7, 10, 10, tzinfo=UTC)}
EVENING = {
    "starts_at": datetime(2021, 7, 10, 10, tzinfo=UTC),
    "ends_at": datetime(2021, 7, 10, 12, tzinfo=UTC),
}


@pytest.fixture
def seminar(factory: Factory, school: School) -> Seminar:
    return factory.seminar(school.home.path, place="Школа", trainers=[factory.trainer("А. Ким")], **DAY)


def enrolled_elsewhere(factory: Factory, school: School, state: Attendance, **time: datetime) -> None:
    other = factory.seminar(school.home.path, place="Библиотека", **time)
    factory.participation(other, school.nominees[0].person, attendance=state)


@pytest.mark.parametrize(
    ("state", "time", "status"),
    [
        (Attendance.INVITED, DAY, 422),
        (Attendance.CONFIRMED, DAY, 422),
        (Attendance.EXCUSED, DAY, 303),
        (Attendance.WAITING, DAY, 303),
        (Attendance.INVITED, EVENING, 303),
    ],
)
def test_who_has_a_place_elsewhere_at_that_time_is_asked_about(
    factory: Factory, login: LogIn, school: School, seminar: Seminar, state: Attendance, time: dict[str, datetime],
    status: int,
) -> None:  # fmt: skip
    enrolled_elsewhere(factory, school, state, **time)
    browser = login(Role.TRAINER)

    answer = browser.post(f"/seminars/{seminar.id}/enrolment", {"person": school.nominees[0].person_id})

    assert answer.status == status
    if status == 422:
        assert (wrong(answer), "Библиотека" in answer.words) == (["despite"], True)


@pytest.mark.parametrize("page", ["", "/group"])
def test_clash_is_confirmed_and_nobody_chosen_is_lost(
    factory: Factory, login: LogIn, school: School, seminar: Seminar, page: str
) -> None:
    enrolled_elsewhere(factory, school, Attendance.INVITED, **DAY)
    people = [one.person_id for one in school.nominees]
    browser, url = login(Role.TRAINER), f"/seminars/{seminar.id}/enrolment{page}"

    asked = browser.post(url, {"person": people})
    form = {**fields_of(asked, "despite"), "person": people, "despite": "y"}
    kept = asked.page.xpath(
        "//form[.//input[@name='despite']]//input[@name='person'][@checked or @type='hidden']"
    )
    answer = browser.post(url, form)

    assert sorted(int(one.get("value")) for one in kept) == sorted(people)
    assert answer.status == 303
    listed = browser.get(f"/seminars/{seminar.id}").words
    assert all(one.person.surname in listed for one in school.nominees)
