"""Every address, asked by everybody: nobody logged in, each role, of the territory, of another one, of the whole country."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from elections.accounts.access import ROLE_PERMISSIONS, Role
from elections.database import db
from tests.browsing import Answer, Browser
from tests.trust.permissions import ASKED, FINER, NATION, NOT_THERE, TABLE
from tests.trust.routes import Address, addresses, guard_of, routes
from tests.trust.world import World

SAID = {endpoint: guard for guard, endpoints in TABLE.items() for endpoint in endpoints.split()}
OPEN = ("public", "signed in")
LET_IN = {200, 302, 303, 400, 409, 422}
"""A bare form is refused (422) by whoever reads it; 400: what was asked about is not told whole."""
FEW = (Role.COORDINATOR, Role.TRAINER)
"""The roles that are tried on the second database: who may what is decided alike on both."""
LEAVING = ("accounts.log_out", "accounts.log_in")


@pytest.fixture
def pages_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is let in is decided before the page is written, so the page is left out."""
    monkeypatch.setattr("flask.templating._render", lambda *_arguments: "")
    monkeypatch.setattr("elections.documents.pdf._render", lambda html, or_more: html.encode())
    monkeypatch.setattr("tests.browsing.check_page", lambda page: None)
    monkeypatch.setattr(Answer, "page", None)


def asked(world: World) -> Iterator[tuple[Rule, Address]]:
    """Every address of every route."""
    for rule, method in routes(world.app):
        for address in addresses(rule, method, world.sides[1], world.sides[2]):
            yield rule, address


def send(browser: Browser, address: Address) -> int:
    if address.method == "POST":
        return browser.post(address.url).status
    return browser.get(address.url, **ASKED.get(address.endpoint, {})).status


def allowed(role: Role, address: Address, *, finely: bool = False) -> bool:
    """Whether the role may, by the table of permissions; `finely` by what the view asks later too."""
    guard = SAID[address.endpoint]
    held = {permission.value for permission in ROLE_PERMISSIONS[role]}
    if not finely:
        return guard in OPEN or guard in held
    room = f"{address.method} {address.endpoint.split('.')[0]}"
    more = FINER.get(f"{address.method} {address.endpoint}")
    if more is None and ("<" in address.endpoint or _of_record(address)):
        more = FINER.get(room)
    return more is None or bool(held & set(more.split()))


def _of_record(address: Address) -> bool:
    return any(sign.isdigit() for sign in address.url) or address.endpoint == "imports.template"


def expected(role: Role, number: int, address: Address) -> set[int]:
    """What somebody of a role who belongs to the first side (1) or the whole country (0) is answered."""
    fully = allowed(role, address, finely=True)
    if not allowed(role, address):
        return {403}
    if address.foreign and SAID[address.endpoint] != "public":
        return {404} if fully else {403, 404}
    if number and f"{address.method} {address.endpoint}" in NATION:
        return {403}
    if address.endpoint in NOT_THERE:
        return LET_IN | {403, 404, 410}
    return LET_IN if fully else {403}


def asked_by(role: Role, address: Address) -> list[int]:
    """Where those of a role come from who ask: numbers are looked at only after the permission."""
    first = next(one for one in Role if allowed(one, address, finely=True) or one is Role.OBSERVER)
    return [1, 0] if role is first and (address.is_mixed or not address.foreign) else [1]


def test_table_knows_every_view_and_what_it_asks_for(sqlite_app: tuple[Flask, object]) -> None:
    app = sqlite_app[0]
    assert {name: guard_of(app, name) for name in app.view_functions} == SAID


def test_every_role_is_let_in_where_it_may_and_nowhere_else(
    world: World, nothing_kept: None, pages_left_out: None
) -> None:
    wrong, on_sqlite = [], db.engine.dialect.name == "sqlite"
    for _rule, address in asked(world):
        for role in Role if on_sqlite else FEW:
            if address.endpoint in LEAVING or (address.foreign and not allowed(role, address)):
                continue
            for number in asked_by(role, address):
                status = send(world.browser(role, number), address)
                if status not in expected(role, number, address):
                    wrong.append((role.value, number, address, status))
    assert not wrong, "\n".join(map(str, wrong))


def test_nobody_is_led_to_the_log_in(world: World, pages_left_out: None) -> None:
    nobody = Browser(world.app)
    for _rule, address in asked(world):
        if not address.foreign and SAID[address.endpoint] != "public":
            assert send(nobody, address) == 303, address
