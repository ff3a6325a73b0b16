"""What of a platform stands on its leaflet: sums by sector, numbers as people write them, shorter and shorter tries."""

from decimal import Decimal

import pytest

from elections.platforms.leaflet import (
    BACKS,
    FRONTS,
    ROOMY,
    Money,
    backs_for,
    from_to,
    fronts_for,
    measured,
    money_by,
    plain,
)
from elections.platforms.leaflet_wording import WORDINGS


def test_money_is_summed_by_name_and_the_dearest_comes_first() -> None:
    parts = [("water", 5), ("roads", 9), ("water", 7), ("school", 9)]

    assert money_by(parts) == [Money("water", 12, 2), Money("roads", 9, 1), Money("school", 9, 1)]
    assert money_by([]) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12", "12"), ("12.00", "12"), ("3.5", "3,5"), ("0.05", "0,05"), ("12000", "12\u202f000"), ("0", "0")],
)
def test_numbers_are_written_as_people_write_them(value: str, expected: str) -> None:
    assert plain(Decimal(value)) == expected


def test_indicator_says_from_what_to_what() -> None:
    assert from_to(Decimal("2.5"), Decimal(40), "км") == "2,5 → 40 км"
    assert from_to(None, Decimal(40), "") == "→ 40"
    assert from_to(Decimal(0), Decimal(1), "") == "0 → 1"
    assert from_to(Decimal(2), None, "км") == ""


@pytest.mark.parametrize(
    ("indicator", "start", "goal", "unit", "expected"),
    [
        ("Труба", "2", "14.5", "км", "Труба: 2 → 14,5 км"),
        ("парков: 1", "0", "1", "парков", "парков: 1"),
        ("парков: 3", "1", "3", "парков", "парков: 3: 1 → 3"),
        ("31 парк", None, "3", "парк", "31 парк: 3"),
        ("Мост", None, "1", "штука", "Мост: 1 штука"),
        ("", "0", "1", "", "0 → 1"),
    ],
)
def test_indicator_does_not_say_the_same_twice(
    indicator: str, start: str | None, goal: str, unit: str, expected: str
) -> None:
    begins = None if start is None else Decimal(start)
    assert measured(indicator, begins, Decimal(goal), unit) == expected


def test_large_type_is_tried_only_where_nothing_is_left_out_for_it() -> None:
    assert [one.type for one in fronts_for("а" * 400)][:2] == [ROOMY, ROOMY]
    assert ROOMY not in [one.type for one in fronts_for("а" * 801)]
    assert backs_for(4)[0].type == ROOMY
    assert backs_for(5)[0] == BACKS[1]


def test_each_try_says_no_more_than_the_one_before_and_the_last_next_to_nothing() -> None:
    for tries in ([one for one in FRONTS if one.type != ROOMY], [one for one in BACKS if one.type != ROOMY]):
        sizes = [(getattr(one, "text", 0), one.pledges, one.words) for one in tries]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[-1] == (0, 0, 0)


def test_both_languages_fill_in_the_same_places() -> None:
    kazakh, russian = (vars(one) for one in WORDINGS.values())

    for name, text in kazakh.items():
        assert text
        assert russian[name]
        places = [part.split("}")[0] for part in text.split("{")[1:]]
        assert sorted(places) == sorted(part.split("}")[0] for part in russian[name].split("{")[1:])
