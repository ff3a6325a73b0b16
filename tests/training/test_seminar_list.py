"""The list of seminars: by its address, of one's territory, and as quick for many as for one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from elections.accounts.access import Role
from elections.training.models import Course, SeminarStatus
from tests.browsing import Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
KATO = "113200000"
LIST_QUERIES, PAGE_QUERIES = 9, 12


@pytest.fixture
def three(factory: Factory) -> Course:
    """Three seminars: of the region, planned; of a district, closed and earlier; of another region, another course."""
    factory.election()
    factory.district(KATO)
    other = factory.course()
    region = factory.region("150000000", name_ru="Актюбинская область")
    west = factory.district("153200000", region)
    factory.seminar("110000000/", place="Кокшетау", starts_at=datetime(2021, 7, 3, 5, tzinfo=UTC))
    factory.seminar(f"110000000/{KATO}/", place="Акколь", status=SeminarStatus.CLOSED)
    early = datetime(2021, 7, 1, 4, tzinfo=UTC)
    factory.seminar(west.path, place="Хобда", course_id=other.id, starts_at=early)
    return other


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ({}, ["Кокшетау", "Акколь", "Хобда"]),
        ({"status": "closed"}, ["Акколь"]),
        ({"status": "moon"}, ["Кокшетау", "Акколь", "Хобда"]),
        ({"path": "150000000/"}, ["Хобда"]),
        ({"path": f"110000000/{KATO}/"}, ["Акколь"]),
        ({"course": "OTHER"}, ["Хобда"]),
        ({"course": "99"}, []),
        ({"course": "9" * 25}, ["Кокшетау", "Акколь", "Хобда"]),
        ({"course": "x", "status": "planned"}, ["Кокшетау", "Хобда"]),
    ],
)
def test_list_shows_seminars_by_its_address_the_latest_first(
    login: LogIn, three: Course, query: dict[str, str], places: list[str]
) -> None:
    query = {name: value.replace("OTHER", str(three.id)) for name, value in query.items()}

    page = login(Role.TRAINER).get("/seminars", **query)

    assert (page.status, page.page.xpath("//tbody/tr/td[4]/text()")) == (200, places)


def test_list_shows_what_concerns_ones_territory(login: LogIn, three: Course) -> None:
    page = login(Role.TRAINER, f"110000000/{KATO}/").get("/seminars")

    assert page.page.xpath("//tbody/tr/td[4]/text()") == ["Кокшетау", "Акколь"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_make_the_same_queries_for_one_and_for_three(
    factory: Factory, login: LogIn, number: int
) -> None:
    start, length = datetime(2021, 7, 3, 4, tzinfo=UTC), timedelta(hours=6)
    days = [start + timedelta(at) for at in range(number)]
    made = [factory.seminar(starts_at=day, ends_at=day + length) for day in days]
    for _ in range(number):
        factory.participation(made[0])
    browser = login(Role.TRAINER)

    with counting_queries() as of_list:
        page = browser.get("/seminars")
    with counting_queries() as of_page:
        shown = browser.get(f"/seminars/{made[0].id}")

    assert (len(page.page.xpath("//tbody/tr")), len(of_list)) == (number, LIST_QUERIES)
    assert (len(shown.page.xpath("//fieldset")), len(of_page)) == (number, PAGE_QUERIES)
    assert f"{number} / 60" in page.page.xpath("//tbody/tr/td[6]/text()")
