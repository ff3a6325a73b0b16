"""All reports of a kind, as a job and into a folder: only what changed is made again, no file is half, none lies twice."""

import errno
import hashlib
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Forbidden, Refused
from elections.jobs import queue
from elections.jobs.failures import list_objections
from elections.jobs.models import Job, JobFile, JobState
from elections.reports import batch, printing
from elections.reports.batch import Order, enqueue_batch, write_reports
from elections.reports.kinds import KINDS, kind_of
from elections.reports.models import ReportFile
from elections.reports.paper import pdf_of
from tests.factories import Factory

KATOS = ["113200000", "113400000", "113600000"]
NAMES = [f"district-{kato}-ru.pdf" for kato in KATOS]
NAME = "Қасымова Әлия"  # what a fault's words may hold
ACTOR = Actor(None, "gulnar", Role.COORDINATOR, "")
DISK = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture(autouse=True)
def candidates(factory: Factory) -> list[int]:
    """A candidate in each of three districts; returns their ids."""
    factory.election()
    made = []
    for kato in KATOS:
        contest = factory.contest(factory.constituency(factory.district(kato)))
        made.append(factory.candidate(contest).id)
    return made


@pytest.fixture(autouse=True)
def alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the reports printed without other processes, which take a second to begin, unless a test is about them."""
    if "processes" not in request.fixturenames:
        monkeypatch.setattr(printing, "FEW", 9)


@pytest.fixture
def processes() -> None:
    """For tests of what is printed by several processes."""


class Watch:
    """Counts what is gathered and printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        genuine = printing.html_of
        monkeypatch.setattr(printing, "html_of", lambda *given: self.said.append(given[1]) or genuine(*given))

    def take(self) -> list[str]:
        said, self.said = self.said, []
        return said


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def run(kind: str = "district", language: str = "ru", path: str = "", merged: bool = False) -> Job:
    """Has a batch made and returns its job."""
    with transaction():
        asked = enqueue_batch(ACTOR, path, kind, language, merged).id
    assert queue.run_next()
    db.session.rollback()
    return db.session.get_one(Job, asked)


def files(job: Job) -> dict[str, bytes]:
    found = db.session.execute(sa.select(JobFile.name, JobFile.content, JobFile.sha256, JobFile.size).where(
        JobFile.job_id == job.id).order_by(JobFile.name))  # fmt: skip
    rows = found.all()
    assert [(hashlib.sha256(one.content).hexdigest(), len(one.content)) for one in rows] == [
        (one.sha256, one.size) for one in rows
    ]
    return {one.name: one.content for one in rows}


def change(candidate: int, **values: Any) -> None:
    """Changes a candidate, as the log has it."""
    with transaction():
        row = db.session.get_one(Candidate, candidate)
        for name, value in values.items():
            setattr(row, name, value)
        record(SYSTEM, "candidate.changed", row)


def test_each_report_has_the_bytes_of_one_printed_by_itself(app: Flask, processes: None) -> None:
    job = run()

    assert (job.state, job.result, job.done_steps, job.total_steps) == (
        JobState.DONE, {"files": 3, "made": 3}, 3, 3,
    )  # fmt: skip
    with app.test_request_context():
        assert files(job) == {
            name: pdf_of(kind_of("district"), kato, "ru") for name, kato in zip(NAMES, KATOS, strict=True)
        }


def test_what_has_not_changed_is_not_made_again(watch: Watch, candidates: list[int]) -> None:
    first = files(run())
    assert watch.take() == KATOS

    again = run()
    assert (watch.take(), again.result, files(again)) == ([], {"files": 3, "made": 0}, first)

    change(candidates[1], occupation="врач", status_on=db.session.get_one(Candidate, candidates[1]).status_on)
    change(candidates[1], status="withdrawn")
    third = run()

    assert (watch.take(), third.result) == ([KATOS[1]], {"files": 3, "made": 1})
    made = files(third)
    assert [made[name] == first[name] for name in NAMES] == [True, False, True]
    assert db.session.scalar(sa.select(sa.func.count(ReportFile.id))) == 3


def test_change_that_no_report_tells_of_makes_none_anew(watch: Watch, candidates: list[int]) -> None:
    first = files(run())
    watch.take()

    change(candidates[0])
    again = run()

    assert (watch.take(), again.result, files(again)) == ([], {"files": 3, "made": 0}, first)


