"""The command `flask worker`: carries out jobs until it is told to stop."""

import signal
import threading

import click
import structlog
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from elections.database import db
from elections.jobs.chores import do_chores
from elections.jobs.queue import run_next
from elections.trouble import trouble_of

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
        except SQLAlchemyError as error:  # the database is away: wait for it
            if (trouble := trouble_of(error)) is None:
                raise
            log.warning("database in trouble", trouble=trouble.value)
            busy = False
        db.session.remove()
        if not busy:
            if once:
                return
            stop.wait(IDLE_SECONDS)
