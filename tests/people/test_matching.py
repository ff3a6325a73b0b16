"""Who is found in one snapshot, and that twice the people cost about twice the comparisons."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from elections.people.likeness import LIKELY, Pair, PersonKey, compare, read_all
from elections.people.matching import (
    KINDS,
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


def test_who_bears_one_part_of_a_double_surname_now_is_found() -> None:
    one = PersonKey(1, "Асанова-Бекова", "Асель", "Муратовна", 1980, date(1980, 5, 17), None, "1/2/")
    others = [replace(one, id=2, surname="Бекова"), replace(one, id=3, surname="Асанова")]

    for other in others:
        assert [(pair.left, pair.right) for pair in find_pairs([one, other])] == [(1, other.id)]


@pytest.mark.parametrize("people", [[], [PersonKey(1, "Асанов", "Асхат")]])
def test_nobody_is_like_nobody(people: list[PersonKey]) -> None:
    assert (find_pairs(people), find_matches_of(people, []), find_matches_of([], people)) == ([], {}, {})


def test_many_of_one_name_are_compared_with_their_neighbours_only() -> None:
    crowd = [PersonKey(at, "Асанов", "Асхат", "Болатұлы", 1950 + at % 40, None) for at in range(500)]
    compared = list(pairs_to_compare(read_all(crowd)))

    assert len(compared) <= len(crowd) * len(KINDS) * NEIGHBOURS
    assert len({frozenset((one.key.id, other.key.id)) for one, other in compared}) == len(compared)


def test_newcomer_of_a_crowded_name_is_compared_with_the_nearest() -> None:
    crowd = [PersonKey(at, "Асанов", "Асхат", "Болатұлы", 1900 + at, None) for at in range(100)]
    newcomer = PersonKey(1000, "Асанов", "Асхат", "Болатович", 1957)

    assert find_matches_of([newcomer], crowd)[1000][0].right == 57
    assert len(list(matches_to_compare(read_all([newcomer]), read_all(crowd)))) <= len(KINDS) * NEIGHBOURS


@pytest.mark.parametrize("number", [1000, 2000, 4000])
def test_twice_the_people_cost_about_twice_the_work(number: int) -> None:
    """Reading is one step a person and finding blocks a few; comparing must not outgrow them."""
    once, twice = read_all(register(number)), read_all(register(2 * number))
    newcomers = [read_all(register(size, seed=2)) for size in (number, 2 * number)]

    compared = [len(some) + sum(1 for _pair in pairs_to_compare(some)) for some in (once, twice)]
    matched = [
        len(known) + sum(1 for _pair in matches_to_compare(new, known))
        for new, known in zip(newcomers, (once, twice), strict=True)
    ]

    assert 10 * compared[1] <= 23 * compared[0]
    assert 10 * matched[1] <= 23 * matched[0]


@pytest.mark.parametrize("change", SPELLINGS)
def test_however_alike_everybody_is_each_is_compared_with_a_few(
    change: Callable[[PersonKey], PersonKey],
) -> None:
    """A register of one family in one place: the worst that can be."""
    twins = [
        change(PersonKey(at, "Асанов", "Асхат", "Болатұлы", 1970, date(1970, 5, 6), None, "1/2/3/"))
        for at in range(400)
    ]
    twice = [replace(one, id=1000 + one.id) for one in twins]

    compared = [sum(1 for _pair in pairs_to_compare(read_all(some))) for some in (twins, [*twins, *twice])]

    assert 10 * compared[1] <= 23 * compared[0]
    assert compared[0] <= len(KINDS) * NEIGHBOURS * len(twins)


def test_two_with_a_number_each_are_not_compared_by_name() -> None:
    known = [replace(one, iin_index=str(one.id)) for one in register(300)]
    again = [replace(one, id=1000 + one.id, iin_index=f"x{one.id}") for one in known]

    assert list(pairs_to_compare(read_all([*known, *again]))) == []
    assert list(matches_to_compare(read_all(again), read_all(known))) == []
    assert len(find_matches_of([replace(again[0], iin_index=None)], known)) == 1
    assert len(find_pairs([*known, replace(again[0], iin_index=None)])) >= 1


@pytest.mark.parametrize("change", SPELLINGS)
def test_with_a_number_on_one_side_another_spelling_is_found(
    change: Callable[[PersonKey], PersonKey],
) -> None:
    known = [replace(one, iin_index=str(one.id)) for one in register(300)]
    again = [replace(change(one), id=10_000 + one.id, iin_index=None) for one in known[::20]]

    found, turned = find_matches_of(again, known), find_matches_of(known, again)
    pairs = {(pair.left, pair.right) for pair in find_pairs([*known, *again])}

    for one in again:
        assert one.id - 10_000 in {pair.right for pair in found[one.id]}
        assert one.id in {pair.right for pair in turned[one.id - 10_000]}
        assert (one.id - 10_000, one.id) in pairs


def test_order_of_the_people_changes_nothing() -> None:
    people = register(300)
    turned = find_pairs(people[::-1])

    def pairs(found: list[Pair]) -> set[tuple[int, int, int]]:
        return {(min(one.left, one.right), max(one.left, one.right), one.score) for one in found}

    assert pairs(turned) == pairs(find_pairs(people))
