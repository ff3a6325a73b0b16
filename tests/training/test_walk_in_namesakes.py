"""Somebody who came without being on the list and has a name that is known: nobody is written down twice by mistake."""

from collections.abc import Callable

import pytest

from elections.accounts.access import Role
from elections.people.models import Person
from tests.browsing import Browser
from tests.factories import Factory
from tests.training.conftest import School, wrong

LogIn = Callable[..., Browser]
NEW = {"surname": "Новиков", "given_name": "Пётр"}


@pytest.fixture
def browser(login: LogIn, school: School) -> Browser:
    return login(Role.TRAINER, school.home.path)


def test_same_person_is_not_added_twice_and_a_namesake_is(browser: Browser, school: School) -> None:
    url = f"{school.url}/walk-ins"

    first = browser.post(url, NEW)
    second = browser.post(url, {"surname": "НОВИКОВ", "given_name": "Петр"})
    listed = school.listed()
    confirmed = browser.post(url, {**NEW, "despite": "y"})

    assert (first.status, second.status, wrong(second)) == (303, 422, ["despite"])
    assert listed == ["Новиков"]
    assert (confirmed.status, school.listed()) == (303, ["Новиков", "Новиков"])


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 422),
        ({"patronymic": "Иванович"}, 303),
        ({"born_on": "1990-01-01"}, 303),
        ({"given_name": "Ан"}, 303),
    ],
)
def test_nominee_of_the_territory_is_known_unless_father_or_birthday_differ(
    factory: Factory, browser: Browser, school: School, changes: dict[str, str], status: int
) -> None:
    nominee: Person = school.nominees[0].person
    form = {"surname": nominee.surname, "given_name": nominee.given_name, **changes}

    answer = browser.post(f"{school.url}/walk-ins", form)

    assert answer.status == status


def test_namesake_of_another_territory_is_not_named(browser: Browser, school: School) -> None:
    stranger = school.foreign.person

    answer = browser.post(
        f"{school.url}/walk-ins", {"surname": stranger.surname, "given_name": stranger.given_name}
    )

    assert answer.status == 303
