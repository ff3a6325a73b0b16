"""`flask users`: the way in for the first administrator and for those who lost theirs."""

import re

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from elections.accounts.access import Role
from elections.accounts.models import User
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.database import db
from tests.accounts.entering import send, set_up
from tests.browsing import Browser

LINK = re.compile(r"http://127\.0\.0\.1:8000(/setup/[\w-]{43})\n")


def run(app: Flask, *arguments: str) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["users", *arguments])


def accounts() -> list[tuple[str, Role, str, str]]:
    db.session.rollback()
    rows = db.session.execute(sa.select(User.login, User.role, User.path, User.territory_label))
    return [tuple(row) for row in rows]


def test_create_prints_a_link_by_which_the_owner_gets_in(app: Flask, client) -> None:
    made = run(app, "create", "Aigul", "--role", "administrator")
    found = LINK.fullmatch(made.output)
    assert (made.exit_code, accounts()) == (0, [("aigul", Role.ADMINISTRATOR, "", "")])
    assert found
    form = {"password": "a long good phrase", "password_again": "a long good phrase"}
    assert client.post(found[1], form).status == 303
    assert client.get("/users").status == 200


def test_create_takes_a_territory(app: Flask, factory) -> None:
    district = factory.district("113200000", name_ru="Аршалынский район")
    assert run(app, "create", "aigul", "--role", "hq_staff", "--scope", "113200000").exit_code == 0
    assert accounts() == [("aigul", Role.HQ_STAFF, district.path, "Аршалынский район")]


def test_create_is_in_the_log_as_the_system(app: Flask) -> None:
    run(app, "create", "aigul", "--role", "trainer")
    events = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.actor_login, event.action, event.subject_label) for event in events] == [
        ("system", "account.created", "aigul"),
        ("system", "account.setup_link", "aigul"),
    ]
    assert find_broken() is None


@pytest.mark.parametrize(
    "arguments",
    [["create", "aigul", "--role", "king"], ["create", "aigul"], ["create", "--role", "trainer"], ["link"]],
    ids=["unknown role", "no role", "no name", "no name for a link"],
)
def test_wrong_use_is_exit_status_2(app: Flask, arguments: list[str]) -> None:
    refused = run(app, *arguments)
    assert (refused.exit_code, accounts()) == (2, [])
    assert "Usage: " in refused.output


@pytest.mark.parametrize(
    ("login", "scope", "message"),
    [
        ("real", "", "real"),
        ("x", "", "3"),
        ("aigul", "999999999", "999999999: no such territory"),
    ],
    ids=["taken", "too short", "unknown territory"],
)
def test_refused_account_is_exit_status_1_and_says_why(app: Flask, factory, login, scope, message) -> None:
    factory.user(login="real")
    refused = run(app, "create", login, "--role", "trainer", "--scope", scope)
    assert (refused.exit_code, [account[0] for account in accounts()]) == (1, ["real"])
    assert refused.output.startswith("Error: ")
    assert message in refused.output
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == 0


def test_link_is_made_anew_for_an_account(app: Flask, client, factory) -> None:
    factory.user(login="aigul")
    made = run(app, "link", "aigul")
    assert (made.exit_code, client.get(LINK.fullmatch(made.output)[1]).status) == (0, 200)


def test_link_for_nobody_is_refused(app: Flask) -> None:
    refused = run(app, "link", "aigul")
    assert (refused.exit_code, refused.output) == (1, "Error: aigul: no such account\n")


def test_link_is_at_the_public_address(app: Flask, factory, monkeypatch) -> None:
    factory.user(login="aigul")
    monkeypatch.setitem(app.config, "PUBLIC_ADDRESS", "https://sailau.example")
    assert run(app, "link", "aigul").output.startswith("https://sailau.example/setup/")


def test_a_lost_second_factor_is_taken_away(app: Flask, login) -> None:
    owner = login(Role.TRAINER, login="aigul")
    set_up(owner)
    taken = run(app, "reset-second-factor", "aigul")
    assert (taken.exit_code, taken.output.startswith("aigul: logs in by the password alone now")) == (0, True)
    assert (owner.get("/password").status, send(Browser(app), "aigul").location) == (303, "/")
    assert run(app, "reset-second-factor", "nobody").exit_code == 1
