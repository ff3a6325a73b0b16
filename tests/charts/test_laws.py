"""The law of wins as columns."""

from xml.etree import ElementTree

from elections.charts.laws import Column, law_chart

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def drawn(columns: list[Column], needed: int) -> ElementTree.Element:
    return ElementTree.fromstring(law_chart(columns, needed, "target: 3", "Wins", "<b>"))  # noqa: S314


def test_columns_that_reach_the_target_are_filled_and_the_target_is_named() -> None:
    svg = drawn([Column(wins, 1000) for wins in (2, 3, 4)], 3)

    assert [one.get("class") for one in svg.findall("svg:rect", NAMES)] == [
        "chart-hollow",
        "chart-won",
        "chart-won",
    ]
    assert [one.text for one in svg.findall("svg:text", NAMES)] == ["2", "3", "4", "target: 3"]
    assert [svg.findtext(f"svg:{name}", "", NAMES) for name in ("title", "desc")] == ["Wins", "<b>"]


def test_target_outside_of_the_columns_is_not_drawn_and_many_columns_have_few_labels() -> None:
    columns = [Column(wins, wins * 10) for wins in range(100)]

    for needed in (100, 0):
        texts = [one.text for one in drawn(columns[1:], needed).findall("svg:text", NAMES)]
        assert "target: 3" not in texts
        assert len(texts) <= 12
    assert drawn(columns, 99).findall("svg:text", NAMES)[-1].get("text-anchor") == "end"
    assert drawn([], 1).findall("svg:rect", NAMES) == []
