"""Marks of sectors and bars of money: well-formed, the same each time, each sector its own."""

from base64 import b64decode

import pytest
from lxml import etree

from elections.charts.sectors import BAR_WIDTH, MARKS, money_bar, sector_mark
from elections.platforms.models import Sector


def drawing(address: str) -> etree._Element:
    head, _comma, content = address.partition(",")
    assert head == "data:image/svg+xml;base64"
    return etree.fromstring(b64decode(content))


def test_each_sector_has_a_mark_of_its_own() -> None:
    marks = {sector_mark(one.value) for one in Sector}

    assert len(marks) == len(Sector)
    assert set(MARKS) == {one.value for one in Sector} - {"other"}
    assert all(drawing(one).tag.endswith("svg") for one in marks)


def test_unknown_sector_has_the_mark_of_all_others() -> None:
    assert sector_mark("tourism") == sector_mark("other") != sector_mark("water")


@pytest.mark.parametrize(
    ("part", "whole", "width"),
    [(10, 10, BAR_WIDTH), (5, 10, BAR_WIDTH // 2), (1, 10**12, 4), (0, 10, 0), (0, 0, 0)],
)
def test_bar_is_as_long_as_its_part_and_what_is_little_is_seen(part: int, whole: int, width: int) -> None:
    bars = drawing(money_bar(part, whole)).findall("{http://www.w3.org/2000/svg}rect")

    assert [int(one.get("width")) for one in bars] == [BAR_WIDTH, width]
