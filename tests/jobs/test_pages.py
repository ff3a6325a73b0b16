"""The pages of jobs: how far each is, what came of it, and files for those only who may print them."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from elections.accounts.access import Actor, Role
from elections.database import db, transaction, utc_now
from elections.jobs.models import Job, JobFile, JobState
from elections.jobs.queue import enqueue, part_of, zip_files
from elections.jobs.words import time_left
from elections.reports.batch import DISTRICTS as KIND
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
HOME, OTHER = "110000000/113200000/", "110000000/113400000/"
CONTENTS = {"a.pdf": b"%PDF-1", "b.pdf": b"%PDF-2" * 400}
LIST_QUERIES, PAGE_QUERIES = 4, 6


def make(path: str = HOME, files: dict[str, bytes] | None = None, kind: str = KIND, **changes: Any) -> int:
    """Enqueues a job, sets its columns and gives it files; returns its id."""
    with transaction():
        job = enqueue(Actor(None, "gulnar", Role.COORDINATOR, path), kind, {"language": "ru"})
        for name, value in changes.items():
            setattr(job, name, value)
        for name, content in (files or {}).items():
            digest = hashlib.sha256(content).hexdigest()
            values = {
                "mimetype": "application/pdf",
                "size": len(content),
                "sha256": digest,
                "content": content,
            }
            db.session.add(JobFile(job_id=job.id, path=path, name=name, **values))
        return job.id


def links(answer: Answer) -> list[str]:
    return answer.page.xpath("//*[@id='progress']//a/@href")


def squeezed(answer: Answer) -> str:
    return answer.words.replace("\xa0", " ").replace("\u202f", " ")


def test_list_shows_the_jobs_of_ones_territory_newest_first(factory: Factory, login: LogIn) -> None:
    factory.election()
    made = [
        make(HOME, state=JobState.DONE, done_steps=3, total_steps=3), make(OTHER), make(""),
        make(f"{HOME}113232100/", kind="tests.unknown"),
    ]  # fmt: skip

    pages = [login(Role.HQ_STAFF, path).get("/jobs") for path in (HOME, "")]

    shown = [page.page.xpath("//tbody/tr/td[1]/a/@href") for page in pages]
    assert shown == [[f"/jobs/{one}" for one in found] for found in ([made[3], made[0]], made[::-1])]
    rows = [[cell.text_content() for cell in row.xpath("td")] for row in pages[0].page.xpath("//tbody/tr")]
    assert [[row[0], row[1], *row[3:]] for row in rows] == [
        ["tests.unknown", "gulnar", "Ожидает", "0 из 0"],
        ["Отчёты районов в PDF", "gulnar", "Готово", "3 из 3"],
    ]


def test_jobs_are_not_for_those_who_ask_for_none(factory: Factory, login: LogIn) -> None:
    job, browser = make(), login(Role.OBSERVER)

    answers = [browser.get("/jobs"), browser.get(f"/jobs/{job}"), browser.post(f"/jobs/{job}/cancellation")]

    assert [answer.status for answer in answers] == [403, 403, 403]


def test_foreign_job_is_not_found(factory: Factory, login: LogIn) -> None:
    job = make(OTHER, CONTENTS, state=JobState.DONE)
    file, browser = db.session.query(JobFile.id).limit(1).scalar(), login(Role.COORDINATOR, HOME)
    paths = (f"/jobs/{job}", f"/jobs/{job}/files/{file}", f"/jobs/{job}/files.zip", "/jobs/99")

    assert [browser.get(path).status for path in paths] == [404, 404, 404, 404]
    assert browser.post(f"/jobs/{job}/cancellation").status == 404


@pytest.mark.parametrize(
    ("changes", "said", "polls", "button"),
    [
        ({}, "Ожидает: 0 из 0", True, True),
        (
            {"state": JobState.RUNNING, "done_steps": 1199, "total_steps": 1200, "started_at": utc_now()},
            "Выполняется: 1 199 из 1 200, оста", True, True,
        ),
        (
            {"state": JobState.RUNNING, "total_steps": 4, "started_at": utc_now() - timedelta(seconds=5)},
            "Выполняется: 0 из 4", True, True,
        ),
        ({"state": JobState.DONE, "done_steps": 4, "total_steps": 4}, "Готово: 4 из 4", False, False),
        ({"state": JobState.FAILED, "error": "builtins.ValueError (x.py:1 y)"}, "builtins.ValueError (x.py:1 y)", False, False),
        ({"state": JobState.CANCELLED}, "Отменено", False, False),
    ],
)  # fmt: skip
def test_page_shows_how_far_the_job_is(
    factory: Factory, login: LogIn, changes: dict[str, Any], said: str, polls: bool, button: bool
) -> None:
    job = make(**changes)

    answer = login(Role.HQ_STAFF, HOME).get(f"/jobs/{job}")

    assert (answer.status, said in squeezed(answer)) == (200, True), squeezed(answer)
    bar = answer.page.xpath("//progress")[0]
    done, total = changes.get("done_steps", 0), changes.get("total_steps", 0)
    assert (bar.get("value"), bar.get("max")) == (str(done), str(total or 1))
    assert bool(answer.page.xpath("//*[@data-poll]")) == polls
    assert bool(answer.page.xpath("//main//button")) == button


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (1, "about 1 second left"),
        (59, "about 59 seconds left"),
        (60, "about 1 minute left"),
        (109, "about 2 minutes left"),
        (120, "about 2 minutes left"),
        (121, "about 3 minutes left"),
        (7_199, "about 120 minutes left"),
        (7_200, "about 2 hours left"),
        (10_894, "about 4 hours left"),
    ],
)
def test_time_left_is_told_in_the_unit_that_fits(app: Flask, seconds: int | None, said: str) -> None:
    with force_locale("en"):
        assert time_left(seconds) == said


def test_finished_files_of_a_stopped_job_are_handed_out(factory: Factory, login: LogIn) -> None:
    job = make(HOME, CONTENTS, state=JobState.CANCELLED)
    browser = login(Role.COORDINATOR, HOME)
    page = browser.get(f"/jobs/{job}")

    archive, *single = [browser.get(link) for link in links(page)]

    assert page.page.xpath("//tbody//td[2]/text()") == ["1", "3"]
    kept = [(one.status, one.mimetype, one.data) for one in single]
    assert kept == [(200, "application/pdf", content) for content in CONTENTS.values()]
    names = [one.headers["Content-Disposition"] for one in (archive, *single)]
    assert names == [
        f'attachment; filename="sailau-{job}.zip"', 'attachment; filename="a.pdf"',
        'attachment; filename="b.pdf"',
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(archive.data)) as opened:
        assert (opened.testzip(), {one: opened.read(one) for one in opened.namelist()}) == (None, CONTENTS)
    assert browser.get(links(page)[0]).data == archive.data


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": JobState.RUNNING, "total_steps": 71}, "part-2-of-71"),
        ({"state": JobState.FAILED, "total_steps": 71}, "part-2-of-71"),
        ({"state": JobState.CANCELLED, "total_steps": 3}, "part-2-of-3"),
        ({"state": JobState.CANCELLED, "total_steps": 2}, None),
        ({"state": JobState.FAILED, "total_steps": 0}, None),
        ({"state": JobState.DONE, "total_steps": 1, "result": {"merged": "b.pdf"}}, None),
        ({"state": JobState.DONE, "total_steps": 3}, None),
    ],
)
def test_page_and_name_of_an_unfinished_zip_say_how_much_of_the_whole_it_holds(
    factory: Factory, login: LogIn, changes: dict[str, Any], told: str | None
) -> None:
    job = make(HOME, CONTENTS, **changes)
    browser = login(Role.COORDINATOR, HOME)
    page = browser.get(f"/jobs/{job}", lang="en")
    (button,) = page.page.xpath("//*[@id='progress']//a[@class='button']/text()")
    notice = " ".join(page.page.xpath("//*[@id='progress']//p[@class='notice']/text()"))
    name = browser.get(f"/jobs/{job}/files.zip").headers["Content-Disposition"]

    if told is None:
        assert (button, notice, name) == ("All files as ZIP", "", f'attachment; filename="sailau-{job}.zip"')
    else:
        total = changes["total_steps"]
        assert (button, f"2 of {total} are made" in notice) == (f"2 of {total} files as ZIP", True)
        assert name == f'attachment; filename="sailau-{job}-{told}.zip"'


def test_zip_holds_the_files_that_its_name_counted(factory: Factory) -> None:
    job = db.session.get_one(Job, make(HOME, CONTENTS, state=JobState.RUNNING, total_steps=3))
    counted = part_of(job)
    db.session.expunge_all()
    made = {"mimetype": "application/pdf", "size": 1, "sha256": "0", "content": b"c"}
    with transaction():  # the worker goes on meanwhile
        db.session.add(JobFile(job_id=job.id, path=HOME, name="c.pdf", **made))

    with zip_files(job) as archive, zipfile.ZipFile(archive) as opened:
        assert (counted, opened.namelist()) == ((2, 3), list(CONTENTS))


def test_file_belongs_to_its_job(factory: Factory, login: LogIn) -> None:
    first, second = make(HOME, CONTENTS), make(HOME, {"c.pdf": b"%PDF-3"})
    of_second = db.session.query(JobFile.id).filter_by(job_id=second).scalar()
    browser = login(Role.COORDINATOR, HOME)

    paths = (
        f"/jobs/{first}/files/{of_second}",
        f"/jobs/{second}/files/{of_second}",
        f"/jobs/{first}/files/99",
    )

    assert [browser.get(path).status for path in paths] == [404, 200, 404]


@pytest.mark.parametrize(
    ("role", "kind", "status"),
    [
        (Role.COORDINATOR, KIND, 200),
        (Role.HQ_STAFF, KIND, 403),
        (Role.ADMINISTRATOR, KIND, 403),
        (Role.COORDINATOR, "tests.unknown", 403),
    ],
)
def test_files_are_for_who_may_print_them(
    factory: Factory, login: LogIn, role: Role, kind: str, status: int
) -> None:
    job = make(HOME, CONTENTS, kind, state=JobState.DONE)
    file, browser = db.session.query(JobFile.id).limit(1).scalar(), login(role)

    page = browser.get(f"/jobs/{job}")
    answers = [browser.get(f"/jobs/{job}/{path}").status for path in (f"files/{file}", "files.zip")]

    assert (page.status, answers, len(links(page))) == (200, [status, status], 3 if status == 200 else 0)


@pytest.mark.parametrize(
    ("state", "after", "said"),
    [
        (JobState.QUEUED, JobState.CANCELLED, "Задание отменено. Сделанное остаётся."),
        (JobState.RUNNING, JobState.CANCELLED, "Задание отменено. Сделанное остаётся."),
        (JobState.DONE, JobState.DONE, None),
        (JobState.FAILED, JobState.FAILED, None),
    ],
)
def test_job_is_cancelled_until_it_has_ended(
    factory: Factory, login: LogIn, state: JobState, after: JobState, said: str | None
) -> None:
    job = make(state=state)
    browser = login(Role.COORDINATOR, HOME)

    answer = browser.post(f"/jobs/{job}/cancellation")

    page = browser.follow(answer)
    assert (answer.status, answer.location, page.status) == (303, f"/jobs/{job}", 200)
    assert ("Задание отменено" in page.words) == (said is not None)
    assert db.session.get_one(Job, job).state is after


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_make_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    made = [make(HOME, {f"{name}.pdf": b"%PDF" for name in range(number)}) for _ in range(number)]
    browser = login(Role.COORDINATOR, HOME)

    with counting_queries() as of_list:
        page = browser.get("/jobs")
    with counting_queries() as of_page:
        shown = browser.get(f"/jobs/{made[0]}")

    assert (len(page.page.xpath("//tbody/tr")), len(of_list)) == (number, LIST_QUERIES)
    assert (len(links(shown)), len(of_page)) == (number + 1 + 1, PAGE_QUERIES)
