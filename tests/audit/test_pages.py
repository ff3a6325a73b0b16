"""The pages of the log: more filters, one event, the way from a record and to it, the log as a file, a long log."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.audit import check_actions
from elections.audit.actions import record
from elections.audit.chain import Fault, Verdict
from elections.audit.protected import VEIL, veiled
from elections.audit.queries import Filters, find_head, list_events
from elections.audit.words import KIND_LABELS, kind_label
from elections.database import db, transaction
from elections.jobs.queue import get_job, run_next
from tests.audit.test_log import ALTER, HERE, THERE, actor, alter_behind_its_back, events, rows, write
from tests.factories import Factory
from tests.queries import counting_queries

MIDNIGHT = datetime(2021, 7, 24, 18, tzinfo=UTC)
"""In Almaty, the first moment of 25.07.2021."""


def found(**chosen: str) -> list[str]:
    db.session.rollback()
    return [one.action for one in list_events(Filters(**chosen)).rows]


def test_the_log_is_filtered_by_day_and_by_territory(app: Flask) -> None:
    for name, at, scope in (
        ("before", MIDNIGHT - timedelta(seconds=1), HERE), ("first", MIDNIGHT, HERE),
        ("last", MIDNIGHT + timedelta(days=1, seconds=-1), THERE), ("after", MIDNIGHT + timedelta(days=1), HERE),
    ):  # fmt: skip
        with transaction():
            record(actor(scope), name, "thing", at=at)
    assert found(since="2021-07-25", until="2021-07-25") == ["last", "first"]
    assert found(since="2021-07-25") == ["after", "last", "first"]
    assert found(until="2021-07-24") == ["before"]
    assert found(path=HERE) == ["after", "first", "before"]
    assert found(path="110000000/", since="2021-07-26") == ["after"]


@pytest.mark.parametrize("typed", ["x", "2021-13-01", "0001-01-01", "9999-12-31", "25.07.2021"])
def test_a_day_that_is_none_filters_nothing(app: Flask, typed: str) -> None:
    write("one")
    assert found(since=typed, login="nobody") == []
    assert found(until=typed) in (["one"], [])
    assert found(kind="thing", subject_id="9" * 30) == ["one"]


def test_one_event_shows_before_and_after_with_contacts_veiled(login, factory: Factory) -> None:
    seminar = factory.seminar()
    browser = login(Role.ADMINISTRATOR)
    browser.get("/audit", lang="en")
    with transaction():
        record(
            actor(), "seminar.changed", seminar, before={"place": "Школа", "phone": "+77010000001"},
            after={"place": "Клуб", "phone": "", "trainers": [{"email": "a@example.kz"}]}, reason="ремонт",
        )  # fmt: skip
    page = browser.get(f"/audit/{find_head().event_id}")
    table = [[cell.text_content().strip() for cell in row] for row in page.page.findall(".//tbody/tr")]
    assert table == [
        ["Place", "Школа", "Клуб"], ["Phone", VEIL, "empty"], ["Trainers", "–", f"E-mail: {VEIL}"],
    ]  # fmt: skip
    assert "example.kz" not in page.text
    assert f"/seminars/{seminar.id}" in page.page.xpath("//p[@class='actions']/a/@href")


def test_events_of_another_territory_are_not_found(login) -> None:
    write("there", scope=THERE)
    number = find_head().event_id
    assert login(Role.ADMINISTRATOR, path="110000000/").get(f"/audit/{number}").status == 404
    assert login(Role.OBSERVER).get(f"/audit/{number}").status == 403


def test_veiled_reaches_any_depth_and_leaves_the_rest() -> None:
    values = {
        "iin": "1",
        "n": 1,
        "list": [{"contacts": ["x"], "on": None}],
        "deep": {"phone": "", "e_mail": "y"},
    }
    assert veiled(values) == {
        "iin": VEIL, "n": 1, "list": [{"contacts": VEIL, "on": None}], "deep": {"phone": "", "e_mail": VEIL},
    }  # fmt: skip


def test_a_kind_without_a_word_is_told_by_its_code() -> None:
    assert kind_label("nothing") == "nothing"
    assert set(KIND_LABELS) >= {"candidate", "protocol", "user_account"}


@pytest.mark.parametrize(
    ("address", "kind"), [("/protocols/{}", "protocol"), ("/users/{}", "user_account")], ids=["protocol", "account"]
)  # fmt: skip
def test_a_record_s_page_leads_to_who_did_what_to_it(
    login, factory: Factory, address: str, kind: str
) -> None:
    row = factory.protocol(factory.contest()) if kind == "protocol" else factory.user()
    number = row.id
    wanted = f"/audit?kind={kind}&subject_id={number}"
    assert wanted in login(Role.ADMINISTRATOR).get(address.format(number)).page.xpath("//a/@href")
    if kind == "protocol":
        assert wanted not in login(Role.COORDINATOR).get(address.format(number)).page.xpath("//a/@href")


def test_the_log_leads_to_the_record(login, factory: Factory) -> None:
    seminar = factory.seminar()
    write("seminar.created", subject=seminar)
    page = login(Role.ADMINISTRATOR).get("/audit?kind=seminar")
    assert f"/seminars/{seminar.id}" in page.page.xpath("//tbody//a/@href")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_makes_the_same_queries_however_many_events(login, number: int) -> None:
    browser = login(Role.ADMINISTRATOR)
    for _event in range(number):
        write("one")
    with counting_queries() as made:
        assert len(rows(browser.get("/audit?kind=thing"))) == number
    assert len(made) == 9, made


def test_the_log_is_taken_as_a_file_and_the_log_says_so(login) -> None:
    write("here", login="aigul")
    write("there", login="berik")
    browser = login(Role.ADMINISTRATOR, login="root")
    browser.get("/audit", lang="en")
    refused = browser.post("/audit/export?login=aigul", {"reason": " ", "format": "csv"})
    assert (refused.status, "Enter what the log is taken for" in refused.words) == (422, True)
    taken = browser.post("/audit/export?login=aigul", {"reason": "проверка", "format": "csv"})
    assert (taken.status, taken.mimetype) == (200, "text/csv")
    table = list(csv.reader(io.StringIO(taken.data.decode("utf-8-sig")), delimiter=";"))
    assert [row[2:4] for row in table] == [["Who", "What was done"], ["aigul", "here"]]
    told = events()[-1]
    assert (told.actor_login, told.action, told.reason) == ("root", "log.exported", "проверка")
    assert told.after == {"login": "aigul", "rows": 1, "file": "csv"}
    assert browser.post("/audit/export", {"reason": "x", "format": "xlsx"}).data[:2] == b"PK"


def test_a_file_has_its_measure(login, monkeypatch) -> None:
    monkeypatch.setattr("elections.audit.sheets.MOST", 1)
    write("one", "two")
    browser = login(Role.ADMINISTRATOR)
    browser.get("/audit", lang="en")
    refused = browser.post("/audit/export?kind=thing", {"reason": "x", "format": "csv"})
    assert refused.status == 422
    assert "These are 2 events, a file holds 1" in refused.words


def test_the_file_is_the_administrators(login) -> None:
    browser = login(Role.COORDINATOR)
    assert [browser.get("/audit/export").status, browser.post("/audit/export", {"reason": "x"}).status] == [
        403
    ] * 2


@pytest.mark.parametrize("is_altered", [False, True])
def test_a_long_log_is_checked_by_the_worker(login, monkeypatch, is_altered: bool) -> None:
    monkeypatch.setattr(check_actions, "LONG", 2)
    monkeypatch.setattr("elections.audit.queries.AT_ONCE", 2)
    write("one", "two", "three", "four")
    browser = login(Role.ADMINISTRATOR)
    browser.get("/audit", lang="en")
    numbers = [event.id for event in events()]
    if is_altered:
        alter_behind_its_back(ALTER["update"], numbers[2])
    asked = browser.post("/audit/verification")
    db.session.rollback()
    assert run_next() is True
    page = browser.follow(asked)
    job = get_job(int(asked.location.rpartition("/")[2]))
    if is_altered:
        assert f"The log was altered: event {numbers[2]} does not fit its own digest." in page.words
        assert Verdict(**job.result) == Verdict(2, 0, Fault.ALTERED, numbers[2], numbers[1])
    else:
        assert "The log is whole: no event was altered or removed." in page.words
        assert (job.result["events"], job.done_steps) == (5, 5)


def test_a_check_in_the_background_is_the_administrators(app: Flask) -> None:
    from elections.errors import Forbidden

    with pytest.raises(Forbidden):
        check_actions.start_check(Actor(1, "x", Role.COORDINATOR, ""))
