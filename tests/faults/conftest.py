"""What tests of faults share: an installation on each database that runs for all of them, and the table at the end."""

import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from elections.app import create_app
from elections.database import EVERYWHERE, db, looking_from
from tests.faults.cluster import Cluster, running_cluster
from tests.faults.ground import list_papers, make_ground
from tests.faults.ledger import FEW, Ledger, Row
from tests.faults.proxy import Proxy, running_proxy
from tests.faults.spare import Spare
from tests.faults.stand import Stand, small_disk
from tests.postgres import ROOTLESS_USER

HEADINGS = ("fault", "database", "tries", "lost", "doubled")
MEGABYTES = 48


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the table of faults."""
    rows = [row for one in terminalreporter.getreports("passed") for name, row in one.user_properties if name == "fault"]  # fmt: skip
    if not rows:
        return
    width = max(len(row["fault"]) for row in rows)
    terminalreporter.section("faults")
    for row in (dict(zip(HEADINGS, HEADINGS, strict=True)), *sorted(rows, key=lambda row: row["fault"])):
        numbers = "".join(f"{row[name]:>9}" for name in HEADINGS[2:])
        terminalreporter.write_line(f"{row['fault']:<{width}}  {row['database']:<10}{numbers}")


@pytest.fixture
def keep(record_property: Callable[[str, object], None]) -> Callable[[Row], None]:
    """Puts a row into the table, and asserts that nothing is lost and nothing there twice."""

    def keep(row: Row) -> None:
        record_property("fault", asdict(row))
        assert (row.lost, row.doubled) == (0, 0)
        assert row.tries, "the fault never happened"

    return keep


def app_on(settings: Settings, url: str) -> Flask:
    app = create_app(replace(settings, database_url=url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, SERVER_NAME="localhost")
    return app


def _prepared(app: Flask, *steps: Callable[[], object]) -> object:
    """Takes steps in an application, and lets go of its database; returns what came of the last one."""
    with app.app_context(), looking_from(EVERYWHERE):
        made = [step() for step in steps]
        db.session.remove()
        db.engine.dispose()
    return made[-1]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL with the ground in its database `ground`."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def grounds(settings: Settings, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The databases with the ground, to be copied: a file, and the name of a database."""
    file = tmp_path_factory.mktemp("ground") / "ground.sqlite"
    cluster.execute("CREATE DATABASE ground OWNER sailau")
    for url in (f"sqlite:///{file}", cluster.url("ground")):
        _prepared(app_on(settings, url), upgrade, make_ground)
    return {"sqlite": str(file), "postgresql": "ground"}


@pytest.fixture(scope="session")
def stands(settings: Settings, grounds: dict[str, str], cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Stand]]:  # fmt: skip
    """Makes the installation on a database when it is asked for, once."""
    made: dict[str, Stand] = {}
    with ExitStack() as stack:

        def make(database: str) -> Stand:
            if database not in made:
                folder = (
                    cluster.folder / "disk" if database == "postgresql" else tmp_path_factory.mktemp("disk")
                )
                folder.mkdir(exist_ok=True)
                if small_disk(folder, MEGABYTES):
                    stack.callback(subprocess.run, ["umount", "-l", str(folder)], check=False)
                made[database] = _make(settings, database, folder, grounds[database], cluster, stack)
                stack.callback(made[database].close)
                made[database].serve()
            return made[database]

        yield make


def _make(
    settings: Settings, database: str, folder: Path, ground: str, cluster: Cluster, stack: ExitStack
) -> Stand:
    proxy: Proxy | None = None
    if database == "sqlite":
        url = seen_by_processes = f"sqlite:///{folder / 'sailau.sqlite'}"
    else:
        url, place = cluster.url("stand"), _on_disk(cluster, folder)
        proxy = stack.enter_context(running_proxy(cluster.folder / ".s.PGSQL.5432"))
        seen_by_processes = cluster.url("stand", "127.0.0.1", proxy.port)

    def lay() -> Ledger:
        if database == "sqlite":
            for one in folder.glob("sailau.sqlite*"):
                one.unlink()
            shutil.copy(ground, folder / "sailau.sqlite")
        else:
            cluster.copy(ground, "stand", place)
        return Ledger(deque(_prepared(app, list_papers)))

    app = app_on(settings, url)
    return Stand(database, folder, app, seen_by_processes, lay(), lay, proxy, cluster)


def _on_disk(cluster: Cluster, folder: Path) -> str:
    """Lets a database lie on the disk that can be full, where there is one."""
    if not folder.is_mount():
        return ""
    place = folder / "tables"
    place.mkdir()
    shutil.chown(place, ROOTLESS_USER)
    cluster.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
    return "TABLESPACE small"


@pytest.fixture(params=["sqlite", "postgresql"])
def spare(
    request: pytest.FixtureRequest,
    settings: Settings,
    grounds: dict[str, str],
    cluster: Cluster,
    tmp_path: Path,
) -> Iterator[Spare]:
    """A fresh copy of the ground without a server, once on each database."""
    file = tmp_path / "spare.sqlite"
    if request.param == "sqlite":
        shutil.copy(grounds["sqlite"], file)
    url = f"sqlite:///{file}" if request.param == "sqlite" else cluster.copy("ground", "spare")
    spare = Spare(request.param, app_on(settings, url), url, cluster)
    yield spare
    spare.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def stand(request: pytest.FixtureRequest, stands: Callable[[str], Stand]) -> Iterator[Stand]:
    """A running installation, once on each database; well before each test."""
    yield from _well(stands(request.param))


@pytest.fixture
def stand_beside(spare: Spare, stands: Callable[[str], Stand]) -> Iterator[Stand]:
    """A running installation on the same database as the spare one."""
    yield from _well(stands(spare.database))


@pytest.fixture
def sqlite_stand(stands: Callable[[str], Stand]) -> Iterator[Stand]:
    """A running installation on SQLite."""
    yield from _well(stands("sqlite"))


@pytest.fixture
def postgresql_stand(stands: Callable[[str], Stand]) -> Iterator[Stand]:
    """A running installation on PostgreSQL."""
    yield from _well(stands("postgresql"))


def _well(stand: Stand) -> Iterator[Stand]:
    if len(stand.ledger.papers) < 2 * FEW:
        stand.renew()
    elif stand.web is None:
        stand.serve()
    stand.wait_until_well()
    yield stand
    stand.set_clock(0)
    if stand.proxy:
        stand.proxy.mend()
