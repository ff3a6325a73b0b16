"""The map as a drawing: filled, hollow and hatched, with the numbers, names only where there is room."""

from lxml import etree

from elections.charts.boundaries import Boundaries, draw
from elections.charts.map import map_chart
from elections.charts.tiles import Score

WIDE, NARROW = (
    ((60.0, 50.0), (66.0, 50.0), (66.0, 53.0), (60.0, 53.0)),
    ((66.0, 50.0), (66.5, 50.0), (66.5, 53.0), (66.0, 53.0)),
)
EAST = ((67.0, 50.0), (73.0, 50.0), (73.0, 53.0), (67.0, 53.0))


def drawn(name: str = "places") -> etree._Element:
    chart = draw(Boundaries({"1": (WIDE,), "2": (NARROW,), "3": (EAST,)}, ""), ["1", "2", "3"], 640, 400)
    assert chart is not None
    scores = {
        "1": Score("1", "<Кең>", 2, 0, 0, 2),
        "2": Score("2", "Тар аудан аты", 0, 1, 2, 3),
        "3": Score("3", "Бос", 0, 0, 0, 0),
    }
    return etree.fromstring(map_chart(chart, scores, name, "Map", "finding"))


def test_filled_is_reached_hatched_is_missed_and_hollow_is_open() -> None:
    fills = [one.get("fill") for one in drawn().findall("{*}path") if one.get("fill-rule")]

    assert fills == ["#1f5fa8", "url(#places-hatch)", "#ffffff"]
    assert drawn("other").find(".//{*}pattern").get("id") == "other-hatch"


def test_name_stands_where_it_has_room_and_numbers_wherever_somebody_is_elected() -> None:
    assert [one.text for one in drawn().findall("{*}text")] == ["<Кең>", "2 / 2", "0 / 3", "Бос"]
    assert (drawn().findtext("{*}title"), drawn().findtext("{*}desc")) == ("Map", "finding")
