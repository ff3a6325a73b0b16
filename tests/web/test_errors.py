"""Pages that say what went wrong: the status, what happened, and what to do, also when nothing else works."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
import sqlalchemy as sa
from flask import Flask, flash

from elections.accounts.access import Role
from elections.accounts.models import UserSession
from elections.campaign.models import Election
from elections.database import db, transaction, utc_now
from elections.web.guards import public
from tests.browsing import PASSWORD, Answer, Browser

LOST = (
    "The database does not answer",
    "Nothing was saved, and what was saved before is safe.",
    "Wait a minute and try again. If it lasts, call your administrator.",
)


def told(answer: Answer) -> tuple[str, str, str]:
    """Returns what an error page says: its heading, what happened, what to do."""
    heading = answer.page.findtext(".//h1").strip()
    return heading, *(p.text_content().strip() for p in answer.page.xpath("//main/p")[:2])


def in_english(browser: Browser) -> Browser:
    browser.get("/login", lang="en")
    return browser


@pytest.fixture
def lost_app(app: Flask, second_app, tmp_path) -> Flask:
    """An application whose database is not there: a folder instead of a file, a server that does not run."""
    address = {
        "sqlite": f"sqlite:///{tmp_path}",
        "postgresql": f"postgresql+psycopg://sailau@/postgres?host={tmp_path}",
    }
    return second_app(url=address[db.engine.dialect.name])


def test_who_was_overtaken_in_a_view_of_its_own_is_told_so(second_app, factory) -> None:
    """The database says it at the flush, after which the session answers nothing until it is rolled back."""
    app = second_app()

    @app.post("/overtaken")
    @public
    def overtaken() -> str:
        election = db.session.scalars(sa.select(Election)).first()
        db.session.execute(sa.text("UPDATE election SET version = version + 1"))
        election.name_ru += "!"
        flash("It was saved.")
        db.session.flush()
        return ""

    with app.app_context():
        factory.election()
    browser = in_english(Browser(app))
    browser.post("/login", {"login": factory.user(role=Role.ADMINISTRATOR).login, "password": PASSWORD})
    answer = browser.post("/overtaken")
    assert (answer.status, told(answer)[0]) == (409, "Somebody else changed this record")
    assert "It was saved" not in browser.get("/").words


def test_unknown_page_is_not_found(login) -> None:
    answer = in_english(login(Role.OBSERVER)).get("/nowhere")
    assert (answer.status, told(answer)) == (
        404,
        (
            "There is no such page",
            "The address is wrong, the record was removed, or it belongs to another territory than yours.",
            "Check the address, or start from the lists in the menu.",
        ),
    )


@pytest.mark.parametrize("number", ["0", "2147483648", "99999999999999999999"])
def test_a_number_no_record_can_have_is_not_found(login, number) -> None:
    assert login(Role.ADMINISTRATOR).get(f"/users/{number}").status == 404


def test_another_role_is_told_whom_to_ask(login) -> None:
    answer = in_english(login(Role.OBSERVER)).get("/users")
    assert (answer.status, told(answer)) == (
        403,
        (
            "Your role may not do this",
            "This page is for people with another role.",
            "Ask your administrator if you need it for your work.",
        ),
    )


def test_wrong_method_names_the_right_ones(login) -> None:
    answer = login(Role.ADMINISTRATOR).post("/audit")
    assert (answer.status, set(answer.headers["Allow"].split(", "))) == (405, {"GET", "HEAD", "OPTIONS"})


def test_a_sign_no_database_keeps_is_refused(login) -> None:
    browser = login(Role.ADMINISTRATOR)
    answer = browser.get("/users?search=%00&lang=en")
    assert (answer.status, "This address cannot be read" in answer.words) == (400, True)
    assert "form" not in answer.page.xpath("string(//main)")
    assert browser.post("/login", {"login": "a\0b", "password": "x"}).status == 400
    assert browser.get("/users?search=%20").status == 200


def test_too_large_a_file_is_refused(second_app) -> None:
    browser = in_english(Browser(second_app(MAX_CONTENT_LENGTH=1000)))
    answer = browser.post("/login", {"login": "a" * 1001})
    assert (answer.status, told(answer)) == (
        413,
        ("The file is too large", "Nothing was saved.", "Choose a file of at most 1.0 KB and send it again."),
    )
    assert browser.post("/login", {"login": "a" * 900}).status == 422


def test_form_of_another_site_is_refused(second_app, factory) -> None:
    browser = in_english(Browser(second_app(WTF_CSRF_ENABLED=True)))
    form = {"login": factory.user().login, "password": PASSWORD}
    answer = browser.post("/login", form)
    assert (answer.status, told(answer)) == (
        400,
        (
            "The form has expired",
            "Nothing was saved. The form was open too long, or was sent from another page.",
            "Go back, reload the page and send the form again.",
        ),
    )
    token = browser.get("/login").page.xpath("//input[@name='csrf_token']/@value")[0]
    assert browser.post("/login", {**form, "csrf_token": token}).status == 303


def test_ended_log_in_leads_to_the_log_in_and_back(login, factory) -> None:
    factory.election()
    browser = in_english(login(Role.COORDINATOR, login="aigul"))
    with transaction():
        db.session.query(UserSession).one().expires_at = utc_now() - timedelta(seconds=1)
    led = browser.get("/candidates?search=x")
    assert (led.status, led.location) == (303, "/login?next=/candidates?search%3Dx&expired=1")
    page = browser.follow(led)
    assert "Your log-in has ended. Log in again" in page.words
    wanted = page.page.xpath("//input[@name='next']/@value")[0]
    back = browser.post("/login", {"login": "aigul", "password": PASSWORD, "next": wanted})
    assert (back.location, browser.follow(back).status) == ("/candidates?search=x", 200)


def test_sending_a_form_after_the_log_in_ended_leads_to_the_log_in(client, factory) -> None:
    led = client.post("/users/new", {"login": "x"})
    assert (led.status, led.location) == (303, "/login?next=/users/new")


def test_a_view_that_fails_says_that_nothing_was_saved(second_app) -> None:
    def fail() -> str:
        raise ZeroDivisionError

    browser = in_english(Browser(second_app({"/fail": fail})))
    answer = browser.get("/fail")
    assert (answer.status, told(answer)) == (
        500,
        (
            "Something went wrong",
            "Nothing was saved. The fault was written to the log.",
            "Try again. If it happens again, tell your administrator what you were doing and when.",
        ),
    )


def test_success_before_a_fault_is_not_told(second_app) -> None:
    def fail() -> str:
        flash("It was saved")
        raise ZeroDivisionError

    browser = in_english(Browser(second_app({"/fail": fail})))
    assert "It was saved" not in browser.post("/fail").words
    assert "It was saved" not in browser.get("/login").words


def test_lost_database_says_what_to_do(lost_app) -> None:
    answer = Browser(lost_app).get("/login", lang="en")
    assert (answer.status, told(answer)) == (503, LOST)


def test_lost_database_says_so_to_those_logged_in(app, lost_app, login) -> None:
    browser, lost = login(Role.COORDINATOR), Browser(lost_app)
    assert browser.get("/password").status == 200
    cookie = browser.client.get_cookie("session")
    lost.client.set_cookie("session", cookie.value)
    answer = lost.get("/password", lang="en")
    assert (answer.status, told(answer)) == (503, LOST)
    sent = lost.post("/password", {"old_password": PASSWORD, "idempotency_key": "k"})
    assert sent.status == 503


def test_health_tells_whether_the_database_answers(client, lost_app) -> None:
    well, lost = client.client.get("/healthz"), Browser(lost_app).client.get("/healthz")
    assert (well.status_code, well.json["status"]) == (200, "ok")
    assert (lost.status_code, lost.json) == (503, {"status": "database does not answer"})


def test_health_sets_no_cookie(client) -> None:
    assert SimpleCookie(client.get("/healthz").headers.get("Set-Cookie", "")) == {}


def test_form_sent_after_the_log_in_has_ended_leads_back_to_its_page(login, factory) -> None:
    contest = factory.contest()
    browser = login(Role.HQ_STAFF, contest.path)
    with transaction():
        db.session.query(UserSession).one().expires_at = utc_now() - timedelta(seconds=1)

    form = browser.post("/candidates/new", {"surname": "Әлиев"})
    button = browser.post("/candidates/1/documents", {})

    assert (form.location, button.location) == ("/login?next=/candidates/new&expired=1", "/login?expired=1")
