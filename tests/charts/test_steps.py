"""A number that moves in steps towards the line of what is needed."""

from xml.etree import ElementTree

from elections.charts.steps import RIGHT, Point, Words, steps_chart

NAMES = {"svg": "http://www.w3.org/2000/svg"}
WORDS = Words("won: 4", "possible: 9", "needed: 8")


def drawn(
    points: list[Point], needed: int = 8, times: tuple[tuple[int, str], ...] = ()
) -> ElementTree.Element:
    return ElementTree.fromstring(steps_chart(points, needed, WORDS, times, "Wins", "<b>"))  # noqa: S314


def test_lines_are_told_apart_without_colour_and_named() -> None:
    svg = drawn([Point(0, 0, 10), Point(30, 2, 10), Point(60, 4, 9)], times=((0, "20:00"), (60, "21:00")))
    lines = svg.findall("svg:path", NAMES)[1:]

    assert len({(one.get("stroke-dasharray"), one.get("stroke-width")) for one in lines}) == 3
    texts = [one.text for one in svg.findall("svg:text", NAMES)]
    assert texts == ["20:00", "21:00", "0", "10", "possible: 9", "needed: 8", "won: 4"]
    assert [svg.findtext(f"svg:{name}", "", NAMES) for name in ("title", "desc")] == ["Wins", "<b>"]


def test_line_keeps_its_height_until_the_next_step_and_ends_at_the_edge() -> None:
    svg = drawn([Point(0, 0, 10), Point(20, 0, 10), Point(30, 5, 10), Point(60, 5, 9)])
    reached = svg.findall("svg:path", NAMES)[-1].get("d") or ""

    assert reached == f"M44 226H302V120H{RIGHT}"


def test_names_of_lines_that_end_together_do_not_lie_on_each_other() -> None:
    svg = drawn([Point(0, 0, 8), Point(10, 8, 8)])
    heights = [int(one.get("y") or 0) for one in svg.findall("svg:text", NAMES)[-3:]]

    assert all(below - above >= 14 for above, below in zip(heights, heights[1:], strict=False))


def test_nothing_yet_is_only_the_line_of_what_is_needed() -> None:
    svg = drawn([], needed=0)

    assert [one.text for one in svg.findall("svg:text", NAMES)] == ["0", "1", "needed: 8"]
    assert steps_chart([], 0, WORDS, (), "Wins", "x") == steps_chart([], 0, WORDS, (), "Wins", "x")
