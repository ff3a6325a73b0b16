"""The pages of pledges: what is typed is kept and read, the list by its address, one pledge beside its like."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from elections.accounts.access import Role
from elections.candidates.registration import Status
from elections.database import db
from elections.platforms.models import DemandWay, MoneySource, Platform, Pledge, Sector
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Answer, Browser
from tests.candidates.dossiers import last_event
from tests.factories import Factory
from tests.platforms.test_pages import PLEDGE, typed, version, wrong
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
WHOLE = {
    **PLEDGE, "cost_kzt": "12,5 млн", "beneficiaries": "1 200", "unit": "км", "unit_kk": "шақырым", "start_value": "0", "goal_value": "3,5",
    "indicator_kk": "3 шақырым", "responsible_kk": "Әкім", "demand_kk": "Су, клуб алдындағы жиын",
    "demand": "Вода, сход у клуба", "demand_way": "gathering", "demand_on": "2021-07-01", "demand_people": "80",
}  # fmt: skip
EVERYTHING = ["what_ru", "unit", "start_value", "cost_kzt", "due_on", "responsible", "demand_on"]
LIST_QUERIES, PAGE_QUERIES = 8, 7
DEAR = "Costs 8 times the median of its sector for each person served"


def english(browser: Browser) -> Browser:
    browser.get("/platforms", lang="en")
    return browser


def shown(answer: Answer) -> list[str]:
    return [str(one) for one in answer.page.xpath("//tbody/tr/td[1]/a/text()")]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def promise(factory: Factory, what: str = "Водопровод", place: Any = None, **changes: Any) -> Pledge:
    """A pledge of an approved platform in a constituency of its own, unless told otherwise."""
    status = changes.pop("status", PlatformStatus.APPROVED)
    candidate = factory.candidate(factory.contest(place or factory.constituency()))
    return factory.pledge(factory.platform(candidate, status=status), what_ru=what, **changes)


def test_pledge_is_written_whole_and_the_sum_shown_as_it_was_read(factory: Factory, login: LogIn) -> None:
    platform = factory.platform()
    browser = english(login())

    saved = browser.post(f"/platforms/{platform.id}/pledges/new", WHOLE)
    page = browser.follow(saved)

    pledge = db.session.query(Pledge).one()
    kept = (
        pledge.cost_kzt, pledge.beneficiaries, pledge.unit, pledge.start_value, pledge.goal_value, pledge.demand,
        pledge.demand_way, pledge.demand_on, pledge.demand_people,
    )  # fmt: skip
    assert kept == (
        12_500_000, 1200, "км", Decimal("0.00"), Decimal("3.50"), "Вода, сход у клуба", DemandWay.GATHERING,
        date(2021, 7, 1), 80,
    )  # fmt: skip
    assert "The pledge was saved: 12 500 000 tenge." in plain(page.words)
    edit = browser.get(f"/pledges/{pledge.id}/edit")
    assert typed(edit) == {**WHOLE, "cost_kzt": "12 500 000"}
    same = browser.post(f"/pledges/{pledge.id}/edit", {**WHOLE, "version": version(edit)})
    assert same.status == 303
    assert pledge.version == 1


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"cost_kzt": "12 500,50"}, "cost_kzt", "without tiyn"),
        ({"cost_kzt": "двенадцать миллионов"}, "cost_kzt", "in figures"),
        ({"cost_kzt": "100 000 $"}, "cost_kzt", "not in another currency"),
        ({"due_on": ""}, "due_on", "Enter the due date"),
        ({"beneficiaries": "все"}, "beneficiaries", "in figures"),
        ({"goal_value": "много"}, "goal_value", "such as 40 or 3,5"),
        ({"unit": "", "unit_kk": ""}, "unit", "Enter in what it is counted"),
        ({"demand": "", "demand_kk": ""}, "demand", "Say what the people asked for"),
        ({"demand_on": "2030-01-01"}, "demand_on", "not one to come"),
    ],
)
def test_refusal_says_why_and_loses_nothing(
    factory: Factory, login: LogIn, changes: dict[str, str], field: str, reason: str
) -> None:
    platform = factory.platform()

    answer = english(login()).post(f"/platforms/{platform.id}/pledges/new", {**WHOLE, **changes})

    assert (answer.status, wrong(answer)) == (422, [field])
    assert reason in answer.page.xpath("string(//*[@role='alert'])")
    assert typed(answer) == {**WHOLE, "cost_kzt": "12 500 000", **changes}
    assert db.session.query(Pledge).count() == 0


def test_everything_wrong_is_said_at_once(factory: Factory, login: LogIn) -> None:
    platform = factory.platform()
    bad = {
        **WHOLE, "cost_kzt": "100 $", "due_on": "", "responsible": "", "responsible_kk": "", "start_value": "x",
        "what_ru": "", "what_kk": "", "unit": "", "unit_kk": "", "demand_on": "2030-01-01",
    }  # fmt: skip

    answer = login().post(f"/platforms/{platform.id}/pledges/new", bad)

    assert (answer.status, wrong(answer)) == (422, EVERYTHING)
    assert typed(answer) == bad
    late = login().post(
        f"/platforms/{platform.id}/pledges/new", {**WHOLE, "cost_kzt": "", "due_on": "2021-07-25"}
    )
    assert (late.status, wrong(late)) == (422, ["cost_kzt", "due_on"])
    strange = login().post(f"/platforms/{platform.id}/pledges/new", {**bad, "sector": "moon"})
    assert (strange.status, "sector" in wrong(strange)) == (422, True)


def test_villages_of_the_constituency_are_offered_and_any_may_be_typed(
    factory: Factory, login: LogIn
) -> None:
    district = factory.district()
    place = factory.constituency(district, kato="113241000")
    okrug = factory.unit("113241000", place.kind, district)
    for number, name in ((100, "Ақкөл"), (200, "Домбыралы")):
        factory.unit(f"113241{number}", "locality", okrug, name_ru=name)
    platform = factory.platform(factory.candidate(factory.contest(place)))

    page = login().get(f"/platforms/{platform.id}/pledges/new")

    assert page.page.xpath("//datalist[@id='place-list']/option/@value") == ["Ақкөл", "Домбыралы"]
    assert typed(page)["place"] == ""


def test_two_clerks_choose_between_their_answers(factory: Factory, login: LogIn) -> None:
    pledge = factory.pledge(goal_value=Decimal(3), unit="км")
    browser, url = login(), f"/pledges/{pledge.id}/edit"
    page = browser.get(url)
    seen = page.page.xpath("//input[@name='seen']/@value")[0]
    mine = {**typed(page), "version": version(page), "seen": seen}
    browser.post(url, {**mine, "cost_kzt": "30 млн"})

    answer = browser.post(url, {**mine, "responsible": "Акимат"})

    assert answer.status == 422
    assert answer.page.xpath("//*[@name='stays-responsible']/@value") == ["mine", "theirs"]
    assert typed(answer)["cost_kzt"] == "30 000 000"


@pytest.fixture
def campaign(factory: Factory) -> dict[str, Pledge]:
    """Pledges of two regions: of approved platforms, of a draft, of an older edition, of somebody who left."""
    away = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    made = {
        "water": promise(factory, "Вода", cost_kzt=9_000_000),
        "road": promise(factory, "Дорога", factory.constituency(away), sector=Sector.ROADS, cost_kzt=8_000_000,
                        money_source=MoneySource.BUSINESS, due_on=date(2024, 9, 1)),
        "draft": promise(factory, "Школа", sector=Sector.SCHOOL, cost_kzt=7_000_000, status=PlatformStatus.DRAFT),
        "late": promise(factory, "Клуб", sector=Sector.CULTURE, cost_kzt=6_000_000, due_on=date(2029, 1, 1)),
    }  # fmt: skip
    candidate = made["water"].platform.candidate
    factory.pledge(
        factory.platform(candidate, edition=2, status=PlatformStatus.DRAFT), what_ru="Вода 2", cost_kzt=1
    )
    left = factory.candidate(status=Status.WITHDRAWN)
    factory.pledge(factory.platform(left, status=PlatformStatus.APPROVED), what_ru="Ничья")
    older = factory.platform(made["road"].platform.candidate, status=PlatformStatus.PUBLISHED, edition=3)
    factory.pledge(
        older, what_ru="Дорога новая", sector=Sector.ROADS, cost_kzt=5_000_000, due_on=date(2024, 9, 1)
    )
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Вода", "Школа", "Клуб", "Дорога новая", "Вода 2"]),
        ({"sector": "water"}, ["Вода", "Вода 2"]),
        ({"source": "local_budget", "sector": "school"}, ["Школа"]),
        ({"path": "150000000/"}, ["Дорога новая"]),
        ({"year": "2024"}, ["Дорога новая"]),
        ({"state": "draft"}, ["Школа", "Вода 2"]),
        ({"state": "firm", "path": "110000000/"}, ["Вода", "Клуб"]),
        ({"marked": "yes"}, ["Клуб", "Вода 2"]),
        ({"sector": "moon", "source": "moon", "year": "soon", "state": "moon"},
         ["Вода", "Школа", "Клуб", "Дорога новая", "Вода 2"]),
    ],
)  # fmt: skip
def test_list_shows_what_counts_by_its_address(
    campaign: dict[str, Pledge], login: LogIn, query: dict[str, str], expected: list[str]
) -> None:
    page = login(Role.OBSERVER).get("/pledges", **query)

    assert (page.status, shown(page)) == (200, expected)


def test_list_sums_what_it_shows(campaign: dict[str, Pledge], login: LogIn) -> None:
    browser = english(login(Role.OBSERVER))

    everything, nothing = browser.get("/pledges"), browser.get("/pledges", year="2031")

    assert "promise 20 000 000 tenge of this, those not approved yet 7 000 001 tenge" in plain(
        everything.words
    )
    assert "promise 0 tenge of this, those not approved yet 0 tenge" in plain(nothing.words)
    assert "No pledge fits" in nothing.words


def test_territory_bounds_the_list_and_the_page(campaign: dict[str, Pledge], login: LogIn) -> None:
    clerk = login(Role.HQ_STAFF, "110000000/")

    assert shown(clerk.get("/pledges")) == ["Вода", "Школа", "Клуб", "Вода 2"]
    assert clerk.get(f"/pledges/{campaign['water'].id}").status == 200
    assert clerk.get(f"/pledges/{campaign['road'].id}").status == 404
    assert login(Role.TRAINER).get("/pledges").status == 403


@pytest.mark.parametrize("number", [1, 3])
def test_lists_and_pages_ask_as_often_for_one_as_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    made = [promise(factory) for _ in range(number + 1)]
    browser = login(Role.COORDINATOR)
    browser.get("/pledges")

    with counting_queries() as of_list:
        page = browser.get("/pledges")
    with counting_queries() as of_page:
        browser.get(f"/pledges/{made[0].id}")

    assert (len(shown(page)), len(of_list), len(of_page)) == (number + 1, LIST_QUERIES, PAGE_QUERIES)


def test_dear_pledge_is_marked_everywhere_and_saved_all_the_same(factory: Factory, login: LogIn) -> None:
    for _ in range(9):
        promise(factory, cost_kzt=1_000_000, beneficiaries=100)
    platform = factory.platform(factory.candidate(factory.contest()))
    browser = english(login())
    dear = {
        **WHOLE,
        "cost_kzt": "8 млн",
        "beneficiaries": "100",
        "unit": "",
        "unit_kk": "",
        "start_value": "",
        "goal_value": "",
    }

    saved = browser.post(f"/platforms/{platform.id}/pledges/new", dear)
    pledge = db.session.query(Pledge).filter_by(cost_kzt=8_000_000).one()

    assert saved.status == 303
    said = browser.follow(saved)
    assert f"Look at it again: {DEAR}." in said.words
    for url in (f"/platforms/{platform.id}", f"/pledges/{pledge.id}", "/pledges?marked=yes"):
        assert DEAR in browser.get(url).words
    assert len(shown(browser.get("/pledges", marked="yes"))) == 1


def test_the_same_promised_nearby_stands_beside_it_with_the_median(factory: Factory, login: LogIn) -> None:
    here, other = factory.district(), factory.district("113400000")
    made = [
        promise(factory, what, factory.constituency(district), cost_kzt=cost, beneficiaries=100, unit="км",
                goal_value=Decimal(goal), indicator=f"{goal} км")
        for what, district, cost, goal in (
            ("Построить водопровод", here, 30_000_000, 3), ("Построим водопроводы", here, 10_000_000, 2),
            ("Построить водопровод", other, 40_000_000, 8), ("Пробурить скважину", here, 1_000_000, 1),
        )
    ]  # fmt: skip

    page = english(login(Role.OBSERVER)).get(f"/pledges/{made[0].id}")

    rows = [
        [plain(cell.text_content()).strip() for cell in row.xpath("./*")][3:6]
        for row in page.page.xpath("//tbody/tr")
    ]
    assert rows == [
        ["30 000 000", "300 000", "10 000 000"],
        ["10 000 000", "100 000", "5 000 000"],
        ["40 000 000", "400 000", "5 000 000"],
        ["30 000 000", "300 000", "5 000 000"],
    ]
    assert page.words.count("same district") == 2
    alone = english(login(Role.OBSERVER)).get(f"/pledges/{made[3].id}")
    assert "Nobody in the district or the region promises the same." in alone.words


def test_neighbours_beyond_the_viewers_territory_are_not_shown(factory: Factory, login: LogIn) -> None:
    own = promise(factory, place=factory.constituency(factory.district()))
    promise(factory, place=factory.constituency(factory.district("113400000")))

    page = english(login(Role.HQ_STAFF, own.path)).get(f"/pledges/{own.id}")

    assert "Nobody in the district or the region promises the same." in page.words


def test_page_of_a_pledge_that_counts_no_more_is_without_marks(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate(status=Status.WITHDRAWN)
    pledge = factory.pledge(factory.platform(candidate), due_on=date(2030, 1, 1))

    page = english(login(Role.OBSERVER)).get(f"/pledges/{pledge.id}")

    assert (page.status, "Look at it again" in page.words) == (200, False)


def test_list_is_taken_as_a_file_with_a_reason(campaign: dict[str, Pledge], login: LogIn) -> None:
    browser = english(login(Role.HQ_STAFF))

    refused = browser.post("/pledges", {"format": "xlsx", "reason": ""})
    taken = browser.post("/pledges?state=firm&marked=yes", {"format": "xlsx", "reason": "совещание"})
    as_csv = browser.post("/pledges?state=firm", {"format": "csv", "reason": "совещание"})

    assert (refused.status, wrong(refused), taken.status) == (422, ["reason"], 200)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    assert [row[5] for row in rows[1:]] == ["Клуб"]
    assert rows[1][-1].endswith("Due after the four years of the akim's term")
    assert len(as_csv.data.decode("utf-8-sig").splitlines()) == 4
    event = last_event("pledge")
    assert (event["action"], event["reason"], event["after"]) == (
        "pledge.exported", "совещание", {"state": "firm", "rows": 3, "file": "csv"},
    )  # fmt: skip
    assert login(Role.OBSERVER).post("/pledges", {"format": "csv", "reason": "x"}).status == 403


def test_page_says_whom_it_serves_and_who_asked(factory: Factory, login: LogIn) -> None:
    pledge = factory.pledge(
        beneficiaries=1200, unit="км", start_value=Decimal(1), goal_value=Decimal("3.5"), demand="Вода по часам",
        demand_way=DemandWay.APPEAL, demand_on=date(2021, 7, 1), demand_people=80,
    )  # fmt: skip
    bare = factory.pledge(db.session.get(Platform, pledge.platform_id))
    browser = english(login())

    page, other = browser.get(f"/pledges/{pledge.id}"), browser.get(f"/pledges/{bare.id}")

    for words in ("1 200", "from 1 to 3,5, км", "Вода по часам", "In an appeal", "01.07.2021", "80"):
        assert words in plain(page.words)
    assert "Nobody wrote down who asked for this" in other.words
    assert page.page.xpath("//main//a[@class='button']/@href") == [f"/pledges/{pledge.id}/edit"]


def test_link_from_a_constituency_names_it_and_from_nowhere_is_not_found(
    campaign: dict[str, Pledge], login: LogIn
) -> None:
    path, browser = campaign["late"].path, login(Role.OBSERVER)
    page = browser.get("/pledges", path=path)

    assert shown(page) == ["Клуб"]
    place = campaign["late"].platform.candidate.contest.constituency.name_ru
    assert place in page.page.xpath("string(//ul[@class='chips'])")
    assert browser.get("/pledges", path="moon").status == 404
