"""Names and birth dates of persons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.people.names import (
    FullName,
    age_on,
    birth_date_objections,
    birth_year_objections,
    check_name,
    clean_name,
    is_same_name,
)

TODAY = date(2021, 7, 14)
LONG = "а" * 121


def test_full_and_initials() -> None:
    name = FullName("Сейітқали", "Талғат", "Оразұлы")
    assert (name.full, name.initials) == ("Сейітқали Талғат Оразұлы", "Сейітқали Т. О.")


def test_full_and_initials_without_a_patronymic() -> None:
    name = FullName("Цой", "виктор")
    assert (name.full, name.initials) == ("Цой виктор", "Цой В.")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Сейітқали\u00a0", "Сейітқали"),
        ("СЕЙІТҚАЛИ", "Сейітқали"),
        ("ПЕТРОВА – ВОДКИНА", "Петрова-Водкина"),
        ("ОРАЗ ҰЛЫ", "Ораз ұлы"),
        ("Ұлы", "Ұлы"),
        ("ҰЛЫ", "Ұлы"),
        ("Cepик", "Серик"),
        ("де Голль", "де Голль"),
        ("Я", "Я"),
        ("О.", "О."),
        ("", ""),
    ],
)
def test_clean_name(text: str, cleaned: str) -> None:
    assert clean_name(text) == cleaned


@given(st.text(alphabet="АӘБәқYyCcАЯ -–\u00a0.'"))
def test_clean_name_is_settled_by_one_pass(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize(
    "name",
    [
        FullName("Сейітқали", "Талғат", "Оразұлы"),
        FullName("Петрова-Водкина", "Анна"),
        FullName("О'Нил", "Шон Патрик", "Т."),
        FullName("Smith", "John"),
    ],
)
def test_check_name_accepts(name: FullName) -> None:
    assert check_name(name) == ()


@pytest.mark.parametrize(
    ("name", "objections"),
    [
        (FullName("", ""), (Objection("name.missing", "surname"), Objection("name.missing", "given_name"))),
        (FullName("Иванов2", "Иван"), (Objection("name.letters", "surname", {"name": "Иванов2"}),)),
        (FullName("Иванов", "-"), (Objection("name.letters", "given_name", {"name": "-"}),)),
        (FullName("Иванов", "Иван", "Zвич"), (Objection("name.letters", "patronymic", {"name": "Zвич"}),)),
        (
            FullName("Иванов", LONG),
            (Objection("name.too_long", "given_name", {"length": 121, "maximum": 120}),),
        ),
    ],
)
def test_check_name_refuses(name: FullName, objections: tuple[Objection, ...]) -> None:
    assert check_name(name) == objections


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(1996, 7, 25), date(2021, 7, 25), 25),
        (date(1996, 7, 26), date(2021, 7, 25), 24),
        (date(1996, 2, 29), date(2021, 2, 28), 24),
        (date(1996, 2, 29), date(2021, 3, 1), 25),
    ],
)
def test_age_on(born_on: date, day: date, age: int) -> None:
    assert age_on(born_on, day) == age


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_age_never_falls(born_on: date, days: int) -> None:
    day = born_on + timedelta(days=days)
    assert 0 <= age_on(born_on, day) <= age_on(born_on, day + timedelta(days=1))


@pytest.mark.parametrize("born_on", [date(1900, 1, 1), date(1975, 3, 2), date(2005, 7, 14)])
def test_birth_date_is_accepted(born_on: date) -> None:
    assert birth_date_objections(born_on, TODAY) == ()


@pytest.mark.parametrize(
    ("born_on", "objection"),
    [
        (date(2021, 7, 15), Objection("person.born_in_future", "born_on", {"born_on": date(2021, 7, 15)})),
        (
            date(1821, 7, 25),
            Objection(
                "person.born_too_long_ago", "born_on", {"born_on": date(1821, 7, 25), "earliest": 1900}
            ),
        ),
        (
            date(2005, 7, 15),
            Objection("person.too_young_for_register", "born_on", {"age": 15, "minimum": 16}),
        ),
    ],
)
def test_birth_date_is_refused(born_on: date, objection: Objection) -> None:
    assert birth_date_objections(born_on, TODAY) == (objection,)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Қасымов", "Асхат", "Серікұлы"), ("Касымов", "Асхат", "Серикулы"), True),
        (("Қасымов", "Асхат", "Серікұлы"), ("КАСЫМОВ", "асхат", ""), True),
        (("Ким-Цой", "Вера"), ("Ким - Цой", "Вера"), True),
        (("Қасымов", "Асхат"), ("Қасымова", "Асхат"), False),
        (("Қасымов", "Асхат"), ("Қасымов", "Асқар"), False),
        (("Қасымов", "Асхат", "Серікұлы"), ("Қасымов", "Асхат", "Маратұлы"), False),
        (("Асхат", "Қасымов"), ("Қасымов", "Асхат"), False),
    ],
)
def test_name_is_the_same_in_another_spelling(
    one: tuple[str, ...], other: tuple[str, ...], expected: bool
) -> None:
    assert is_same_name(FullName(*one), FullName(*other)) is expected
    assert is_same_name(FullName(*other), FullName(*one)) is expected


@pytest.mark.parametrize(("year", "refused"), [(1899, True), (1900, False), (2021, False), (2022, True)])
def test_birth_year_lies_in_living_memory(year: int, refused: bool) -> None:
    objection = Objection("person.birth_year", "birth_year", {"year": year, "earliest": 1900})

    assert birth_year_objections(year, TODAY) == ((objection,) if refused else ())
