"""The same careful headers on every answer, and no way out to another site."""

import re
from dataclasses import replace

import pytest

from elections.accounts.access import Role
from elections.app import create_app
from elections.web import headers
from tests.browsing import PASSWORD, Answer, Browser
from tests.house.source import ROOT

POLICY = (
    "default-src 'none'; script-src 'nonce-…'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
CAREFUL = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "",
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


def test_files_have_them_too_and_are_boxed_in(login, factory) -> None:
    factory.contest()
    browser = login(Role.COORDINATOR)
    sheet, paper = browser.get("/precincts/eyes.xlsx"), browser.get("/tasks/list.pdf")
    assert (sheet.status, paper.status) == (200, 200)
    assert careful(sheet) == {**CAREFUL, "Content-Security-Policy": f"{POLICY}; sandbox"}
    assert careful(paper) == CAREFUL, "a browser's viewer of PDF opens none that is boxed in"
    assert [one.headers["Cache-Control"] for one in (sheet, paper)] == ["no-store"] * 2


def test_safe_connections_are_asked_for_from_then_on(second_app) -> None:
    browser = Browser(second_app(SESSION_COOKIE_SECURE=True))
    answers = [browser.get(address) for address in ("/login", "/static/app.css", "/nowhere", "/healthz")]
    assert {one.headers["Strict-Transport-Security"] for one in answers} == {
        "max-age=63072000; includeSubDomains"
    }


def test_no_file_is_taken_from_disk_again_but_pictures_that_ask(login, factory) -> None:
    seen = factory.photo(factory.protocol(factory.contest()))
    photo = login(Role.COORDINATOR).get(f"/protocols/{seen.protocol_id}/photos/{seen.id}")
    assert (photo.headers["Cache-Control"], photo.mimetype) == ("private, no-cache", "image/jpeg")
    assert photo.headers["Content-Security-Policy"].endswith("; sandbox")


def test_the_nonce_differs_each_time_and_is_the_page_s_own(client) -> None:
    first, second = client.get("/login"), client.get("/login")
    assert nonce(first) != nonce(second)
    assert {*first.page.xpath("//script/@nonce")} == {nonce(first)}


def test_pages_are_not_kept_and_static_files_are(login) -> None:
    browser = login(Role.OBSERVER)
    assert browser.get("/password").headers["Cache-Control"] == "no-store"
    assert "max-age=31536000" in browser.get("/static/app.css").headers["Cache-Control"]


def test_a_static_file_that_is_not_there_is_asked_for_again(login) -> None:
    assert login(Role.OBSERVER).get("/static/nothing.css").headers["Cache-Control"] == "no-store"


def test_the_proxy_adds_the_same_headers_where_sailau_could_not() -> None:
    """Its own answers (413, 429, 502) and gunicorn's (400, 414) have them, and nothing is there twice."""
    written = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    given = dict(re.findall(r'map \$upstream_http_(\w+) +\$\w+ +{ "" "(.+)"; }', written))
    sent = {**headers.CAREFUL, "Strict-Transport-Security": headers.HSTS, "Cache-Control": headers.NOT_KEPT}
    policy = given.pop("content_security_policy")
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert given == {name.lower().replace("-", "_"): value for name, value in sent.items()}
    added = dict(re.findall(r"add_header ([\w-]+) (\$\w+) always;", written))
    assert added.keys() == {*sent, "Content-Security-Policy"}


def test_the_cookie_is_for_this_site_and_not_for_scripts(client) -> None:
    cookie = client.get("/login", lang="kk").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie.split("; ")


def test_the_cookie_of_a_safe_connection_stays_on_it(second_app) -> None:
    browser = Browser(second_app(SESSION_COOKIE_SECURE=True))
    assert "Secure" in browser.get("/login", lang="kk").headers["Set-Cookie"].split("; ")


@pytest.mark.parametrize("is_rehearsal", [False, True])
def test_the_cookie_of_a_real_installation_is_taken_from_this_host_alone(app, tmp_path, is_rehearsal) -> None:
    settings = replace(
        app.config["SETTINGS"], secure_cookies=True, instance=tmp_path, is_rehearsal=is_rehearsal
    )
    config = create_app(settings).config
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_SECURE")
    name = "__Host-rehearsal" if is_rehearsal else "__Host-session"
    assert [config[one] for one in names] == [name, "/", None, True]


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
