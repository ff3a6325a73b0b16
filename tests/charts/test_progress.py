"""The bars of the target: well-formed, escaped, the same each time, never wider than the drawing."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from elections.charts.progress import LABEL_WIDTH, WIDTH, Row, progress_chart

NUMBERS = st.integers(0, 500)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_parts_fill_the_bar_and_no_more(won: int, open_: int, lost: int, needed: int) -> None:
    svg = progress_chart([Row("<Ақмола & Co>", won, open_, lost, needed)], "t", "d")
    root = etree.fromstring(svg)
    widths = [int(one.get("width")) for one in root.findall("{*}rect")]
    assert sum(widths) <= WIDTH - LABEL_WIDTH
    assert root.findtext("{*}text") == "<Ақмола & Co>"
    assert svg == progress_chart([Row("<Ақмола & Co>", won, open_, lost, needed)], "t", "d")


def test_row_without_contests_has_no_bar() -> None:
    root = etree.fromstring(progress_chart([Row("a", 0, 0, 0, 0)], "t", "d"))
    assert root.findall("{*}rect") == []


def test_every_number_is_written_beside_the_bar_where_a_part_is_narrow() -> None:
    root = etree.fromstring(progress_chart([Row("a", 300, 2, 1, 9), Row("b", 5, 4, 3, 2)], "t", "d"))
    texts = [one.text for one in root.iter("{*}text")]
    assert texts == ["a", "300 / 2 / 1", "b", "5", "4", "3"]
    note = next(one for one in root.iter("{*}text") if one.text == "300 / 2 / 1")
    ends = max(int(one.get("x")) + int(one.get("width")) for one in root.iter("{*}rect"))
    assert ends < int(note.get("x")) < WIDTH - 8 * len("300 / 2 / 1") + 8
