"""What the log says of answers: pages refused, and files taken by a mere link."""

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.audit.answers import MOST_A_MINUTE
from elections.audit.change_queries import GUARDING
from elections.audit.models import AuditEvent
from elections.audit.queries import check_log
from elections.database import db
from tests.factories import Factory

TOLD = ("access.forbidden", "access.not_found", "file.taken")


def told() -> list[tuple[str, str, str]]:
    db.session.rollback()
    found = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action.in_(TOLD)).order_by(AuditEvent.id)
    )
    return [(one.actor_login, one.action, one.subject_label) for one in found]


def test_a_page_of_another_role_is_told_with_who_asked(login) -> None:
    browser = login(Role.OBSERVER, login="berik")
    assert browser.get("/users?search=Ахметов").status == 403
    assert browser.post("/audit/verification").status == 403
    assert told() == [
        ("berik", "access.forbidden", "GET /users"), ("berik", "access.forbidden", "POST /audit/verification"),
    ]  # fmt: skip


def test_a_record_of_another_territory_is_told(login, factory: Factory) -> None:
    candidate = factory.candidate()
    browser = login(Role.HQ_STAFF, path="990000000/", login="berik")
    assert browser.get(f"/candidates/{candidate.id}").status == 404
    assert told() == [("berik", "access.not_found", f"GET /candidates/{candidate.id}")]
    assert check_log().fault is None


def test_what_nobody_was_refused_is_not_told(login, client) -> None:
    browser = login(Role.OBSERVER)
    for address in ("/nowhere", "/verify/NOTHING", "/static/nothing.css", "/password"):
        browser.get(address)
    client.get("/users")
    client.get("/verify/NOTHING")
    assert told() == []


def test_whoever_tries_many_addresses_fills_no_log(login) -> None:
    browser = login(Role.OBSERVER)
    for _try in range(MOST_A_MINUTE + 3):
        assert browser.get("/candidates/999").status == 404
    assert len(told()) == MOST_A_MINUTE


def test_a_file_taken_by_a_link_is_told_and_a_page_is_not(login, factory: Factory) -> None:
    factory.contest()
    browser = login(Role.COORDINATOR, login="berik")
    assert browser.get("/precincts/eyes.xlsx").status == 200
    assert browser.get("/precincts/eyes").status == 200
    assert told() == [("berik", "file.taken", "GET /precincts/eyes.xlsx")]


def test_an_answer_stays_the_same_where_the_log_cannot_be_written(app: Flask, login, monkeypatch) -> None:
    browser = login(Role.OBSERVER)

    def fail(*_arguments: object, **_options: object) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr("elections.audit.answers.record", fail)
    assert browser.get("/users").status == 403
    assert told() == []


@pytest.mark.parametrize("action", TOLD)
def test_what_is_told_here_changes_no_report(action: str) -> None:
    assert action.split(".")[0] in GUARDING
