"""An installation that is made to suffer: its database, and its server as Procfile says."""

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from flask import Flask

from tests.faults.clerk import Clerk
from tests.faults.cluster import Cluster
from tests.faults.ground import CLERKS
from tests.faults.ledger import Ledger
from tests.faults.proxy import Proxy

ROOT = Path(__file__).parents[2]
PATIENCE = 240
APPLICATION = "tests.faults.clocked:app"
ASKS_AT_MOST = 2
"""Seconds for which the servers under test wait for a lock or for the network; people's servers wait longer."""


@dataclass
class Stand:
    """An installation: `app` looks at the database past the network, `url` is what its processes are told."""

    database: str
    folder: Path
    app: Flask
    url: str
    ledger: Ledger
    lay: Callable[[], Ledger]
    """Lays the ground anew, and returns the papers for it."""
    proxy: Proxy | None = None
    cluster: Cluster | None = None
    port: int = 0
    web: subprocess.Popen[bytes] | None = None
    clerks: list[Clerk] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return self.folder / "sailau.sqlite"

    @property
    def clock(self) -> Path:
        """The file that says by how many seconds the server's clock is wrong."""
        return Path(self.app.config["SETTINGS"].instance) / f"clock-{self.database}"

    def set_clock(self, seconds: int) -> None:
        """Sets the server's clock ahead by so many seconds."""
        self.clock.write_text(str(seconds))

    def environment(self) -> dict[str, str]:
        """Returns what processes are told."""
        return {
            **os.environ, "DATABASE_URL": self.url, "SAILAU_ENV": "testing", "SECRET_KEY_FILE": "",
            "SAILAU_INSTANCE": str(self.app.config["SETTINGS"].instance), "SAILAU_DATABASE_SECONDS": str(ASKS_AT_MOST),
            "SAILAU_FAULT_CLOCK": str(self.clock),
        }  # fmt: skip

    def serve(self) -> None:
        """Starts the server, and has the clerks log in when they have not yet."""
        line = next(one for one in (ROOT / "Procfile").read_text().splitlines() if one.startswith("web: "))
        if not self.port:
            with socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        with (self.folder / "web.log").open("ab") as log:
            self.web = subprocess.Popen(
                ["bash", "-c", line.removeprefix("web: ").replace("wsgi:app", APPLICATION)], cwd=ROOT, stdout=log, stderr=log,
                env={**self.environment(), "PORT": str(self.port), "GUNICORN_CMD_ARGS": "--preload"},
            )  # fmt: skip
        self.wait_until_well()
        if not self.clerks:
            self.clerks = [Clerk(self.port, login) for login in CLERKS]

    def renew(self) -> None:
        """Begins anew, with all papers still to be entered."""
        if self.web is not None:
            self.kill_server()
        self.ledger, self.clerks = self.lay(), []
        self.serve()

    def wait_until_well(self) -> None:
        """Waits until both workers serve and the database answers."""
        wait_until(lambda: len(self.workers()) == 2 and _is_well(Clerk(self.port)), "the server is not well")

    def workers(self) -> list[int]:
        """Returns the numbers of the processes that answer requests."""
        assert self.web is not None
        assert self.web.poll() is None, "the server ended by itself"
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(one) for one in children.split()]

    def kill_worker(self, place: int = 0) -> None:
        """Kills one of the processes that answer requests."""
        self.kill_workers(place, place + 1)

    def kill_workers(self, first: int = 0, last: int | None = None) -> None:
        """Kills the processes that answer requests."""
        for number in self.workers()[first:last]:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    def kill_server(self) -> None:
        """Kills all of the server at once, as a power cut does."""
        assert self.web is not None
        self.web.send_signal(signal.SIGSTOP)  # lest it starts others while these are killed
        for number in (*self.workers(), self.web.pid):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.web.wait(PATIENCE)
        self.web = None

    def fill_disk(self) -> Callable[[], None]:
        """Leaves no room for the database; returns what gives the room back."""
        if os.path.ismount(self.folder):
            filler = self.folder / "filler"
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while file.write(b"\0" * 65536):
                    pass
            with filler.open("ab", buffering=0) as file, suppress(OSError):
                while file.write(b"\0" * 512):
                    pass
            return filler.unlink
        assert self.database == "sqlite", "only a folder with a limit can be full for PostgreSQL"
        return self._forbid_growth()

    def _forbid_growth(self) -> Callable[[], None]:
        free = resource.RLIM_INFINITY
        for number in self.workers():
            resource.prlimit(number, resource.RLIMIT_FSIZE, (1, free))
        return lambda: (
            [resource.prlimit(one, resource.RLIMIT_FSIZE, (free, free)) for one in self.workers()] and None
        )

    def close(self) -> None:
        """Ends what runs."""
        if self.web is not None:
            self.kill_server()


def wait_until(holds: Callable[[], bool], otherwise: str, patience: float = PATIENCE) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.02)


def _is_well(anybody: Clerk) -> bool:
    heard = anybody.get("/healthz")
    return heard is not None and heard.status == 200


def small_disk(folder: Path, megabytes: int) -> bool:
    """Makes a folder a disk of its own that can be full; returns whether this system lets us."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", str(folder)]
    return (
        bool(shutil.which("mount"))
        and subprocess.run(command, check=False, capture_output=True).returncode == 0
    )
