"""The forecast on its pages: what it says as the count comes in, what is kept, what moved, and how good it was."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.campaign.models import Contest
from elections.database import db, set_writing, transaction
from elections.errors import Forbidden
from elections.forecast.actions import keep_forecast
from elections.forecast.chances import Kind
from elections.forecast.models import KeptForecast
from elections.forecast.page import chance_text
from elections.forecast.queries import find_broken_forecast, look_ahead
from elections.forecast.reckoning import Settings
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import last_event
from tests.factories import Factory
from tests.platforms.test_pledge_pages import plain
from tests.queries import counting_queries
from tests.results.count import Count, start_count

LogIn = Callable[..., Browser]
TODAY = date(2021, 7, 5)
ALONE = {"national": "0", "regional": "0", "lang": "en"}
HOME = "110000000/"


def rows(answer: Answer, label: str) -> list[list[str]]:
    found = answer.page.xpath(f"//*[@aria-label='{label}']//tbody/tr")
    return [[plain(cell.text_content()).strip() for cell in row.xpath("./*")] for row in found]


@pytest.fixture
def night(factory: Factory) -> list[Count]:
    """Three contests of a region, each with a nominee; the target of 80 % needs all three."""
    first = start_count(factory, precincts=2)
    return [first, *(start_count(factory, precincts=2, contest=factory.contest()) for _ in range(2))]


def win(count: Count) -> None:
    for number in range(2):
        count.enter(count.figures(300, 70), number)


def keep(path: str = "", at: datetime | None = None, **settings: int) -> KeptForecast:
    with transaction():
        return keep_forecast(SYSTEM, path, Settings(**settings), at=at)


def test_before_the_count_the_chances_decide(night: list[Count], login: LogIn) -> None:
    page = login(Role.OBSERVER).get("/forecast", **ALONE)

    assert "needs 3 wins of 3. It is reached with a chance of 13 %; 0 are won already" in plain(page.words)
    assert rows(page, "How many wins") == [
        ["50 times of a hundred", "1", "2"], ["80 times of a hundred", "0", "3"], ["95 times of a hundred", "0", "3"],
    ]  # fmt: skip
    assert rows(page, "The chance of each number of wins") == [
        ["0", "12.5 %", "100.0 %"], ["1", "37.5 %", "87.5 %"], ["2", "37.5 %", "50.0 %"], ["3", "12.5 %", "12.5 %"],
    ]  # fmt: skip
    assert [row[1:] for row in rows(page, "The target, measured each way")] == [["3", "2", "13 %"]] * 4
    assert rows(page, "By territory") == [["Акмолинская область", "3", "0", "0", "3", "1.5"]]
    assert len(page.page.xpath("//figure/*[local-name()='svg']")) == 1


def test_chance_of_the_target_rises_with_each_win_and_never_falls_below_what_is_won(
    night: list[Count], login: LogIn
) -> None:
    chances = []
    for won, count in enumerate([None, *night]):
        if count:
            win(count)
        outlook = look_ahead("", Settings(), TODAY)
        low, high = outlook.main.law.interval(95)
        assert won <= low <= high <= 3
        chances.append(outlook.main.reaches)

    assert chances == sorted(set(chances))
    assert chances[-1] == 1
    page = login(Role.OBSERVER).get("/forecast", **ALONE)
    assert "with a chance of 100 %; 3 are won already" in plain(page.words)
    assert page.page.xpath("//figure") == []


def test_lost_contest_is_certain_and_one_in_part_is_conditional(night: list[Count], login: LogIn) -> None:
    for number in range(2):
        night[0].enter(night[0].figures(70, 300), number)
    night[1].enter(night[1].figures(230, 140))

    page = login(Role.OBSERVER).get("/forecast", **ALONE)

    assert "with a chance of 0 %" in plain(page.words)
    chances = {row[0]: row[1] for row in rows(page, "The most doubtful contests")}
    assert set(chances) == {one.contest.constituency.name_ru for one in night[1:]}
    assert int(chances[night[1].contest.constituency.name_ru].split()[0]) > 80
    url = f"/contests/{night[1].contest.id}/assessments"
    assert "1 of 2 precincts are in and count in it" in login(Role.OBSERVER).get(url, lang="en").words


def test_swing_is_chosen_in_the_address_and_said_in_words(night: list[Count], login: LogIn) -> None:
    browser = login(Role.OBSERVER)

    page = browser.get("/forecast", national="70", regional="20", record="60", lang="en")

    assert page.page.xpath("//input[@type='range']/@value") == ["70", "20"]
    assert page.page.xpath("//output[@for='national' or @for='regional']/text()") == ["large", "small"]
    assert page.page.xpath("//input[@id='record']/@value") == ["60"]
    assert "on a good day of the party a contest of 50 % becomes one of 77 %" in plain(page.words)
    for strange in ("-5", "1e3", "101", "9999", "many"):
        page = browser.get("/forecast", national=strange, lang="en")
        assert page.page.xpath("//input[@id='national']/@value") == ["20"]


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (1.0, "100 %"),
        (0.9951, "over 99 %"),
        (0.994, "99 %"),
        (0.0042, "under 1 %"),
        (0.005, "1 %"),
        (0.0, "0 %"),
    ],
)
def test_what_is_not_certain_is_never_called_so(app: Flask, chance: float, text: str) -> None:
    with app.test_request_context("/?lang=en"):
        assert plain(chance_text(chance)) == text


@pytest.mark.parametrize("url", ["/forecast", "/forecast/kept", "/forecast/scores", "/assessments"])
def test_every_page_names_the_days_of_silence(night: list[Count], login: LogIn, url: str) -> None:
    words = login(Role.OBSERVER).get(url, lang="en").words

    assert "From 20.07.2021 to 25.07.2021 nobody may publish polls or forecasts" in words


def test_numbers_of_the_picture_are_a_file(night: list[Count], login: LogIn) -> None:
    answer = login(Role.OBSERVER).get("/forecast/law.csv", **ALONE)

    lines = answer.data.decode("utf-8-sig").split()
    assert (answer.mimetype, lines[-4:]) == (
        "text/csv", ["0;12.5;100.0", "1;37.5;87.5", "2;37.5;50.0", "3;12.5;12.5"],
    )  # fmt: skip
    assert "internal-law.csv" in answer.headers["Content-Disposition"]


def test_forecast_is_kept_and_says_later_what_moved_and_why(
    night: list[Count], factory: Factory, login: LogIn
) -> None:
    browser = login(Role.HQ_STAFF)
    answer = browser.post("/forecast/keep", {"national": "0", "regional": "0", "record": "50"})
    first = db.session.query(KeptForecast).one()
    assert (answer.status, answer.location) == (303, f"/forecast/kept/{first.id}")
    assert "first forecast that was kept" in browser.get(answer.location, lang="en").words
    assert (first.result["reaches"], last_event("kept_forecast")["action"]) == (125, "forecast.kept")
    win(night[0])
    factory.assessment(night[1].contest, kind=Kind.POLL, own=60, rival=20, sample=400, chance=None)

    page = browser.get("/forecast")

    moved = {row[0]: row[1:] for row in rows(page, "Chances that moved")}
    assert moved[night[0].contest.constituency.name_ru] == ["50 %", "100 %", "decided: won"]
    assert moved[night[1].contest.constituency.name_ru][2] == "assessments were added, changed or removed"
    assert night[2].contest.constituency.name_ru not in moved
    second = browser.post("/forecast/keep", {"record": "90"})
    reasons = [row[3] for row in rows(browser.follow(second), "Chances that moved")]
    assert "the usual share of wins was set differently" in reasons
    assert len(rows(browser.get("/forecast/kept"), "Kept forecasts")) == 2
    table = browser.get(f"/forecast/kept/{first.id}/chances.csv").data.decode("utf-8-sig")
    assert table.count(";50.0;open;0") == 3


def test_forecasts_are_chained_and_nobody_alters_them(night: list[Count], app: Flask) -> None:
    first, second = keep(), keep(HOME)

    assert second.previous_digest == first.digest != second.digest
    assert find_broken_forecast() is None
    for verb in ("UPDATE kept_forecast SET record = 1", "DELETE FROM kept_forecast"):
        set_writing(True)
        with pytest.raises(DBAPIError, match="never altered"), db.engine.begin() as connection:
            connection.execute(sa.text(verb))
        set_writing(False)
    db.session.rollback()
    verified = app.test_cli_runner().invoke(args=["forecast", "verify"])
    assert (verified.exit_code, verified.output) == (0, "the forecasts are whole\n")


def test_forecast_altered_behind_the_back_of_the_database_is_found(night: list[Count], app: Flask) -> None:
    kept = keep()
    wrong = {"path": "", "at": kept.at, "previous": kept.digest}
    with transaction():
        db.session.execute(
            sa.insert(KeptForecast).values(
                at=wrong["at"], author_login="x", election_id=1, path="", record=1, national=0, regional=0, seed=1,
                result={}, chances={}, previous_digest=kept.digest, digest="f" * 64,
            )
        )  # fmt: skip

    verified = app.test_cli_runner().invoke(args=["forecast", "verify"])

    assert (verified.exit_code, verified.output) == (1, "Error: forecast 2 does not fit the one before it\n")


def test_command_keeps_the_forecast_of_the_country(app: Flask, factory: Factory) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["forecast", "keep"]).output == "Error: there is no election yet\n"
    start_count(factory)
    db.session.rollback()

    kept = runner.invoke(args=["forecast", "keep", "--national", "0", "--regional", "0"])

    assert (kept.exit_code, kept.output) == (0, "forecast 1: the target is reached with a chance of 50.0 %\n")
    one = db.session.query(KeptForecast).one()
    assert (one.author_login, one.path, one.record, one.seed) == ("system", "", 50, 1)


def test_each_sees_and_keeps_their_own_territory_alone(
    night: list[Count], factory: Factory, login: LogIn
) -> None:
    factory.region("150000000", name_ru="Актюбинская область")
    nation, home = keep(), keep(HOME)
    clerk, foreign = login(Role.COORDINATOR, HOME), login(Role.COORDINATOR, "150000000/")

    assert [clerk.get(f"/forecast/kept/{one.id}").status for one in (nation, home)] == [404, 200]
    assert [foreign.get(f"/forecast/kept/{one.id}").status for one in (nation, home)] == [404, 404]
    assert [clerk.get("/forecast", path=path).status for path in (HOME, "150000000/", "moon")] == [
        200,
        404,
        404,
    ]
    assert clerk.post("/forecast/keep", {"path": "150000000/"}).status == 404
    for role, status in ((Role.OBSERVER, 403), (Role.ADMINISTRATOR, 403), (Role.TRAINER, 403)):
        assert login(role).post("/forecast/keep").status == status
    assert login(Role.TRAINER).get("/forecast").status == 403
    for actor in (Actor(1, "x", Role.COORDINATOR, HOME), Actor(1, "x", Role.OBSERVER, "")):
        with pytest.raises(Forbidden):
            keep_forecast(actor, "", Settings())
    assert db.session.query(KeptForecast).count() == 2


def test_after_the_vote_authors_sources_and_forecasts_are_graded(
    night: list[Count], factory: Factory, login: LogIn
) -> None:
    for count, chance, author in ((night[0], 90, "Штаб"), (night[1], 80, "Штаб"), (night[2], 80, "Приёмная")):
        factory.assessment(count.contest, chance=chance, author=author, source="Встречи")
    factory.assessment(night[0].contest, held_on=date(2021, 7, 25), chance=1, author="Задним числом")
    keep(at=datetime(2021, 7, 24, 9, tzinfo=UTC))
    keep(at=datetime(2021, 7, 25, 9, tzinfo=UTC))
    browser = login(Role.OBSERVER)
    assert "nothing to grade yet" in browser.get("/forecast/scores", lang="en").words
    win(night[0])
    for number in range(2):
        night[1].enter(night[1].figures(70, 300), number)

    page = browser.get("/forecast/scores")

    assert rows(page, "By author") == [["Штаб", "2", "0.325"]]
    assert rows(page, "By source") == [["Встречи", "2", "0.325"]]
    assert rows(page, "What was told against what came") == [["80 to 100 %", "2", "85 %", "50 %"]]
    assert [row[1:3] for row in rows(page, "Kept forecasts")] == [["system", "2"]]


@pytest.mark.parametrize("url", ["/forecast", "/forecast/kept", "/forecast/scores"])
def test_pages_ask_as_often_for_three_contests_as_for_one(factory: Factory, login: LogIn, url: str) -> None:
    def add(contest: Contest | None = None) -> None:
        count = start_count(factory, precincts=2, contest=contest)
        count.enter(count.figures(200, 170))
        factory.assessment(count.contest)
        keep()

    browser, made = login(Role.OBSERVER), []
    add()
    browser.get(url)
    for _ in range(2):
        with counting_queries() as asked:
            assert browser.get(url).status == 200
        made.append(len(asked))
        for _ in range(2):
            add(factory.contest())

    assert made[0] == made[1]
