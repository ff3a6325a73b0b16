"""What all tests share: the application on SQLite and on PostgreSQL, people to log in as, rows to start from."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from elections.accounts.access import Role
from elections.app import create_app
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.sqlite import sqlite_driver
from tests.browsing import PASSWORD, Browser
from tests.factories import Factory
from tests.postgres import as_superuser, throw_away_cluster

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


AT_HOME = ("127.", "::1", "localhost", "0.0.0.0", "::")


@pytest.fixture(scope="session", autouse=True)
def no_outside_host() -> Iterator[None]:
    """Fails whatever calls another machine: Sailau asks no other host for anything."""
    really = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Callable[..., object]:
        def connect(self: socket.socket, address: object) -> object:
            host = str(address[0]) if isinstance(address, tuple) else ""
            assert not host or host.startswith(AT_HOME), f"call to an outside host: {host}"
            return really[name](self, address)

        return connect

    for name in really:
        setattr(socket.socket, name, guarded(name))
    yield
    for name, method in really.items():
        setattr(socket.socket, name, method)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    instance = tmp_path_factory.mktemp("instance")
    url = f"sqlite:///{instance / 'sailau.sqlite'}"
    return replace(Settings(), environment="testing", instance=instance, database_url=url, secret_key_file="")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    with throw_away_cluster() as url:
        yield url


def _build(settings: Settings, url: str) -> Flask:
    app = create_app(replace(settings, database_url=url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, SERVER_NAME="localhost")
    with app.app_context():
        upgrade()
    return app


@pytest.fixture(scope="session")
def sqlite_app(settings: Settings) -> tuple[Flask, Path]:
    path = settings.instance / "test.sqlite"
    app = _build(settings, f"sqlite:///{path}")
    with app.app_context():
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    shutil.copy(path, path.with_suffix(".empty"))
    return app, path


@pytest.fixture(scope="session")
def postgresql_app(settings: Settings, postgresql_url: str) -> Flask:
    return _build(settings, postgresql_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with an empty, migrated database, once on each."""
    if request.param == "sqlite":
        app, path = request.getfixturevalue("sqlite_app")
        with app.app_context():
            db.engine.dispose()
        _restore(path)
    else:
        app = request.getfixturevalue("postgresql_app")
        _empty(app)
    with app.app_context(), looking_from(EVERYWHERE):
        yield app
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()


def _restore(path: Path) -> None:
    """Makes the database empty again; SQLite's own copy minds its write-ahead log."""
    with closing(sqlite_driver.connect(path.with_suffix(".empty"))) as empty:
        with closing(sqlite_driver.connect(path, timeout=5)) as used:
            empty.backup(used)


def _empty(app: Flask) -> None:
    names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
    with psycopg.connect(as_superuser(app.config["SQLALCHEMY_DATABASE_URI"]), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # the log refuses to be emptied
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


@pytest.fixture
def write(app: Flask) -> Callable[[], object]:
    """A transaction to write in: `with write(): …`."""
    return transaction


@pytest.fixture
def factory(app: Flask) -> Factory:
    return Factory()


@pytest.fixture
def client(app: Flask) -> Browser:
    """Somebody who is not logged in."""
    return Browser(app)


@pytest.fixture
def login(app: Flask, factory: Factory) -> Callable[..., Browser]:
    """Logs a new user of a role and territory in: `login(Role.COORDINATOR, path="…")`."""

    def log_in(role: Role = Role.COORDINATOR, path: str = "", login: str = "") -> Browser:
        user = factory.user(role=role, path=path, **({"login": login} if login else {}))
        browser = Browser(app)
        answer = browser.post("/login", {"login": user.login, "password": PASSWORD})
        assert answer.status == 303, answer.text
        return browser

    return log_in


@pytest.fixture
def shared_data() -> Path:
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder of shared data is not there")
    return SHARED_DATA
