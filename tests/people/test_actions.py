"""Persons: everybody once by IIN, which is sealed in the table; what is written of them stands in the log without it."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Objection
from elections.people import actions
from elections.people.iin import Sex
from elections.people.models import Person
from tests.factories import Factory

ACTOR = Actor(7, "koordinator", Role.COORDINATOR, "")
TODAY = date(2021, 7, 5)
IIN, OTHER_IIN = "791028302728", "061211600012"
VALUES: dict[str, Any] = {
    "surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы", "born_on": date(1979, 10, 28),
    "sex": Sex.MALE, "iin": IIN, "phone": "+7 700",
}  # fmt: skip


def make(**changes: Any) -> Person:
    with transaction():
        return actions.create_person(ACTOR, {**VALUES, **changes})


def events() -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
    """Returns (action, before, after) of what the log says of persons."""
    rows = db.session.query(AuditEvent).filter_by(subject_kind="person").order_by(AuditEvent.id)
    return [(one.action, one.before, one.after) for one in rows]


def test_person_is_made_with_a_tidy_name_and_logged_without_the_iin(app: Flask) -> None:
    person = make(surname=" ӨТЕГЕНҰЛЫ ")

    kept = (person.surname, person.born_on, person.birth_year, person.sex, person.iin_masked, person.version)
    assert kept == ("Өтегенұлы", date(1979, 10, 28), 1979, Sex.MALE, "7910••••••28", 1)
    assert person.search_text == "отегенулы галымжан каиратулы"
    after = {
        "surname": "Өтегенұлы", "given_name": "Ғалымжан", "patronymic": "Қайратұлы", "born_on": "1979-10-28",
        "sex": "male", "phone": "+7 700",
    }  # fmt: skip
    assert events() == [("person.created", None, after)]


def test_iin_is_sealed_in_the_table(app: Flask) -> None:
    person = make()

    row = db.session.execute(sa.text("SELECT * FROM person")).mappings().one()
    vault = app.extensions["vault"]

    assert not [name for name, value in row.items() if IIN in str(value)]
    assert (vault.decrypt(row["iin_sealed"]), row["iin_index"]) == (IIN, vault.blind_index(IIN))
    with transaction():
        actions.change_person(ACTOR, person, VALUES)
    assert vault.decrypt(person.iin_sealed) == IIN
    assert person.iin_sealed != row["iin_sealed"]


@pytest.mark.parametrize("typed", [IIN, "791028 302728", "\u200b791028-302-728 "])
def test_person_is_found_by_iin_however_it_is_typed(app: Flask, typed: str) -> None:
    person = make()

    assert actions.find_by_iin(typed) is person


@pytest.mark.parametrize("typed", ["", " - ", OTHER_IIN])
def test_nobody_is_found_by_no_iin_or_another(app: Flask, typed: str) -> None:
    make()

    assert actions.find_by_iin(typed) is None


def test_same_iin_is_the_same_person(app: Flask) -> None:
    first, again = make(), make(surname="Бекова", iin="791028 302728", phone="+7 701")

    assert (again is first, first.surname, first.phone, first.version) == (True, "Өтегенұлы", "+7 700", 1)
    assert [action for action, _before, _after in events()] == ["person.created"]


def test_what_was_missing_of_a_known_person_is_filled_in(app: Flask) -> None:
    person = make(born_on=None, sex=None)

    make(phone="+7 701")

    assert (person.born_on, person.birth_year, person.sex, person.phone) == (
        date(1979, 10, 28), 1979, Sex.MALE, "+7 700",
    )  # fmt: skip
    before, after = {"born_on": None, "sex": None}, {"born_on": "1979-10-28", "sex": "male"}
    assert events()[1:] == [("person.changed", before, after)]


def test_two_without_iin_are_two_persons(app: Flask) -> None:
    first, second = make(iin=""), make(iin="")

    assert (first.id != second.id, first.iin_sealed, first.iin_index, first.iin_masked) == (
        True, None, None, "",
    )  # fmt: skip


def test_person_is_changed_and_logged_with_before_and_after(app: Flask) -> None:
    person = make()

    with transaction():
        actions.change_person(ACTOR, person, {**VALUES, "surname": "Өтеген", "iin": "", "phone": "+7 701"})

    kept = (person.surname, person.phone, person.iin_masked, actions.find_by_iin(IIN), person.version)
    assert kept == ("Өтеген", "+7 701", "7910••••••28", person, 2)
    action, before, after = events()[-1]
    both = {"given_name": "Ғалымжан", "patronymic": "Қайратұлы", "born_on": "1979-10-28", "sex": "male"}
    assert (action, before, after) == (
        "person.changed",
        {**both, "surname": "Өтегенұлы", "phone": "+7 700"},
        {**both, "surname": "Өтеген", "phone": "+7 701"},
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"patronymic": "", "iin": "", "born_on": None}, []),
        ({"surname": ""}, [Objection("name.missing", "surname")]),
        ({"given_name": "Ив4н"}, [Objection("name.letters", "given_name", {"name": "Ив4н"})]),
        ({"iin": "791028302729"}, [Objection("iin.check_digit", "iin")]),
        ({"iin": "7910"}, [Objection("iin.digits", "iin", {"length": 4})]),
        ({"iin": "-"}, [Objection("iin.digits", "iin", {"length": 0})]),
        (
            {"born_on": date(1821, 7, 25)},
            [
                Objection(
                    "person.born_too_long_ago", "born_on", {"born_on": date(1821, 7, 25), "earliest": 1900}
                )
            ],
        ),
        (
            {"surname": "", "born_on": date(2021, 7, 6), "iin": "1"},
            [
                Objection("name.missing", "surname"),
                Objection("person.born_in_future", "born_on", {"born_on": date(2021, 7, 6)}),
                Objection("iin.digits", "iin", {"length": 1}),
            ],
        ),
    ],
)
def test_objections_to_a_person(app: Flask, changes: dict[str, Any], expected: list[Objection]) -> None:
    assert actions.person_objections({**VALUES, **changes}, TODAY) == expected


OTHER_NAME = Objection("person.iin_other_name", "surname")
OTHER_BIRTH = Objection("person.iin_other_birth", "born_on")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"surname": "ӨТЕГЕНУЛЫ", "given_name": "Галымжан", "patronymic": ""}, []),
        ({"born_on": None}, []),
        ({"surname": ""}, [Objection("name.missing", "surname")]),
        ({"surname": "Бекова"}, [OTHER_NAME]),
        ({"given_name": "Асхат"}, [OTHER_NAME]),
        ({"patronymic": "Серікұлы"}, [OTHER_NAME]),
        ({"born_on": date(1979, 10, 29)}, [OTHER_BIRTH]),
        ({"surname": "Бекова", "born_on": date(1980, 1, 1)}, [OTHER_NAME, OTHER_BIRTH]),
        ({"surname": "Бекова", "iin": OTHER_IIN}, []),
    ],
)
def test_known_iin_with_the_data_of_somebody_else_is_refused(
    app: Flask, changes: dict[str, Any], expected: list[Objection]
) -> None:
    make()

    assert actions.person_objections({**VALUES, **changes}, TODAY) == expected


def test_birth_date_of_a_known_person_may_be_told_for_the_first_time(app: Flask) -> None:
    make(born_on=None)

    assert actions.person_objections(VALUES, TODAY) == []


def test_iin_of_another_is_refused_to_a_known_person_only(app: Flask, factory: Factory) -> None:
    owner, person = make(), make(iin=OTHER_IIN)

    assert actions.person_objections(VALUES, TODAY) == []
    assert actions.person_objections(VALUES, TODAY, owner) == []
    assert actions.person_objections(VALUES, TODAY, person) == [Objection("person.iin_taken", "iin")]
    assert actions.person_objections(VALUES, TODAY, factory.person()) == [
        Objection("person.iin_taken", "iin")
    ]


def test_full_name_without_a_patronymic(factory: Factory) -> None:
    person = factory.person(surname="Цой", given_name="Виктор", patronymic="")

    assert actions.full_name(person) == "Цой Виктор"
