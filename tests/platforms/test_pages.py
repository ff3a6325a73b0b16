"""The pages of platforms: the list by its address, drafts and pledges that keep what was typed, who takes which step."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.database import db, transaction
from elections.platforms.models import MoneySource, Platform, Pledge, Sector
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
TEXTS = {"title_kk": "Ауыл", "title_ru": "Село", "text_kk": "Су", "text_ru": "Вода"}
PLEDGE = {
    "sector": "water", "what_ru": "Водопровод", "what_kk": "Су құбыры", "place": "Ақкөл", "indicator": "3 км",
    "cost_kzt": "25 000 000", "money_source": "local_budget", "due_on": "2023-09-01", "responsible": "Аким",
}  # fmt: skip
ASIDE = (
    "indicator_kk",
    "unit_kk",
    "responsible_kk",
    "demand_kk",
    "beneficiaries",
    "unit",
    "start_value",
    "goal_value",
    "demand",
    "demand_way",
    "demand_on",
    "demand_people",
)
"""What a pledge may leave unsaid."""
LIST_QUERIES, PAGE_QUERIES = 9, 11


def names(answer: Answer) -> list[str]:
    return [one.split()[0] for one in answer.page.xpath("//tbody//td[1]/a/text()")]


def wrong(answer: Answer) -> list[str]:
    """Returns the fields that the summary above the form leads to."""
    return [str(one).removeprefix("#") for one in answer.page.xpath("//*[@role='alert']//a/@href")]


def typed(answer: Answer) -> dict[str, str]:
    """Returns what stands in the fields of the page's form."""
    form = answer.page.xpath("//main//form[.//*[@name='idempotency_key']]")[0]
    inputs = {one.get("name"): one.get("value", "") for one in form.xpath(".//input[not(@type='hidden')]")}
    areas = {one.get("name"): one.text.strip() for one in form.xpath(".//textarea")}
    chosen = {one.getparent().get("name"): one.get("value") for one in form.xpath(".//option[@selected]")}
    return {**inputs, **areas, **chosen}


def version(answer: Answer) -> str:
    return answer.page.xpath("//main//input[@name='version']/@value")[0]


@pytest.fixture
def platforms(factory: Factory) -> dict[str, Platform]:
    """Three platforms of two regions; of the first, the second edition is the newest."""
    region = factory.region("150000000", name_ru="Актюбинская область")
    there = factory.contest(factory.constituency(factory.district("153200000", region)))
    here = factory.contest(factory.constituency(factory.district()))

    def stand(surname: str, contest: object, **changes: object) -> Candidate:
        return factory.candidate(contest, factory.person(surname=surname), **changes)

    first = stand("Әлиев", here)
    made = {
        "old": factory.platform(first, status=PlatformStatus.PUBLISHED),
        "Әлиев": factory.platform(first, edition=2),
        "Асанов": factory.platform(stand("Асанов", here, own=False), status=PlatformStatus.SUBMITTED),
        "Бекова": factory.platform(stand("Бекова", there), status=PlatformStatus.APPROVED),
    }
    factory.pledge(made["old"], sector=Sector.JOBS)
    factory.pledge(made["Бекова"], sector=Sector.ROADS)
    factory.pledge(made["Бекова"], sector=Sector.ROADS)
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Асанов", "Әлиев", "Бекова"]),
        ({"search": "алиев"}, ["Әлиев"]),
        ({"search": "Наурызым"}, []),
        ({"status": "submitted"}, ["Асанов"]),
        ({"status": "published"}, []),
        ({"path": "150000000/"}, ["Бекова"]),
        ({"sector": "roads"}, ["Бекова"]),
        ({"sector": "jobs"}, []),
        ({"sector": "moon", "status": "moon"}, ["Асанов", "Әлиев", "Бекова"]),
        ({"path": "110000000/", "status": "draft"}, ["Әлиев"]),
    ],
)
def test_list_shows_newest_editions_by_its_address(
    platforms: dict[str, Platform], login: LogIn, query: dict[str, str], expected: list[str]
) -> None:
    page = login(Role.OBSERVER).get("/platforms", **query)

    assert (page.status, names(page)) == (200, expected)
    editions = [row.xpath("string(td[3])") for row in page.page.xpath("//tbody/tr")]
    assert editions == ["2" if name == "Әлиев" else "1" for name in expected]


