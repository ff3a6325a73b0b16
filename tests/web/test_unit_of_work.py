"""One transaction per request: kept on success only, by those who may write, and once per form."""

import errno
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import redirect
from sqlalchemy import event

from elections import postgresql, sqlite
from elections.accounts import views
from elections.accounts.access import Role
from elections.accounts.models import User
from elections.audit.models import AuditEvent
from elections.audit.queries import find_broken
from elections.database import EVERYWHERE, db, looking_from, present_scope
from elections.errors import Forbidden, NotFound, Objection, Refused
from elections.web import unit_of_work
from elections.web.models import IdempotencyKey
from tests.browsing import PASSWORD, Browser

FORM = {"login": "aigul", "name": "Айгүл", "role": "trainer", "kato": ""}


def logins() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(User.login).order_by(User.login)))


def keys() -> set[tuple[str, str]]:
    """Returns the kept keys with their owners."""
    db.session.rollback()
    rows = db.session.execute(
        sa.select(IdempotencyKey.key, User.login).join(User, User.id == IdempotencyKey.user_id)
    )
    return {(key, login) for key, login in rows}


def write(login: str) -> None:
    with looking_from(EVERYWHERE):
        db.session.add(User(login=login, role=Role.OBSERVER, path=""))
        db.session.flush()


def test_what_a_view_wrote_is_committed_at_the_boundary(second_app) -> None:
    def view() -> object:
        write("kept")
        return redirect("/login", 303)

    assert Browser(second_app({"/probe": view})).post("/probe").status == 303
    assert logins() == ["kept"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ZeroDivisionError(), 500),
        (NotFound(), 404),
        (Forbidden(), 403),
        (Refused([Objection("record.stale")]), 422),
    ],
    ids=["fault", "not found", "forbidden", "refused"],
)
def test_a_view_that_raises_after_a_write_leaves_nothing(second_app, error, status) -> None:
    def view() -> object:
        write("lost")
        raise error

    assert Browser(second_app({"/probe": view})).post("/probe").status == status
    assert logins() == []


def test_an_answer_that_refuses_leaves_nothing(second_app) -> None:
    def view() -> object:
        write("lost")
        return "no", 422, {"Content-Type": "text/plain"}

    assert Browser(second_app({"/probe": view})).post("/probe").status == 422
    assert logins() == []


