"""My devices: where one is logged in, since when, and ending it; what a log-in's idle time is reckoned by."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.browsers import browser_name
from elections.accounts.models import UserSession
from elections.accounts.touching import touch
from elections.audit.models import AuditEvent
from elections.database import db, transaction, utc_now
from tests.accounts.entering import actions, in_english, send
from tests.browsing import Browser
from tests.queries import counting_queries

PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"


def rows(browser: Browser) -> list[list[str]]:
    page = browser.get("/account/devices").page
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in page.xpath("//tbody/tr")
    ]


def on_a_phone(app, login: str) -> Browser:
    phone = Browser(app)
    phone.client.environ_base = {
        **phone.client.environ_base,
        "HTTP_USER_AGENT": PHONE,
        "REMOTE_ADDR": "203.0.113.7",
    }
    assert send(phone, login).status == 303
    return phone


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE, "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 YaBrowser/24.1 Safari/537.36", "Yandex, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("Werkzeug/3.1", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_calls_it(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def test_the_page_shows_each_log_in_and_marks_this_one(app, login) -> None:
    desk = in_english(login(Role.OBSERVER, login="aigul"))
    on_a_phone(app, "aigul")
    login(Role.OBSERVER, login="berik")
    phone, here = rows(desk)
    assert (phone[0], phone[1], phone[4]) == ("Chrome, Android", "203.0.113.7", "Log out there")
    assert (here[0], here[1], here[4]) == ("unknown browser", "127.0.0.1", "✓ this device")


def test_one_device_is_ended_from_another(app, login) -> None:
    desk = login(Role.OBSERVER, login="aigul")
    phone = on_a_phone(app, "aigul")
    number = db.session.scalars(sa.select(UserSession.id).order_by(UserSession.id.desc())).first()
    assert desk.post(f"/account/devices/{number}/end").status == 303
    assert (phone.get("/password").status, desk.get("/password").status) == (303, 200)
    assert desk.post(f"/account/devices/{number}/end").status == 404
    assert actions()[-2:] == ["account.device_ended", "access.not_found"]


def test_nobody_ends_anothers_device(login) -> None:
    login(Role.OBSERVER, login="aigul")
    number = db.session.scalars(sa.select(UserSession.id)).one()
    assert login(Role.ADMINISTRATOR).post(f"/account/devices/{number}/end").status == 404


def test_all_others_are_ended_at_once(app, login) -> None:
    desk = login(Role.OBSERVER, login="aigul")
    phone, other = on_a_phone(app, "aigul"), login(Role.OBSERVER, login="berik")
    assert desk.post("/account/devices/end-others").status == 303
    assert [one.get("/password").status for one in (desk, phone, other)] == [200, 303, 200]


def test_the_page_takes_as_many_queries_for_three_devices_as_for_one(app, login) -> None:
    desk = login(Role.OBSERVER, login="aigul")
    with counting_queries() as one:
        desk.get("/account/devices")
    on_a_phone(app, "aigul")
    on_a_phone(app, "aigul")
    with counting_queries() as three:
        desk.get("/account/devices")
    assert len(one) == len(three)


def test_each_log_in_has_a_new_number_and_a_new_cookie(app, login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    first = browser.client.get_cookie("session").value
    send(browser, "aigul")
    assert browser.client.get_cookie("session").value != first
    assert len(set(db.session.scalars(sa.select(UserSession.token_digest)))) == 2


def seen(ago: timedelta) -> None:
    with transaction():
        for opened in db.session.scalars(sa.select(UserSession)):
            opened.last_seen_at = utc_now() - ago


def last_seen_ago() -> timedelta:
    db.session.rollback()
    return utc_now() - db.session.scalars(sa.select(UserSession.last_seen_at)).one()


def test_a_log_in_that_was_idle_for_twelve_hours_has_ended_whatever_its_cookie_says(login) -> None:
    browser = login(Role.OBSERVER)
    seen(timedelta(hours=11, minutes=59))
    assert browser.get("/password").status == 200
    seen(timedelta(hours=12))
    assert browser.get("/password").location == "/login?next=/password&expired=1"


def test_that_a_log_in_is_in_use_is_noted_once_a_minute_by_whatever_page(login) -> None:
    browser = login(Role.OBSERVER)
    seen(timedelta(seconds=30))
    browser.get("/password")
    assert last_seen_ago() >= timedelta(seconds=30)
    seen(timedelta(seconds=61))
    browser.get("/no-such-page")
    assert last_seen_ago() < timedelta(seconds=30)


def test_a_page_within_the_minute_takes_no_statement_for_it(login) -> None:
    browser = login(Role.OBSERVER)
    with counting_queries() as made:
        browser.get("/password")
    assert not [one for one in made if one.startswith("UPDATE")]


def test_who_writes_just_then_is_not_waited_for(app, login) -> None:
    browser = login(Role.OBSERVER)
    seen(timedelta(minutes=2))
    if db.engine.dialect.name != "sqlite":
        touch(0, utc_now())  # nobody's: nothing happens
        return
    with transaction():
        db.session.execute(sa.select(AuditEvent.id))  # the one writer
        before = utc_now()
        answer = browser_beside(browser)
        assert (answer, utc_now() - before < timedelta(seconds=5)) == (200, True)


def browser_beside(browser: Browser) -> int:
    """Returns the status of a page that is asked for while this test's transaction goes on."""
    from contextvars import Context

    return Context().run(browser.client.get, "/password").status_code
