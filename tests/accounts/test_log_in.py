"""Logging in and out, passwords and one-time links: what opens, what ends it, and that the server decides."""

import re
import unicodedata
from datetime import timedelta

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.accounts.models import SetupLink, User, UserSession
from elections.accounts.passwords import password_fits
from elections.audit.models import AuditEvent
from elections.database import db, transaction, utc_now
from tests.browsing import PASSWORD, Answer, Browser

NEW = "a long good phrase"
CHANCE = re.compile(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"')
LED_TO_LOG_IN = "/login?next=/password&expired=1"


def errors(answer: Answer) -> list[str]:
    return [one.text_content() for one in answer.page.xpath("//div[@role='alert']//li")]


def in_english(browser: Browser) -> Browser:
    browser.get("/login", lang="en")
    return browser


def tried(client: Browser, login: str, password: str = PASSWORD) -> tuple[int, str]:
    """Logs in and returns the status and where it led."""
    answer = client.post("/login", {"login": login, "password": password})
    return answer.status, answer.location


def change(browser: Browser, **changes: str) -> Answer:
    form = {"old_password": PASSWORD, "password": NEW, "password_again": NEW}
    return browser.post("/password", {**form, **changes})


def link_for(root: Browser, user: User) -> str:
    """Returns the path of a new one-time link."""
    page = root.post(f"/users/{user.id}/setup-link")
    return re.search(r"/setup/[\w-]{43}", page.words)[0]


def events() -> list[tuple[str, str]]:
    db.session.rollback()
    return [
        (event.actor_login, event.action)
        for event in db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id))
    ]


def test_log_in_takes_the_name_in_any_case_and_is_logged(client, factory) -> None:
    factory.user(login="aigul")
    assert tried(client, " AiGul ") == (303, "/")
    assert client.get("/password").status == 200
    assert events() == [("aigul", "account.logged_in")]


def test_failed_log_ins_look_the_same_whatever_failed(client, factory) -> None:
    factory.user(login="aigul")
    factory.user(login="disabled", is_active=False)
    factory.user(login="fresh", password_hash="")
    in_english(client)
    pages = set()
    for login, password in (
        ("aigul", "wrong"), ("nobody", PASSWORD), ("nobody", "wrong"), ("disabled", PASSWORD), ("fresh", PASSWORD),
    ):  # fmt: skip
        answer = client.post("/login", {"login": login, "password": password, "idempotency_key": "k"})
        assert (answer.status, errors(answer)) == (
            422,
            ["The log-in name and the password do not fit together. Check both."],
        )
        pages.add(CHANCE.sub("", answer.text).replace(f'value="{login}"', ""))
        assert "wrong" not in answer.page.xpath("//input/@value")
    assert (len(pages), client.get("/password").status) == (1, 303)
    assert events() == [("nobody", "account.log_in_failed")] * 5


@pytest.mark.parametrize(
    ("form", "objections"),
    [
        ({"login": "", "password": "x"}, ["Enter your log-in name"]),
        ({"login": "aigul", "password": ""}, ["Enter your password"]),
        ({}, ["Enter your log-in name", "Enter your password"]),
    ],
)
def test_log_in_asks_for_what_is_missing(client, form, objections) -> None:
    answer = in_english(client).post("/login", form)
    assert (answer.status, errors(answer)) == (422, objections)


def test_log_out_ends_the_session_on_the_server(app, login) -> None:
    browser, thief = login(Role.OBSERVER, login="aigul"), Browser(app)
    stolen = browser.client.get_cookie("session").value
    thief.client.set_cookie("session", stolen)
    assert thief.get("/password").status == 200
    assert browser.post("/logout").location == "/login"
    assert browser.get("/password").location.startswith("/login?")
    thief.client.set_cookie("session", stolen)
    assert (thief.get("/password").status, thief.get("/password").location) == (303, LED_TO_LOG_IN)
    assert events() == [("aigul", "account.logged_in"), ("aigul", "account.logged_out")]


def test_log_out_ends_no_other_log_in(app, login) -> None:
    browser, other = login(Role.OBSERVER, login="aigul"), Browser(app)
    tried(other, "aigul")
    browser.post("/logout")
    assert other.get("/password").status == 200


