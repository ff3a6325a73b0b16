"""Boundaries out of a file: whatever it holds, they are drawn inside the sheet or the file is refused with a code."""

import json
from contextlib import suppress
from math import cos, hypot, radians
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.charts import boundaries
from elections.charts.boundaries import LEAST_STEP, BadBoundaries, Boundaries, draw, read_boundaries, simpler

SQUARE = [[60, 50], [62, 50], [62, 51], [60, 51], [60, 50]]
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["Polygon", "110000000"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "properties", "geometry", "coordinates", "kato"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
POINTS = st.tuples(st.floats(46, 87), st.floats(40, 55))
RINGS = st.lists(POINTS, min_size=3, max_size=40).map(tuple)


def feature(code: Any = "110000000", ring: Any = SQUARE, **changes: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"kato": code}, "geometry": geometry} | changes


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def code_of(content: bytes) -> str:
    with pytest.raises(BadBoundaries) as caught:
        read_boundaries(content)
    return caught.value.code


def test_territories_are_known_by_their_codes() -> None:
    other = {"type": "Feature", "properties": {"name": "no code"}, "geometry": None}
    islands = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}
    found = read_boundaries(collection(
        feature(), feature(150000000), feature(None, properties={"kato_code": "190000000"}), other,
        feature("230000000", geometry=islands), feature("150000000"), attribution=" © a  b ",
    ))  # fmt: skip

    assert {code: len(rings) for code, rings in found.rings.items()} == {
        "110000000": 1, "150000000": 2, "190000000": 1, "230000000": 2,
    }  # fmt: skip
    assert found.attribution == "© a b"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"), (b"{", "not_json"), (b"\xff\xfe", "not_json"), (b"[" * 100_000, "not_json"),
        (b"9" * 5000, "not_json"), (b"[]", "not_a_collection"), (b'{"type":"Feature"}', "not_a_collection"),
        (collection(), "no_codes"), (collection(feature("11")), "no_codes"), (collection(feature(True)), "no_codes"),
        (collection(3, None, "x", {"properties": []}), "no_codes"),
        (collection(feature(geometry=None)), "bad_geometry"), (collection(feature(geometry={"type": "Point"})), "bad_geometry"),
        (collection(feature(geometry={"type": "MultiPolygon", "coordinates": []})), "bad_geometry"),
        (collection(feature(geometry={"type": "MultiPolygon", "coordinates": [[]]})), "bad_geometry"),
        (collection(feature(ring=[[1, 2]])), "bad_geometry"), (collection(feature(ring=[1, 2, 3])), "bad_geometry"),
        (collection(feature(ring=[["a", 1]] * 3)), "bad_geometry"), (collection(feature(ring=[[True, 1]] * 3)), "bad_geometry"),
        (collection(feature(ring=[[7_000_000, 5_000_000]] * 3)), "not_degrees"),
        (collection(feature(ring=[[float("nan"), 50]] * 3)), "not_degrees"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_used_is_refused_with_a_code(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = collection(feature())
    monkeypatch.setattr(boundaries, "MOST_POINTS", 4)
    assert code_of(content) == "too_many_points"
    monkeypatch.setattr(boundaries, "MOST_BYTES", 20)
    assert code_of(content) == "too_big"


def test_attribution_may_stand_in_the_properties_of_the_collection() -> None:
    assert read_boundaries(collection(feature(), properties={"license": "ODbL"})).attribution == "ODbL"
    assert read_boundaries(collection(feature(), attribution=7, properties=None)).attribution == ""


@given(ODD, ODD)
def test_nothing_in_a_file_breaks_the_reading(whole: Any, part: Any) -> None:
    for content in (
        json.dumps(whole),
        json.dumps({"type": "FeatureCollection", "features": [part, feature(geometry=part)]}),
    ):
        with suppress(BadBoundaries):
            assert read_boundaries(content.encode()).rings


@given(
    st.dictionaries(
        st.sampled_from(["110000000", "150000000", "190000000"]),
        st.lists(RINGS, min_size=1, max_size=3).map(tuple),
        min_size=1,
    )
)
def test_all_of_a_map_lies_on_its_sheet_and_its_points_apart(rings: dict[str, Any]) -> None:
    chart = draw(Boundaries(rings, ""), list(rings), 640, 400)

    assert chart is not None
    assert {one.code for one in chart.shapes} == set(rings)
    assert chart.width <= 641
    assert chart.height <= 401
    for shape in chart.shapes:
        for ring in shape.rings:
            assert len(ring) > 2
            assert all(-2 <= x <= chart.width + 2 and -2 <= y <= chart.height + 2 for x, y in ring)
            assert all(
                hypot(a - x, b - y) >= LEAST_STEP for (x, y), (a, b) in zip(ring, ring[1:], strict=False)
            )
        x, y = shape.label
        assert -2 <= x <= chart.width + 2
        assert -2 <= y <= chart.height + 2
        assert shape.room >= 0


@given(RINGS)
def test_simpler_ring_has_no_new_points_and_stays_simple(ring: Any) -> None:
    once = simpler(ring)

    assert set(once) <= set(ring)
    assert simpler(once) == once


def test_east_is_shortened_by_the_cosine_of_the_middle_latitude() -> None:
    chart = draw(Boundaries({"110000000": (tuple(map(tuple, SQUARE)),)}, ""), ["110000000"], 1000, 1000)

    assert chart is not None
    assert chart.width == 1000
    assert chart.height == pytest.approx(1000 / (2 * cos(radians(50.5))), abs=1)
    assert chart.shapes[0].label[0] == pytest.approx(500, abs=1)
    assert chart.shapes[0].room == pytest.approx(1000, abs=1)


def test_there_is_no_map_where_one_of_the_territories_is_missing() -> None:
    found = read_boundaries(collection(feature()))

    assert draw(found, ["110000000", "150000000"], 640, 400) is None
    assert draw(found, [], 640, 400) is None


def test_territory_too_small_to_be_drawn_is_a_dot() -> None:
    speck = ((70.0, 45.0), (70.0001, 45.0), (70.0, 45.0001))
    chart = draw(
        Boundaries({"110000000": (tuple(map(tuple, SQUARE)),), "150000000": (speck,)}, ""),
        ["110000000", "150000000"],
        640,
        400,
    )

    assert chart is not None
    assert [len(one.rings[0]) for one in chart.shapes] == [4, 4]


def test_label_of_a_hooked_territory_lies_inside_its_widest_part() -> None:
    hook = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 7], [7, 7], [7, 3], [0, 3]]
    chart = draw(read_boundaries(collection(feature(ring=hook))), ["110000000"], 1000, 1000)

    assert chart is not None
    x, y = chart.shapes[0].label
    assert not (x < 700 and 300 < y < 700)
