"""A throw-away PostgreSQL for the tests: made in a folder of its own, without durability, gone afterwards.

The application's role owns its database and is no superuser, so that row-level security holds for it as in real life.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

ROOTLESS_USER = "nobody"
SUPERUSER = "postgres"


def server_binaries() -> Path | None:
    """Returns the folder of initdb and pg_ctl, the newest version's, or None when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def throw_away_cluster(*, durable: bool = False) -> Iterator[str]:
    """Runs a cluster that listens on a socket in its own folder only, and yields its SQLAlchemy address.

    A `durable` one waits for the disk at each commit, as a real one does.
    """
    binaries = server_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed: `make test` installs it")
    folder = Path(tempfile.mkdtemp(prefix="sailau-postgresql-"))
    as_user = ["runuser", "-u", ROOTLESS_USER, "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, ROOTLESS_USER)

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    data, options = str(folder / "data"), f"-k {folder} -c listen_addresses=''"
    if not durable:
        options += " -c fsync=off -c full_page_writes=off"
    run(
        str(binaries / "initdb"), "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
    )
    run(str(binaries / "pg_ctl"), "-D", data, "-o", options, "-w", "-l", str(folder / "log"), "start")
    try:
        _make_database(folder)
        yield f"postgresql+psycopg://sailau@/sailau?host={folder}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _make_database(folder: Path) -> None:
    with psycopg.connect(f"host={folder} user={SUPERUSER} dbname=postgres", autocommit=True) as connection:
        connection.execute("CREATE ROLE sailau LOGIN NOSUPERUSER CREATEDB")
        connection.execute("CREATE DATABASE sailau OWNER sailau")


def as_superuser(url: str) -> str:
    """Returns the address of the same database for the superuser of the cluster, as libpq takes it."""
    found = make_url(url)
    return f"host={found.query['host']} user={SUPERUSER} dbname={found.database}"
