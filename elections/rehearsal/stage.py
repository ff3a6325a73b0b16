"""The stage: the same server shows the copy below /rehearsal, by a second application that is made when it is asked for.

It has its own database, its own log-ins and its own cookie, signed by another key: neither knows the other's.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from elections.database import db, utc_now
from elections.documents.marks import register_mark
from elections.rehearsal.marking import init_marking, mark
from elections.rehearsal.place import find_ready
from elections.rehearsal.script import Standing, opened, read_standing, url_of
from elections.web.headers import cookie_name

PREFIX = "/rehearsal"
COOKIE = "rehearsal"
EXTENSION = "rehearsal"
Build = Callable[[Settings], Flask]
log = structlog.get_logger()


class Stage:
    """The copy that is rehearsed on, as one process knows it."""

    def __init__(self, settings: Settings, build: Build) -> None:
        self.settings, self._build = settings, build
        self._app: Flask | None = None
        self._path: Path | None = None
        self._lock = threading.Lock()

    def copy(self) -> Flask | None:
        """Returns the application of the copy, made at its first use; None when nothing is rehearsed."""
        path, standing = self.find()
        if path is None or standing is None or standing.is_over(utc_now()):
            path = None
        with self._lock:
            if path != self._path:
                self._leave()
                self._app, self._path = (self.build(path) if path else None), path
            return self._app

    def find(self) -> tuple[Path | None, Standing | None]:
        """Returns the copy that is rehearsed on and how it stands; (path, None) of one that cannot be read."""
        path = find_ready(self.settings)
        with suppress(SQLAlchemyError):
            if path is not None:
                with opened(path) as connection:
                    return path, read_standing(connection)
        return path, None

    def build(self, path: Path) -> Flask:
        """Returns an application on the copy at `path`."""
        return self._build(replace(self.settings, database_url=url_of(path), is_rehearsal=True))

    def leave(self) -> None:
        """Lets the copy go, so that its file can be deleted."""
        with self._lock:
            self._leave()

    def _leave(self) -> None:
        if self._app is not None:
            let_go(self._app)
        self._app = self._path = None


def let_go(copy: Flask) -> None:
    """Closes the database of a copy."""
    with copy.app_context():
        db.session.remove()
        db.engine.dispose()


def init_rehearsal(app: Flask, build: Build) -> None:
    """Makes `app` serve rehearsals below its prefix; or, when it is the copy's own, marks and separates it."""
    settings: Settings = app.config["SETTINGS"]
    register_mark(mark)
    app.config["REHEARSAL"] = settings.is_rehearsal
    if settings.is_rehearsal:
        _separate(app)
        init_marking(app)
        return
    stage = app.extensions[EXTENSION] = Stage(settings, build)
    app.wsgi_app = Dispatcher(app.wsgi_app, stage)  # type: ignore[method-assign]


def present_stage() -> Stage:
    """Returns the stage of the present application, which is the real one."""
    stage: Stage = current_app.extensions[EXTENSION]
    return stage


def _separate(app: Flask) -> None:
    is_secure = app.config["SESSION_COOKIE_SECURE"]  # its name is its own all the same, and so is its key
    app.config.update(
        SECRET_KEY=app.extensions["vault"].key("cookies of rehearsals"),
        SECRET_KEY_FALLBACKS=app.extensions["vault"].keys("cookies of rehearsals")[1:],
        SESSION_COOKIE_NAME=cookie_name(COOKIE, is_secure),
        SESSION_COOKIE_PATH="/" if is_secure else PREFIX,
        APPLICATION_ROOT=PREFIX,
        PUBLIC_ADDRESS=str(app.config["PUBLIC_ADDRESS"]).rstrip("/") + PREFIX,
    )


class Dispatcher:
    """Hands what lies below the prefix to the copy; without one the real application says that it is over."""

    def __init__(self, real: Callable[..., Iterable[bytes]], stage: Stage) -> None:
        self._real, self._stage = real, stage

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request."""
        path = str(environ.get("PATH_INFO", ""))
        if path != PREFIX and not path.startswith(f"{PREFIX}/"):
            return self._real(environ, start_response)
        copy = self._stage.copy()
        if copy is None:
            return self._real({**environ, "PATH_INFO": f"{PREFIX}/", "REQUEST_METHOD": "GET"}, start_response)
        inner = {
            **environ,
            "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + PREFIX,
            "PATH_INFO": path.removeprefix(PREFIX) or "/",
        }
        return copy(inner, start_response)
