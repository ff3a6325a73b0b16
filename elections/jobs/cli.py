"""The command `flask worker`: carries out jobs until it is told to stop."""

import signal
import threading

import click
import structlog
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from elections.database import db
from elections.jobs.chores import do_chores
from elections.jobs.queue import run_next

IDLE_SECONDS = 1.0
log = structlog.get_logger()


@click.command("worker")
@click.option("--once", is_flag=True, help="Carry out what is due, then stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Carry out background jobs; stops after the present one on SIGTERM or Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_arguments: stop.set())
    while not stop.is_set():
        try:
            busy = run_next()
            db.session.remove()
            busy = do_chores() or busy
        except OperationalError as error:  # the database is away: wait for it
            log.warning("database lost", error=type(error.orig).__name__)
            busy = False
        db.session.remove()
        if not busy:
            if once:
                return
            stop.wait(IDLE_SECONDS)
