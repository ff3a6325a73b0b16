"""The world of the tests of this folder: built once for each database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from elections.database import EVERYWHERE, db, looking_from
from tests import conftest as house
from tests.trust.world import World


@contextmanager
def emptied(request: pytest.FixtureRequest, kind: str) -> Iterator[Flask]:
    """The application with an empty database of a kind."""
    if kind == "sqlite":
        app, path = request.getfixturevalue("sqlite_app")
        with app.app_context():
            db.engine.dispose()
        house._restore(path)
    else:
        app = request.getfixturevalue("postgresql_app")
        house._empty(app)
    with app.app_context(), looking_from(EVERYWHERE):
        yield app
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An empty campaign."""
    with emptied(request, request.param) as app:
        yield app


@pytest.fixture(scope="package")
def world(ground: Flask) -> World:
    """Both sides, and people of the whole country."""
    world = World(ground)
    world.add(1)
    world.add(2)
    world.add_nation()
    return world.log_in_all()


@pytest.fixture
def nothing_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a request would have saved is checked by the database and taken back, so that all find the same world."""
    world.freeze(monkeypatch)


@pytest.fixture
def paper_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes on paper, before it is laid out."""
    monkeypatch.setattr("elections.documents.pdf._render", lambda html, or_more: html.encode())
