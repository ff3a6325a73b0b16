"""What parts of drawings look like: told apart without colour, lines of a hatch inside their rectangle."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from elections.charts.paints import hatch, mark, part, svg, text

SIZES = st.integers(1, 300)


@given(st.integers(0, 50), st.integers(0, 50), SIZES, SIZES)
def test_lines_of_a_hatch_never_leave_their_rectangle(x: int, y: int, width: int, height: int) -> None:
    ends = re.findall(r"[ML](\d+) (\d+)", hatch(x, y, width, height))

    assert all(x <= int(one) <= x + width and y <= int(two) <= y + height for one, two in ends)


def test_won_is_filled_open_hollow_and_lost_hatched() -> None:
    looks = {kind: part(kind, 0, 0, 40, 10) for kind in ("won", "open", "lost")}

    assert 'fill="#1f5fa8"' in looks["won"]
    assert [looks[kind].count('fill="#ffffff"') for kind in ("open", "lost")] == [1, 1]
    assert ["chart-hatch" in looks[kind] for kind in ("won", "open", "lost")] == [False, False, True]
    assert part("lost", 0, 0, 0, 10) == ""


def test_marks_differ_in_shape_and_drawing_says_what_it_shows() -> None:
    assert len({mark(one, 0, 0) for one in ("reached", "open", "missed")}) == 3
    root = etree.fromstring(svg(100, 50, "a & b", "<c>", text("<d>", 0, 1, fit=30), shown=50))
    assert [root.get(name) for name in ("width", "height", "role", "viewBox")] == [
        "50",
        "25",
        "img",
        "0 0 100 50",
    ]
    assert [one.text for one in root] == ["a & b", "<c>", "<d>"]
    assert root[2].get("textLength") == "30"
