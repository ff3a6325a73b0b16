"""The picture of what is covered: readable without colour, in words too, the same bytes each time."""

from lxml import etree

from elections.charts.cover import Row, cover_chart

KEYS = ("covered", "not covered", "means")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Row) -> etree._Element:
    return etree.fromstring(str(cover_chart(rows, KEYS, "Means", "Not covered: 30")))


def bars(svg: etree._Element) -> list[tuple[str, int]]:
    rects = [one for one in svg.iter(f"{SVG}rect") if one.get("stroke")][2:]
    return [(one.get("fill"), int(one.get("width"))) for one in rects]


def test_picture_says_what_it_shows_in_words() -> None:
    svg = drawn(Row("Бюджет & Co", 70, 30, 70, "30"))

    assert svg.get("role") == "img"
    assert [svg.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == ["Means", "Not covered: 30"]
    assert [one.text for one in svg.iter(f"{SVG}text")] == [*KEYS, "Бюджет & Co", "30"]


def test_covered_is_filled_and_the_rest_striped_to_one_scale() -> None:
    svg = drawn(Row("A", 100, 100, 100, ""), Row("B", 0, 50, 0, ""), Row("C", 100, 0, 200, ""))

    assert bars(svg) == [
        ("#1f5fa8", 195), ("url(#cover-stripes)", 195), ("url(#cover-stripes)", 97), ("#1f5fa8", 195),
    ]  # fmt: skip
    assert len([one for one in svg.iter(f"{SVG}path") if one.get("class") == "chart-target"]) == 3


def test_nothing_draws_no_bar() -> None:
    assert bars(drawn(Row("A", 0, 0, 0, "0"))) == []
    assert cover_chart([], KEYS, "t", "d") == cover_chart([], KEYS, "t", "d")
