"""Which pledges promise the same, whatever the endings, the letters and the numbers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.platforms.alike import MOST_SHOWN, Alike, Said, find_alike, likeness, stems

HERE, NEXT, REGION, AWAY = "11/1132/113241/", "11/1132/113242/", "11/1134/113441/", "15/1532/153241/"


def said(number: int, ru: str, path: str = NEXT, sector: str = "water", kk: str = "") -> Said:
    return Said(number, sector, path, (ru, kk))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Построить водопровод", "Построим водопроводы", Fraction(1)),
        ("Ремонт 3 км дороги", "ремонт дорог, 12 км", Fraction(1)),
        ("Ауызсу құбырын тарту", "Ауызсу кубырын тарту", Fraction(1)),
        ("Ремонт школы", "Ремонт дорог", Fraction(1, 3)),
        ("Ремонт школы", "", Fraction(0)),
        ("", "", Fraction(0)),
    ],
)
def test_likeness(first: str, second: str, expected: Fraction) -> None:
    assert likeness(first, second) == expected


@given(st.text(), st.text())
def test_likeness_is_mutual_and_from_nothing_to_one(first: str, second: str) -> None:
    assert 0 <= likeness(first, second) == likeness(second, first) <= 1


def test_short_and_empty_words_do_not_count() -> None:
    assert stems("Вода для всех и при школе в 7 ауле") == {"вода", "всех", "школе", "ауле"}


def test_neighbours_come_first_then_the_region_and_the_likest_of_each() -> None:
    own = said(1, "Построить новый водопровод", HERE)
    others = [
        own,
        said(2, "Построить новый водопровод", REGION),
        said(3, "Построить водопровод"),
        said(4, "Построить новый водопровод"),
        said(5, "Построить новый водопровод", AWAY),
        said(6, "Построить новый водопровод", NEXT, "roads"),
        said(7, "Пробурить скважины"),
        said(8, "Построить новый водопровод", HERE),
    ]

    assert find_alike(own, others) == [
        Alike(4, Fraction(1), True), Alike(3, Fraction(2, 3), True), Alike(2, Fraction(1), False),
    ]  # fmt: skip


def test_each_language_is_compared_with_itself() -> None:
    own = said(1, "", HERE, kk="Су құбырын салу")

    assert [
        one.id
        for one in find_alike(own, [said(2, "Водопровод", kk="су құбырын салу"), said(3, "Водопровод")])
    ] == [2]


def test_long_lists_are_cut() -> None:
    own = said(1, "Построить водопровод", HERE)

    assert (
        len(find_alike(own, [said(number, "Построить водопровод") for number in range(2, 40)])) == MOST_SHOWN
    )
