"""The queue: enqueue in the transaction that needs the work, lease it, and take over what a dead worker left."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import selectinload, undefer

from elections.accounts.access import Actor, Permission
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.errors import NotFound, Objection, Refused
from elections.faults import kind_and_place
from elections.jobs.failures import keep_told
from elections.jobs.models import Job, JobFile, JobState
from elections.trouble import is_full, trouble_of, will_pass
from elections.web.paging import Page, paged

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
ZIP_AT_ONCE = 8
ZIP_DATE = (2021, 1, 1, 0, 0, 0)

log = structlog.get_logger()


class Cancelled(Exception):
    """The job is no longer this worker's: somebody cancelled it, or another worker took it over."""


@dataclass(frozen=True)
class Task:
    """A job as its work sees it: what was asked for, in which territory, and where progress and files go.

    `attempt` says whose job it is: a worker that slept past its lease finds that another has a later one.
    """

    job_id: int
    path: str
    params: Mapping[str, Any]
    attempt: int = 1

    def kept(self) -> set[str]:
        """Returns the names of the files that are made already: by a worker that was killed before it was done."""
        return set(db.session.scalars(sa.select(JobFile.name).where(JobFile.job_id == self.job_id)))

    def keep(self, name: str, mimetype: str, content: bytes) -> None:
        """Keeps a file of the job, whole or not at all; raises Cancelled when the job is not this worker's any more."""
        with self.changing():
            self.add_file(name, mimetype, content)

    def add_file(self, name: str, mimetype: str, content: bytes) -> None:
        """Adds a file of the job to the transaction of `changing`."""
        digest = hashlib.sha256(content).hexdigest()
        db.session.add(
            JobFile(job_id=self.job_id, path=self.path, name=name, mimetype=mimetype, size=len(content),
                    sha256=digest, content=content)
        )  # fmt: skip

    @contextmanager
    def changing(
        self, done: int | None = None, total: int | None = None, *, is_work: bool = True
    ) -> Iterator[None]:
        """Runs the block as one write of this job, and says how far it is then; raises Cancelled as `advance` does.

        Steps that were no work, as what was ready before, tell nothing of how long the others take.
        """
        with transaction():
            job = self._own()
            job.lease_until = utc_now() + LEASE
            if done is not None and total is not None:
                job.done_steps, job.total_steps = done, total
            if not is_work:
                job.paced_at, job.paced_steps = utc_now(), done
            yield

    def advance(self, done: int, total: int) -> None:
        """Says how far the job is, and keeps its lease; raises Cancelled when the job is not this worker's any more."""
        with self.changing(done, total):
            pass

    def finish(self, state: JobState, *, result: dict[str, Any] | None = None, error: str = "") -> None:
        """Says how the job ended; raises Cancelled when it is not this worker's any more."""
        with transaction():
            job = self._own()
            job.state, job.result, job.error, job.finished_at = state, result, error, utc_now()

    def _own(self) -> Job:
        job = db.session.get_one(Job, self.job_id, with_for_update=True)
        if job.state is not JobState.RUNNING or job.attempts != self.attempt:
            raise Cancelled
        return job


Work = Callable[[Task], dict[str, Any]]
Describe = Callable[[Job], list[tuple[str, str]]]
_works: dict[str, tuple[Work, Permission]] = {}
_descriptions: dict[str, Describe] = {}


def register_job(kind: str, work: Work, permission: Permission, describe: Describe | None = None) -> None:
    """Says what carries out jobs of this kind, and what whoever takes their files must be permitted.

    The work may be begun anew at any moment: a worker can be killed. What it refuses (Refused) is told on the job's
    page, and `describe` says there in (label, value) what was asked for and what came of it.
    """
    _works[kind] = work, permission
    if describe is not None:
        _descriptions[kind] = describe


def describe_job(job: Job) -> list[tuple[str, str]]:
    """Returns in words what a job was asked for and what came of it."""
    return _descriptions[job.kind](job) if job.kind in _descriptions else []


def may_take_files(actor: Actor, job: Job) -> bool:
    """Returns whether the actor may have the files of a job."""
    return job.kind in _works and actor.may(_works[job.kind][1], job.path)


def enqueue(actor: Actor, kind: str, params: dict[str, Any], path: str | None = None) -> Job:
    """Adds a job to the queue, as part of the present transaction; seen in `path`, or the actor's whole territory."""
    path = actor.scope if path is None else path
    job = Job(kind=kind, params=params, user_id=actor.user_id, user_login=actor.login, path=path)
    db.session.add(job)
    db.session.flush()
    return job


def list_jobs(page: int = 1) -> Page[Any]:
    """Returns a page of the jobs in the viewer's territory, newest first."""
    return paged(sa.select(Job).order_by(Job.id.desc()), page)


def get_job(job_id: int) -> Job:
    """Returns a job in the viewer's territory; raises NotFound."""
    job = db.session.scalar(sa.select(Job).where(Job.id == job_id).options(selectinload(Job.files)))
    if job is None:
        raise NotFound
    return job


