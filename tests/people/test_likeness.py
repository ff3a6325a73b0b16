"""Who is like whom: the spellings of one person are a pair, relatives and namesakes are not."""

from datetime import date

import pytest

from elections.people.likeness import (
    CERTAIN,
    LIKELY,
    POINTS,
    POSSIBLE,
    Pair,
    PersonKey,
    Reason,
    compare,
    read_all,
)

HERE, NEXT_DOOR, FAR = (
    "110000000/113200000/113230000/",
    "110000000/113200000/113240000/",
    "150000000/153200000/153230000/",
)


def key(number: int, name: str, born: str = "", place: str = HERE, iin: str = "") -> PersonKey:
    """A person of «Surname Given Patronymic» (a name of several words in brackets: «(Бекова-Сан) Айгүл»)."""
    surname, given, patronymic = ([*name.split(" "), "", ""])[:3]
    surname = surname.replace("_", " ")
    day = date.fromisoformat(born) if len(born) > 4 else None
    year = int(born[:4]) if born else None
    return PersonKey(
        number, surname, given.replace("_", " "), patronymic.replace("_", " "), year, day, iin or None, place
    )


def likeness(one: PersonKey, other: PersonKey) -> Pair | None:
    left, right = read_all([one, other])
    return compare(left, right)


def score(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    pair = likeness(key(1, *one), key(2, *other))
    back = likeness(key(2, *other), key(1, *one))
    assert (pair is None) == (back is None)
    assert pair is None or (pair.score, pair.reasons) == (back.score, back.reasons)
    return pair.score if pair else 0


SAME = [
    (("Сейітқали Тимур Оразұлы", "1979-10-28"), ("Сеиткали Тимур Оразович", "1979-10-28")),
    (("Сейітқали Тимур Оразұлы", "1979-10-28"), ("Seiitkali Timur Orazuly", "1979-10-28")),
    (("Ахметов Болат Ахметович", "1965"), ("Ахметов Болат Ахметұлы", "1965-04-12")),
    (("Ахметова Айгүл Ахметқызы", "1985-04-12"), ("Ахметова Айгуль Ахметовна", "1985-04-12")),
    (("Қасымов Ғалымжан Серікұлы", "1970-01-02"), ("Kassymov Galymzhan Serikovich", "1970-01-02")),
    (("Қасымов Ғалымжан Серікұлы", "1970-01-02"), ("Касымов Г. С.", "1970-01-02")),
    (("Қасымов Ғалымжан Серікұлы", "1970"), ("Касымов_Г._С.", "1970")),
    (("Қасымов Ғалымжан Серікұлы", "1970"), ("Г._С._Касымов", "1970")),
    (("Қасымов Ғалымжан Серікұлы", "1970"), ("Касымов Г._С.", "1970")),
    (("Иванов Пётр Алексеевич", "1960-02-03"), ("Иванов Петр Алексеевич", "1960-02-03")),
    (("Бекова-Сарина Әсел Маратқызы", "1988-05-06"), ("Бекова Асель Маратовна", "1988-05-06")),
    (("Ким Анна", "1990-05-06"), ("Ким Анна Викторовна", "1990-05-06")),
    (("Асан Жанат Болатұлы", "1975-05-06"), ("Асанов Жанат Болатович", "1975-05-06")),
    (("Есенов Ерлан Сабитович", "1975-05-06"), ("Есенов Ерлан Сабитович", "1975-06-05")),
    (("Есенов Ерлан Сабитович", "1975-05-06"), ("Есенов Ерлан Сабитович", "1957-05-06")),
    (("Есенов Ерлан Сабитович", "1975-05-06"), ("Есеонв Ерлан Сабитович", "1975-05-06")),
    (("Есенов Ерлан Сабитович", "1975-05-06"), ("Ерлан Есенов Сабитович", "1975-05-06")),
    (("Есенов Ерлан Сабитович", "1975-05-06"), ("Есенов Ерлан Сабитович", "1975-01-01")),
    (("Есенов Ерлан Сабитович", "1975-05-06", HERE), ("Есенов Ерлан Сабитович", "1975-05-06", FAR)),
    (("Иванова Анна Петровна", "1990-05-06"), ("Сидорова Анна Петровна", "1990-05-06")),
    (("Есенов Ерлан Сабитович", ""), ("Есенов Ерлан Сабитович", "")),
]
OTHERS = [
    (("Ахметов Болат Серікұлы", "1970-03-01"), ("Ахметов Марат Серікұлы", "1972-07-09")),
    (("Ахметов Болат Серікұлы", "1970"), ("Ахметов Марат Серікұлы", "1971")),
    (("Ахметов Болат Серікұлы", "1970-03-01"), ("Ахметов Марат Серікұлы", "1970-03-01")),
    (("Ахметов Болат Серікұлы", "1970-03-01"), ("Ахметова Болат Серікқызы", "1974-03-05")),
    (("Ахметов Серік Болатұлы", "1945-03-01"), ("Ахметов Болат Серікұлы", "1970-03-01")),
    (("Болатов Серік Болатұлы", "1945"), ("Серіков Болат Серікұлы", "1970")),
    (("Ахметов Болат Серікұлы", "1970-03-01"), ("Ахметов Болат Маратұлы", "1970-08-11")),
    (("Ахметов Болат Серікұлы", "1970"), ("Ахметов Болат Маратұлы", "1970")),
    (("Ахметов Болат Серікұлы", "1970-03-01"), ("Ахметов Болат Серікұлы", "1951-08-17")),
    (("Ахметов Болат Серікұлы", "1970"), ("Ахметов Болат Серікұлы", "1985")),
    (("Ахметов Б. С.", "1970"), ("Ахметов Б. М.", "1970")),
    (("Ахметова Айгүл Серікқызы", "1970-03-01"), ("Ахметова Айнұр Серікқызы", "1970-03-01")),
    (("Иванов Иван", ""), ("Иванова Ирина", "")),
    (("Ким Анна", ""), ("Тен Анна", "")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_person_are_a_pair(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert score(one, other) >= POSSIBLE


@pytest.mark.parametrize(("one", "other"), SAME[:5] + SAME[9:10])
def test_another_alphabet_alone_is_a_likely_pair(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert score(one, other) >= LIKELY


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_relatives_and_namesakes_are_no_pair(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert score(one, other) == 0


def test_same_number_decides_whatever_the_name() -> None:
    one, other = key(1, "Асанов Асан", "1970", iin="a"), key(2, "Бекова Айгүл", "1990", iin="a")

    assert likeness(one, other) == Pair(1, 2, CERTAIN, (Reason.IIN_SAME,))


def test_another_number_decides_whatever_the_name() -> None:
    name = "Есенов Ерлан Сабитович"

    assert likeness(key(1, name, "1970-02-03", iin="a"), key(2, name, "1970-02-03", iin="b")) is None
    assert likeness(key(1, name, "1970-02-03", iin="a"), key(2, name, "1970-02-03")) is not None


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (("Ахметова Айгүл Ахметқызы", "1985-04-12"), ("Ахметова Айгуль Ахметовна", "1985"), (
            Reason.SURNAME_SAME, Reason.GIVEN_SPELLING, Reason.PATRONYMIC_FORM, Reason.BORN_SAME_YEAR, Reason.PLACE_SAME)),
        (("Асан А. Б.", "1985", HERE), ("Асанов Асхат Болатович", "1985", NEXT_DOOR), (
            Reason.SURNAME_ENDING, Reason.GIVEN_INITIAL, Reason.PATRONYMIC_INITIAL, Reason.BORN_SAME_YEAR, Reason.PLACE_DISTRICT)),
        (("Асанов Асхат Болатович", "1985", HERE), ("Асанов Асхат Болатович", "1985", FAR), (
            Reason.SURNAME_SAME, Reason.GIVEN_SAME, Reason.PATRONYMIC_SAME, Reason.BORN_SAME_YEAR, Reason.PLACE_REGION_DIFFERS)),
        (("Асанов Асхат Болатович", "1985", ""), ("Асонов Асхат Болотович", "1985", HERE), (
            Reason.SURNAME_SLIP, Reason.GIVEN_SAME, Reason.PATRONYMIC_SLIP, Reason.BORN_SAME_YEAR)),
        (("Асанов Асхат Болатович", "", "110000000/"), ("Асанов Аскхат Болатович", "", "110000000/"), (
            Reason.SURNAME_SAME, Reason.GIVEN_SLIP, Reason.PATRONYMIC_SAME)),
    ],
)  # fmt: skip
def test_score_is_the_sum_of_its_reasons(
    one: tuple[str, ...], other: tuple[str, ...], reasons: tuple[Reason, ...]
) -> None:
    pair = likeness(key(1, *one), key(2, *other))
    points = sum(POINTS[reason] for reason in reasons)

    assert pair == (Pair(1, 2, points, reasons) if points >= POSSIBLE else None)


def test_best_is_a_hundred() -> None:
    best = (
        Reason.SURNAME_SAME,
        Reason.GIVEN_SAME,
        Reason.PATRONYMIC_SAME,
        Reason.BORN_SAME_DAY,
        Reason.PLACE_SAME,
    )

    assert sum(POINTS[one] for one in best) == CERTAIN
    assert set(POINTS) == set(Reason)


def test_birth_date_of_new_year_is_a_year_only() -> None:
    name = "Есенов Ерлан Сабитович"
    pair = likeness(key(1, name, "1970-01-01"), key(2, name, "1970-02-03"))

    assert pair is not None
    assert Reason.BORN_SAME_YEAR in pair.reasons


@pytest.mark.parametrize("surname", ["", "-", "А."])
def test_name_that_says_nothing_is_read_all_the_same(surname: str) -> None:
    one, other = PersonKey(1, surname, ""), PersonKey(2, "Асанов", "Асхат", "Болатович")

    assert likeness(one, other) is None
