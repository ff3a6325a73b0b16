"""One target as one bar."""

from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from elections.charts.gauge import WIDTH, gauge

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def drawn(won: int, open_: int, lost: int, needed: int) -> ElementTree.Element:
    return ElementTree.fromstring(gauge(won, open_, lost, needed, "needed: 8", "Target", "<b>"))  # noqa: S314


def test_parts_are_told_apart_without_colour_and_have_their_numbers() -> None:
    svg = drawn(5, 3, 2, 8)
    parts = svg.findall("svg:rect", NAMES)

    assert [one.get("class") for one in parts] == ["chart-won", "chart-blank", "chart-lost"]
    assert [int(one.get("height") or 0) for one in parts] == [26, 26, 13]
    assert sum(int(one.get("width") or 0) for one in parts) == WIDTH - 4
    assert [one.text for one in svg.findall("svg:text", NAMES)] == ["5", "3", "2", "needed: 8"]
    assert [svg.findtext(f"svg:{name}", "", NAMES) for name in ("title", "desc")] == ["Target", "<b>"]


def test_narrow_part_has_its_number_too_and_one_of_none_is_not_drawn() -> None:
    svg = drawn(1000, 4, 0, 2)

    assert [one.text for one in svg.findall("svg:text", NAMES)] == ["1000", "4", "needed: 8"]
    assert [one.get("class") for one in svg.findall("svg:rect", NAMES)] == ["chart-won", "chart-blank"]
    assert svg.findall("svg:text", NAMES)[-1].get("text-anchor") == "start"


@given(*[st.integers(0, 3000)] * 3)
def test_numbers_stand_in_the_drawing_and_never_on_each_other(won: int, open_: int, lost: int) -> None:
    texts = drawn(won, open_, lost, 1).findall("svg:text", NAMES)[:-1]
    places = [
        (int(one.get("x") or 0) - 4 * len(one.text or ""), int(one.get("x") or 0) + 4 * len(one.text or ""))
        for one in texts
    ]
    assert all(left >= 0 and right <= WIDTH + 1 for left, right in places)
    assert all(one[1] < other[0] for one, other in pairwise(places))


def test_nothing_is_only_the_line() -> None:
    assert drawn(0, 0, 0, 0).findall("svg:rect", NAMES) == []
    assert drawn(0, 0, 0, 0).find("svg:path", NAMES) is not None
