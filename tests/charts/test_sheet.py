"""Tiles as a drawing: each on its place, told apart without colour, the same each time."""

from lxml import etree

from elections.charts.sheet import sheet_chart
from elections.charts.tiles import Score, Standing, lay_out

SCORES = [
    Score("a", "Ақмола", 4, 0, 1, 4, (Standing.REACHED, Standing.MISSED)), Score("b", "Батыс", 1, 3, 0, 3),
    Score("c", "<C>", 0, 1, 4, 4), Score("d", "Бос", 0, 0, 0, 0),
]  # fmt: skip


def drawn(scores: list[Score] = SCORES) -> etree._Element:
    return etree.fromstring(sheet_chart(lay_out(scores, {}), "Map", "finding"))


def test_each_territory_has_its_name_and_numbers() -> None:
    texts = [one.text for one in drawn().iter("{*}text")]

    assert texts == ["Ақмола", "4 / 5", "Батыс", "1 / 4", "<C>", "0 / 5", "Бос", "–"]


def test_frames_and_marks_tell_how_a_territory_stands() -> None:
    frames = [
        (one.get("stroke-width"), one.get("stroke-dasharray"))
        for one in drawn().iter("{*}rect")
        if one.get("fill") == "none"
    ]
    marks = [one.get("d") for one in drawn().iter("{*}path") if one.get("class") == "chart-axis"]

    assert frames == [("7", "none"), ("2", "none"), ("5", "14 8"), ("2", "none")]
    assert len(set(marks)) == 3


def test_tiles_lie_on_different_places_and_nothing_is_an_empty_drawing() -> None:
    places = [one.get("transform") for one in drawn().findall("{*}g")]

    assert len(set(places)) == 4
    assert drawn([]).findall("{*}g") == []
    assert sheet_chart(lay_out(SCORES, {}), "t", "d") == sheet_chart(lay_out(SCORES, {}), "t", "d")
