"""Three languages: which one a page speaks, and how numbers, shares and days are written in it."""

from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from flask import Flask, g
from flask_babel import force_locale

from elections.accounts.access import Role
from elections.errors import Objection
from elections.web.i18n import choose_language, day, decimal, local, moment, number, percent
from elections.web.objections import describe
from tests.browsing import Answer, Browser

HEADINGS = {"kk": "Кіру", "ru": "Войти", "en": "Log in"}
THIN, HARD = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def spoken(answer: Answer) -> tuple[str, str]:
    """Returns the language that a page declares, and its heading."""
    return answer.page.get("lang"), answer.page.findtext(".//h1").strip()


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_page_speaks_the_language_asked_for_and_keeps_to_it(client, code) -> None:
    asked = client.get("/login", lang=code)
    assert spoken(asked) == (code, HEADINGS[code])
    assert spoken(client.get("/login")) == (code, HEADINGS[code])


def test_the_language_stays_after_log_in_and_log_out(login) -> None:
    browser = login(Role.OBSERVER)
    browser.get("/password", lang="kk")
    assert spoken(browser.follow(browser.post("/logout"))) == ("kk", HEADINGS["kk"])


def test_an_unknown_language_changes_nothing(client) -> None:
    client.get("/login", lang="kk")
    assert spoken(client.get("/login", lang="de")) == ("kk", HEADINGS["kk"])


@pytest.mark.parametrize(("address", "status"), [("/users", 403), ("/nowhere", 404)])
def test_a_page_that_refuses_changes_its_language_too(login, address, status) -> None:
    browser = login(Role.OBSERVER)
    answer = browser.get(address, lang="kk")
    assert (answer.status, answer.page.get("lang")) == (status, "kk")
    assert browser.get("/password").page.get("lang") == "kk"


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("", "ru"),
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("en-GB,en;q=0.9", "en"),
        ("ru;q=0.3,en;q=0.7", "en"),
        ("de,fr", "ru"),
        ("de,kk;q=0.1", "kk"),
    ],
)
def test_a_new_browser_is_spoken_to_in_its_language(client, accepted, code) -> None:
    client.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = accepted
    assert spoken(client.get("/login")) == (code, HEADINGS[code])


def test_the_language_asked_for_goes_before_the_browser_s(client) -> None:
    client.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.get("/login", lang="kk")
    assert spoken(client.get("/login")) == ("kk", HEADINGS["kk"])


def test_language_links_keep_the_address(login) -> None:
    page = login(Role.ADMINISTRATOR).get("/users?role=trainer&search=a+b&lang=ru").page
    links = {
        link.get("hreflang"): (link.text, link.get("href"))
        for link in page.xpath("//nav[@class='languages']/a")
    }
    assert links == {
        "kk": ("Қазақша", "/users?role=trainer&search=a+b&lang=kk"),
        "ru": ("Русский", "/users?role=trainer&search=a+b&lang=ru"),
        "en": ("English", "/users?role=trainer&search=a+b&lang=en"),
    }
    assert page.xpath("//nav[@class='languages']/a[@aria-current]/@hreflang") == ["ru"]


@pytest.mark.parametrize(
    "query", ["endpoint=x", "_anchor=x", "_scheme=javascript", "_external=1", "_method=POST"]
)
def test_language_links_survive_any_query(client, query) -> None:
    answer = client.get(f"/login?{query}")
    assert answer.page.xpath("//a[@hreflang='kk']/@href") == [f"/login?{query}&lang=kk"]


def test_a_command_speaks_the_installation_s_language(app: Flask) -> None:
    with app.app_context():
        assert choose_language() == "ru"
        g.language = "kk"
        assert choose_language() == "kk"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"), (0, "0"), (999, "999"), (1000, f"1{THIN}000"), (1209817, f"1{THIN}209{THIN}817"),
        (-1500, f"-1{THIN}500"),
    ],
)  # fmt: skip
def test_number(value, text) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "russian"),
    [
        (None, 1, "–"),
        (Fraction(0), 1, f"0,0{HARD}%"),
        (Fraction(1), 1, f"100,0{HARD}%"),
        (Fraction(791, 1000), 1, f"79,1{HARD}%"),
        (Fraction(791, 1000), 0, f"79{HARD}%"),
        (Fraction(4, 5), 0, f"80{HARD}%"),
        (Fraction(2, 3), 2, f"66,67{HARD}%"),
        (Fraction(7995, 10000), 1, f"80,0{HARD}%"),
        (Fraction(79949, 100000), 1, f"79,9{HARD}%"),
        (Fraction(1577, 1579), 0, f"99{HARD}%"),
        (Fraction(1, 5000), 1, f"0,1{HARD}%"),
        (Fraction(-1234, 10000), 1, f"-12,3{HARD}%"),
    ],
)
def test_percent(app: Flask, value, digits, russian) -> None:
    with app.test_request_context():
        said = {}
        for code in HEADINGS:
            with force_locale(code):
                said[code] = percent(value, digits)
    assert said == {"kk": russian, "ru": russian, "en": russian.replace(",", ".")}


@pytest.mark.parametrize(
    ("value", "russian"),
    [(None, "–"), (Fraction(91, 2), "45,5"), (Fraction(1, 3), "0,3"), (Fraction(-5, 2), "-2,5")],
)
def test_decimal(app: Flask, value, russian) -> None:
    with app.test_request_context():
        said = {}
        for code in HEADINGS:
            with force_locale(code):
                said[code] = decimal(value)
    assert said == {"kk": russian, "ru": russian, "en": russian.replace(",", ".")}


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (date(2021, 7, 5), "05.07.2021")])
def test_day(value, text) -> None:
    assert day(value) == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("", "25.07.2021 18:00"),
        ("110000000/", "25.07.2021 18:00"),
        ("150000000/151000000/", "25.07.2021 17:00"),
    ],
)
def test_moment_is_told_in_the_region_s_time(path, text) -> None:
    assert moment(datetime(2021, 7, 25, 12, 0, tzinfo=UTC), path) == text


def test_no_moment_is_a_dash() -> None:
    assert moment(None) == "–"


@pytest.mark.parametrize(
    ("kazakh", "russian", "said"),
    [
        ("Абай", "Абайский", {"kk": "Абай", "ru": "Абайский", "en": "Абайский"}),
        ("", "Абайский", {"kk": "Абайский", "ru": "Абайский", "en": "Абайский"}),
        ("Абай", "", {"kk": "Абай", "ru": "Абай", "en": "Абай"}),
    ],
)
def test_local_takes_what_there_is(app: Flask, kazakh, russian, said) -> None:
    row = SimpleNamespace(name_kk=kazakh, name_ru=russian)
    with app.test_request_context():
        found = {}
        for code in HEADINGS:
            with force_locale(code):
                found[code] = local(row)
    assert found == said


def test_an_objection_is_told_in_each_language_with_its_numbers(app: Flask) -> None:
    objection = Objection("account.password_short", "password", {"minimum": 12})
    with app.test_request_context():
        said = {}
        for code in HEADINGS:
            with force_locale(code):
                said[code] = describe(objection)
    assert said["en"] == "Enter a password of at least 12 signs"
    assert len(set(said.values())) == 3
    assert all("12" in text for text in said.values())


def test_two_browsers_speak_their_own_languages(app: Flask, client) -> None:
    other = Browser(app)
    client.get("/login", lang="kk")
    other.get("/login", lang="en")
    assert (spoken(client.get("/login"))[0], spoken(other.get("/login"))[0]) == ("kk", "en")