def test_list_has_pages_and_one_order_for_equal_names(factory: Factory, login: LogIn) -> None:
    contest, made = factory.contest(), []
    for _ in range(51):
        person = factory.person(surname="Асанов", given_name="Асхат")
        made.append(factory.platform(factory.candidate(contest, person, own=False)).id)
    browser = login(Role.OBSERVER)

    first = browser.get("/platforms", status="draft")
    second = browser.get(first.page.xpath("//a[@rel='next']/@href")[0])

    shown = [
        [int(one.rsplit("/", 1)[1]) for one in page.page.xpath("//tbody//td[1]/a/@href")]
        for page in (first, second)
    ]
    assert shown == [made[:50], made[50:]]


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_make_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    made = [factory.platform(factory.candidate(factory.contest(), own=one == 0)) for one in range(number)]
    for _ in range(number):
        factory.pledge(made[0])
    url, browser = f"/platforms/{made[0].id}", login(Role.COORDINATOR)

    with counting_queries() as of_list:
        page = browser.get("/platforms")
    with counting_queries() as of_page:
        browser.get(url)

    assert (len(names(page)), len(of_list), len(of_page)) == (number, LIST_QUERIES, PAGE_QUERIES)


def test_platform_is_written_with_its_pledges(factory: Factory, login: LogIn) -> None:
    candidate = factory.candidate()
    browser = login(Role.HQ_STAFF, candidate.path)
    assert browser.get(f"/candidates/{candidate.id}/platforms/new").status == 200

    saved = browser.post(f"/candidates/{candidate.id}/platforms/new", TEXTS)
    edit = browser.get(f"{saved.location}/edit")
    changed = {**TEXTS, "text_ru": "Вода\nи дороги", "version": version(edit)}
    answer = browser.post(f"{saved.location}/edit", changed)
    added = browser.post(f"{saved.location}/pledges/new", PLEDGE)

    assert (saved.status, answer.status, added.status, typed(edit)) == (303, 303, 303, TEXTS)
    pledge = db.session.query(Pledge).one()
    kept = (pledge.sector, pledge.cost_kzt, pledge.money_source, pledge.due_on, pledge.path)
    assert kept == (
        Sector.WATER, 25_000_000, MoneySource.LOCAL_BUDGET, date(2023, 9, 1), candidate.path,
    )  # fmt: skip
    page = browser.get(saved.location)
    assert page.page.xpath("//p[@id='ru-0']/text()") == ["Вода", "и дороги"]
    assert page.page.xpath("string(//tbody/tr/td[4])").replace("\u202f", " ").replace("\xa0", " ") == (
        "25 000 000"
    )


