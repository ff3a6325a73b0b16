"""A `flask` command in a process of its own, forked from one that has read the code already: reading it takes seconds."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from flask.cli import main

from config import Settings
from elections.app import create_app

PATIENCE = 240
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


class Command:
    """A command that was started: it can be waited for, and killed."""

    def __init__(self, arguments: Sequence[str], settings: Settings, said: Path) -> None:
        self._said = said
        self._process = FORKS.Process(target=_run, args=(tuple(arguments), settings, str(said)))
        self._process.start()

    @property
    def has_ended(self) -> bool:
        """Whether it ended, by itself or killed."""
        return self._process.exitcode is not None

    def finish(self) -> tuple[int, str]:
        """Waits for its end; returns its exit status and what it said."""
        self._process.join(PATIENCE)
        assert self._process.exitcode is not None, "it does not end"
        return self._process.exitcode, self._said.read_text()

    def kill(self) -> bool:
        """Kills it at once; returns whether it had not ended by then."""
        self._process.kill()
        return self.finish()[0] == -signal.SIGKILL


def _run(arguments: tuple[str, ...], settings: Settings, said: str) -> None:
    """Is the process: `flask` as the shell starts it, over the database of the settings."""
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    os.chdir(Path(__file__).parents[2])
    os.environ["SAILAU_INSTANCE"] = str(settings.instance)
    wsgi = ModuleType("wsgi")
    wsgi.app = create_app(settings)
    sys.modules["wsgi"] = wsgi
    sys.argv = ["flask", *arguments]
    main()
