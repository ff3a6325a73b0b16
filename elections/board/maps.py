"""Where the map comes from: the file of boundaries of this installation, or tiles where there is none that can be used."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import structlog
from flask import Flask, current_app
from flask_babel import gettext as _
from markupsafe import Markup

from elections.board.grid import place_of, short_name
from elections.board.words import MAP_KEY, TILES_KEY, problem_of
from elections.charts.boundaries import MOST_BYTES, BadBoundaries, Boundaries, Chart, draw, read_boundaries
from elections.charts.map import HIGHEST, WIDTH, map_chart
from elections.charts.sheet import sheet_chart
from elections.charts.tiles import Score, lay_out
from elections.results.target import Target

log = structlog.get_logger()
EXTENSION = "boundaries"
MOST_CHARTS = 200
"""So many laid-out maps are kept: all regions, and each with its districts."""


@dataclass
class Kept:
    """The file as it was read last: its state on the disk, what it holds or what is wrong with it, the maps laid out."""

    state: tuple[int, int] = (0, 0)
    boundaries: Boundaries | None = None
    problem: BadBoundaries | None = None
    digest: str = ""
    charts: dict[frozenset[str], Chart | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawing:
    """A map or tiles, and what is said below it: how to read it, whose map it is or why it is none."""

    drawing: Markup
    caption: str
    is_map: bool


def init_boundaries(app: Flask) -> None:
    """Says at the start when the file of boundaries is not there or too large; the application starts all the same."""
    app.extensions[EXTENSION] = Kept()
    path = app.config["SETTINGS"].boundaries
    if path and (problem := _look(path)[1]):
        log.warning("no map", file=path, reason=str(problem), instead="tiles")


def target_map(places: Iterable[tuple[str, str, Target]], finding: str = "", name: str = "places") -> Drawing:
    """Returns territories (path, name, target) as a map or as tiles; `name` tells it from other drawings of its page."""
    scores = [
        Score(path, short_name(named), one.won, one.open, one.lost, one.needed) for path, named, one in places
    ]
    return places_drawing(scores, finding, name)


def places_drawing(scores: Sequence[Score], finding: str, name: str = "places") -> Drawing:
    """Returns territories as a map where the file of boundaries has each of them, else as tiles."""
    kept, title = _kept(), _("Territories and the wins they need")
    chart = _chart_of(kept, frozenset(map(_code_of, scores)))
    if chart is not None and kept.boundaries is not None:
        drawn = map_chart(chart, {_code_of(one): one for one in scores}, name, title, finding)
        said = current_app.config["SETTINGS"].boundaries_attribution or kept.boundaries.attribution
        source = _("Boundaries: %(source)s", source=said) if said else ""
        return Drawing(drawn, _caption(finding, MAP_KEY, source), True)
    regions = all(one.key.count("/") == 1 for one in scores)
    known = {one.key: at for one in scores if regions and (at := place_of(one.key))}
    drawn = sheet_chart(lay_out(scores, known), title, finding)
    return Drawing(drawn, _caption(finding, TILES_KEY, problem_of(kept.problem)), False)


def _caption(*parts: object) -> str:
    return " ".join(str(one) for one in parts if str(one))


def boundaries_digest() -> str:
    """Returns what tells this file of boundaries from every other ("" without one): what is printed depends on it."""
    said = current_app.config["SETTINGS"].boundaries_attribution
    digest = _kept().digest
    return sha256(f"{digest} {said}".encode()).hexdigest() if digest else ""


def check_file(path: str) -> Boundaries:
    """Returns what a file of boundaries holds; raises BadBoundaries, whatever is wrong with it."""
    _state, problem = _look(path)
    if problem:
        raise problem
    return read_boundaries(_read(path))


def _kept() -> Kept:
    """Returns the file as it is now: read anew only when it has changed."""
    kept: Kept = current_app.extensions[EXTENSION]
    path = current_app.config["SETTINGS"].boundaries
    if not path:
        return kept
    state, problem = _look(path)
    if state != kept.state or (problem and problem.code != getattr(kept.problem, "code", "")):
        kept = current_app.extensions[EXTENSION] = _load(path, state, problem)
    return kept


def _load(path: str, state: tuple[int, int], problem: BadBoundaries | None) -> Kept:
    found, digest = None, ""
    try:
        if problem is None:
            content = _read(path)
            found, digest = read_boundaries(content), sha256(content).hexdigest()
    except BadBoundaries as error:
        problem = error
    if problem:
        log.warning("no map", file=path, reason=str(problem), instead="tiles")
    return Kept(state, found, problem, digest)


def _look(path: str) -> tuple[tuple[int, int], BadBoundaries | None]:
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:
        return (0, 0), BadBoundaries("not_there", getattr(error, "strerror", "") or "")
    too_big = found.st_size > MOST_BYTES
    problem = BadBoundaries("too_big", str(MOST_BYTES // 1024 // 1024)) if too_big else None
    return (found.st_mtime_ns, found.st_size), problem


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadBoundaries("not_there", error.strerror or "") from error


def _chart_of(kept: Kept, codes: frozenset[str]) -> Chart | None:
    if kept.boundaries is None:
        return None
    if codes not in kept.charts:
        if len(kept.charts) >= MOST_CHARTS:
            kept.charts.clear()
        kept.charts[codes] = draw(kept.boundaries, codes, WIDTH, HIGHEST)
    return kept.charts[codes]


def _code_of(score: Score) -> str:
    return score.key.rstrip("/").rsplit("/", 1)[-1]