def test_second_edition_begins_as_a_copy_of_the_published_one(factory: Factory, login: LogIn) -> None:
    platform = factory.platform(status=PlatformStatus.APPROVED, text_ru="Вода", title_kk="Ауыл")
    factory.pledge(platform)
    browser, url = login(), f"/candidates/{platform.candidate_id}/platforms/new"

    early, led = browser.post(url, TEXTS), browser.get(url)
    with transaction():
        platform.status = PlatformStatus.PUBLISHED
    begun = browser.get(url)
    second = browser.post(url, TEXTS)

    assert (early.status, typed(early), led.status, led.location) == (
        422,
        TEXTS,
        302,
        f"/platforms/{platform.id}",
    )
    assert typed(begun) == {"title_kk": "Ауыл", "title_ru": "Программа", "text_kk": "", "text_ru": "Вода"}
    page = browser.get(second.location)
    links = page.page.xpath("//main/ul/li/a/@href")
    assert links == [second.location, f"/platforms/{platform.id}"]
    assert db.session.query(Pledge).count() == 2


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"cost_kzt": "12,5"}, ["cost_kzt"]),
        ({"cost_kzt": "-1"}, ["cost_kzt"]),
        ({"cost_kzt": "1000000000001"}, ["cost_kzt"]),
        ({"cost_kzt": ""}, ["cost_kzt"]),
        ({"due_on": "2021-07-25"}, ["due_on"]),
        ({"due_on": "завтра"}, ["due_on"]),
        ({"what_ru": "", "what_kk": " "}, ["what_ru"]),
        ({"indicator": "", "responsible": ""}, ["indicator", "responsible"]),
        ({"sector": "moon"}, ["sector"]),
    ],
)
def test_refused_pledge_keeps_what_was_typed_and_names_the_field(
    factory: Factory, login: LogIn, changes: dict[str, str], fields: list[str]
) -> None:
    platform = factory.platform()

    answer = login().post(f"/platforms/{platform.id}/pledges/new", {**PLEDGE, **changes})

    assert (answer.status, wrong(answer)) == (422, fields)
    kept = typed(answer)
    assert {name: kept[name] for name in PLEDGE.keys() - changes.keys() - {"cost_kzt"}} == {
        name: PLEDGE[name] for name in PLEDGE.keys() - changes.keys() - {"cost_kzt"}
    }
    assert db.session.query(Pledge).count() == 0


def test_pledge_is_changed_and_removed(factory: Factory, login: LogIn) -> None:
    pledge = factory.pledge(what_kk="Су құбыры", place="Ақкөл")
    browser, url = login(), f"/pledges/{pledge.id}"

    edit = browser.get(f"{url}/edit")
    assert edit.status == 200
    assert typed(edit) == {**PLEDGE, **dict.fromkeys(ASIDE, "")}
    changed = {**PLEDGE, "cost_kzt": "30000000", "version": version(edit)}
    answer = browser.post(f"{url}/edit", changed)
    again = browser.post(f"{url}/edit", {**changed, "cost_kzt": "31000000"})
    cost = db.session.query(Pledge.cost_kzt).scalar()
    removed = browser.post(f"{url}/removal")

    assert (answer.status, again.status, cost, removed.status) == (303, 422, 30_000_000, 303)
    assert db.session.query(Pledge).count() == 0


def test_word_that_is_no_step_is_refused(factory: Factory, login: LogIn) -> None:
    platform = factory.platform()

    answer = login().post(f"/platforms/{platform.id}/step", {"status": "elected", "version": "1"})

    assert answer.status == 422
    assert platform.status is PlatformStatus.DRAFT


def test_foreign_platform_is_not_found_and_observers_read_only(factory: Factory, login: LogIn) -> None:
    own = factory.platform(factory.candidate(factory.contest(factory.constituency(factory.district()))))
    other = factory.constituency(factory.district("113400000"))
    foreign = factory.platform(factory.candidate(factory.contest(other)))
    pledge = factory.pledge(foreign)
    paths = (
        f"/platforms/{foreign.id}/edit", f"/platforms/{foreign.id}/step", f"/platforms/{foreign.id}/pledges/new",
        f"/pledges/{pledge.id}/edit", f"/pledges/{pledge.id}/removal",
        f"/candidates/{foreign.candidate_id}/platforms/new",
    )  # fmt: skip
    clerk, observer = login(Role.HQ_STAFF, own.path), login(Role.OBSERVER)

    assert [clerk.get(f"/platforms/{one.id}").status for one in (own, foreign)] == [200, 404]
    assert {clerk.post(path, {"version": "1"}).status for path in paths} == {404}
    assert len(names(clerk.get("/platforms"))) == 1
    page = observer.get(f"/platforms/{foreign.id}")
    assert (page.status, page.page.xpath("//main//button/text()")) == (200, [])
    step = {"status": "submitted", "version": "1"}
    assert {observer.post(path, step).status for path in paths} == {403}
    assert login(Role.TRAINER).get("/platforms").status == 403