def find_job(job_id: int) -> Job | None:
    """Returns a job in the viewer's territory, or None."""
    return db.session.scalar(sa.select(Job).where(Job.id == job_id))


def get_file(job_id: int, file_id: int) -> JobFile:
    """Returns a file of a job with its content; raises NotFound."""
    statement = sa.select(JobFile).where(JobFile.job_id == job_id, JobFile.id == file_id)
    found = db.session.scalar(statement.options(undefer(JobFile.content)))
    if found is None:
        raise NotFound
    return found


def zip_files(job: Job) -> IO[bytes]:
    """Returns an open ZIP of a job's files but the one that holds all others; the same files give the same bytes.

    Of a job that goes on, it holds the files that were there when the job was read, as many as `part_of` says.
    """
    statement = sa.select(JobFile).where(JobFile.id.in_([one.id for one in _single_files(job)]))
    found = (
        statement.options(undefer(JobFile.content))
        .order_by(JobFile.name)
        .execution_options(yield_per=ZIP_AT_ONCE)
    )
    target: IO[bytes] = TemporaryFile()  # noqa: SIM115 closed by whoever sends it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for some in db.session.scalars(found).partitions():
            for one in some:
                archive.writestr(zipfile.ZipInfo(one.name, ZIP_DATE), one.content)
                db.session.expunge(one)
    target.seek(0)
    return target


def part_of(job: Job) -> tuple[int, int] | None:
    """Returns how many files of how many a job has made that did not make all; None when there is nothing to say of it."""
    made = len(_single_files(job))
    return (made, job.total_steps) if job.state is not JobState.DONE and 0 < made < job.total_steps else None


def _single_files(job: Job) -> list[JobFile]:
    return [one for one in job.files if one.name != (job.result or {}).get("merged")]


def seconds_left(job: Job, now: datetime | None = None) -> int | None:
    """Returns how long a running job will go on at its present worker's pace, or None when that cannot be said yet.

    Nor can it while the worker is not heard of: another takes the job over.
    """
    now, since, before = now or utc_now(), job.paced_at or job.started_at, job.paced_steps or 0
    is_lost = job.lease_until is not None and job.lease_until < now
    if job.state is not JobState.RUNNING or since is None or job.done_steps <= before or is_lost:
        return None
    left = job.total_steps - job.done_steps
    return int((now - since).total_seconds() * left / (job.done_steps - before)) + 1


def cancel(job: Job) -> bool:
    """Cancels a job that has not ended, and returns whether it had not; a running one stops at its next step."""
    if job.state not in (JobState.QUEUED, JobState.RUNNING):
        return False
    job.state, job.finished_at = JobState.CANCELLED, utc_now()
    return True


def run_next() -> bool:
    """Runs the next job that is due, if there is one; returns whether there was. Errors end the job, not the worker."""
    with looking_from(EVERYWHERE):
        job_id = _lease_next(utc_now())
        if job_id is None:
            return False
        job = db.session.get_one(Job, job_id)
        task = Task(job_id, job.path, dict(job.params), job.attempts)
        with suppress(Cancelled):
            _carry_out(task, job.kind)
        return True


def _carry_out(task: Task, kind: str) -> None:
    try:
        work, _permission = _works[kind]
        result = work(task)
    except Cancelled:
        raise
    except Refused as refused:
        task.finish(JobState.FAILED, result=keep_told(refused.objections))
    except Exception as error:
        if will_pass(error):  # the database went away: whoever finds the lease over goes on
            raise
        log.exception("job failed", job=task.job_id)
        told = keep_told([Objection("job.no_room")]) if is_full(error) else None
        task.finish(JobState.FAILED, result=told, error=_told(error))
    else:
        task.finish(JobState.DONE, result=result)


def _told(error: BaseException) -> str:
    """Returns what is kept of a fault: its kind, its place, what ails the database; its words may hold personal data."""
    trouble = trouble_of(error)
    return "; ".join([kind_and_place(error), *([trouble.value] if trouble else [])])[:1000]


def _lease_next(now: datetime) -> int | None:
    """Leases the next job that is due and returns its id, or None; what was tried too often is given up on the way."""
    while (job := _try_next(now)) is not None:
        if job.state is JobState.RUNNING:
            return job.id
    return None


def _try_next(now: datetime) -> Job | None:
    with transaction():
        left = sa.or_(
            Job.lease_until < now, Job.lease_until > now + 2 * LEASE
        )  # or leased by a clock that ran ahead
        due = sa.or_(Job.state == JobState.QUEUED, sa.and_(Job.state == JobState.RUNNING, left))
        statement = sa.select(Job).where(due).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
        job = db.session.scalar(statement)
        if job is None:
            return None
        job.attempts += 1
        if job.attempts > ATTEMPTS:
            job.state, job.error, job.finished_at = JobState.FAILED, "given up after three attempts", now
        else:
            job.state, job.started_at, job.lease_until = JobState.RUNNING, job.started_at or now, now + LEASE
            job.paced_at, job.paced_steps = now, job.done_steps
        return job
