"""The same careful headers on every answer, and no way out to another site."""

import re

import pytest

from elections.accounts.access import Role
from tests.browsing import PASSWORD, Answer, Browser

POLICY = (
    "default-src 'none'; script-src 'nonce-…'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CAREFUL = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OUTSIDE = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "https://evil.example/", "http:///evil.example", "javascript:alert(1)", "JavaScript:alert(1)",
    "data:text/html,x", "/\t/evil.example", "/\n/evil.example", " //evil.example", "evil.example", "\t//evil.example",
)  # fmt: skip


def careful(answer: Answer) -> dict[str, str]:
    """Returns those headers of an answer that keep a browser careful, the nonce taken out."""
    found = {name: answer.headers.get(name, "") for name in CAREFUL}
    found["Content-Security-Policy"] = re.sub(
        r"'nonce-[\w-]{22}'", "'nonce-…'", found["Content-Security-Policy"]
    )
    return found


def nonce(answer: Answer) -> str:
    return re.search(r"'nonce-([\w-]+)'", answer.headers["Content-Security-Policy"])[1]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/password", 200), ("/logout", 405), ("/users", 403), ("/nowhere", 404), ("/healthz", 200),
        ("/static/app.css", 200), ("/static/nothing.css", 404), ("/users?search=%00", 400),
    ],
)  # fmt: skip
def test_every_answer_has_the_same_headers(login, address, status) -> None:
    answer = login(Role.OBSERVER).get(address)
    assert (answer.status, careful(answer)) == (status, CAREFUL)


def test_redirects_refusals_and_faults_have_them_too(second_app) -> None:
    def fail() -> str:
        raise ZeroDivisionError

    browser = Browser(second_app({"/fail": fail}))
    answers = [browser.get("/candidates"), browser.post("/login"), browser.get("/fail")]
    assert [answer.status for answer in answers] == [303, 422, 500]
    assert [careful(answer) for answer in answers] == [CAREFUL] * 3


def test_the_nonce_differs_each_time_and_is_the_page_s_own(client) -> None:
    first, second = client.get("/login"), client.get("/login")
    assert nonce(first) != nonce(second)
    assert {*first.page.xpath("//script/@nonce")} == {nonce(first)}


def test_pages_are_not_kept_and_static_files_are(login) -> None:
    browser = login(Role.OBSERVER)
    assert browser.get("/password").headers["Cache-Control"] == "no-store"
    assert "max-age=31536000" in browser.get("/static/app.css").headers["Cache-Control"]


def test_the_cookie_is_for_this_site_and_not_for_scripts(client) -> None:
    cookie = client.get("/login", lang="kk").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie.split("; ")


def test_the_cookie_of_a_safe_connection_stays_on_it(second_app) -> None:
    browser = Browser(second_app(SESSION_COOKIE_SECURE=True))
    assert "Secure" in browser.get("/login", lang="kk").headers["Set-Cookie"].split("; ")


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_the_log_in_never_leads_to_another_site(client, factory, wanted) -> None:
    form = {"login": factory.user().login, "password": PASSWORD, "next": wanted}
    assert client.post("/login", form).location == "/"


@pytest.mark.parametrize("wanted", ["/candidates?page=2", "/reports", "/users?search=//evil.example"])
def test_the_log_in_leads_to_pages_of_its_own(client, factory, wanted) -> None:
    form = {"login": factory.user().login, "password": PASSWORD, "next": wanted}
    assert client.post("/login", form).location == wanted


def test_the_log_in_keeps_a_backslash_within_the_site(client, factory) -> None:
    form = {"login": factory.user().login, "password": PASSWORD, "next": "/\t\\evil.example"}
    assert client.post("/login", form).location in ("/", "/%5Cevil.example")


def test_the_address_of_a_page_cannot_name_another_host(client) -> None:
    answer = client.get("/login?next=//evil.example")
    assert [link for link in answer.page.xpath("//@href | //@src | //@action") if "evil" in link] == [
        f"/login?next=%2F%2Fevil.example&lang={code}" for code in ("kk", "ru", "en")
    ]