def test_a_log_in_lasts_fourteen_days_however_busy(login) -> None:
    browser = login(Role.OBSERVER)
    browser.get("/password")
    opened = db.session.scalars(sa.select(UserSession)).one()
    assert opened.expires_at - opened.created_at == timedelta(days=14)
    with transaction():
        db.session.scalars(sa.select(UserSession)).one().expires_at = utc_now() + timedelta(minutes=1)
    assert browser.get("/password").status == 200
    with transaction():
        db.session.scalars(sa.select(UserSession)).one().expires_at = utc_now()
    assert browser.get("/password").location == LED_TO_LOG_IN


def test_an_idle_log_in_ends(app, login, monkeypatch) -> None:
    browser = login(Role.OBSERVER)
    assert browser.get("/password").status == 200
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))
    assert browser.get("/password").location == "/login?next=/password"


def test_the_next_log_in_sweeps_ended_ones_out(client, login) -> None:
    login(Role.OBSERVER, login="aigul")
    with transaction():
        ended = db.session.scalars(sa.select(UserSession)).one()
        ended.expires_at = utc_now()
        ended_digest = ended.token_digest
    tried(client, "aigul")
    (left,) = db.session.scalars(sa.select(UserSession.token_digest))
    assert left != ended_digest


def test_a_token_and_a_password_are_kept_as_digests_only(login) -> None:
    browser = login(Role.ADMINISTRATOR, login="aigul")
    user = db.session.scalars(sa.select(User)).one()
    token = link_for(browser, user).rsplit("/", 1)[1]
    link = db.session.scalars(sa.select(SetupLink)).one()
    assert token not in (link.token_digest, user.password_hash)
    assert user.password_hash.startswith("$argon2id$")


def test_a_changed_password_ends_every_other_log_in(app, login, client) -> None:
    browser, other = login(Role.OBSERVER, login="aigul"), Browser(app)
    tried(other, "aigul")
    assert change(browser).status == 303
    assert (browser.get("/password").status, other.get("/password").location) == (200, LED_TO_LOG_IN)
    assert tried(client, "aigul")[0] == 422
    assert tried(client, "aigul", NEW)[0] == 303


@pytest.mark.parametrize(
    ("changes", "objections"),
    [
        ({"old_password": "wrong"}, ["This is not your present password"]),
        ({"password": "11 signs ok", "password_again": "11 signs ok"}, ["Enter a password of at least 12 signs"]),
        ({"password_again": "another phrase"}, ["The two passwords differ: enter the same one twice"]),
        (
            {"password": "my AIGUL phrase", "password_again": "my AIGUL phrase"},
            ["Choose a password that does not contain your log-in name"],
        ),
        (
            {"old_password": "wrong", "password": "aigul", "password_again": "aigul"},
            [
                "Enter a password of at least 12 signs",
                "Choose a password that does not contain your log-in name",
                "This is not your present password",
            ],
        ),
        ({"old_password": ""}, ["Enter your present password"]),
    ],
    ids=["wrong", "short", "differ", "log-in name", "all", "none"],
)  # fmt: skip
def test_a_refused_password_changes_nothing(app, login, changes, objections) -> None:
    browser, other = in_english(login(Role.OBSERVER, login="aigul")), Browser(app)
    tried(other, "aigul")
    answer = change(browser, **changes)
    assert (answer.status, sorted(errors(answer))) == (422, sorted(objections))
    assert (browser.get("/password").status, other.get("/password").status) == (200, 200)
    db.session.rollback()
    assert password_fits(PASSWORD, db.session.scalars(sa.select(User.password_hash)).one())


