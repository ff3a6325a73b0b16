"""A PostgreSQL that can be stopped, restarted and left without room, with a database of its own for each who asks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.postgres import ROOTLESS_USER, server_binaries


@dataclass(frozen=True)
class Cluster:
    """A running server: its folder, where its socket is, and the folder of its programs."""

    folder: Path
    binaries: Path

    def url(self, database: str, host: object = "", port: int = 5432) -> str:
        """Returns the SQLAlchemy address of a database, by the socket unless another host is said."""
        return f"postgresql+psycopg://sailau@/{database}?host={host or self.folder}&port={port}"

    def as_superuser(self, database: str) -> str:
        """Returns the address of a database for whoever sees all of it, as libpq takes it."""
        return f"host={self.folder} user=postgres dbname={database}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Carries out a statement of its own transaction, and returns its rows."""
        with psycopg.connect(self.as_superuser(database), autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def copy(self, template: str, name: str, options: str = "") -> str:
        """Makes a database like another one, which nobody may be connected to, and returns its address."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.execute(f"CREATE DATABASE {name} OWNER sailau TEMPLATE {template} {options}")
        return self.url(name)

    def restart(self, mode: str = "fast") -> None:
        """Stops the server as `mode` says (immediate: as if it had been killed) and starts it again."""
        self.stop(mode)
        self.start()

    def stop(self, mode: str = "fast") -> None:
        """Stops the server."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def start(self) -> None:
        """Starts the server."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-o", options, "-w", "-l", str(self.folder / "log"), "start")  # fmt: skip

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of its programs as a user who may."""
        as_user = ["runuser", "-u", ROOTLESS_USER, "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(self.binaries / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Runs a cluster that listens on a socket in its own folder only; it is gone afterwards."""
    binaries = server_binaries()
    if binaries is None:
        raise RuntimeError("PostgreSQL is not installed: `make test` installs it")
    folder = Path(tempfile.mkdtemp(prefix="sailau-fault-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, ROOTLESS_USER)
    cluster = Cluster(folder, binaries)
    data = str(folder / "data")
    cluster.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    cluster.start()
    cluster.execute("CREATE ROLE sailau LOGIN NOSUPERUSER")
    try:
        yield cluster
    finally:
        try:
            cluster.stop("immediate")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
