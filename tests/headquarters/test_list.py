"""The list of headquarters: by its address, in one order, as quick for many as for one; the support each gets."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.alphabet import fold
from elections.database import db, transaction
from elections.headquarters.models import MemberRole, Support, SupportKind
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
REGION = "110000000/"
HOME, OTHER = f"{REGION}113200000/", f"{REGION}113400000/"
LIST_QUERIES, PAGE_QUERIES = 8, 13


@pytest.fixture
def offices(factory: Factory) -> None:
    for path, name in (
        (HOME, "Аккольский район"), (REGION, "Акмолинская область"), ("", ""), (OTHER, "Жаксынский район"),
        (f"{HOME}113232100/", "Азат"), ("150000000/", "Ақтөбе облысы"),
    ):  # fmt: skip
        factory.headquarters(path, territory_ru=name, territory_kk=name, search_text=fold(name))


ALL = [
    "вся страна", "Акмолинская область", "Аккольский район", "Азат", "Жаксынский район", "Ақтөбе облысы",
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"level": "nation"}, ALL[:1]),
        ({"level": "constituency"}, ["Азат"]),
        ({"level": "moon"}, ALL),
        ({"path": HOME}, ["Аккольский район", "Азат"]),
        ({"path": "150000000/"}, ["Ақтөбе облысы"]),
        ({"search": "АКТОБЕ"}, ["Ақтөбе облысы"]),
        ({"search": "район", "level": "district"}, ["Аккольский район", "Жаксынский район"]),
        ({"search": "100%"}, []),
    ],
)
def test_list_shows_headquarters_by_its_address_from_the_nation_down(
    login: LogIn, offices: None, query: dict[str, str], expected: list[str]
) -> None:
    page = login(Role.OBSERVER).get("/headquarters", **query)

    assert (page.status, page.page.xpath("//tbody/tr/td[1]/a/text()")) == (200, expected)


def test_list_shows_what_lies_in_ones_territory_or_above_it(login: LogIn, offices: None) -> None:
    page = login(Role.HQ_STAFF, HOME).get("/headquarters")

    assert page.page.xpath("//tbody/tr/td[1]/a/text()") == ALL[:4]


def test_list_says_who_is_missing(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    factory.member(office)
    factory.member(office, role=MemberRole.LAWYER, until_on=date(2021, 7, 1))
    factory.member(office, role=MemberRole.DRIVER)

    cells = login(Role.OBSERVER).get("/headquarters").page.xpath("//tbody/tr/td")

    assert (cells[4].text_content().split()[0], cells[5].text_content()) == ("Бекова", "2")
    vacant = [one.text_content().split()[-1] for one in cells[6].xpath("span")]
    assert vacant == ["руководителя", "Юрист", "наблюдателей"]
    assert cells[6].xpath("a") == []
    filling = login(Role.HQ_STAFF, HOME).get("/headquarters").page.xpath("//tbody/tr/td[7]/a/@href")
    assert [one.rpartition("=")[2] for one in filling] == ["deputy", "lawyer", "observer_coordinator"]


def test_closed_headquarters_are_listed_apart(factory: Factory, login: LogIn) -> None:
    factory.headquarters(HOME, territory_ru="Акколь", closed_on=date(2021, 7, 1))
    factory.headquarters(OTHER, territory_ru="Жаксы")
    browser = login(Role.OBSERVER)

    found = [
        browser.get("/headquarters", state=one).page.xpath("//tbody/tr/td[1]/a/text()")
        for one in ("", "closed")
    ]

    assert found == [["Жаксы"], ["Акколь"]]


def test_page_shows_the_support_of_the_party(factory: Factory, login: LogIn) -> None:
    office = factory.headquarters(HOME)
    with transaction():
        db.session.add(
            Support(headquarters_id=office.id, path=HOME, kind=SupportKind.MATERIAL, what="Листовки", quantity=1200,
                    requested_on=date(2021, 7, 1), sent_on=date(2021, 7, 2))
        )  # fmt: skip

    page = login(Role.OBSERVER).get(f"/headquarters/{office.id}").page

    cells = [cell.text_content().replace("\u202f", " ").strip() for cell in page.xpath("//tbody/tr/td")]
    assert [cells[0], *cells[2:5]] == ["Листовки", "1 200", "01.07.2021", "02.07.2021"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_make_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    offices = [factory.headquarters(f"{HOME}11323{one}100/") for one in range(number)]
    for office in offices:
        for _ in range(number):
            factory.member(office, role=MemberRole.DRIVER)
    browser = login(Role.HQ_STAFF, HOME)

    with counting_queries() as of_list:
        page = browser.get("/headquarters")
    with counting_queries() as of_page:
        shown = browser.get(f"/headquarters/{offices[0].id}")

    assert (len(page.page.xpath("//tbody/tr")), len(of_list)) == (number, LIST_QUERIES)
    assert (len(shown.page.xpath("//tbody/tr")), len(of_page)) == (number, PAGE_QUERIES)
