"""The map of territories: drawn where the file has all of them, tiles with the reason where it cannot be used."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from elections.accounts.access import Role
from elections.board import maps
from elections.board.maps import boundaries_digest, check_file, init_boundaries, target_map
from elections.charts.boundaries import BadBoundaries
from elections.database import db
from elections.results.target import Target
from tests.charts.test_boundaries import SQUARE, collection, feature

EAST = [[62, 50], [64, 50], [64, 51], [62, 51]]
BOTH = collection(feature(), feature("150000000", EAST), attribution="© участники OpenStreetMap")
HALF_WON = Target(4, 4, 2, 2, 0, 0, True, 0)
PLACES = [("110000000/", "Акмолинская область", HALF_WON), ("150000000/", "Актюбинская область", HALF_WON)]


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """Gives the application a file of boundaries that is to be written."""
    path, before = tmp_path / "boundaries.geojson", app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(before, boundaries=str(path))
    init_boundaries(app)
    with app.test_request_context("/?lang=en"):
        yield path
    app.config["SETTINGS"] = before
    init_boundaries(app)


def write(path: Path, content: bytes) -> None:
    """Writes a file that is newer than the one before."""
    path.write_bytes(content)
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000_000))


def test_without_a_file_there_are_tiles_and_nothing_is_said_of_maps(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        found = target_map(PLACES, "1 of 2.")

        assert (found.is_map, boundaries_digest()) == (False, "")
        assert found.caption.startswith("1 of 2. Thick frame")
        assert "file" not in found.caption
        assert "Акмолинская" in found.drawing


def test_with_a_file_there_is_a_map_with_its_attribution(app: Flask, file: Path) -> None:
    write(file, BOTH)
    found = target_map(PLACES)

    assert found.is_map
    assert found.caption.endswith("Boundaries: © участники OpenStreetMap")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], boundaries_attribution="© Картограф")
    assert target_map(PLACES).caption.endswith("Boundaries: © Картограф")


def test_file_without_one_of_the_territories_is_no_fault_but_makes_tiles(file: Path) -> None:
    write(file, collection(feature()))

    assert target_map(PLACES[:1]).is_map
    found = target_map(PLACES)
    assert (found.is_map, "file" in found.caption) == (False, False)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be opened"), (b"{", "not JSON"), (b"{}", "FeatureCollection"), (collection(), "properties.kato"),
        (collection(feature(geometry={"type": "Point"})), "not a polygon (110000000)"),
    ],
)  # fmt: skip
def test_bad_file_makes_tiles_and_says_why(file: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        write(file, content)
    found = target_map(PLACES)

    assert not found.is_map
    assert said in found.caption
    assert "Tiles instead of a map" in found.caption


def test_too_large_a_file_is_not_even_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, BOTH)
    monkeypatch.setattr(maps, "MOST_BYTES", 10)
    monkeypatch.setattr(maps, "_read", lambda path: pytest.fail("it was read"))

    assert "larger than it may be" in target_map(PLACES).caption


def test_file_is_read_anew_only_when_it_has_changed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, BOTH)
    first = boundaries_digest()
    read = maps._read
    asked: list[str] = []
    monkeypatch.setattr(maps, "_read", lambda path: (asked.append(path), read(path))[1])

    assert [target_map(PLACES).is_map, target_map(PLACES).is_map, boundaries_digest() == first] == [True] * 3
    assert asked == []
    write(file, b"{")
    assert not target_map(PLACES).is_map
    write(file, collection(feature(), feature("150000000", SQUARE)))
    assert target_map(PLACES).is_map
    assert boundaries_digest() != first
    assert len(asked) == 2


def test_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadBoundaries) as caught:
        check_file(str(tmp_path))
    assert caught.value.code == "not_there"
    with pytest.raises(BadBoundaries):
        check_file("\0")


def test_start_says_when_the_file_is_not_there(app: Flask, file: Path) -> None:
    with capture_logs() as told:
        init_boundaries(app)

    assert [(one["file"], one["instead"]) for one in told] == [(str(file), "tiles")]


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [(BOTH, 0, "2 territories, 9 points. © участники"), (b"{", 1, "not JSON"), (None, 1, "cannot be opened")],
)
def test_command_says_whether_a_file_can_be_drawn(
    app: Flask, tmp_path: Path, content: bytes | None, status: int, said: str
) -> None:
    path = tmp_path / "file.geojson"
    if content is not None:
        path.write_bytes(content)
    db.session.rollback()
    app.config["DEFAULT_LANGUAGE"] = "en"
    result = app.test_cli_runner().invoke(args=["boundaries", str(path)])
    app.config["DEFAULT_LANGUAGE"] = "ru"

    assert (result.exit_code, said in result.output) == (status, True)


def test_command_without_any_file_asks_for_one(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["boundaries"])

    assert (result.exit_code, "SAILAU_BOUNDARIES" in result.output) == (1, True)


@pytest.mark.parametrize("address", ["/", "/target"])
def test_first_page_and_target_show_the_territories(night, login, address: str) -> None:
    page = login(Role.COORDINATOR).get(address).page
    texts = [one.text for one in page.iter("text", "{http://www.w3.org/2000/svg}text")]

    assert {"Акмолинская", "Актюбинская"} <= set(texts)
