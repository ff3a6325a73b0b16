"""Bars of parts of a whole: never longer than the whole, what is little is seen, the line where it is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from elections.charts.bars import NOTE_WIDTH, Line, Row, bars_chart
from elections.charts.progress import LABEL_WIDTH, LONGEST_LABEL, WIDTH

ROOM = WIDTH - LABEL_WIDTH - NOTE_WIDTH


def widths(part: int, whole: int) -> list[int]:
    root = etree.fromstring(bars_chart([Row("a", part, whole, "n")], "t", "d"))
    return [int(one.get("width")) for one in root.findall("{*}rect")]


@given(st.integers(-5, 10**12), st.integers(1, 10**12))
def test_bar_is_never_longer_than_its_whole(part: int, whole: int) -> None:
    drawn = widths(part, whole)

    assert drawn[0] == ROOM
    assert all(0 < one <= ROOM for one in drawn[1:])
    assert len(drawn) == (2 if part > 0 else 1)


@pytest.mark.parametrize(
    ("part", "whole", "drawn"), [(1, 2, [ROOM, ROOM // 2]), (1, 10**9, [ROOM, 2]), (0, 5, [ROOM]), (3, 0, [])]
)
def test_length_is_the_part_of_the_whole(part: int, whole: int, drawn: list[int]) -> None:
    assert widths(part, whole) == drawn


@pytest.mark.parametrize(
    ("at", "x"), [(0, LABEL_WIDTH), (80, LABEL_WIDTH + ROOM * 80 // 100), (140, LABEL_WIDTH + ROOM)]
)
def test_line_lies_at_its_part_of_all_bars_and_has_its_name(at: int, x: int) -> None:
    root = etree.fromstring(bars_chart([Row("a", 1, 2, "n")] * 3, "t", "d", Line(at, "ready")))

    assert root.find("{*}path").get("d").startswith(f"M{x} ")
    assert "ready" in [one.text for one in root.findall("{*}text")]


def test_long_label_is_drawn_narrower_and_a_very_long_one_cut() -> None:
    def label(said: str) -> tuple[str, str | None]:
        one = etree.fromstring(bars_chart([Row(said, 1, 2, "")], "t", "d")).find("{*}text")
        return one.text, one.get("textLength")

    assert label("Ақмола") == ("Ақмола", None)
    assert label("Интернет және цифрлық қызметтер") == (
        "Интернет және цифрлық қызметтер",
        str(LABEL_WIDTH - 8),
    )
    assert label("ы" * 120) == ("ы" * (LONGEST_LABEL - 1) + "…", str(LABEL_WIDTH - 8))


def test_nothing_is_an_empty_drawing() -> None:
    assert etree.fromstring(bars_chart([], "t", "d", Line(80, "x"))).findall("{*}rect") == []