def test_what_changes_no_word_changes_no_byte_in_a_batch_or_by_itself(
    app: Flask, candidates: list[int]
) -> None:
    first = files(run())
    change(candidates[0])
    second = files(run())

    assert second == first
    with app.test_request_context(), looking_from(EVERYWHERE):
        assert pdf_of(kind_of("district"), KATOS[0], "ru") == first[NAMES[0]]
    change(candidates[0], note="Текст")
    changed = files(run(language="kk"))
    with app.test_request_context(), looking_from(EVERYWHERE):
        assert pdf_of(kind_of("district"), KATOS[0], "kk") == changed[NAMES[0].replace("ru", "kk")]


def test_other_language_and_other_program_are_made_anew(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    watch.take()

    assert (run(language="kk").result, watch.take()) == ({"files": 3, "made": 3}, KATOS)
    monkeypatch.setattr("elections.reports.kept._program", lambda: "another")
    assert (run().result, watch.take()) == ({"files": 3, "made": 3}, KATOS)


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_can_be_had_as_a_batch(kind: str) -> None:
    job = run(kind)

    expected = [one.key for one in kind_of(kind).list_keys("")]
    assert list(files(job)) == sorted(f"{kind}-{key}-ru.pdf" for key in expected)
    assert (job.state, len(expected) > 0) == (JobState.DONE, True)


def test_bound_file_has_all_pages_and_a_bookmark_for_each_report(candidates: list[int]) -> None:
    job = run(merged=True)
    made = files(job)
    whole = made.pop("all-district-ru.pdf")

    assert list(made) == NAMES
    with pikepdf.open(io.BytesIO(whole)) as pdf, pdf.open_outline() as outline:
        pages = [len(pikepdf.open(io.BytesIO(one)).pages) for one in made.values()]
        assert len(pdf.pages) == sum(pages)
        assert len(outline.root) == 3
    assert job.result == {"files": 3, "made": 3, "merged": "all-district-ru.pdf"}
    with queue.zip_files(job) as archive:
        assert b"all-district" not in archive.read()
    assert files(run(merged=True))["all-district-ru.pdf"] == whole


def fail_at(monkeypatch: pytest.MonkeyPatch, key: str, error: Exception) -> None:
    """Has the database refuse to write the report of a district."""
    genuine = batch.Shelf.put

    def put(shelf: Any, of: Any, *rest: Any) -> None:
        if of.key == key:
            raise error
        genuine(shelf, of, *rest)

    monkeypatch.setattr(batch.Shelf, "put", put)


@pytest.mark.parametrize(
    "error", [DISK, sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))]
)
def test_full_disk_is_told_clearly_and_the_next_go_makes_only_the_rest(
    monkeypatch: pytest.MonkeyPatch, error: Exception, watch: Watch
) -> None:
    fail_at(monkeypatch, KATOS[1], error)
    failed = run()

    assert (failed.state, list(files(failed))) == (JobState.FAILED, NAMES[:1])
    assert [one.code for one in list_objections(failed)] == ["job.no_room"]
    monkeypatch.undo()
    again = run()
    assert (again.result, list(files(again))) == ({"files": 3, "made": 2}, NAMES)


def test_other_refusal_of_the_database_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = sa.exc.OperationalError("INSERT", {"surname": NAME}, Exception(f"disk I/O error: {NAME}"))
    fail_at(monkeypatch, KATOS[0], refused)

    failed = run()

    assert (failed.state, list_objections(failed)) == (JobState.FAILED, [])
    assert re.fullmatch(
        r"sqlalchemy\.exc\.OperationalError \(tests/reports/test_batch\.py:\d+ put\); damaged", failed.error
    )


def test_report_that_cannot_be_made_is_named_and_all_others_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = printing.html_of

    def html_of(kind: Any, key: str, *rest: Any) -> str:
        if key == KATOS[1]:
            raise ZeroDivisionError(NAME)
        return genuine(kind, key, *rest)

    monkeypatch.setattr(printing, "html_of", html_of)

    failed = run()

    (told,) = list_objections(failed)
    assert (failed.state, list(files(failed))) == (JobState.FAILED, [NAMES[0], NAMES[2]])
    assert (told.code, str(told.params["reason"]).partition(":")[0]) == (
        "report.wrong", "builtins.ZeroDivisionError (tests/reports/test_batch.py",
    )  # fmt: skip
    assert NAME not in str(told.params)
    assert NAMES[1] in told.params["name"]


