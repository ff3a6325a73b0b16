"""The queue: enqueue in the transaction that needs the work, lease it, and take over what a dead worker left."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from elections.accounts.access import Actor
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.errors import NotFound
from elections.jobs.models import Job, JobState
from elections.web.paging import Page, paged

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
Progress = Callable[[int, int], None]
Work = Callable[[dict[str, Any], Progress], dict[str, Any]]

log = structlog.get_logger()
_works: dict[str, Work] = {}


class Cancelled(Exception):
    """Somebody cancelled the job while it ran."""


def register_job(kind: str, work: Work) -> None:
    """Says what carries out jobs of this kind: a function of its parameters and of how to tell its progress."""
    _works[kind] = work


def enqueue(actor: Actor, kind: str, params: dict[str, Any]) -> Job:
    """Adds a job to the queue, as part of the present transaction."""
    job = Job(kind=kind, params=params, user_id=actor.user_id, user_login=actor.login, path=actor.scope)
    db.session.add(job)
    db.session.flush()
    return job


def list_jobs(page: int = 1) -> Page[Any]:
    """Returns a page of the jobs in the viewer's territory, newest first."""
    return paged(sa.select(Job).order_by(Job.id.desc()), page)


def get_job(job_id: int) -> Job:
    """Returns a job in the viewer's territory; raises NotFound."""
    job = db.session.scalar(sa.select(Job).where(Job.id == job_id))
    if job is None:
        raise NotFound
    return job


def cancel(job: Job) -> None:
    """Cancels a job that has not ended; a running one stops at its next step."""
    if job.state in (JobState.QUEUED, JobState.RUNNING):
        job.state = JobState.CANCELLED
        job.finished_at = utc_now()


def run_next() -> bool:
    """Runs the next job that is due, if there is one; returns whether there was. Errors end the job, not the worker."""
    with looking_from(EVERYWHERE):
        job_id = _lease_next(utc_now())
        if job_id is None:
            return False
        job = db.session.get_one(Job, job_id)
        try:
            result = _works[job.kind](dict(job.params), lambda done, total: _progress(job_id, done, total))
        except Cancelled:
            db.session.rollback()
        except Exception as error:
            log.exception("job failed", job=job_id)
            _finish(job_id, JobState.FAILED, error=f"{type(error).__name__}: {error}"[:1000])
        else:
            _finish(job_id, JobState.DONE, result=result)
        return True


def _lease_next(now: datetime) -> int | None:
    with transaction():
        due = sa.or_(
            Job.state == JobState.QUEUED, sa.and_(Job.state == JobState.RUNNING, Job.lease_until < now)
        )
        statement = sa.select(Job).where(due).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
        job = db.session.scalar(statement)
        if job is None:
            return None
        job.attempts += 1
        if job.attempts > ATTEMPTS:
            job.state, job.error, job.finished_at = JobState.FAILED, "given up after three attempts", now
            return None
        job.state, job.started_at, job.lease_until = JobState.RUNNING, job.started_at or now, now + LEASE
        return job.id


def _progress(job_id: int, done: int, total: int) -> None:
    with transaction():
        job = db.session.get_one(Job, job_id)
        if job.state is JobState.CANCELLED:
            raise Cancelled
        job.done_steps, job.total_steps, job.lease_until = done, total, utc_now() + LEASE


def _finish(job_id: int, state: JobState, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    with transaction():
        job = db.session.get_one(Job, job_id)
        if job.state is JobState.RUNNING:
            job.state, job.result, job.error, job.finished_at = state, result, error, utc_now()
