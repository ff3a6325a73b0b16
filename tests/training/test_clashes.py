"""The pure rule of clashes: one trainer, one room, one person cannot be in two seminars at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.training.clashes import Slot, clashes, clashes_among

START = datetime(2021, 7, 3, 4, tzinfo=UTC)


def slot(begin: int = 0, end: int = 6, place: str = "Дворец", path: str = "11/", **more: object) -> Slot:
    return Slot(
        START + timedelta(hours=begin), START + timedelta(hours=end), place, path, label="№ 2", **more
    )


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        (slot(), slot(5, 9), ["clash_room"]),
        (slot(), slot(6, 9), []),
        (slot(6, 9), slot(), []),
        (slot(), slot(place="дворец "), ["clash_room"]),
        (slot(), slot(place="ДВОРЕЦ", path="13/"), []),
        (slot(), slot(place="Школа"), []),
        (slot(place=""), slot(place=""), []),
        (slot(trainers=frozenset({"Т"})), slot(place="Школа", trainers=frozenset({"Т", "Б"})), ["clash_trainer"]),
        (slot(trainers=frozenset({"Т"})), slot(7, 9, trainers=frozenset({"Т"})), []),
        (slot(people=frozenset({(1, "Әлиев")})), slot(path="13/", people=frozenset({(1, "Әлиев")})), ["clash_person"]),
        (slot(people=frozenset({(1, "Әлиев")})), slot(path="13/", people=frozenset({(2, "Әлиев")})), []),
    ],
)  # fmt: skip
def test_clash_is_of_time_with_trainer_room_or_person(one: Slot, other: Slot, codes: list[str]) -> None:
    assert [found.code for found in clashes(one, [other])] == [f"seminar.{code}" for code in codes]


def test_clash_names_who_and_the_other_seminar() -> None:
    one = slot(trainers=frozenset({"Т. Оспанова"}), place="Школа")
    other = slot(trainers=frozenset({"Т. Оспанова"}))

    params = {"name": "Т. Оспанова", "other": "№ 2"}
    assert clashes(one, [other]) == [Objection("seminar.clash_trainer", "despite", params)]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=6))
def test_seminars_one_after_the_other_never_clash(lengths: list[tuple[int, int]]) -> None:
    slots, at = [], 0
    for gap, length in lengths:
        slots.append(slot(at + gap, at + gap + length))
        at += gap + length

    assert clashes_among(slots) == []


def test_seminars_planned_together_clash_among_themselves() -> None:
    assert [one.code for one in clashes_among([slot(), slot(1, 3), slot(7, 9)])] == ["seminar.clash_room"]
