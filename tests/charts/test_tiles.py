"""Tiles: each territory on its place, none lost, shapes inside their tile, the same in any country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.charts.tiles import (
    HEIGHT,
    LOW,
    MARGIN,
    SMALLEST_TYPE,
    WIDTH,
    Line,
    Part,
    Score,
    Square,
    Standing,
    bar,
    lay_out,
    lines_of,
    place,
    target_at,
)

INNER = WIDTH - 2 * MARGIN
KNOWN = {"a": (0, 0), "b": (2, 0), "c": (1, 1)}


def score(
    key: str = "a", won: int = 0, open_: int = 0, lost: int = 0, needed: int = 0, **more: object
) -> Score:
    return Score(key, more.pop("name", key), won, open_, lost, needed, **more)


def test_known_places_are_kept_and_the_unknown_take_the_next_free_one() -> None:
    assert place(["a", "b", "c", "x", "y"], KNOWN) == {
        "a": (0, 0), "b": (2, 0), "c": (1, 1), "x": (1, 0), "y": (0, 1),
    }  # fmt: skip


def test_columns_and_rows_that_nobody_needs_are_left_out() -> None:
    assert place(["b", "far"], {"b": (3, 2), "far": (7, 9)}) == {"b": (0, 0), "far": (1, 1)}


def test_places_without_any_known_one_fill_rows_in_their_order() -> None:
    assert place(list("pqrs"), {}) == {"p": (0, 0), "q": (1, 0), "r": (2, 0), "s": (0, 1)}
    assert place([], KNOWN) == {}


@given(st.sets(st.sampled_from("abcdefghijklmnopqrstuvwxyz")))
def test_no_two_territories_share_a_place(keys: set[str]) -> None:
    found = place(sorted(keys), KNOWN)

    assert set(found) == keys
    assert len(set(found.values())) == len(keys)


@pytest.mark.parametrize(
    ("figures", "standing"),
    [
        ((8, 1, 1, 8), Standing.REACHED), ((7, 1, 2, 8), Standing.OPEN), ((6, 1, 3, 8), Standing.MISSED),
        ((0, 10, 0, 8), Standing.OPEN), ((0, 0, 0, 0), Standing.OPEN), ((1, 0, 0, 1), Standing.REACHED),
    ],
)  # fmt: skip
def test_standing_says_whether_the_wins_are_there_can_come_or_cannot(figures, standing) -> None:
    assert score("a", *figures).standing is standing


def test_bar_has_won_at_the_left_and_lost_at_the_right() -> None:
    assert bar(2, 1, 1, 100) == (Part("won", 0, 50, 2), Part("open", 50, 25, 1), Part("lost", 75, 25, 1))
    assert bar(0, 0, 3, 100) == (Part("lost", 0, 100, 3),)
    assert bar(0, 0, 0, 100) == ()
    assert [one.has_room for one in bar(2, 1, 1, 100)] == [True, False, False]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_parts_of_a_bar_join_and_fill_it(won: int, open_: int, lost: int) -> None:
    parts = bar(won, open_, lost, INNER)

    assert sum(one.width for one in parts) == (INNER if parts else 0)
    assert [one.x for one in parts] == [sum(each.width for each in parts[:at]) for at in range(len(parts))]


def test_target_lies_at_the_wins_needed_and_never_past_the_bar() -> None:
    assert (target_at(8, 10, 100), target_at(12, 10, 100), target_at(0, 0, 100)) == (80, 100, 0)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Акмолинская", ("Акмолинская",)), ("Северо-Казахстанская", ("Северо-", "Казахстанская")),
        ("им. Ыбырая Алтынсарина", ("им. Ыбырая", "Алтынсарина")), ("Енбекшиказахский", ("Енбекшиказахский",)),
        ("", ("",)),
    ],
)  # fmt: skip
def test_long_names_are_parted_where_they_may_be(name: str, lines: tuple[str, ...]) -> None:
    assert lines_of(name) == lines


def test_name_that_does_not_fit_is_drawn_narrower_not_smaller() -> None:
    tile = lay_out([score(name="Енбекшиказахский")], {}).tiles[0]

    assert (tile.type_size, tile.lines) == (SMALLEST_TYPE, (Line("Енбекшиказахский", INNER),))
    assert lay_out([score(name="Илийский")], {}).tiles[0].lines == (Line("Илийский", 0),)


def test_sheet_counts_columns_and_rows_from_one_and_tiles_are_low_without_squares() -> None:
    sheet = lay_out([score("a", 1), score("c", 1), score("x", 1)], KNOWN)

    assert (sheet.columns, sheet.rows) == (2, 2)
    assert [(one.score.key, one.column, one.row) for one in sheet.tiles] == [
        ("a", 1, 1),
        ("c", 2, 2),
        ("x", 2, 1),
    ]
    assert {one.height for one in sheet.tiles} == {LOW}
    assert lay_out([], KNOWN).tiles == ()


@given(st.integers(1, 400))
def test_squares_of_what_lies_below_stay_inside_the_tile(number: int) -> None:
    tile = lay_out([score(below=(Standing.OPEN,) * number)], {}).tiles[0]

    assert tile.height == HEIGHT
    assert len({(one.x, one.y) for one in tile.squares}) == number
    assert all(one.x + one.size <= INNER for one in tile.squares)


def test_few_squares_are_large() -> None:
    tile = lay_out([score(below=(Standing.REACHED, Standing.MISSED))], {}).tiles[0]

    assert tile.squares == (Square(Standing.REACHED, 0, 0, 16), Square(Standing.MISSED, 20, 0, 16))
