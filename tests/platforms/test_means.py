"""Means: entered by coordinators, held against pledges territory by territory, taken out and brought back as files."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from elections.accounts.access import Actor, Role
from elections.campaign.models import Contest
from elections.database import db, looking_from, transaction
from elections.documents.spreadsheet import write_table
from elections.errors import Forbidden
from elections.headquarters.models import Support, SupportKind
from elections.imports.engine import run_import
from elections.imports.registers import Context
from elections.platforms import means_actions as actions
from elections.platforms.means_models import Means
from elections.platforms.means_sheets import MEANS
from elections.platforms.models import MoneySource, Sector
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import last_event
from tests.factories import Factory
from tests.platforms.test_pages import typed, version, wrong
from tests.platforms.test_pledge_pages import english, plain
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
LINE = {
    "source": "local_budget", "year": "2022", "amount_kzt": "12,5 млн", "document": "Решение № 12",
    "document_on": "2021-01-14",
}  # fmt: skip
KEYS = ["kato", "year", "source", "amount_kzt", "document", "document_on"]
QUERIES = 10


def rows(answer: Answer, label: str) -> list[list[str]]:
    """Returns the cells of a table of the page."""
    found = answer.page.xpath(f"//*[@aria-label='{label}']//tbody/tr")
    return [[plain(cell.text_content()).strip() for cell in row.xpath("./*")] for row in found]


@pytest.fixture
def ground(factory: Factory) -> list[Contest]:
    """Two constituencies of a district, and one of another region."""
    here = factory.district()
    away = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    return [factory.contest(factory.constituency(district)) for district in (here, here, away)]


@pytest.fixture
def balance(factory: Factory, ground: list[Contest]) -> list[Contest]:
    """Pledges and means of the three: one lacks money, one has money to spare and a draft, one has none."""
    for contest, cost, status in (
        (ground[0], 30, PlatformStatus.APPROVED), (ground[1], 10, PlatformStatus.PUBLISHED),
        (ground[2], 5, PlatformStatus.APPROVED),
    ):  # fmt: skip
        platform = factory.platform(factory.candidate(contest), status=status)
        factory.pledge(platform, cost_kzt=cost, due_on=date(2022, 9, 1))
        factory.pledge(platform, cost_kzt=1, sector=Sector.ROADS, money_source=MoneySource.BUSINESS)
    factory.pledge(factory.platform(factory.candidate(ground[1], own=False)), cost_kzt=7)
    factory.means(ground[0].constituency, amount_kzt=20)
    factory.means(ground[1].constituency, amount_kzt=100)
    factory.means(ground[1].constituency, amount_kzt=2, source=MoneySource.PARTY, year=2023)
    return ground


def test_nation_is_parted_by_regions_and_what_is_not_covered_stands_first(
    balance: list[Contest], login: LogIn
) -> None:
    page = english(login(Role.OBSERVER)).get("/platforms/means")

    assert rows(page, "By source") == [
        ["Local budget", "3", "45", "120", "15", "7"], ["Business", "3", "3", "0", "3", "0"],
        ["The party", "0", "0", "2", "0", "0"], ["All together", "6", "48", "122", "18", "7"],
    ]  # fmt: skip
    assert rows(page, "By sector") == [["Water", "3", "45", "45", "–"], ["Roads", "3", "3", "–", "3"]]
    assert rows(page, "By territory") == [
        ["Акмолинская область", "4", "42", "122", "12", "7"], ["Актюбинская область", "2", "6", "0", "6", "0"],
    ]  # fmt: skip
    assert "promise 48 tenge. There are no means for 18 tenge of it" in plain(page.words)
    assert len(page.page.xpath("//figure/*[local-name()='svg']")) == 1


def test_region_is_parted_by_districts_and_a_district_by_constituencies(
    balance: list[Contest], login: LogIn
) -> None:
    browser = english(login(Role.OBSERVER))
    region = browser.get("/platforms/means", path="110000000/")
    district = browser.get(region.page.xpath("//*[@aria-label='By territory']//a/@href")[0])
    first, second = (one.constituency for one in balance[:2])

    assert rows(district, "By territory") == [
        [first.name_ru, "2", "31", "20", "11", "0"], [second.name_ru, "2", "11", "102", "1", "7"],
    ]  # fmt: skip
    assert district.page.xpath("//nav[@class='crumbs']//a/text()")[-1] == "Акмолинская область"


def test_year_bounds_pledges_and_means(balance: list[Contest], login: LogIn) -> None:
    page = english(login(Role.OBSERVER)).get("/platforms/means", year="2022")

    assert rows(page, "By source")[-1] == ["All together", "3", "45", "120", "15", "0"]


def test_constituency_shows_its_means_and_what_the_party_sends(
    balance: list[Contest], factory: Factory, login: LogIn
) -> None:
    path = balance[0].path
    office = factory.headquarters(path)
    for what, sent, received in (
        ("Плакаты", None, None), ("Машина", date(2021, 7, 3), None), ("Бланки", date(2021, 7, 3), date(2021, 7, 5)),
    ):  # fmt: skip
        with transaction():
            db.session.add(
                Support(
                    headquarters_id=office.id, kind=SupportKind.MATERIAL, what=what, quantity=2, path=path,
                    requested_on=date(2021, 7, 1), sent_on=sent, received_on=received,
                )
            )  # fmt: skip

    page = english(login(Role.OBSERVER)).get("/platforms/means", path=path)

    assert [row[1:] for row in rows(page, "Means of the constituency, one by one")] == [
        ["14.01.2021", "2022", "Local budget", "20"]
    ]
    for words in (
        "Плакаты: 2 – requested 01.07.2021",
        "Машина: 2 – sent 03.07.2021",
        "Бланки: 2 – received 05.07.2021",
    ):
        assert words in plain(page.words)
    assert page.page.xpath("//main//a[contains(@href, '/means/')]") == []


def test_covered_territory_and_empty_one_say_so(
    factory: Factory, ground: list[Contest], login: LogIn
) -> None:
    browser = english(login(Role.OBSERVER))

    empty = browser.get("/platforms/means", path=ground[0].path)

    assert "All of it is covered." in empty.words
    for words in (
        "No approved platform promises anything here yet",
        "No means are entered yet",
        "asked the party for nothing",
    ):
        assert words in empty.words


def test_place_that_is_none_and_a_foreign_one_are_not_found(ground: list[Contest], login: LogIn) -> None:
    clerk = login(Role.HQ_STAFF, "110000000/")

    answers = [
        clerk.get("/platforms/means", path=path).status
        for path in ("110000000/", "150000000/", ground[2].path, "999000000/", "moon", "999000000/110000000/")
    ]
    assert answers == [200, 404, 404, 404, 404, 404]
    assert clerk.get("/platforms/means").page.xpath("string(//h1)").endswith("Акмолинская область")
    assert login(Role.TRAINER).get("/platforms/means").status == 403


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_often_for_one_as_for_three(factory: Factory, login: LogIn, number: int) -> None:
    for _ in range(number):
        contest = factory.contest()
        factory.pledge(factory.platform(factory.candidate(contest), status=PlatformStatus.APPROVED))
        factory.means(contest.constituency)
    browser = english(login(Role.OBSERVER))

    with counting_queries() as made:
        page = browser.get("/platforms/means", path="110000000/113200000/")

    assert (len(rows(page, "By territory")), len(made)) == (number, QUERIES)


def test_means_are_entered_changed_and_removed(ground: list[Contest], login: LogIn) -> None:
    constituency = ground[0].constituency
    browser = english(login(Role.COORDINATOR, "110000000/"))
    new = f"/constituencies/{constituency.id}/means/new"
    assert browser.get(new).status == 200

    saved = browser.post(new, LINE)
    means = db.session.query(Means).one()
    assert (saved.status, means.amount_kzt, means.path) == (303, 12_500_000, constituency.path)
    assert "The means were saved: 12 500 000 tenge." in plain(browser.follow(saved).words)
    edit = browser.get(f"/means/{means.id}/edit")
    assert typed(edit) == {**LINE, "amount_kzt": "12 500 000"}
    changed = {**LINE, "amount_kzt": "13 млн", "version": version(edit)}
    answers = [browser.post(f"/means/{means.id}/edit", changed).status for _ in range(2)]
    assert (answers, last_event("means")["action"]) == ([303, 422], "means.changed")
    assert browser.post(f"/means/{means.id}/removal").status == 303
    assert (db.session.query(Means).count(), last_event("means")["action"]) == (0, "means.removed")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"amount_kzt": "12 500,50"}, ["amount_kzt"]),
        ({"amount_kzt": "0"}, ["amount_kzt"]),
        ({"year": "2019"}, ["year"]),
        ({"year": "скоро"}, ["year"]),
        ({"document_on": "2030-01-01"}, ["document_on"]),
        ({"amount_kzt": "", "year": "", "document": "", "document_on": ""}, ["year", "amount_kzt", "document", "document_on"]),
        ({"year": "2030", "amount_kzt": "0"}, ["year", "amount_kzt"]),
        ({"year": "1999", "amount_kzt": "сто тысяч", "document_on": "2030-01-01"}, ["year", "amount_kzt", "document_on"]),
    ],
)  # fmt: skip
def test_refused_means_keep_what_was_typed(
    ground: list[Contest], login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    answer = login().post(f"/constituencies/{ground[0].constituency_id}/means/new", {**LINE, **changes})

    assert (answer.status, wrong(answer)) == (422, fields)
    assert typed(answer) == {**LINE, "amount_kzt": "12 500 000", **changes}
    assert db.session.query(Means).count() == 0


def test_one_document_is_entered_once_for_a_source_and_a_year(ground: list[Contest], login: LogIn) -> None:
    browser, new = login(), f"/constituencies/{ground[0].constituency_id}/means/new"
    browser.post(new, LINE)

    answers = [browser.post(new, {**LINE, **one}) for one in ({}, {"year": "2023"}, {"source": "business"})]

    assert [(one.status, wrong(one) if one.status == 422 else []) for one in answers] == [
        (422, ["document"]), (303, []), (303, []),
    ]  # fmt: skip


def test_only_coordinators_of_the_territory_enter_means(
    factory: Factory, ground: list[Contest], login: LogIn
) -> None:
    means, foreign = factory.means(ground[0].constituency), factory.means(ground[2].constituency)
    urls = (
        f"/constituencies/{ground[0].constituency_id}/means/new",
        f"/means/{means.id}/edit",
        f"/means/{means.id}/removal",
    )
    for role in (Role.HQ_STAFF, Role.OBSERVER, Role.LAWYER, Role.ADMINISTRATOR):
        assert {login(role).post(url, LINE).status for url in urls} == {403}
    clerk = login(Role.COORDINATOR, "110000000/")
    assert clerk.post(f"/means/{foreign.id}/edit", {**LINE, "version": "1"}).status == 404
    for role, scope in ((Role.COORDINATOR, "150000000/"), (Role.HQ_STAFF, "")):
        actor = Actor(1, "x", role, scope)
        with pytest.raises(Forbidden):
            actions.save_means(actor, means.constituency, {})
        with pytest.raises(Forbidden):
            actions.remove_means(actor, means)


def test_table_is_taken_as_a_file_with_a_reason(balance: list[Contest], login: LogIn) -> None:
    browser = english(login(Role.HQ_STAFF))

    refused = browser.post("/platforms/means", {"format": "xlsx", "reason": ""})
    taken = browser.post("/platforms/means?year=2022", {"format": "xlsx", "reason": "совещание"})

    assert (refused.status, wrong(refused), taken.status) == (422, ["reason"], 200)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    assert cells[1:] == [
        ["All together", "", 3, 45, 120, 15, 0], ["Source of the money", "Local budget", 3, 45, 120, 15, 0],
        ["Sector", "Water", 3, 45, "", "", ""], ["Territory", "Акмолинская область", 2, 40, 120, 10, 0],
        ["Territory", "Актюбинская область", 1, 5, 0, 5, 0],
    ]  # fmt: skip
    assert (last_event("means")["reason"], last_event("means")["after"]["year"]) == ("совещание", 2022)
    as_csv = browser.post("/platforms/means", {"format": "csv", "reason": "x"})
    assert as_csv.mimetype == "text/csv"
    assert login(Role.OBSERVER).post("/platforms/means", {"format": "csv", "reason": "x"}).status == 403


# --- the register --------------------------------------------------------------------------------------------------


def load(cells: list[list[Any]], actor: Actor | None = None, scope: str = "") -> Any:
    with looking_from(scope), transaction():
        content = write_table("x.xlsx", KEYS, cells)
        return run_import(MEANS, content, Context("x.xlsx", date(2021, 7, 12), actor=actor))


def findings(report: Any) -> list[tuple[int | None, str, str]]:
    return [(one.row, one.column, one.objection.code) for one in report.errors]


def test_means_go_out_and_come_back_unchanged(app: Flask, balance: list[Contest], tmp_path: Path) -> None:
    path, runner = tmp_path / "means.xlsx", app.test_cli_runner()

    taken = runner.invoke(args=["export", "means", str(path)])
    back = runner.invoke(args=["import", "means", str(path), "--json"])

    assert (taken.exit_code, back.exit_code) == (0, 0)
    assert '"unchanged": 3' in back.output.replace('"unchanged":3', '"unchanged": 3')


def test_file_enters_and_changes_means(ground: list[Contest]) -> None:
    kato = ground[0].constituency.kato
    cells = [
        [kato, 2022, "Местный бюджет", "12,5 млн", "Решение № 12", date(2021, 1, 14)],
        [kato, 2022, "business", 3_000_000_000, "Меморандум", "14.01.2021"],
    ]

    first = load(cells)
    cells[0][3] = 13_000_000
    second = load(cells)

    assert (first.created, second.updated, second.unchanged) == (2, 1, 1)
    kept = {(one.source, one.amount_kzt) for one in db.session.query(Means)}
    assert kept == {(MoneySource.LOCAL_BUDGET, 13_000_000), (MoneySource.BUSINESS, 3_000_000_000)}
    assert last_event("means")["action"] == "means.changed"


def test_everything_wrong_with_a_file_is_said_and_nothing_saved(ground: list[Contest]) -> None:
    kato, foreign = ground[0].constituency.kato, ground[2].constituency.kato
    actor = Actor(1, "x", Role.COORDINATOR, "110000000/")
    cells = [
        [kato, 2022, "business", 5_000_000, "Меморандум", date(2021, 1, 14)],
        [kato, 2022, "business", "12 500,50", "Б", date(2021, 1, 14)],
        [kato, 2019, "business", 0, "В", date(2021, 1, 14)],
        [foreign, 2022, "business", 5, "Г", date(2021, 1, 14)],
        [kato, 2022, "moon", 5, "Д", date(2021, 1, 14)],
    ]

    wrong_words = load(cells, actor, "110000000/")
    report = load(cells[:4], actor, "110000000/")

    assert findings(wrong_words) == [(6, "source", "import.value_choice")]
    assert findings(report) == [
        (3, "amount_kzt", "sum.tiyn"), (4, "amount_kzt", "means.amount_range"), (4, "year", "means.year_range"),
        (5, "kato", "means.place_unknown"),
    ]  # fmt: skip
    assert (report.created, db.session.query(Means).count()) == (0, 0)


def test_staff_brings_no_means_in(ground: list[Contest]) -> None:
    cells = [[ground[0].constituency.kato, 2022, "business", 5, "Г", date(2021, 1, 14)]]

    assert findings(load(cells, Actor(1, "x", Role.HQ_STAFF, ""))) == [(2, "kato", "means.place_unknown")]
