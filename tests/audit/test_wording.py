"""One event in its reader's words: the names of the forms, the labels of codes, dates and numbers as on every page."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.audit.actions import record
from elections.audit.queries import find_head
from elections.audit.vocabulary import vocabulary
from elections.database import db, transaction
from tests.audit.test_log import HERE, THERE, actor
from tests.factories import Factory
from tests.queries import counting_queries

TITLE = "What is to be done, in one line"


def table(browser, lang: str = "en") -> list[list[str]]:
    """The rows of the page of the newest event: field, before, after."""
    db.session.rollback()
    page = browser.get(f"/audit/{find_head().event_id}", lang=lang)
    rows = page.page.findall(".//tbody/tr")
    return [
        [" | ".join(cell.xpath(".//li//text()")) or cell.text_content().strip() for cell in row]
        for row in rows
    ]


def test_fields_codes_dates_and_numbers_are_told_in_words(login, factory: Factory) -> None:
    course = factory.course()
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        record(
            actor(), "course.changed", course,
            before={"audience": "observers", "is_required": True, "valid_months": None, "hours": 16000, "code": "O-1"},
            after={"audience": "proxies", "is_required": False, "valid_months": 12, "hours": 16000, "code": "O-1"},
        )  # fmt: skip
    told = {name: values for name, *values in table(browser)}
    assert told["Required: whoever it is for must take it"] == ["yes", "no"]
    assert told["Valid for how many months"] == ["empty", "12"]
    assert told["Hours"] == ["16\N{NARROW NO-BREAK SPACE}000", "unchanged"]
    assert told["Code"] == ["O-1", "unchanged"]
    assert [name for name, values in told.items() if values[1] == "unchanged"] == list(told)[-2:]


def test_days_and_moments_are_those_of_the_place(login, factory: Factory) -> None:
    seminar = factory.seminar()
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        starts = datetime(2021, 7, 24, 4, tzinfo=UTC)
        record(actor(), "seminar.changed", seminar, after={"starts_at": starts, "issued_on": starts.date()})
    assert sorted(table(browser)) == [
        ["Begins, local time", "–", "24.07.2021 10:00"],
        ["Issued", "–", "24.07.2021"],
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "2021-07-25 10:00 совещание Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00+23:59", "2021-02-30", "0000-01-01",
        "2021-07-25T25:00Z", "٢٠٢١-07-25",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_day_or_a_moment_stands_as_it_was_typed(login, typed) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        subject = SimpleNamespace(__tablename__="task", id=7, path=HERE)
        record(actor(), "task.created", subject, after={"title": typed, "something": typed})
    told = {name: values[1] for name, *values in table(browser)}
    assert (told[TITLE], told["something"]) == (typed, typed)


def test_the_last_days_of_a_month_are_days_and_free_text_never_is(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        subject = SimpleNamespace(__tablename__="task", id=7, path=HERE)
        record(actor(), "task.created", subject, after={"due_at": "2021-07-31", "title": "2021-07-31"})
    told = {name: values[1] for name, *values in table(browser)}
    assert (told["Due on"], told[TITLE]) == ("31.07.2021", "2021-07-31")


def test_records_are_named_and_lead_to_their_pages(login, factory: Factory) -> None:
    seminar = factory.seminar()
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        record(
            actor(),
            "seminar.changed",
            seminar,
            before={"course_id": seminar.course_id},
            after={"course_id": 987},
        )
    title = seminar.course.title_ru
    assert table(browser, "ru") == [["Курс", title, "№987"]]
    page = browser.get(f"/audit/{find_head().event_id}")
    assert page.page.xpath("//tbody//td/a/@href")[0] == f"/courses/{seminar.course_id}"


def test_a_record_of_another_territory_is_told_by_its_number_alone(login) -> None:
    abroad, everywhere = login(Role.ADMINISTRATOR, path=HERE), login(Role.ADMINISTRATOR)
    with transaction():
        candidate = SimpleNamespace(__tablename__="candidate", id=77, path=THERE)
        record(actor(THERE), "candidate.created", candidate, label="Сериков Берик")
        record(actor(HERE), "protocol.accepted", "protocol", after={"votes": {"77": 12}})
    assert table(abroad) == [["Votes", "–", "№77: 12"]]
    assert table(everywhere) == [["Votes", "–", "Сериков Берик: 12"]]


def test_lists_have_a_line_for_each_and_unknown_names_stay(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    after = {"days": [1, 2], "something": {"else": "x", "iin": "1"}, "nothing": []}
    with transaction():
        record(actor(), "thing.done", "thing", after=after)
    assert sorted(table(browser)) == [
        ["Days", "–", "1 | 2"], ["nothing", "–", "empty"], ["something", "–", "else: x | IIN: ***"],
    ]  # fmt: skip


def test_codes_of_a_room_are_told_by_their_labels_in_whatever_field_and_free_text_is_left(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        subject = SimpleNamespace(__tablename__="platform", id=7, path=HERE)
        record(actor(), "platform.checked", subject, after={"cruelty": "kept", "title_ru": "kept"})
    assert table(browser) == [
        ["Title in Russian", "–", "kept"], ["Does not preach a cult of cruelty and violence", "–", "Yes"],
    ]  # fmt: skip


def test_a_code_with_what_was_said_of_it_and_the_whole_country_are_told_in_words(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        platform = SimpleNamespace(__tablename__="platform", id=7, path=HERE)
        record(actor(), "platform.checked", platform, after={"cruelty": "broken: why so", "path": ""})
    assert sorted(table(browser)) == [
        ["Does not preach a cult of cruelty and violence", "–", "No: why so"],
        ["Territory", "–", "the whole country"],
    ]


def test_tasks_that_moved_are_told_by_their_titles(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        election = SimpleNamespace(__tablename__="election", id=7, path="")
        moved = [["consent", "2021-07-24T04:00:00+00:00", "2021-07-25T04:00:00+00:00", 3]]
        record(actor(), "tasks.packed", election, after={"moved": moved})
    (row,) = table(browser)
    assert row[2].startswith("Get the candidate's written consent to stand, 24.07.2021 ")


def test_the_event_of_a_look_keeps_its_veil_and_leads_to_who_was_seen(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    with transaction():
        when = datetime(2021, 7, 24, 20, tzinfo=UTC)
        record(
            actor(), "people.seen", "person", after={"page": "/candidates/1", "contacts": [1, 2]}, at=when,
        )  # fmt: skip
    assert sorted(table(browser)) == [["Contacts", "–", "***"], ["Page", "–", "/candidates/1"]]
    page = browser.get(f"/audit/{find_head().event_id}").page
    (link,) = page.xpath("//a[starts-with(@href, '/audit/looks?')]/@href")
    assert "since=2021-07-25&until=2021-07-25" in link


NAMED = (
    "contacts page failed events schema size digest all contested|nominated all|members expected intervals members reaches "
    "quote exceptions side may_lose out_of_reach reachable"
)


@pytest.mark.parametrize("name", NAMED.split())
def test_what_no_form_asks_for_has_a_name_too(app: Flask, name: str) -> None:
    name = name.replace("|", " ")
    with app.test_request_context("/?lang=en"):
        assert str(vocabulary("thing").labels.get(name, name)) != name


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("user_account", "role", "Role"), ("user_account", "territory", "Territory"),
        ("candidate", "nominated_by_id", "Nominating party"), ("person", "born_on", "Birth date"),
        ("protocol", "voters", "Voters on the list"), ("task", "due_at", "Due on"), ("party", "name_kk", "Name in Kazakh"),
        ("headquarters_member", "role", "Work in the headquarters"), ("support_item", "cost_kzt", "Cost in tenge"),
        ("platform", "order", ""),
    ],
)  # fmt: skip
def test_a_field_has_the_name_of_its_records_form(app: Flask, kind: str, name: str, text: str) -> None:
    with app.test_request_context("/?lang=en"):
        assert str(vocabulary(kind).labels.get(name, "")) == text


def test_the_page_asks_no_more_for_many_records_than_for_one(login, factory: Factory) -> None:
    browser = login(Role.ADMINISTRATOR)
    asked = []
    for number in (1, 3):
        with transaction():
            votes = {str(one): 5 for one in range(number)}
            record(actor(), "protocol.accepted", "protocol", after={"votes": votes})
        head = find_head().event_id
        with counting_queries() as queries:
            browser.get(f"/audit/{head}")
        asked.append(len(queries))
    assert asked[0] == asked[1]
