"""The picture of the gaps: readable without colour, in words too, the same bytes each time."""

from lxml import etree

from elections.charts.gaps import Row, gaps_chart

KEYS = ("passed", "came", "enrolled", "not enrolled")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Row) -> etree._Element:
    return etree.fromstring(str(gaps_chart(rows, KEYS, "one", "Trained", "3 of 4 passed")))


def test_picture_says_what_it_shows_in_words() -> None:
    svg = drawn(Row("Ақкөл & Co", (3, 0, 0, 1), "3 of 4"))

    assert svg.get("role") == "img"
    assert [svg.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == ["Trained", "3 of 4 passed"]
    assert [one.text for one in svg.iter(f"{SVG}text")] == [*KEYS, "Ақкөл & Co", "3 of 4"]


def test_parts_are_told_apart_without_colour() -> None:
    bars = [one for one in drawn(Row("A", (1, 1, 1, 1), "1 of 4")).iter(f"{SVG}rect") if one.get("stroke")]

    assert [one.get("fill") for one in bars[4:]] == [
        "#1f5fa8",
        "url(#one-stripes)",
        "url(#one-dots)",
        "#ffffff",
    ]
    assert [int(one.get("width")) for one in bars[4:]] == [100, 100, 100, 100]


def test_one_of_a_thousand_is_seen_and_nobody_draws_nothing() -> None:
    bars = [
        one
        for one in drawn(Row("A", (999, 0, 0, 1), ""), Row("B", (0, 0, 0, 0), "")).iter(f"{SVG}rect")
        if one.get("stroke")
    ][4:]

    assert len(bars) == 2
    assert all(int(one.get("width")) > 0 for one in bars)


def test_long_keys_stand_in_two_lines_above_the_bars() -> None:
    long = ("a headquarters of its own, with a head", *KEYS[1:])
    svg = etree.fromstring(str(gaps_chart([Row("A", (1, 1, 1, 1), "")], long, "one", "Trained", "")))
    keys, (bar, *_rest) = (
        [list(svg.iter(f"{SVG}text"))[at] for at in range(4)],
        list(svg.iter(f"{SVG}text"))[4:],
    )

    assert [(one.get("x"), one.get("y")) for one in keys] == [
        ("24", "14"),
        ("384", "14"),
        ("24", "40"),
        ("384", "40"),
    ]
    assert (int(bar.get("y")), int(svg.get("height"))) == (68, 82)


def test_same_numbers_give_the_same_bytes() -> None:
    rows = [Row("A", (1, 2, 3, 4), "1 of 10")]

    assert gaps_chart(rows, KEYS, "x", "t", "d") == gaps_chart(rows, KEYS, "x", "t", "d")