def test_a_password_of_twelve_signs_is_taken(login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    assert change(browser, password="twelve signs", password_again="twelve signs").status == 303


@pytest.mark.parametrize(
    ("password", "objection"),
    [
        ("password2021!", "This password is among the first that are guessed."),
        ("Сайлау-2021-Айгүл", "Choose a password that is not made of your name,"),
        ("Наша партия 2021", "Choose a password that is not made of your name,"),
        ("x1 " * 67, "Enter a password of at most 200 signs"),
    ],
)
def test_a_password_that_others_guess_is_refused_with_the_reason(login, factory, password, objection) -> None:
    factory.election()
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    (told,) = errors(change(browser, password=password, password_again=password))
    assert told.startswith(objection)


def test_a_long_password_of_any_signs_is_taken_however_the_keyboard_composes_them(app, login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    composed = "кактус й на трамвае 🌵 " + "ұзақ сөйлем " * 8
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart
    assert change(browser, password=apart, password_again=apart).status == 303
    assert tried(Browser(app), "aigul", composed)[0] == 303


def test_a_setup_link_is_good_for_three_days(login, client, factory) -> None:
    user, root = factory.user(login="aigul"), login(Role.ADMINISTRATOR)
    path, form = link_for(root, user), {"password": NEW, "password_again": NEW}
    left = db.session.scalars(sa.select(SetupLink.expires_at)).one() - utc_now()
    assert timedelta(days=3) - timedelta(minutes=1) < left <= timedelta(days=3)
    assert client.get(path).status == 200
    with transaction():
        db.session.scalars(sa.select(SetupLink)).one().expires_at -= timedelta(days=3)
    ended = client.get(path, lang="en")
    assert (ended.status, client.post(path, form).status) == (404, 404)
    assert "A one-time link works once and for three days. Ask your administrator" in ended.words
    assert tried(client, "aigul")[0] == 303


def test_a_new_setup_link_ends_the_earlier_one(login, client, factory) -> None:
    user, root = factory.user(), login(Role.ADMINISTRATOR)
    first, second = link_for(root, user), link_for(root, user)
    assert (client.get(first).status, client.get(second).status) == (404, 200)


def test_a_setup_link_is_used_once_and_ends_every_log_in(app, login, client, factory) -> None:
    holder, root = login(Role.TRAINER, login="aigul"), login(Role.ADMINISTRATOR)
    user = db.session.scalars(sa.select(User).where(User.login == "aigul")).one()
    path, form = link_for(root, user), {"password": NEW, "password_again": NEW}
    in_english(client)
    refused = client.post(path, {**form, "password_again": "another phrase"})
    assert errors(refused) == ["The two passwords differ: enter the same one twice"]
    assert holder.get("/password").status == 200
    assert client.post(path, form).status == 303
    assert (client.get("/password").status, holder.get("/password").status) == (200, 303)
    assert Browser(app).post(path, form).status == 404
    assert events()[-2:] == [("aigul", "account.password_set"), ("aigul", "account.logged_in")]


def test_a_setup_link_of_a_disabled_account_has_ended(login, client, factory) -> None:
    user, root = factory.user(), login(Role.ADMINISTRATOR)
    path = link_for(root, user)
    with transaction():
        db.session.get(User, user.id).is_active = False
    assert client.get(path).status == 404


def test_a_made_up_setup_link_opens_nothing(client) -> None:
    assert client.get("/setup/" + "x" * 43).status == 404


def test_the_accounts_of_a_demo_are_shown_on_the_log_in_page_only_there(client, factory) -> None:
    factory.user(login="real")
    assert client.get("/login").page.xpath("//table") == []
    factory.user(login="demo", is_demo=True)
    factory.user(login="gone", is_demo=True, is_active=False)
    assert client.get("/login").page.xpath("//tbody/tr/td[1]//strong/text()") == ["demo"]


def test_a_demo_tells_territories_in_the_page_s_language(client, factory) -> None:
    district = factory.district(name_ru="Ауданы район", name_kk="Аршалы ауданы")
    factory.user(login="demo", is_demo=True, path=district.path, territory_label="Аршалынский район")
    factory.user(login="elsewhere", is_demo=True, path="999999999/", territory_label="Где-то")
    factory.user(login="national", is_demo=True, path="")
    page = client.get("/login", lang="kk").page
    told = [one.text_content() for one in page.xpath("//tbody/tr/td[3]")]
    assert told[:2] == ["Аршалы ауданы", "Где-то"]
    assert len(told) == 3
