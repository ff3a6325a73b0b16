"""The list of tasks: mine, late, this week, nobody's; by territory and kind; as quick for many as for one; as a file."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.documents.spreadsheet import read_table
from elections.tasks import paper
from elections.tasks.models import Task
from elections.tasks.queries import Counters, count_tasks, due_by_constituency
from elections.tasks.rules import Kind, State
from tests.browsing import PASSWORD, Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries
from tests.tasks.conftest import Field

LogIn = Callable[..., Browser]
NOW = datetime(2021, 7, 5, 6, tzinfo=UTC)
LONG_AGO, SOON, LATER = NOW - timedelta(days=2), NOW + timedelta(days=3), datetime(2021, 7, 20, 6, tzinfo=UTC)
HOME = "110000000/113200000/"


@pytest.fixture
def user(factory: Factory) -> User:
    return factory.user(role=Role.HQ_STAFF, login="me")


@pytest.fixture
def planned(factory: Factory, field: Field, user: User) -> None:
    office = factory.headquarters(HOME)
    member, left = factory.member(office), factory.member(office, until_on=date(2021, 7, 1))
    mine = {"owner_user_id": user.id}
    factory.task(field.east, title="поздно моё", due_at=LONG_AGO, **mine)
    factory.task(field.east, title="скоро", due_at=SOON, owner_member_id=member.id)
    factory.task(field.west, title="скоро моё", due_at=SOON, kind=Kind.COUNT, **mine)
    factory.task(path=HOME, title="ушёл", due_at=LATER, owner_member_id=left.id)
    factory.task(path="110000000/", title="встреча", due_at=LATER, kind=Kind.MEETING, **mine)
    factory.task(field.west, title="рано", due_at=SOON, kind=Kind.AGITATION, **mine)
    factory.task(field.east, title="сделано", due_at=LONG_AGO, state=State.DONE, done_at=NOW, **mine)
    factory.task(path=HOME, title="отменено", due_at=SOON, state=State.CANCELLED, reason="не нужно")
    factory.task(field.east, template="consent", kind=Kind.DOCUMENTS, due_at=LATER, **mine)


def enter(app: Flask, login: str = "me") -> Browser:
    browser = Browser(app)
    browser.post("/login", {"login": login, "password": PASSWORD})
    return browser


def titles(answer: Answer) -> list[str]:
    return answer.page.xpath("//tbody/tr//a[contains(@href, '/tasks/')][1]/text()")


CONSENT = "Get the candidate's written consent to stand"
ALL = ["поздно моё", "скоро", "скоро моё", "рано", "встреча", "ушёл", CONSENT]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"whose": "mine"}, ["поздно моё", "скоро моё", "рано", "встреча", CONSENT]),
        ({"whose": "nobody"}, ["ушёл"]),
        ({"when": "late"}, ["поздно моё"]),
        ({"when": "late", "state": "all"}, ["поздно моё"]),
        ({"when": "week"}, ["скоро", "скоро моё", "рано"]),
        ({"when": "week", "whose": "mine"}, ["скоро моё", "рано"]),
        ({"when": "forbidden"}, ["рано"]),
        ({"kind": "count"}, ["скоро моё"]),
        ({"state": "done"}, ["сделано"]),
        ({"state": "cancelled"}, ["отменено"]),
        ({"state": "moon", "kind": "moon", "when": "moon", "whose": "moon"}, ALL),
        ({"path": "150000000/"}, ["скоро моё", "рано"]),
        ({"search": "хобда"}, ["скоро моё", "рано"]),
        ({"search": "встреча"}, ["встреча"]),
        ({"search": "100%"}, []),
    ],
)
def test_list_shows_tasks_by_its_address_the_earliest_due_first(
    app: Flask, planned: None, query: dict[str, str], expected: list[str]
) -> None:
    page = enter(app).get("/tasks", lang="en", **query)

    assert (page.status, sorted(titles(page))) == (200, sorted(expected))


def test_one_sees_ones_territory_only(planned: None, login: LogIn) -> None:
    assert titles(login(Role.LAWYER, "150000000/").get("/tasks")) == ["скоро моё", "рано"]


def test_late_is_told_in_words(app: Flask, planned: None) -> None:
    cells = enter(app).get("/tasks", lang="en", when="late").page.xpath("//tbody/tr/td")

    assert "late: the time was up 2 days ago" in [" ".join(one.text_content().split()[1:]) for one in cells]


def test_counters_tell_what_the_lists_hold(app: Flask, field: Field, planned: None, user: User) -> None:
    assert count_tasks(field.election, NOW, user.id) == Counters(7, 1, 3, 1, 1, 5, 1, 2)
    assert count_tasks(field.election, NOW, None, "150000000/") == Counters(2, 0, 2, 0, 1, 0, 0, 0)
    shown = enter(app).get("/tasks", lang="en").page.xpath("//nav[@class='states']//a/text()")
    assert shown == [
        "all that are open: 7", "late: 1", "due within 7 days: 3", "without owner: 1", "mine: 5", "mine, late: 1",
        "mine, due within 7 days: 2",
    ]  # fmt: skip


def test_moved_calendar_shows_what_is_now_forbidden(
    app: Flask, factory: Factory, field: Field, user: User
) -> None:
    factory.task(field.east, kind=Kind.MEETING, due_at=LATER)
    before = count_tasks(field.election, NOW, user.id).forbidden
    with transaction():
        field.election.voting_on = date(2021, 7, 20)

    assert (before, count_tasks(field.election, NOW, user.id).forbidden) == (0, 1)
    assert "1 task of campaigning is due when the law forbids it" in enter(app).get("/tasks", lang="en").words


def test_readiness_counts_the_done_among_those_due_by_now(field: Field, planned: None) -> None:
    assert due_by_constituency(field.election.id, NOW) == {field.east.path: (1, 2)}


def test_task_is_done_from_the_list_with_one_tap(app: Flask, planned: None) -> None:
    browser = enter(app)
    page = browser.get("/tasks", lang="en", whose="mine", when="late").page
    form = page.xpath("//form[contains(@action, '/done')]")[0]

    answer = browser.post(form.get("action"), {"version": form.xpath(".//input[@name='version']/@value")[0]})

    assert (answer.status, answer.location) == (303, "/tasks?whose=mine&when=late&page=1")
    assert titles(browser.follow(answer)) == []


def test_marked_tasks_are_handed_over_together(app: Flask, planned: None, user: User) -> None:
    browser, ids = enter(app), [one.id for one in db.session.query(Task).filter_by(title="скоро")]

    answer = browser.post("/tasks/owner?whose=nobody", {"id": ids, "owner": f"u{user.id}"})
    none = browser.post("/tasks/owner", {"owner": f"u{user.id}"})

    assert (answer.status, answer.location, none.status) == (303, "/tasks?whose=nobody", 422)
    assert {one.owner_user_id for one in db.session.query(Task).filter(Task.id.in_(ids))} == {user.id}
    assert browser.post("/tasks/owner", {"id": "999", "owner": ""}).status == 404


def test_list_is_taken_as_a_spreadsheet_for_a_reason(app: Flask, planned: None) -> None:
    browser = enter(app)

    refused = browser.post("/tasks/export?lang=en", {"reason": " "})
    answer = browser.post("/tasks/export?lang=en&state=all", {"reason": "планёрка"})

    assert (refused.status, answer.status) == (422, 200)
    rows = read_table(answer.data)[0].rows
    assert (rows[0][:5], len(rows)) == (["Region", "District", "Constituency", "KATO", "Task"], 10)
    late = next(row for row in rows if row[4] == "поздно моё")
    assert late[:4] == ["Акмолинская область", "Район 113200000", "Азат", "113202000"]
    assert late[6:10] == ["03.07.2021 12:00", "open task", "late", "me"]
    event = db.session.query(AuditEvent).filter_by(action="tasks.exported").one()
    assert (event.after, event.reason) == ({"state": "all", "rows": 9}, "планёрка")


def test_who_may_not_export_does_not(planned: None, login: LogIn) -> None:
    assert login(Role.OBSERVER).post("/tasks/export", {"reason": "x"}).status == 403


def test_list_is_printed(app: Flask, planned: None) -> None:
    answer = enter(app).get("/tasks/list.pdf", lang="ru", state="all")

    assert (answer.status, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("number", [1, 3])
def test_list_page_and_sections_make_the_same_queries_for_one_and_for_three(
    app: Flask, factory: Factory, field: Field, user: User, number: int
) -> None:
    office = factory.headquarters(HOME)
    for _ in range(number):
        member = factory.member(office)
        for owner in ({"owner_user_id": user.id}, {"owner_member_id": member.id}):
            factory.task(field.east, **owner)
            factory.task(path=HOME, **owner)
    browser, made = enter(app), []
    task_id = db.session.scalars(sa.select(Task.id)).first()

    for url in (
        "/tasks", f"/tasks/{task_id}", f"/candidates/contests/{field.east.id}", f"/headquarters/{office.id}",
        "/tasks/packs",
    ):  # fmt: skip
        with counting_queries() as queries:
            assert browser.get(url).status == 200
        made.append(len(queries))

    assert made == [12, 10, 10, 14, 8]


def test_long_list_is_cut_on_paper_and_says_so(
    app: Flask, planned: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = []
    monkeypatch.setattr(paper, "MOST", 2)
    monkeypatch.setattr(paper, "render_pdf", lambda page: pages.append(page) or b"%PDF-")

    enter(app).get("/tasks/list.pdf", lang="en", path=HOME, state="all")

    assert "Only the first 2 are printed." in pages[0]
    assert pages[0].count("<tr>") == 3
    assert "Район 113200000" in pages[0]
