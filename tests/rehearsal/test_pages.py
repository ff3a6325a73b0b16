"""The pages: one starts it, all of it is marked, neither side's log-in opens the other, and the end says so."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.accounts.models import UserSession
from elections.database import db
from elections.documents.spreadsheet import read_table
from elections.jobs.models import Job, JobState
from elections.jobs.queue import run_next
from elections.rehearsal.marking import mark_answer
from elections.rehearsal.place import SENT, folder_of
from elections.rehearsal.stage import present_stage
from tests.browsing import PASSWORD, Browser
from tests.factories import Factory
from tests.rehearsal.conftest import digest, in_copy, visitor, write_night
from tests.results.count import Count, start_count

ONE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
FORM = {"minutes": "0", "hours": "24"}
Login = Callable[..., Browser]


@pytest.fixture
def count(factory: Factory) -> Count:
    return start_count(factory, precincts=2)


def start(browser: Browser, **form: object) -> Any:
    answer = browser.post("/rehearsals", {**FORM, **form})
    while run_next():
        pass
    return answer


def enter(app: Flask, login: str, **more: str) -> Browser:
    """Logs somebody in to the rehearsal, in English."""
    browser = visitor(app)
    browser.get("/rehearsal/login", lang="en")
    answer = browser.post("/rehearsal/login", {"login": login, "password": PASSWORD, **more})
    assert (answer.status, answer.location) == (303, "/rehearsal/"), answer.text
    return browser


def test_button_starts_it_and_the_page_says_how_far_it_is(
    app: Flask, count: Count, login: Login, tmp_path: Path
) -> None:
    coordinator = login(Role.COORDINATOR)
    file = write_night(tmp_path, count, [(200, 100), (600, 20)])

    assert "Start a rehearsal" in coordinator.get("/rehearsals", lang="en").words
    sent = coordinator.post(
        "/rehearsals", {**FORM, "minutes": "30", "file": (io.BytesIO(file.read_bytes()), "night.csv")}
    )
    assert (sent.status, sent.location) == (303, "/rehearsals")
    waiting = coordinator.get("/rehearsals")
    assert "The copy waits for its turn." in waiting.words
    assert waiting.page.xpath("//*[@data-poll]/@id") == ["making"]
    assert coordinator.post("/rehearsals", FORM).status == 422  # one at a time

    assert run_next()
    shown = coordinator.get("/rehearsals")

    assert "0 of 1 entries replayed" in shown.words
    assert "night.csv" in shown.words
    assert "Rows that are not replayed: 1" in shown.words
    assert "Row 3: " in shown.words
    assert shown.page.xpath("//a[@href='/rehearsal/']")
    assert [path for path in folder_of(app.config["SETTINGS"]).iterdir() if path.suffix == SENT] == []


def test_real_campaign_is_the_same_before_and_after_what_people_did(
    app: Flask, count: Count, login: Login
) -> None:
    coordinator = login(Role.COORDINATOR, login="aigul")
    before = digest()
    start(coordinator)

    inside = enter(app, "aigul")
    saved = inside.post("/rehearsal/parties/new", {"code": "NEW", "name_ru": "Новая", "name_kk": "Жаңа"})
    address = inside.get("/rehearsal/protocols").page.xpath(
        "//table//a[contains(@href, '/protocols/')]/@href"
    )
    assert (saved.status, len(address), address[0].startswith("/rehearsal/")) == (403, 2, True)
    assert digest() == before

    assert coordinator.post("/rehearsals/pause").location == "/rehearsals"
    assert "paused" in coordinator.get("/rehearsals", lang="en").words
    coordinator.post("/rehearsals/going-on")
    assert coordinator.post("/rehearsals/end").location == "/rehearsals"
    assert digest() == before
    over = inside.get("/rehearsal/protocols", lang="en")
    assert (over.status, "The rehearsal is over" in over.words) == (410, True)
    assert inside.post("/rehearsal/protocols/1/entry", {}).status == 410
    assert coordinator.post("/rehearsals/end").status == 303
    assert "There is no rehearsal." in coordinator.get("/rehearsals").words


@ONE
def test_no_log_in_opens_the_other_side(app: Flask, count: Count, login: Login) -> None:
    coordinator = login(Role.COORDINATOR, login="aigul")
    start(coordinator)

    asked = coordinator.get("/rehearsal/results")
    assert (asked.status, asked.location) == (303, "/rehearsal/login?next=/rehearsal/results")
    inside = enter(app, "aigul")
    assert inside.get("/rehearsal/results").status == 200
    assert inside.get("/results").status == 303

    real, copied = (browser.client._cookies for browser in (coordinator, inside))
    assert {(one.key, one.path) for one in real.values()} == {("session", "/"), ("session-device", "/")}
    assert {(one.key, one.path) for one in copied.values()} == {
        ("rehearsal", "/rehearsal"), ("rehearsal-device", "/rehearsal"),
    }  # fmt: skip
    token = next(one.value for one in real.values() if one.key == "session")
    forged = visitor(app)
    forged.client.set_cookie("rehearsal", token, path="/rehearsal")
    assert forged.get("/rehearsal/results").status == 303
    forged.client.set_cookie("session", next(one.value for one in copied.values() if one.key == "rehearsal"))
    assert forged.get("/results").status == 303
    with in_copy(app):
        assert len(db.session.scalars(sa.select(UserSession)).all()) == 1


@ONE
def test_log_in_leads_back_to_the_page_of_the_rehearsal(app: Flask, count: Count, login: Login) -> None:
    start(login(Role.COORDINATOR, login="aigul"))

    answer = visitor(app).post(
        "/rehearsal/login?next=/rehearsal/results", {"login": "aigul", "password": PASSWORD}
    )

    assert answer.location == "/rehearsal/results"


@ONE
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_every_page_carries_the_mark(app: Flask, count: Count, login: Login, role: Role) -> None:
    start(login(role, login="aigul"))
    inside = enter(app, "aigul")
    with in_copy(app) as copy:
        pages = sorted({
            rule.rule for rule in copy.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint.split(".")[0] != "rehearsal"
        })  # fmt: skip
    seen = 0
    for page in ["/no-such-page", "/candidates/999999", *pages]:
        answer = inside.get(f"/rehearsal{page}")
        if answer.mimetype == "text/html" and answer.status != 303:
            seen += 1
            assert len(answer.page.xpath("//aside[@class='rehearsal']")) == 1, page
            assert answer.page.findtext(".//title").startswith("REHEARSAL: "), page
            away = {one for one in answer.page.xpath("//a/@href | //form/@action | //link/@href | //script/@src")
                    if one.startswith("/") and not one.startswith("/rehearsal/")}  # fmt: skip
            assert away == {"/rehearsals"}, page
        elif "Content-Disposition" in answer.headers:
            assert "REHEARSAL-" in answer.headers["Content-Disposition"], page
    assert seen > 25
    outside = visitor(app)
    assert "REHEARSAL" in outside.get("/rehearsal/login", lang="en").words
    assert "REHEARSAL" not in outside.get("/login", lang="en").words
    assert inside.get("/rehearsal/rehearsals").location == "/rehearsals"
    assert inside.get("/rehearsal/healthz").status == 200
    assert visitor(app).get("/rehearsal").location in ("", "/rehearsal/login?next=/rehearsal/")


@ONE
def test_link_of_a_real_screen_shows_no_rehearsal_and_one_made_inside_shows_its_mark(
    app: Flask, count: Count, login: Login
) -> None:
    real = login(Role.COORDINATOR, login="aigul")
    wall = make_link(real, "/board")
    start(real)
    url = make_link(enter(app, "aigul"), "/rehearsal/board")
    nobody = visitor(app)

    assert nobody.get(f"/rehearsal{wall}").status == 404
    shown = nobody.get(url)
    assert (shown.status, len(shown.page.xpath("//aside[@class='rehearsal']"))) == (200, 1)
    addresses = shown.page.xpath("//a/@href | //link/@href | //script/@src | //@data-sight")
    assert {one for one in addresses if not one.startswith("/rehearsal/")} == {"/rehearsals"}
    assert Browser(app).get(url.removeprefix("/rehearsal")).status == 404
    assert "REHEARSAL" not in Browser(app).get(wall).words


def make_link(browser: Browser, board: str) -> str:
    """Makes a link for a screen and returns its address."""
    answer = browser.post(f"{board}/links", {"name": "Экран в зале", "path": "", "ends_on": "2021-07-27"})
    assert answer.status == 303, answer.words
    found = next(one for one in browser.follow(answer).words.split() if f"{board}/" in one)
    return found[found.index(f"{board}/"):].partition("?")[0]  # fmt: skip


@ONE
def test_papers_and_workbooks_carry_the_mark(app: Flask, count: Count, login: Login) -> None:
    coordinator = login(Role.COORDINATOR, login="aigul")
    start(coordinator)
    inside = enter(app, "aigul")
    district = count.contest.path.split("/")[1]
    address = f"/reports/district/{district}.pdf"

    real, copied = coordinator.get(address, paper="ru"), inside.get(f"/rehearsal{address}", paper="ru")

    pages = pypdf.PdfReader(io.BytesIO(copied.data)).pages
    assert all("РЕПЕТИЦИЯ" in one.extract_text() for one in pages)
    assert "РЕПЕТИЦИЯ" not in "".join(
        one.extract_text() for one in pypdf.PdfReader(io.BytesIO(real.data)).pages
    )
    assert "REHEARSAL-" in copied.headers["Content-Disposition"]
    sheet = inside.get("/rehearsal/imports/templates/protocols.xlsx")
    assert read_table(sheet.data)[0].name == "REHEARSAL"
    assert "filename=REHEARSAL-protocols.xlsx" in sheet.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("given", "marked"),
    [('attachment; filename="a.csv"', 'attachment; filename="REHEARSAL-a.csv"'),
     ("attachment; filename=a.csv; filename*=UTF-8''%D0%B0.csv",
      "attachment; filename=REHEARSAL-a.csv; filename*=UTF-8''REHEARSAL-%D0%B0.csv"),
     ("inline", "inline")],
)  # fmt: skip
def test_names_of_files_are_marked(given: str, marked: str) -> None:
    answer = mark_answer(
        Flask("x").response_class(b"", mimetype="text/csv", headers={"Content-Disposition": given})
    )

    assert answer.headers["Content-Disposition"] == marked


@ONE
def test_file_that_is_no_table_of_protocols_is_refused_at_once(
    app: Flask, count: Count, login: Login
) -> None:
    coordinator = login(Role.COORDINATOR)

    for content in (b"", b"%PDF-1.4", b"name;age\na;1\n"):
        assert start(coordinator, file=(io.BytesIO(content), "x.csv")).status == 422
    assert start(coordinator, minutes="721").status == 422
    assert start(coordinator, hours="").status == 422

    db.session.rollback()
    assert db.session.scalars(sa.select(Job)).all() == []


@ONE
def test_file_of_which_nothing_holds_says_why(app: Flask, count: Count, login: Login, tmp_path: Path) -> None:
    coordinator = login(Role.COORDINATOR)
    file = write_night(tmp_path, count, [(600, 20)])

    start(coordinator, file=(io.BytesIO(file.read_bytes()), "night.csv"))

    page = coordinator.get("/rehearsals", lang="en").words
    assert "nothing of the file can be replayed" in page
    assert "Start a rehearsal" in page
    assert list(folder_of(app.config["SETTINGS"]).iterdir()) == []


@ONE
def test_start_can_be_called_off_while_it_waits(app: Flask, count: Count, login: Login) -> None:
    coordinator = login(Role.COORDINATOR)
    coordinator.post("/rehearsals", FORM)

    coordinator.post("/rehearsals/end")

    db.session.rollback()
    assert not run_next()
    assert db.session.scalars(sa.select(Job.state)).all() == [JobState.CANCELLED]
    assert present_stage().find() == (None, None)


@ONE
def test_copy_that_cannot_be_made_says_so(
    app: Flask, count: Count, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = login(Role.COORDINATOR)
    monkeypatch.setattr("elections.rehearsal.actions.make_copy", lambda *_arguments: 1 // 0)

    start(coordinator)

    assert "could not be made" in coordinator.get("/rehearsals", lang="en").words


@ONE
def test_who_may_what(app: Flask, count: Count, login: Login) -> None:
    region = count.contest.path[:10]
    regional, clerk = login(Role.COORDINATOR, region), login(Role.HQ_STAFF)

    assert regional.get("/rehearsals").page.xpath("//main//form") == []
    assert regional.post("/rehearsals", FORM).status == 403
    assert clerk.get("/rehearsals").status == 403
    assert "/rehearsals" in regional.get("/").page.xpath("//nav//a/@href")
    assert "/rehearsals" not in clerk.get("/").page.xpath("//nav//a/@href")
    assert (clerk.get("/rehearsal/").status, clerk.get("/rehearsal").status) == (410, 410)
