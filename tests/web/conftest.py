"""A second application on the test's own database: with views that misbehave, with CSRF, or with other limits."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from elections.app import create_app
from elections.database import db
from elections.web.guards import public


@pytest.fixture
def second_app(app: Flask) -> Iterator[Callable[..., Flask]]:
    """Builds it: `second_app({"/probe": view}, WTF_CSRF_ENABLED=True)`; each view is public, for GET and POST."""
    built: list[Flask] = []

    def build(
        views: dict[str, Callable[[], object]] | None = None, *, url: str = "", **config: object
    ) -> Flask:
        address = url or app.config["SQLALCHEMY_DATABASE_URI"]
        second = create_app(replace(app.config["SETTINGS"], database_url=address))
        second.config.update(
            {"TESTING": True, "WTF_CSRF_ENABLED": False, "SERVER_NAME": "localhost", **config}
        )
        for path, view in (views or {}).items():
            second.add_url_rule(path, f"probe{path}", public(view), methods=["GET", "POST"])
        built.append(second)
        return second

    yield build
    for one in built:
        with one.app_context():
            db.session.remove()
            db.engine.dispose()
