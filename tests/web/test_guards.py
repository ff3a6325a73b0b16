"""The guard on every view, and what strangers and other roles see."""

import re

import pytest
from flask import Flask

from elections.accounts.access import Role
from elections.web.guards import refuse_unguarded


def test_application_with_an_unguarded_view_does_not_start() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(RuntimeError, match="open"):
        refuse_unguarded(bare)


def test_strangers_are_led_to_the_log_in_and_back(client, factory) -> None:
    answer = client.get("/candidates")
    assert answer.status == 303
    assert answer.location.startswith("/login?next=/candidates")
    user = factory.user()
    factory.election()
    back = client.post(
        "/login", {"login": user.login, "password": "correct horse battery", "next": "/candidates"}
    )
    assert back.location == "/candidates"


def test_log_in_never_leads_elsewhere(client, factory) -> None:
    user = factory.user()
    form = {"login": user.login, "password": "correct horse battery", "next": "//evil.example/"}
    assert client.post("/login", form).location == "/"


def test_wrong_password_says_what_to_check(client, factory) -> None:
    answer = client.post("/login", {"login": factory.user().login, "password": "wrong"})
    assert answer.status == 422
    assert client.get("/users").status == 303


def test_administrator_manages_accounts_and_cannot_touch_counts(login, factory) -> None:
    contest = factory.contest()
    protocol = factory.protocol(contest)
    browser = login(Role.ADMINISTRATOR)
    assert browser.get("/users").status == 200
    assert browser.get(f"/protocols/{protocol.id}/entry").status == 403
    assert login(Role.COORDINATOR).get("/users").status == 403


def test_setup_link_works_once(login, client, factory) -> None:
    browser = login(Role.ADMINISTRATOR)
    form = {"login": "aigul", "name": "Айгүл", "role": "trainer", "kato": ""}
    page = browser.post("/users/new", form)
    found = re.search(r"/setup/[\w-]{43}", page.words)
    assert found
    path = found[0]
    short = client.post(path, {"password": "short", "password_again": "short"})
    assert short.status == 422
    good = {"password": "a long good phrase", "password_again": "a long good phrase"}
    assert client.post(path, good).status == 303
    assert client.get("/seminars").status == 200
    assert client.get(path).status == 404


def test_same_form_sent_twice_counts_once(login, factory) -> None:
    browser = login(Role.ADMINISTRATOR)
    form = {"login": "once", "name": "Once", "role": "trainer", "kato": "", "idempotency_key": "k1"}
    first, second = browser.post("/users/new", form), browser.post("/users/new", form)
    assert (first.status, second.status) == (200, 303)
    assert second.location in first.page.xpath("//a/@href")


def test_unknown_page_says_what_to_do(login) -> None:
    answer = login(Role.OBSERVER).get("/nowhere")
    assert answer.status == 404
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
