"""The command `flask worker` as a process of its own: killed, stopped and doubled, it loses and doubles nothing."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import undefer

from config import Settings
from elections.accounts.access import Actor, Role
from elections.database import db, transaction, utc_now
from elections.jobs.models import Job, JobFile, JobState
from elections.jobs.queue import LEASE, enqueue
from elections.reports.batch import enqueue_batch
from elections.reports.kinds import kind_of
from elections.reports.paper import pdf_of
from tests.factories import Factory

ROOT = Path(__file__).parents[2]
ACTOR = Actor(None, "gulnar", Role.COORDINATOR, "")
KATOS = [f"1132{number:02d}000" for number in range(6)]
NAMES = [f"district-{kato}-ru.pdf" for kato in KATOS]
PATIENCE = 60

Worker = subprocess.Popen[bytes]


@pytest.fixture
def start(app: Flask, settings: Settings) -> Iterator[Callable[..., Worker]]:
    """Starts `flask worker` on the test's database; whatever runs at the end is killed."""
    started: list[Worker] = []
    environment = {
        **os.environ, "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "SAILAU_INSTANCE": str(settings.instance), "SAILAU_ENV": "testing", "SECRET_KEY_FILE": "",
    }  # fmt: skip

    def start(*options: str) -> Worker:
        command = [sys.executable, "-m", "flask", "worker", *options]
        started.append(
            subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait(PATIENCE)


@pytest.fixture
def reports(factory: Factory) -> int:
    """A job for the reports of six districts; returns its id."""
    factory.election()
    for kato in KATOS:
        factory.contest(factory.constituency(factory.district(kato)))
    with transaction():
        return enqueue_batch(ACTOR, "", "district", "ru").id


def job(job_id: int) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def wait_until_half_done(job_id: int, worker: Worker) -> None:
    deadline = time.monotonic() + PATIENCE
    while job(job_id).done_steps < 2:
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "the worker did not begin"
        time.sleep(0.01)


def run_once(start: Callable[..., Worker]) -> int:
    return start("--once").wait(PATIENCE)


def files(job_id: int) -> list[JobFile]:
    db.session.rollback()
    found = db.session.query(JobFile).filter_by(job_id=job_id).order_by(JobFile.name)
    return list(found.options(undefer(JobFile.content)))


def test_another_worker_goes_on_where_one_was_killed(
    app: Flask, start: Callable[..., Worker], reports: int
) -> None:
    killed = start()
    wait_until_half_done(reports, killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait(PATIENCE)
    left = job(reports)
    before = [(one.id, one.name) for one in files(reports)]
    assert (left.state, left.attempts, left.done_steps < 6) == (JobState.RUNNING, 1, True)
    assert left.lease_until > utc_now()
    assert [name for _id, name in before] == NAMES[: len(before)]
    assert 2 <= len(before) < 6

    early = run_once(start)
    untouched = (job(reports).state, job(reports).attempts, len(files(reports)))
    with transaction():
        db.session.get_one(Job, reports).lease_until -= 2 * LEASE
    late = run_once(start)

    assert (early, untouched, late) == (0, (JobState.RUNNING, 1, len(before)), 0)
    ended, made = job(reports), files(reports)
    assert (ended.state, ended.attempts, ended.result, ended.error) == (
        JobState.DONE, 2, {"files": 6, "made": 6 - len(before)}, "",
    )  # fmt: skip
    assert [one.name for one in made] == NAMES
    assert [(one.id, one.name) for one in made[: len(before)]] == before
    assert [one.sha256 for one in made] == [hashlib.sha256(one.content).hexdigest() for one in made]
    with app.test_request_context():
        assert [one.content for one in made] == [pdf_of(kind_of("district"), kato, "ru") for kato in KATOS]


def test_worker_that_is_told_to_stop_ends_the_present_job_first(
    start: Callable[..., Worker], reports: int
) -> None:
    with transaction():
        waiting = enqueue_batch(ACTOR, "", "district", "kk").id
    worker = start()
    wait_until_half_done(reports, worker)

    worker.send_signal(signal.SIGTERM)
    status = worker.wait(PATIENCE)

    assert (status, job(reports).state, job(waiting).state) == (0, JobState.DONE, JobState.QUEUED)
    assert [one.name for one in files(reports)] == NAMES


def test_idle_worker_waits_for_work_and_stops_at_once(start: Callable[..., Worker]) -> None:
    worker = start()
    with transaction():
        asked = enqueue(ACTOR, "tests.nothing", {}).id
    deadline = time.monotonic() + PATIENCE
    while job(asked).state is not JobState.FAILED:
        assert time.monotonic() < deadline, "the worker did not see the job"
        time.sleep(0.05)

    worker.send_signal(signal.SIGINT)

    assert worker.wait(PATIENCE) == 0


def test_processes_at_once_never_take_the_same_job(start: Callable[..., Worker]) -> None:
    with transaction():
        for _ in range(60):
            enqueue(ACTOR, "tests.nothing", {})

    workers = [start("--once") for _ in range(2)]

    assert [one.wait(PATIENCE) for one in workers] == [0, 0]
    db.session.rollback()
    found = {(one.state, one.attempts, one.error.partition(" (")[0]) for one in db.session.query(Job)}
    assert found == {(JobState.FAILED, 1, "builtins.KeyError")}
