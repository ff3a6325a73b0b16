"""Who is found in one snapshot, and that twice the people cost about twice the comparisons."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from elections.people.likeness import LIKELY, Pair, PersonKey, compare, read_all
from elections.people.matching import (
    NEIGHBOURS,
    find_matches,
    find_matches_of,
    find_pairs,
    matches_to_compare,
    pairs_to_compare,
)

STEMS = [
    "Асан",
    "Болат",
    "Серік",
    "Марат",
    "Нұрлан",
    "Ермек",
    "Қайрат",
    "Жанат",
    "Талғат",
    "Бауыржан",
    "Ғалым",
    "Дәулет",
    "Өмір",
    "Сәкен",
    "Тимур",
    "Ерлан",
    "Мұрат",
    "Әділ",
]
REGIONS = 14


def register(number: int, seed: int = 1) -> list[PersonKey]:
    """Invented people: many share names, as in any register; the more people, the more places."""
    chance, found = random.Random(seed), []
    for at in range(number):
        surname, given, father = (chance.choice(STEMS) for _ in range(3))
        surname += chance.choice(("ов", "баев", "бекұлы", "ғали", "жанов", "қызы", "тай")) + chance.choice(
            ("", "а")
        )
        born = date(1950 + chance.randrange(45), 1 + chance.randrange(12), 1 + chance.randrange(28))
        district = chance.randrange(max(1, number // 50))
        place = f"{district % REGIONS}/{district}/{chance.randrange(20)}/"
        found.append(
            PersonKey(
                at, surname, given, father + chance.choice(("ұлы", "ович")), born.year, born, None, place
            )
        )
    return found


RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")


def in_russian(one: PersonKey) -> PersonKey:
    names = (one.surname, one.given_name, one.patronymic.replace("ұлы", "ович"))
    surname, given, father = (name.translate(RUSSIAN) for name in names)
    return replace(one, surname=surname, given_name=given, patronymic=father)


def with_initials(one: PersonKey) -> PersonKey:
    return replace(one, given_name=f"{one.given_name[0]}.", patronymic=f"{one.patronymic[0]}.")


def without_day(one: PersonKey) -> PersonKey:
    return replace(one, born_on=None)


def without_place(one: PersonKey) -> PersonKey:
    return replace(one, place="")


def without_father(one: PersonKey) -> PersonKey:
    return replace(one, patronymic="")


def exchanged(one: PersonKey) -> PersonKey:
    return replace(one, surname=one.given_name, given_name=one.surname)


def with_a_slip(one: PersonKey) -> PersonKey:
    return replace(one, surname=one.surname[:2] + one.surname[3:])


SPELLINGS = [in_russian, with_initials, without_day, without_place, without_father, exchanged, with_a_slip]


@pytest.mark.parametrize("change", SPELLINGS)
def test_person_in_another_spelling_is_found_among_many(change: Callable[[PersonKey], PersonKey]) -> None:
    known = register(600)
    again = [replace(change(one), id=10_000 + one.id) for one in known[::20]]

    pairs = {(pair.left, pair.right) for pair in find_pairs([*known, *again])}
    found = find_matches_of(again, known)

    assert {(one.id - 10_000, one.id) for one in again} <= pairs
    assert {one.id: one.id - 10_000 in {pair.right for pair in found.get(one.id, [])} for one in again} == {
        one.id: True for one in again
    }


def test_what_is_found_is_what_comparing_everybody_finds() -> None:
    people = register(400, seed=3)
    readings = read_all(people)
    everybody = [compare(one, other) for at, one in enumerate(readings) for other in readings[at + 1 :]]

    missed = {(one.left, one.right) for one in everybody if one} - {
        (one.left, one.right) for one in find_matches(readings)
    }
    assert [one for one in everybody if one and one.score >= LIKELY and (one.left, one.right) in missed] == []


def test_best_pair_comes_first_and_each_once() -> None:
    pairs = find_pairs([*register(300), *(replace(one, id=1000 + one.id) for one in register(40))])

    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
    assert len({(pair.left, pair.right) for pair in pairs}) == len(pairs)


def test_same_number_is_found_whatever_the_name() -> None:
    one = PersonKey(1, "Асанов", "Асхат", iin_index="x")
    other = PersonKey(2, "Bekova", "Aigul", iin_index="x")

    assert [(pair.left, pair.right) for pair in find_pairs([one, other])] == [(1, 2)]
    assert find_matches_of([one], [other, PersonKey(3, "Асанов", "Асхат", iin_index="y")])[1][0].right == 2


@pytest.mark.parametrize("people", [[], [PersonKey(1, "Асанов", "Асхат")]])
def test_nobody_is_like_nobody(people: list[PersonKey]) -> None:
    assert (find_pairs(people), find_matches_of(people, []), find_matches_of([], people)) == ([], {}, {})


def test_many_of_one_name_are_compared_with_their_neighbours_only() -> None:
    crowd = [PersonKey(at, "Асанов", "Асхат", "Болатұлы", 1950 + at % 40, None) for at in range(500)]
    compared = list(pairs_to_compare(read_all(crowd)))

    assert len(compared) <= len(crowd) * NEIGHBOURS
    assert len({frozenset((one.key.id, other.key.id)) for one, other in compared}) == len(compared)


def test_newcomer_of_a_crowded_name_is_compared_with_the_nearest() -> None:
    crowd = [PersonKey(at, "Асанов", "Асхат", "Болатұлы", 1900 + at, None) for at in range(100)]
    newcomer = PersonKey(1000, "Асанов", "Асхат", "Болатович", 1957)

    assert find_matches_of([newcomer], crowd)[1000][0].right == 57
    assert len(list(matches_to_compare(read_all([newcomer]), read_all(crowd)))) <= 9 * NEIGHBOURS


@pytest.mark.parametrize("number", [1000, 2000, 4000])
def test_twice_the_people_cost_about_twice_the_comparisons(number: int) -> None:
    once, twice = read_all(register(number)), read_all(register(2 * number))

    compared = [sum(1 for _pair in pairs_to_compare(some)) for some in (once, twice)]
    matched = [
        sum(1 for _pair in matches_to_compare(read_all(register(size, seed=2)), known))
        for size, known in ((number, once), (2 * number, twice))
    ]

    assert compared[1] <= compared[0] * 23 // 10
    assert matched[1] <= matched[0] * 23 // 10


def test_order_of_the_people_changes_nothing() -> None:
    people = register(300)
    turned = find_pairs(people[::-1])

    def pairs(found: list[Pair]) -> set[tuple[int, int, int]]:
        return {(min(one.left, one.right), max(one.left, one.right), one.score) for one in found}

    assert pairs(turned) == pairs(find_pairs(people))