def test_a_refused_form_leaves_no_row_no_event_and_no_key(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    events = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    refused = browser.post("/users/new", {**FORM, "kato": "999999999", "idempotency_key": "k"})
    assert (refused.status, logins(), keys()) == (422, ["root"], set())
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == events


def test_reading_cannot_write(second_app) -> None:
    def view() -> object:
        write("sneaked")
        db.session.commit()
        return "written", 200, {"Content-Type": "text/plain"}

    browser = Browser(second_app({"/probe": view}))
    assert (browser.get("/probe").status >= 500, logins()) == (True, [])
    assert (browser.post("/probe").status, logins()) == (200, ["sneaked"])


def test_a_form_sent_twice_is_carried_out_once(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    form = {**FORM, "idempotency_key": "k"}
    first, second = browser.post("/users/new", form), browser.post("/users/new", {**form, "login": "other"})
    assert (first.status, second.status) == (200, 303)
    assert second.location in first.page.xpath("//a/@href")
    assert (logins(), keys()) == (["aigul", "root"], {("k", "root")})


def test_a_form_sent_again_is_told_to_be_saved_only_when_that_is_on_the_disk(login, monkeypatch) -> None:
    """Others see what is committed before the disk has it; nobody is told of it before."""

    def broken_disk(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    browser, form = login(Role.ADMINISTRATOR, login="root"), {**FORM, "idempotency_key": "k"}
    browser.post("/users/new", form)
    monkeypatch.setattr(sqlite, "_flush", broken_disk)
    monkeypatch.setattr(postgresql, "_IS_KEPT", postgresql._Message("SELECT 1 / 0", ()))
    assert browser.post("/users/new", form).status >= 500
    monkeypatch.undo()
    assert browser.post("/users/new", form).status == 303
    assert logins() == ["aigul", "root"]


def test_a_form_sent_twice_at_the_same_moment_is_carried_out_once(app, login, monkeypatch) -> None:
    browsers = [login(Role.ADMINISTRATOR, login="root"), Browser(app)]
    browsers[1].client.set_cookie("session", browsers[0].client.get_cookie("session").value)
    together, find, looked = Barrier(2), unit_of_work._find_done, list[str]()

    def find_and_wait(key: str, user_id: int) -> str | None:
        found = find(key, user_id)
        looked.append(key)
        if db.engine.dialect.name == "postgresql" and len(looked) <= 2:  # SQLite lets but one in
            together.wait(20)
        return found

    monkeypatch.setattr(unit_of_work, "_find_done", find_and_wait)
    db.session.rollback()

    def send(place: int) -> tuple[int, str | None]:
        form = {**FORM, "login": f"user{place}", "idempotency_key": "k"}
        with app.app_context(), looking_from(EVERYWHERE):
            try:
                answer = browsers[place].client.post("/users/new", data=form)
                return answer.status_code, answer.location
            finally:
                db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, range(2)))

    assert [status for status, _location in answers] == [200, 303]
    made = [one for one in logins() if one != "root"]
    assert (len(made), keys()) == (1, {("k", "root")})
    with looking_from(EVERYWHERE):
        user = db.session.scalars(sa.select(User).where(User.login == made[0])).one()
        assert answers[1][1] == f"/users/{user.id}"
        told = db.session.scalars(
            sa.select(AuditEvent.subject_id).where(AuditEvent.action == "account.created")
        ).all()
    assert told.count(user.id) == 1
    assert find_broken() is None


def test_what_the_database_refuses_at_the_end_is_a_fault_and_leaves_nothing(login, monkeypatch) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")

    def show_and_take_a_name(location: str) -> None:
        unit_of_work.shown_once(location)
        db.session.add(User(login="root", role=Role.OBSERVER, path=""))

    monkeypatch.setattr(views, "shown_once", show_and_take_a_name)
    browser.get("/login", lang="en")
    answer = browser.post("/users/new", {**FORM, "idempotency_key": "k"})
    assert (answer.status, answer.page.findtext(".//h1")) == (500, "Something went wrong")
    assert (logins(), keys()) == (["root"], set())


def test_a_form_with_another_key_is_carried_out_too(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    browser.post("/users/new", {**FORM, "idempotency_key": "k"})
    browser.post("/users/new", {**FORM, "login": "other", "idempotency_key": "l"})
    assert (logins(), keys()) == (["aigul", "other", "root"], {("k", "root"), ("l", "root")})


def test_a_refused_form_is_carried_out_when_it_was_corrected(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    form = {**FORM, "idempotency_key": "k"}
    assert browser.post("/users/new", {**form, "login": "!"}).status == 422
    assert browser.post("/users/new", form).status == 200
    assert logins() == ["aigul", "root"]


def test_keys_of_two_users_do_not_collide(login) -> None:
    one, other = login(Role.ADMINISTRATOR, login="one"), login(Role.ADMINISTRATOR, login="other")
    first = one.post("/users/new", {**FORM, "idempotency_key": "k"})
    second = other.post("/users/new", {**FORM, "login": "botagoz", "idempotency_key": "k"})
    assert (first.status, second.status) == (200, 200)
    assert logins() == ["aigul", "botagoz", "one", "other"]
    assert keys() == {("k", "one"), ("k", "other")}


def test_a_key_longer_than_is_kept_still_counts(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="root")
    form = {**FORM, "idempotency_key": "k" * 100}
    assert [browser.post("/users/new", form).status for _time in range(2)] == [200, 303]
    assert keys() == {("k" * 64, "root")}


def test_a_log_in_that_leads_to_a_long_address_succeeds(client, factory) -> None:
    user, wanted = factory.user(), "/candidates?search=" + "a" * 600
    form = {"login": user.login, "password": PASSWORD, "next": wanted, "idempotency_key": "k"}
    answer = client.post("/login", form)
    assert (answer.status, answer.location, keys()) == (303, wanted, set())
    assert client.get("/password").status == 200


def test_request_begins_by_knowing_nobody_whoever_was_served_before(
    login: Callable[..., Browser],
) -> None:
    browsers, seen = [login(path="110000000/"), login()], list[str | None]()

    def note(*_statement: object) -> None:
        seen.append(present_scope())

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for browser, path in [*zip(browsers, ("110000000/", EVERYWHERE), strict=True)] * 2:
            seen.clear()
            assert browser.get("/").status == 200
            assert (seen[0], seen[-1]) == (None, path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
