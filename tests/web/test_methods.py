"""Reading writes nothing, and nothing is written without the form's own token: held against every route there is."""

import hashlib

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from elections.accounts.access import ROLE_PERMISSIONS, Permission, Role
from elections.database import Base, db
from elections.web.guards import GUARD, PUBLIC
from tests.browsing import PASSWORD, Browser
from tests.factories import Factory

TOLD = {"audit_event"}
"""Where a reader's own trace is kept: what was refused, and which files were taken."""
SEEN = {"user_session": {"last_seen_at", "seen_at", "confirmed_at"}}
"""What is noted of an open log-in while it is used, at most once a minute."""


@pytest.fixture(autouse=True)
def on_one_database(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the routes are the same on both")


def rules(app: Flask, method: str) -> list[Rule]:
    found = [one for one in app.url_map.iter_rules() if method in (one.methods or ())]
    return sorted(
        (one for one in found if one.endpoint != "static"), key=lambda one: (one.rule, one.endpoint)
    )


def address_of(app: Flask, rule: Rule, number: int = 1) -> str:
    """Returns an address of a route: the number of a record for numbers, a word that is none's for the rest."""
    values = {
        name: number if type(converter).__name__ == "RecordNumber" else "113200000"
        for name, converter in rule._converters.items()
    }
    for name, converter in rule._converters.items():
        if hasattr(converter, "items"):
            values[name] = sorted(converter.items)[0]
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, method=None)


def content(app: Flask) -> dict[str, str]:
    """Returns a digest of each table's rows, without the traces that readers leave."""
    db.session.rollback()
    found = {}
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in TOLD:
                continue
            columns = [one for one in table.c if one.name not in SEEN.get(table.name, ())]
            rows = sorted(map(repr, connection.execute(sa.select(*columns)).all()))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def fill(factory: Factory) -> None:
    """Makes a record number 1 of most kinds."""
    candidate = factory.candidate()
    factory.photo(factory.protocol(candidate.contest))
    factory.pledge(factory.platform(candidate))
    factory.means(candidate.contest.constituency)
    office = factory.headquarters()
    factory.member(office)
    factory.observer(factory.proxy(candidate).precinct)
    factory.participation(factory.seminar())
    factory.certificate()
    factory.task(candidate.contest, template="consent")
    factory.assessment(candidate.contest)


def test_reading_changes_no_row_on_any_route(app: Flask, factory: Factory, login) -> None:
    fill(factory)
    browsers = [login(Role.ADMINISTRATOR), login(Role.COORDINATOR)]
    before, answered = content(app), []
    for rule in rules(app, "GET"):
        for browser in browsers:
            answered.append((rule.endpoint, browser.get(address_of(app, rule)).status))
    assert [one for one in answered if one[1] >= 500] == []
    assert sum(status == 200 for _endpoint, status in answered) > len(answered) / 3, "most were read"
    assert content(app) == before


def test_no_form_is_taken_without_its_token(app: Flask, factory: Factory, second_app) -> None:
    guarded = second_app(WTF_CSRF_ENABLED=True)
    fill(factory)
    before = content(app)
    browsers = {role: _logged_in(guarded, factory, role) for role in Role}
    after_log_in = content(app)
    assert {name for name in before if before[name] != after_log_in[name]} <= {
        "user_account", "user_session", "log_in_tries",
    }  # fmt: skip
    taken = {}
    for rule in rules(guarded, "POST"):
        guard = getattr(guarded.view_functions[rule.endpoint], GUARD)
        role = next(role for role in Role if not isinstance(guard, Permission) or may(role, guard))
        browser = Browser(guarded) if guard == PUBLIC else browsers[role]
        taken[rule.endpoint] = browser.post(address_of(guarded, rule), {"x": "1"}).status
    assert {one for one, status in taken.items() if status != 400} == set()
    assert content(app) == after_log_in


def may(role: Role, permission: Permission) -> bool:
    return permission in ROLE_PERMISSIONS[role]


def _logged_in(app: Flask, factory: Factory, role: Role) -> Browser:
    user = factory.user(role=role)
    browser = Browser(app)
    token = browser.get("/login").page.xpath("//input[@name='csrf_token']/@value")[0]
    form = {"login": user.login, "password": PASSWORD, "csrf_token": token}
    assert browser.post("/login", form).status == 303
    return browser
