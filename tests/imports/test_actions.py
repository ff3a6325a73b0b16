"""Imports in the background: all or nothing, once, only as it was shown; taken back unless somebody worked on since."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.candidates.models import Candidate
from elections.database import db, transaction, utc_now
from elections.imports.carrying import apply_import
from elections.imports.models import BatchState, ImportBatch
from elections.jobs import queue
from elections.jobs.models import Job, JobState
from elections.jobs.queue import Task, run_next
from elections.people.models import Person
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.imports.lists import (
    Clerk,
    candidates,
    counts,
    iin_of,
    make_contests,
    newest,
    number_of_people,
    row_for,
    rows_for,
    standing_as,
    workbook,
)

LogIn = Callable[..., Browser]
RIGHTS = {
    "observer": 403,
    "trainer": 200,
    "hq_staff": 200,
    "lawyer": 403,
    "coordinator": 200,
    "administrator": 200,
}


@pytest.fixture
def clerk(login: LogIn) -> Clerk:
    return Clerk(login(Role.COORDINATOR))


def state(batch: int) -> BatchState:
    db.session.rollback()
    return db.session.get_one(ImportBatch, batch).state


def said(page: Answer) -> list[str]:
    """Returns what the page warns of: what objects, then the rows that stand against it."""
    return [
        " ".join(one.text_content().split())
        for one in page.page.xpath("//*[@role='alert'][contains(@class, 'notice')]//*[self::p or self::li]")
    ]


def last_job() -> Job:
    db.session.rollback()
    return db.session.scalars(sa.select(Job).order_by(Job.id.desc()).limit(1)).one()


# --- carried out ---------------------------------------------------------------------------------------------------


def test_register_that_changed_since_the_preview_stops_it_and_the_rows_are_named(
    clerk: Clerk, factory: Factory
) -> None:
    contests = make_contests(factory, 3)
    rows = rows_for(contests)
    standing_as(factory, rows[0], contests[0], phone="+7 700 1")
    batch = clerk.send_rows(rows)
    standing_as(factory, rows[1], contests[1], phone="+7 700 2")

    page = clerk.apply(batch)

    assert (state(batch), len(candidates())) == (BatchState.CHECKED, 2)
    assert {one.person.phone for one in candidates()} == {"+7 700 1", "+7 700 2"}
    assert "Somebody changed these records after the preview" in said(page)[0]
    assert said(page)[1:] == ["row 3: Сейтқалив Асхатв, Округ 113200200"]

    page = clerk.press(batch, "check")
    assert (said(page), counts(batch)) == ([], {"new": 1, "changed": 2})
    clerk.apply(batch)
    assert {one.person.phone for one in candidates()} == {row["Телефон"] for row in rows}


def test_contest_that_vanished_since_the_preview_stops_it(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 2)
    batch = clerk.send_rows(rows_for(contests))
    with transaction():
        db.session.execute(sa.text("DELETE FROM contest WHERE id = :id"), {"id": contests[0].id})

    page = clerk.apply(batch)

    assert (state(batch), candidates()) == (BatchState.CHECKED, [])
    assert said(page)[1:] == ["row 2: Сейтқалиб Асхатб"]


def test_worker_that_was_killed_before_it_ended_is_taken_over_and_it_is_done_once(
    clerk: Clerk, factory: Factory
) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 2)))
    clerk.press(batch, "application")
    assert queue._lease_next(utc_now()) is not None  # somebody begins, and dies
    assert not run_next()
    lapse()

    assert run_next()

    assert (state(batch), len(candidates()), last_job().state) == (BatchState.APPLIED, 2, JobState.DONE)


def test_worker_that_was_killed_after_its_work_is_taken_over_and_nothing_is_done_twice(
    clerk: Clerk, factory: Factory
) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 2)))
    clerk.press(batch, "application")
    queue._lease_next(utc_now())
    job = last_job()
    apply_import(Task(job.id, job.path, dict(job.params), job.attempts))  # and dies before it says so
    versions = [(one.id, one.version) for one in candidates()]
    lapse()

    assert run_next()

    assert last_job().state is JobState.DONE
    assert [(one.id, one.version) for one in candidates()] == versions
    assert last_job().result["new"] == 2


def lapse() -> None:
    """Lets the lease of every job run out."""
    with transaction():
        db.session.execute(sa.update(Job).values(lease_until=utc_now() - timedelta(seconds=1)))


def test_failure_changes_nothing_and_is_said(
    clerk: Clerk, factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 2)))
    monkeypatch.setattr("elections.candidates.bulk._create", lambda *_arguments: 1 / 0)

    page = clerk.apply(batch)

    assert (state(batch), candidates(), last_job().state) == (BatchState.CHECKED, [], JobState.FAILED)
    assert "It could not be finished and nothing was changed" in said(page)[0]


def test_account_that_was_closed_meanwhile_carries_nothing_out(clerk: Clerk, factory: Factory) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 1)))
    clerk.press(batch, "application")
    with transaction():
        db.session.execute(sa.update(User).values(is_active=False))

    assert run_next()

    assert (state(batch), candidates()) == (BatchState.CHECKED, [])


def test_asked_for_twice_it_is_done_once(clerk: Clerk, factory: Factory) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 1)))
    clerk.press(batch, "application")

    page = clerk.press(batch, "application")
    going = clerk.browser.get(f"/imports/{batch}")

    assert "This import is being carried out" in page.words
    assert going.page.xpath("//progress/@aria-label")
    assert "waits for its turn" in going.words
    assert (run_next(), run_next(), len(candidates())) == (True, False, 1)


# --- taken back ----------------------------------------------------------------------------------------------------


def test_changed_rows_are_as_before_when_taken_back(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 2)
    rows = rows_for(contests, ИИН=None)
    rows[0] |= {"ИИН": iin_of(1), "Дата рождения": "18.05.1980", "Образование": "КазНУ", "№ записи": 1}
    kept = standing_as(factory, rows_for(contests)[0], contests[0], phone="+7 700 1")
    before = columns_of(kept.id)
    batch = clerk.send_rows([{**rows[0], "№ записи": kept.id}, rows[1]])
    clerk.apply(batch)
    between = columns_of(kept.id)

    clerk.undo(batch)

    assert state(batch) is BatchState.UNDONE
    assert before["phone"] != between["phone"]
    assert before["iin_masked"] != between["iin_masked"]
    assert columns_of(kept.id) == before
    assert (len(candidates()), number_of_people()) == (1, 1)


def columns_of(candidate_id: int) -> dict[str, object]:
    """Returns everything that the register keeps of a candidate, but when and how often it was written."""
    db.session.rollback()
    one = db.session.get_one(Candidate, candidate_id)
    found = {
        column.key: getattr(row, column.key)
        for row in (one.person, one)
        for column in type(row).__table__.columns
    }
    return {key: value for key, value in found.items() if key not in ("version", "updated_at")}


def test_edited_rows_stop_the_undo_and_are_named(clerk: Clerk, factory: Factory) -> None:
    batch = clerk.send_rows(rows_for(make_contests(factory, 3)))
    clerk.apply(batch)
    with transaction():
        db.session.scalars(sa.select(Person).where(Person.surname == "Сейтқалив")).one().phone = "+7 700"

    page = clerk.undo(batch)

    assert (state(batch), len(candidates())) == (BatchState.APPLIED, 3)
    assert "rows edited, or used elsewhere, since: 1" in said(page)[0]
    assert said(page)[1:] == ["row 3: Сейтқалив Асхатв Мұратұлы"]


def test_new_reference_to_a_row_stops_the_undo_and_it_is_named(clerk: Clerk, factory: Factory) -> None:
    contests = make_contests(factory, 3)
    batch = clerk.send_rows(rows_for(contests))
    clerk.apply(batch)
    made = candidates()
    factory.platform(made[0])
    factory.member(factory.headquarters(), made[2].person)

    page = clerk.undo(batch)

    assert (state(batch), len(candidates())) == (BatchState.APPLIED, 3)
    assert "since: 2" in said(page)[0]
    assert said(page)[1:] == ["row 2: Сейтқалиб Асхатб Мұратұлы", "row 4: Сейтқалиг Асхатг Мұратұлы"]


def test_undone_list_can_be_sent_anew(clerk: Clerk, factory: Factory) -> None:
    content = workbook(rows_for(make_contests(factory, 2)))
    clerk.send(content)
    clerk.apply(newest())
    clerk.undo(newest())

    page = clerk.send(content)

    assert counts(newest()) == {"new": 2}
    assert "This very file was imported" not in page.words


# --- whose it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("url", ["/imports", "/imports/new"])
def test_pages_are_for_those_who_import(login: LogIn, factory: Factory, role: Role, url: str) -> None:
    make_contests(factory, 1)

    assert login(role).get(url).status == RIGHTS[role.value]


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.COORDINATOR, "110000000/", 200), (Role.HQ_STAFF, "110000000/113200000/", 200),
        (Role.HQ_STAFF, "110000000/113400000/", 404), (Role.COORDINATOR, "150000000/", 404),
        (Role.ADMINISTRATOR, "", 403), (Role.OBSERVER, "", 403), (Role.TRAINER, "110000000/", 403),
    ],
)  # fmt: skip
def test_import_is_seen_and_touched_in_its_territory_by_those_who_may(
    login: LogIn, factory: Factory, role: Role, path: str, status: int
) -> None:
    contests = make_contests(factory, 1)
    owner = Clerk(login(Role.HQ_STAFF, "110000000/113200000/"))
    batch = owner.send_rows(rows_for(contests))
    other = login(role, path)

    answers = [other.get(f"/imports/{batch}").status, other.get(f"/imports/{batch}/columns").status]
    if status != 200:
        buttons = ("columns", "rows", "choices", "check", "application", "undo", "removal", "refused.xlsx")
        answers += [other.post(f"/imports/{batch}/{button}", {"state": "new"}).status for button in buttons]

    assert set(answers) == {status}
    assert state(batch) is BatchState.CHECKED
    if status != 403:
        assert ("список.xlsx" in other.get("/imports").words) is (status == 200)


def test_row_of_another_district_is_refused_and_says_nothing_of_it(login: LogIn, factory: Factory) -> None:
    own, second = make_contests(factory, 2)
    foreign = make_contests(factory, 1, factory.district("113400000", factory._once("region")))[0]
    known = standing_as(factory, row_for(foreign, 2), foreign, phone="+7 705 555 55 55")
    clerk = Clerk(login(Role.HQ_STAFF, "110000000/113200000/"))

    page = clerk.send(
        workbook([row_for(own), row_for(foreign, 2), {**row_for(second, 3), "№ записи": known.id}])
    )

    assert counts(newest()) == {"new": 2, "refused": 1}
    assert "+7 705 555 55 55" not in page.text
    clerk.apply(newest())
    assert [one.path for one in candidates()] == [foreign.path, own.path, second.path]
    assert candidates()[0].version == 1
