"""Coverage: which constituencies have no headquarters, no head, no lawyer; links that mend it; the same as a file."""

import io
from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.documents.spreadsheet import read_table
from elections.headquarters.models import MemberRole
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
REGION = "110000000/"
HOME, OTHER = f"{REGION}113200000/", f"{REGION}113400000/"
URL = "/headquarters/coverage"
QUERIES = 8


@pytest.fixture
def places(factory: Factory) -> None:
    """Two constituencies in a district that has a headquarters with a head, one in a district without."""
    region = factory.region("110000000")
    home = factory.district("113200000", region, name_ru="Аккольский район")
    other = factory.district("113400000", region, name_ru="Жаксынский район")
    for district, kato, name in (
        (home, "113203000", "Азат"),
        (home, "113205000", "Бирлик"),
        (other, "113403000", "Восток"),
    ):
        factory.contest(factory.constituency(district, kato=kato, name_ru=name))
    office = factory.headquarters(HOME)
    factory.member(office)
    factory.member(office, role=MemberRole.LAWYER, until_on=date(2021, 7, 1))
    factory.headquarters(f"{HOME}113203000/")
    factory.headquarters(OTHER, closed_on=date(2021, 7, 1))


def figures(row: object) -> list[str]:
    return [cell.xpath("text()")[0].replace("\u202f", "") for cell in row.xpath("td")]


def listed(browser: Browser, **query: str) -> list[str]:
    return browser.get(URL, **query).page.xpath("(//table)[last()]//tbody/tr/td[1]/a/text()")


def test_figures_have_a_numerator_and_a_denominator_by_territory(login: LogIn, places: None) -> None:
    browser = login(Role.OBSERVER)

    nation = browser.get(URL).page.xpath("(//table)[1]/tbody/tr")
    region = browser.get(URL, path=REGION).page.xpath("(//table)[1]/tbody/tr")

    assert [figures(row) for row in nation] == [["1 / 3", "2 / 3", "1 / 3", "0 / 3"]] * 2
    assert [figures(row) for row in region] == [
        ["1 / 2", "2 / 2", "1 / 2", "0 / 2"], ["0 / 1", "0 / 1", "0 / 1", "0 / 1"],
        ["1 / 3", "2 / 3", "1 / 3", "0 / 3"],
    ]  # fmt: skip
    assert len(browser.get(URL).page.xpath("//figure//*[local-name()='svg'][@role='img']")) == 1


def test_page_names_the_territory_that_the_viewer_sees(login: LogIn, places: None) -> None:
    page = login(Role.HQ_STAFF, HOME).get(URL, lang="en")

    assert "the whole country" not in page.page.xpath("string(//p[@class='lead'])")


def test_list_names_the_constituencies_that_lack_something(login: LogIn, places: None) -> None:
    browser = login(Role.OBSERVER)

    assert listed(browser) == ["Азат", "Бирлик", "Восток"]
    found = [listed(browser, lack=what) for what in ("own", "served", "head", "lawyer")]
    assert found == [["Бирлик", "Восток"], ["Восток"], ["Азат", "Восток"], ["Азат", "Бирлик", "Восток"]]
    assert listed(browser, path=OTHER, lack="head") == ["Восток"]
    assert listed(browser, path="nowhere", lack="served") == ["Восток"]


def test_each_gap_has_a_link_that_mends_it_where_one_may(login: LogIn, places: None) -> None:
    clerk = login(Role.HQ_STAFF, HOME)
    rows = clerk.get(URL).page.xpath("(//table)[last()]//tbody/tr")

    assert [row.xpath("td[position() > 2]//a/@href") for row in rows] == [
        ["/headquarters/2", "/headquarters/2/members/new?role=head", "/headquarters/1/members/new?role=lawyer"],
        ["/headquarters/1", "/headquarters/new?kato=113205000&level=constituency",
         "/headquarters/1/members/new?role=lawyer"],
    ]  # fmt: skip
    assert login(Role.OBSERVER).get(URL).page.xpath("//a[contains(@href, '/new')]") == []


def test_village_learns_whether_its_district_has_a_head_and_not_who(login: LogIn, places: None) -> None:
    page = login(Role.HQ_STAFF, f"{HOME}113205000/").get(URL)

    assert [figures(row) for row in page.page.xpath("(//table)[1]/tbody/tr")][-1][2] == "1 / 1"
    assert "Асанов" not in page.words


def test_coverage_is_taken_as_a_spreadsheet_for_a_reason(login: LogIn, places: None) -> None:
    browser = login(Role.COORDINATOR)

    silent = browser.post(f"{URL}?lack=head", {"reason": " ", "format": "xlsx"})
    taken = browser.post(f"{URL}?lack=head", {"reason": "Совещание", "format": "xlsx"})
    whole = browser.post(URL, {"reason": "Совещание", "format": "csv"})

    assert (silent.status, taken.status, whole.status) == (422, 200, 200)
    rows = read_table(io.BytesIO(taken.data).getvalue())[0].rows
    assert [row[3:] for row in rows[1:]] == [
        ["Азат", "да", "да", "нет", "нет"],
        ["Восток", "нет", "нет", "нет", "нет"],
    ]
    assert len(read_table(whole.data)[0].rows) == 4
    db.session.rollback()
    told = db.session.query(AuditEvent).filter_by(action="headquarters.coverage_exported").all()
    assert [(one.reason, one.after["rows"]) for one in told] == [("Совещание", 2), ("Совещание", 3)]
    assert login(Role.OBSERVER).post(URL, {"reason": "x", "format": "csv"}).status == 403


@pytest.mark.parametrize("number", [1, 3])
def test_page_makes_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    for _ in range(number):
        place = factory.contest().constituency
        factory.member(factory.headquarters(place.path))
    browser = login(Role.COORDINATOR)

    with counting_queries() as made:
        page = browser.get(URL, lack="lawyer")

    assert (len(page.page.xpath("(//table)[last()]//tbody/tr")), len(made)) == (number, QUERIES)


def test_empty_election_says_so(factory: Factory, login: LogIn) -> None:
    factory.election()

    page = login(Role.OBSERVER).get(URL)

    assert (page.status, page.page.xpath("//table")) == (200, [])
