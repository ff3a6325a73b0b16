"""A fresh log-in: what concerns accounts or much personal data asks who one is, unless one said so a moment ago."""

import inspect
import re

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.models import User, UserSession
from elections.database import db
from elections.web.guards import FRESH, fresh
from tests.accounts.entering import code_for, errors, in_english, let_codes_be_new, make_stale, set_up
from tests.browsing import PASSWORD

FRESH_PAGES = {
    "accounts.create_user", "accounts.edit_user", "accounts.make_setup_link", "accounts.reset_second_factor",
    "accounts.change_password", "factors.set_up", "factors.make_codes", "factors.remove", "candidates.export",
    "headquarters.export", "missing.export", "results_out.export", "tasks.export",
}  # fmt: skip


def test_a_view_is_marked() -> None:
    assert getattr(fresh(lambda: None), FRESH) is True


def test_accounts_passwords_and_whole_registers_need_it(app) -> None:
    marked = {name for name, view in app.view_functions.items() if hasattr(view, FRESH)}
    assert FRESH_PAGES - marked == set()


TAKES = re.compile(r"\b(hand_out|_file|export_\w+)\(")
NO_REGISTERS = {"imports.template", "imports.refused", "report_sheets.show"}
"""What hands a workbook out that is no register: an empty one, the rows of one's own file, a report's figures."""


def test_every_view_that_hands_a_register_out_needs_it(app) -> None:
    sources = {name: inspect.getsource(inspect.unwrap(view)) for name, view in app.view_functions.items()}
    taking = {name for name, source in sources.items() if TAKES.search(source)}
    unmarked = {name for name in taking if not hasattr(app.view_functions[name], FRESH)}
    assert unmarked == NO_REGISTERS


def test_a_register_on_a_list_is_asked_for_when_it_is_taken_and_the_list_is_read_freely(login) -> None:
    browser = login(Role.COORDINATOR)
    make_stale()
    assert browser.get("/pledges").status == 200
    asked = browser.post("/pledges", {"format": "xlsx", "reason": "a meeting"})
    assert (asked.status, asked.location) == (303, "/confirm?next=/pledges")
    assert browser.get("/precincts/eyes.xlsx").location == "/confirm?next=/precincts/eyes.xlsx"


def test_a_page_that_needs_it_asks_and_leads_back(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    assert browser.get("/users/new").status == 200
    make_stale()
    asked = browser.get("/users/new?a=1")
    assert (asked.status, asked.location) == (303, "/confirm?next=/users/new?a%3D1")
    assert browser.follow(asked).page.xpath("//input[@name='next']/@value") == ["/users/new?a=1"]
    form = {"password": "wrong", "next": "/users/new?a=1"}
    assert browser.post("/confirm", form).status == 422
    assert browser.get("/users/new").status == 303
    led = browser.post("/confirm", {**form, "password": PASSWORD})
    assert (led.status, led.location) == (303, "/users/new?a=1")
    assert browser.get("/users/new").status == 200


def test_other_pages_do_not_ask(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    make_stale()
    assert browser.get("/users").status == 200


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/users/1?page=2", "/users/1?page%3D2"),
        ("https://elsewhere.example/users/1", "/"),
        ("", "/"),
    ],
)
def test_a_form_without_a_page_of_its_own_leads_back_to_where_it_stood(
    login, factory, referrer, back
) -> None:
    browser, user = in_english(login(Role.ADMINISTRATOR)), factory.user(login="aigul")
    make_stale()
    browser.client.environ_base = {**browser.client.environ_base, "HTTP_REFERER": referrer}
    asked = browser.post(f"/users/{user.id}/setup-link")
    assert asked.location == f"/confirm?next={back}"
    assert (
        "Nothing was done yet: confirm that it is you, then send the form again."
        in browser.follow(asked).words
    )


def test_a_form_that_was_asked_who_it_is_can_be_sent_again_as_the_page_says(login, factory) -> None:
    browser, user = login(Role.ADMINISTRATOR), factory.user(login="aigul")
    edit = browser.get(f"/users/{user.id}").page
    form = {
        "idempotency_key": edit.xpath(
            "//form[contains(@action, 'setup-link')]//input[@name='idempotency_key']/@value"
        )[0]
    }
    make_stale()
    asked = browser.post(f"/users/{user.id}/setup-link", form)
    browser.post("/confirm", {"password": PASSWORD, "next": "/"})

    made, again = (browser.post(f"/users/{user.id}/setup-link", form) for _time in range(2))

    assert asked.location.startswith("/confirm")
    assert (made.status, again.status, again.location) == (200, 303, f"/users/{user.id}")


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"]
)
def test_it_leads_nowhere_outside(login, wanted) -> None:
    answer = login(Role.OBSERVER).post("/confirm", {"password": PASSWORD, "next": wanted})
    assert (answer.status, answer.location) == (303, "/")


def test_who_has_a_second_factor_is_asked_for_both(login) -> None:
    browser = in_english(login(Role.ADMINISTRATOR))
    seed, _codes = set_up(browser)
    let_codes_be_new()
    make_stale()
    assert errors(browser.post("/confirm", {"password": PASSWORD})) == ["Enter the code"]
    assert browser.post("/confirm", {"password": PASSWORD, "code": "000000"}).status == 422
    assert browser.post("/confirm", {"password": "wrong", "code": code_for(seed)}).status == 422
    assert browser.get("/users/new").status == 303
    assert browser.post("/confirm", {"password": PASSWORD, "code": code_for(seed)}).status == 303
    assert browser.get("/users/new").status == 200


def test_a_confirmed_log_in_gets_a_new_number_and_ends_no_other(app, login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    before = db.session.scalars(sa.select(UserSession.token_digest)).one()
    assert browser.post("/confirm", {"password": PASSWORD}).status == 303
    db.session.rollback()
    assert db.session.scalars(sa.select(UserSession.token_digest)).one() != before
    assert browser.get("/password").status == 200
    assert db.session.scalar(sa.select(sa.func.count(User.id))) == 1


def test_nobody_confirms_who_is_not_logged_in(client) -> None:
    assert client.get("/confirm").location.startswith("/login?")
