"""Boundaries of territories out of a GeoJSON file (pure): read and checked, laid flat on a sheet, made simpler.

A file is a FeatureCollection whose features carry the code of their territory; others are left out. What cannot be used
raises BadBoundaries with a code and the place of the fault, never anything else.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

CODE_NAMES = ("kato", "kato_code", "code")
CODE_LENGTH = 9
MOST_BYTES, MOST_POINTS = 40 * 1024 * 1024, 1_000_000
LEAST_STEP = 0.5
"""Points closer than this to the one before, in units of the drawing, are left out."""
ATTRIBUTIONS = ("attribution", "license", "licence", "copyright")
SCANLINES, FLATNESS = 15, 5
"""On how many lines room for a label is looked for; how many times wider than high it is."""
LONGEST_ATTRIBUTION = 200
Point = tuple[float, float]
Ring = tuple[Point, ...]


class BadBoundaries(Exception):
    """A file of boundaries cannot be used: `code` says why, `place` where in it."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code}: {place}" if place else code)
        self.code, self.place = code, place


@dataclass(frozen=True)
class Boundaries:
    """The rings of each territory by its code, in degrees east and north, and to whom the file belongs."""

    rings: Mapping[str, tuple[Ring, ...]]
    attribution: str


@dataclass(frozen=True)
class Shape:
    """A territory on the sheet: its rings in units of the drawing; where its label lies, and how wide it is there."""

    code: str
    rings: tuple[Ring, ...]
    label: Point
    room: float


@dataclass(frozen=True)
class Chart:
    """All territories on a sheet of whole units."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


def read_boundaries(content: bytes) -> Boundaries:
    """Returns the boundaries that a file holds; raises BadBoundaries."""
    if len(content) > MOST_BYTES:
        raise BadBoundaries("too_big", str(MOST_BYTES // 1024 // 1024))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadBoundaries("not_json") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise BadBoundaries("not_a_collection")
    rings: dict[str, tuple[Ring, ...]] = {}
    points = 0
    for feature in features:
        code = _code_of(feature)
        if code:
            found = tuple(_rings_of(feature, code))
            points += sum(len(one) for one in found)
            if points > MOST_POINTS:
                raise BadBoundaries("too_many_points", str(MOST_POINTS))
            rings[code] = rings.get(code, ()) + found
    if not rings:
        raise BadBoundaries("no_codes")
    return Boundaries(rings, _attribution_of(data))


def draw(boundaries: Boundaries, codes: Collection[str], width: int, highest: int) -> Chart | None:
    """Returns these territories as large as the sheet allows; None when the file lacks one of them, or there are none."""
    wanted = [code for code in boundaries.rings if code in set(codes)]
    if not wanted or len(wanted) < len(set(codes)):
        return None
    flat = _flat({code: boundaries.rings[code] for code in wanted})
    left, top, right, low = _extent(point for rings in flat.values() for ring in rings for point in ring)
    scale = min(width / max(right - left, 1e-9), highest / max(low - top, 1e-9))
    shapes = []
    for code, rings in flat.items():
        moved = [tuple(((x - left) * scale, (y - top) * scale) for x, y in ring) for ring in rings]
        shapes.append(_shape(code, moved))
    return Chart(_whole((right - left) * scale), _whole((low - top) * scale), tuple(shapes))


def simpler(ring: Ring) -> Ring:
    """Returns a ring without the points that lie closer than half a unit to the one before them."""
    kept: list[Point] = []
    for x, y in ring:
        if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) >= LEAST_STEP:
            kept.append((x, y))
    while len(kept) > 1 and hypot(kept[0][0] - kept[-1][0], kept[0][1] - kept[-1][1]) < LEAST_STEP:
        kept.pop()
    return tuple(kept)


def _code_of(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    said = (properties.get(name) for name in CODE_NAMES)
    codes = (str(one).strip() for one in said if isinstance(one, str | int) and not isinstance(one, bool))
    return next((one for one in codes if len(one) == CODE_LENGTH and one.isascii() and one.isdecimal()), "")


def _rings_of(feature: Mapping[str, Any], code: str) -> Iterator[Ring]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(geometry, dict):
        raise BadBoundaries("bad_geometry", code)
    found = geometry.get("coordinates")
    polygons = [found] if kind == "Polygon" else found
    if not isinstance(polygons, list) or not polygons:
        raise BadBoundaries("bad_geometry", code)
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise BadBoundaries("bad_geometry", code)
        for ring in polygon:
            yield _ring(ring, code)


def _ring(found: Any, code: str) -> Ring:
    if not isinstance(found, list) or len(found) < 3:
        raise BadBoundaries("bad_geometry", code)
    return tuple(_point(one, code) for one in found)


def _point(found: Any, code: str) -> Point:
    if not isinstance(found, list) or len(found) < 2:
        raise BadBoundaries("bad_geometry", code)
    east, north = found[0], found[1]
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in (east, north)):
        raise BadBoundaries("bad_geometry", code)
    if not (abs(east) <= 180 and abs(north) <= 90):  # not a number is not within either
        raise BadBoundaries("not_degrees", code)
    return east, north


def _attribution_of(data: Mapping[str, Any]) -> str:
    properties = data.get("properties")
    for holder in (data, properties if isinstance(properties, dict) else {}):
        for name in ATTRIBUTIONS:
            said = holder.get(name)
            if isinstance(said, str) and said.strip():
                return " ".join(said.split())[:LONGEST_ATTRIBUTION]
    return ""


def _flat(rings: Mapping[str, tuple[Ring, ...]]) -> dict[str, tuple[Ring, ...]]:
    """Returns degrees as plain distances: east is shortened by the cosine of the middle latitude, down is south."""
    _west, south, _east, north = _extent(point for one in rings.values() for ring in one for point in ring)
    across = max(cos(radians((south + north) / 2)), 0.01)
    return {
        code: tuple(tuple((x * across, -y) for x, y in ring) for ring in one) for code, one in rings.items()
    }


def _extent(points: Iterable[Point]) -> tuple[float, float, float, float]:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _shape(code: str, moved: list[Ring]) -> Shape:
    largest = max(moved, key=lambda ring: abs(_area(ring)))
    kept = [ring for ring in map(simpler, moved) if len(ring) > 2]
    label, room = _label(simpler(largest) or largest)
    return Shape(code, tuple(kept) or (_dot(largest[0]),), label, room)


def _dot(at: Point) -> Ring:
    """Returns a small square for a territory that is too small to be drawn."""
    x, y = at
    return ((x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1))


def _area(ring: Ring) -> float:
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _label(ring: Ring) -> tuple[Point, float]:
    """Returns where a label has the most room inside a ring, and how wide it is there."""
    left, top, right, low = _extent(ring)
    best: tuple[float, Point, float] = (0.0, ((left + right) / 2, (top + low) / 2), 0.0)
    turned = tuple((y, x) for x, y in ring)
    for number in range(1, SCANLINES + 1):
        y = top + (low - top) * number / (SCANLINES + 1)
        crossings = sorted(_crossings(ring, y))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            x = (start + end) / 2
            clear = min((abs(one - y) for one in _crossings(turned, x)), default=0.0)
            best = max(best, (min(end - start, FLATNESS * clear), (x, y), end - start))
    return best[1], best[2]


def _crossings(ring: Ring, y: float) -> Iterator[float]:
    for (x, one), (to, other) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (one > y) != (other > y):
            yield x + (to - x) * (y - one) / (other - one)


def _whole(value: float) -> int:
    return max(int(value + 0.999), 1)
