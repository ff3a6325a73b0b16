"""The worker's sign of life: a row per process, written every few seconds between two jobs."""

import os
import socket
import time
from datetime import timedelta

import sqlalchemy as sa

from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.jobs.models import Job, JobState, WorkerBeat

EVERY_SECONDS = 10.0
FORGOTTEN = timedelta(days=1)
NAME = f"{socket.gethostname()[:80]}:{os.getpid()}"
_last = [float("-inf")]


def keep_beat() -> bool:
    """Notes that this worker lives, at most every ten seconds; returns False: there is nothing more to do."""
    if time.monotonic() - _last[0] < EVERY_SECONDS:
        return False
    now = utc_now()
    with transaction():
        db.session.execute(sa.delete(WorkerBeat).where(WorkerBeat.at < now - FORGOTTEN))
        db.session.merge(WorkerBeat(name=NAME, at=now))
    _last[0] = time.monotonic()
    return False


def worker_seconds() -> int | None:
    """Returns how long ago a worker gave its last sign of life; None when none ever did."""
    last = db.session.scalar(sa.select(sa.func.max(WorkerBeat.at)))
    return None if last is None else max(0, int((utc_now() - last).total_seconds()))


def jobs_waiting() -> int:
    """Returns how many jobs wait for a worker."""
    with looking_from(EVERYWHERE):
        return db.session.scalar(sa.select(sa.func.count(Job.id)).where(Job.state == JobState.QUEUED)) or 0
