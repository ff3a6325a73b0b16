"""The queue: jobs live and die with their transaction, are leased to one worker at a time, and never lose a file."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Permission, Role
from elections.database import db, transaction, utc_now
from elections.jobs import queue
from elections.jobs.models import Job, JobFile, JobState
from elections.jobs.queue import Cancelled, Task, enqueue, register_job, run_next, seconds_left
from tests.browsing import Browser

ACTOR = Actor(7, "gulnar", Role.COORDINATOR, "110000000/")
KIND = "tests.copy"
NAME = "Қасымова Әлия"
NOW = datetime(2021, 7, 5, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)
done_by: list[int] = []


def copy(task: Task) -> dict[str, Any]:
    """Makes as many files as it is asked for; at the step that it is told to, it fails or is cancelled by a user."""
    total, kept, made = task.params["files"], task.kept(), 0
    for step in range(total):
        task.advance(step, total)
        if step == task.params.get("cancel_at"):
            with transaction():
                queue.cancel(db.session.get_one(Job, task.job_id))
        if step == task.params.get("fail_at"):
            raise ValueError(f"no paper for {NAME} at step {step}")
        if f"{step}.txt" not in kept:
            task.keep(f"{step}.txt", "text/plain", f"file {step}".encode())
            made += 1
    task.advance(total, total)
    done_by.append(task.job_id)
    return {"made": made}


register_job(KIND, copy, Permission.PRINT_REPORTS)


@pytest.fixture
def ask(app: Flask) -> Callable[..., int]:
    """Enqueues a job: `ask(files=3)` returns its id."""

    def ask(kind: str = KIND, files: int = 2, **params: int) -> int:
        with transaction():
            return enqueue(ACTOR, kind, {"files": files, **params}).id

    return ask


def job(job_id: int) -> Job:
    db.session.rollback()
    return db.session.get_one(Job, job_id)


def change(job_id: int, **values: object) -> None:
    with transaction():
        for name, value in values.items():
            setattr(db.session.get_one(Job, job_id), name, value)


def states() -> list[JobState]:
    db.session.rollback()
    return [one.state for one in db.session.query(Job).order_by(Job.id)]


def files(job_id: int) -> list[str]:
    db.session.rollback()
    return [one.name for one in db.session.query(JobFile).filter_by(job_id=job_id).order_by(JobFile.name)]


def test_job_is_part_of_the_transaction_that_asks_for_it(app: Flask) -> None:
    with pytest.raises(RuntimeError), transaction():
        enqueue(ACTOR, KIND, {"files": 1})
        raise RuntimeError

    assert (states(), run_next()) == ([], False)
    with transaction():
        enqueue(ACTOR, KIND, {"files": 1})
    asked = db.session.query(Job).one()
    assert (asked.state, asked.user_id, asked.user_login, asked.path, asked.params, asked.attempts) == (
        JobState.QUEUED, 7, "gulnar", "110000000/", {"files": 1}, 0,
    )  # fmt: skip


def test_job_may_lie_in_a_part_of_ones_territory(app: Flask) -> None:
    with transaction():
        made = [enqueue(ACTOR, KIND, {}, path).path for path in ("110000000/113200000/", None, "")]

    assert made == ["110000000/113200000/", "110000000/", ""]


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(ask: Callable[..., int]) -> None:
    asked = [ask(files=number) for number in (2, 0, 3)]
    done_by.clear()

    ran = [run_next() for _ in range(4)]

    assert (ran, done_by) == ([True, True, True, False], asked)
    kept = [(one.state, one.result, one.done_steps, one.total_steps, one.error) for one in map(job, asked)]
    assert kept == [(JobState.DONE, {"made": number}, number, number, "") for number in (2, 0, 3)]
    assert files(asked[0]) == ["0.txt", "1.txt"]
    assert [one.started_at <= one.finished_at for one in map(job, asked)] == [True] * 3


@pytest.mark.parametrize(
    ("kind", "params", "error", "left"),
    [
        (KIND, {"fail_at": 1}, r"builtins.ValueError \(tests/jobs/test_queue.py:\d+ copy\)", ["0.txt"]),
        ("tests.nothing", {}, r"builtins.KeyError \(elections/jobs/queue.py:\d+ _carry_out\)", []),
    ],
)
def test_error_ends_the_job_and_not_the_worker(
    ask: Callable[..., int], kind: str, params: dict[str, int], error: str, left: list[str]
) -> None:
    failing, following = ask(kind, **params), ask()

    assert [run_next() for _ in range(3)] == [True, True, False]

    failed = job(failing)
    assert (failed.state, failed.result, failed.finished_at is not None) == (JobState.FAILED, None, True)
    assert re.fullmatch(error, failed.error)
    assert (files(failing), job(following).state) == (left, JobState.DONE)


def test_no_word_of_a_fault_is_kept_or_shown(ask: Callable[..., int], login: Callable[..., Browser]) -> None:
    failing = ask(fail_at=0)
    assert run_next()

    row = db.session.execute(sa.select(Job.__table__).where(Job.id == failing)).one()
    page = login(Role.COORDINATOR, ACTOR.scope).get(f"/jobs/{failing}")
    assert (row.state, page.status, "ValueError" in row.error, row.error in page.words) == (
        JobState.FAILED, 200, True, True,
    )  # fmt: skip
    assert NAME.split()[0] not in str(tuple(row)) + page.text


def test_leased_job_is_taken_over_only_when_its_lease_ran_out(ask: Callable[..., int]) -> None:
    asked = ask(files=2)
    change(asked, state=JobState.RUNNING, attempts=1, lease_until=utc_now() + 30 * SECOND, started_at=NOW)
    task = Task(asked, ACTOR.scope, {"files": 2}, attempt=1)
    task.keep("0.txt", "text/plain", b"file 0")

    early = run_next()
    change(asked, lease_until=utc_now() - SECOND)
    late = run_next()

    assert (early, late) == (False, True)
    taken = job(asked)
    assert (taken.state, taken.attempts, taken.result, taken.started_at) == (
        JobState.DONE,
        2,
        {"made": 1},
        NOW,
    )
    assert files(asked) == ["0.txt", "1.txt"]


def test_each_step_keeps_the_lease(ask: Callable[..., int]) -> None:
    asked = ask()
    change(asked, state=JobState.RUNNING, attempts=1, lease_until=utc_now() - SECOND)

    Task(asked, ACTOR.scope, {}, attempt=1).advance(1, 2)

    kept = job(asked)
    assert utc_now() + 50 * SECOND < kept.lease_until <= utc_now() + 60 * SECOND
    assert (kept.done_steps, kept.total_steps) == (1, 2)


def test_worker_that_slept_past_its_lease_changes_nothing_any_more(ask: Callable[..., int]) -> None:
    asked = ask()
    change(asked, state=JobState.RUNNING, attempts=2, done_steps=1, lease_until=utc_now() + 30 * SECOND)
    asleep, awake = (Task(asked, ACTOR.scope, {}, attempt=number) for number in (1, 2))

    for act in (
        lambda: asleep.advance(0, 2),
        lambda: asleep.keep("0.txt", "text/plain", b""),
        lambda: asleep.finish(JobState.FAILED, error="late"),
    ):
        with pytest.raises(Cancelled):
            act()

    assert (job(asked).state, job(asked).done_steps, files(asked)) == (JobState.RUNNING, 1, [])
    awake.keep("0.txt", "text/plain", b"")
    awake.finish(JobState.DONE, result={"made": 1})
    assert (job(asked).state, job(asked).error, files(asked)) == (JobState.DONE, "", ["0.txt"])


def test_job_is_given_up_after_three_attempts_and_the_next_one_is_done(ask: Callable[..., int]) -> None:
    asked, following = ask(), ask()
    for attempt in (1, 2, 3):
        assert queue._lease_next(utc_now()) == asked
        assert (job(asked).state, job(asked).attempts) == (JobState.RUNNING, attempt)
        change(asked, lease_until=utc_now() - SECOND)

    assert [run_next(), run_next()] == [True, False]

    given_up = job(asked)
    assert (given_up.state, given_up.error, files(asked)) == (
        JobState.FAILED, "given up after three attempts", [],
    )  # fmt: skip
    assert (given_up.finished_at is not None, job(following).state) == (True, JobState.DONE)


def test_cancelled_job_stops_and_keeps_what_it_had_finished(ask: Callable[..., int]) -> None:
    asked, waiting = ask(files=4, cancel_at=2), ask()
    with transaction():
        assert queue.cancel(db.session.get_one(Job, waiting))

    assert [run_next(), run_next()] == [True, False]

    assert (states(), files(asked), files(waiting)) == ([JobState.CANCELLED] * 2, ["0.txt", "1.txt"], [])
    stopped = job(asked)
    assert (stopped.done_steps, stopped.total_steps, stopped.error, stopped.result) == (2, 4, "", None)


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_ended_job_is_not_cancelled(ask: Callable[..., int], state: JobState) -> None:
    asked = ask()
    change(asked, state=state, finished_at=NOW)

    with transaction():
        cancelled = queue.cancel(db.session.get_one(Job, asked))

    assert (cancelled, job(asked).state, job(asked).finished_at) == (False, state, NOW)


def test_workers_at_once_never_take_the_same_job(app: Flask, ask: Callable[..., int]) -> None:
    asked = [ask(files=1) for _ in range(24)]
    done_by.clear()
    db.session.rollback()
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        with app.app_context():
            while run_next():
                db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(timeout=60)

    assert sorted(done_by) == asked
    assert {(one.state, one.attempts) for one in db.session.query(Job)} == {(JobState.DONE, 1)}
    assert [files(one) for one in asked] == [["0.txt"]] * 24


@pytest.mark.parametrize(
    ("state", "started", "done", "total", "expected"),
    [
        (JobState.RUNNING, 10, 1, 4, 31),
        (JobState.RUNNING, 10, 4, 4, 1),
        (JobState.RUNNING, 0, 1, 4, 1),
        (JobState.RUNNING, 10, 0, 4, None),
        (JobState.RUNNING, None, 1, 4, None),
        (JobState.QUEUED, 10, 1, 4, None),
        (JobState.DONE, 10, 4, 4, None),
        (JobState.CANCELLED, 10, 2, 4, None),
    ],
)
def test_seconds_left_follow_the_pace(
    state: JobState, started: int | None, done: int, total: int, expected: int | None
) -> None:
    started_at = None if started is None else NOW - started * SECOND

    row = Job(state=state, started_at=started_at, done_steps=done, total_steps=total)

    assert seconds_left(row, NOW) == expected


def test_time_left_is_reckoned_from_where_the_present_worker_began(ask: Callable[..., int]) -> None:
    asked, now = ask(), utc_now()
    change(asked, state=JobState.RUNNING, attempts=1, started_at=now - 600 * SECOND, done_steps=4, total_steps=10,
           lease_until=now - SECOND)  # fmt: skip
    assert seconds_left(job(asked), now) is None  # the worker was killed: nobody works

    assert queue._lease_next(now) == asked
    assert seconds_left(job(asked), now + 10 * SECOND) is None
    change(asked, done_steps=6)
    assert seconds_left(job(asked), now + 10 * SECOND) == 21


def test_what_was_ready_before_tells_nothing_of_the_pace(ask: Callable[..., int]) -> None:
    asked, now = ask(), utc_now()
    assert queue._lease_next(now) == asked
    with Task(asked, ACTOR.scope, {}, attempt=1).changing(8, 10, is_work=False):
        pass
    assert seconds_left(job(asked), now + 10 * SECOND) is None
    change(asked, done_steps=9)
    assert 10 <= seconds_left(job(asked), utc_now() + 10 * SECOND) <= 12
