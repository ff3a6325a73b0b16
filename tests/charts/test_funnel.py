"""The funnel as a picture: each bar against the longest, its end hatched for what is lost, the numbers beside."""

from lxml import etree

from elections.charts.funnel import Stage, funnel_chart

SVG = "{http://www.w3.org/2000/svg}"


def bars(*stages: Stage) -> list[tuple[str, int]]:
    root = etree.fromstring(str(funnel_chart(stages, "Way", "1 of 2")))
    return [(one.get("class", ""), int(one.get("width", ""))) for one in root.iter(f"{SVG}rect")]


def test_bars_are_measured_against_the_longest() -> None:
    drawn = bars(Stage("Proposed", 200, 50), Stage("Filed", 100, 0), Stage("Registered", 0, 0))

    assert drawn == [("chart-won", 274), ("chart-hollow", 91), ("chart-won", 182)]


def test_single_loss_among_thousands_is_seen() -> None:
    assert bars(Stage("Proposed", 60_000, 1)) == [("chart-won", 363), ("chart-hollow", 2)]


def test_nobody_makes_no_bar() -> None:
    assert bars(Stage("Proposed", 0, 0)) == []


def test_picture_says_what_it_shows_and_keeps_names_as_text() -> None:
    root = etree.fromstring(str(funnel_chart([Stage("<b>", 3, 1)], "Way & means", "finding")))

    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("Way & means", "finding")
    assert [one.text for one in root.iter(f"{SVG}text")] == ["<b>", "3 (−1)"]
    assert root.get("role") == "img"