def test_report_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch, processes: None) -> None:
    class Slow(printing.Press):
        def __init__(self, processes: int) -> None:
            super().__init__(processes, seconds=0.0001)

    monkeypatch.setattr(printing, "Press", Slow)

    failed = run()

    assert {one.code for one in list_objections(failed)} == {"report.slow"}


def test_cancelled_batch_keeps_what_it_has_and_makes_no_more(
    monkeypatch: pytest.MonkeyPatch, processes: None
) -> None:
    genuine = batch.Shelf.put

    def put(shelf: Any, key: Any, *rest: Any) -> None:
        genuine(shelf, key, *rest)
        stop.append(key.key)

    stop: list[str] = []
    monkeypatch.setattr(batch.Shelf, "put", put)
    monkeypatch.setattr(queue.Task, "_own", _cancelled_when(stop, queue.Task._own))

    cancelled = run()

    assert (cancelled.state, list(files(cancelled))) == (JobState.CANCELLED, NAMES[:1])


def _cancelled_when(stop: list[str], genuine: Callable[[Any], Job]) -> Callable[[Any], Job]:
    """A user cancels the job as soon as the first report is made."""

    def own(task: Any) -> Job:
        if stop:
            db.session.execute(sa.update(Job).where(Job.id == task.job_id).values(state=JobState.CANCELLED))
            db.session.commit()
        return genuine(task)

    return own


def test_batch_is_asked_for_by_who_may_print_and_for_something() -> None:
    with looking_from(EVERYWHERE):
        with pytest.raises(Forbidden):
            enqueue_batch(
                Actor(1, "x", Role.HQ_STAFF, "110000000/113200000/"), "110000000/113200000/", "district", "ru"
            )
        with pytest.raises(Refused):
            enqueue_batch(Actor(1, "x", Role.COORDINATOR, ""), "990000000/", "district", "ru")


def test_batch_of_a_territory_has_its_reports_only() -> None:
    job = run(path=f"110000000/{KATOS[2]}/")

    assert (list(files(job)), job.path) == (NAMES[2:], f"110000000/{KATOS[2]}/")


def write(folder: Path) -> tuple[tuple[int, int], list[str]]:
    told: list[str] = []
    with looking_from(EVERYWHERE):
        return write_reports(Order(kind_of("district"), "ru"), "", folder, told.append), told


@pytest.fixture
def request_context(app: Flask) -> Any:
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("request_context")
class TestFolder:
    """The command: the same reports into a folder."""

    def test_each_report_gets_its_file_and_is_told(self, tmp_path: Path) -> None:
        folder = tmp_path / "new" / "folder"

        assert write(folder) == ((3, 0), NAMES)
        assert sorted(one.name for one in folder.iterdir()) == NAMES
        assert (folder / NAMES[0]).read_bytes() == pdf_of(kind_of("district"), KATOS[0], "ru")

    def test_only_what_is_missing_or_old_is_written_and_only_what_changed_is_made(
        self, tmp_path: Path, watch: Watch, candidates: list[int]
    ) -> None:
        write(tmp_path)
        watch.take()
        (tmp_path / NAMES[0]).unlink()
        (tmp_path / NAMES[2]).write_bytes(b"half")
        assert (write(tmp_path), watch.take()) == (((2, 1), [NAMES[0], NAMES[2]]), [])

        change(candidates[1], status="withdrawn")
        assert (write(tmp_path), watch.take()) == (((1, 2), [NAMES[1]]), [KATOS[1]])

    def test_what_a_stopped_command_left_is_gone_on_with(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch
    ) -> None:
        fail_at(monkeypatch, KATOS[1], DISK)
        with pytest.raises(OSError, match="No space"):
            write(tmp_path)
        assert [one.name for one in tmp_path.iterdir()] == NAMES[:1]
        monkeypatch.undo()

        assert write(tmp_path) == ((2, 1), NAMES[1:])
