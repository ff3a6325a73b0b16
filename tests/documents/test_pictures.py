"""Each picture of a page has its numbers to download: what it shows, in the viewer's territory, and nothing more."""

import pytest

from elections.accounts.access import Role
from elections.candidates.registration import Status
from elections.documents.spreadsheet import read_table
from elections.platforms.models import MoneySource
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Answer
from tests.results.count import start_count

NORTH, WEST = "110000000/", "150000000/"
BANDS = ["ready (80 and more)", "nearly (60–79)", "behind (40–59)", "far behind (below 40)"]
PICTURES = [
    ("/", "regions", ["Region", "Won", "Open", "Lost", "Needed"], ["Акмолинская область", 1, 1, 0, 2]),
    ("/candidates/funnel", "funnel", ["Stage", "Came so far", "Lost there"], ["proposed", 6, 0]),
    ("/readiness", "readiness", ["Region", *BANDS, "Mean readiness"], None),
    ("/headquarters/coverage", "cover", ["Territory", "own, with a head", "the district's, with a head", "no head",
                                         "no headquarters"], ["Акмолинская область", 0, 0, 0, 2]),
    ("/precincts/eyes", "eyes", ["Territory", "proxy and observer", "proxy only", "observer only", "nobody"],
     ["Акмолинская область", 0, 0, 0, 2]),
    ("/training/coverage", "gaps-candidates", ["Territory", "passed", "came, not passed", "only enrolled",
                                               "not enrolled"], None),
    ("/platforms/means", "means", ["Source of the money", "covered", "not covered", "means"], None),
]  # fmt: skip


@pytest.fixture
def campaign(factory) -> None:
    """Two contests in the north, one of them won, and one in the west, with a course and means to draw."""
    factory.election()
    north = factory.district("113200000")
    west = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    first, second, third = (factory.contest(factory.constituency(one)) for one in (north, north, west))
    for contest, votes in ((first, (250, 150)), (second, None), (third, (150, 250))):
        count = start_count(factory, own=factory.candidate(contest))
        if votes:
            count.enter(count.figures(*votes))
    factory.candidate(second, own=False, status=Status.REFUSED)
    factory.course()
    platform = factory.platform(factory.candidate(first, own=False), status=PlatformStatus.APPROVED)
    factory.pledge(platform)
    factory.means(first.constituency, source=MoneySource.LOCAL_BUDGET)


@pytest.mark.parametrize(("path", "name", "headings", "row"), PICTURES, ids=[one[1] for one in PICTURES])
def test_numbers_of_a_picture(campaign, login, path, name, headings, row) -> None:
    browser = login(Role.COORDINATOR, NORTH)

    page = browser.get(f"{path}?lang=en")
    link = f"{path}?lang=en&numbers={name}"
    assert link in page.page.xpath("//figcaption//a/@href"), page.page.xpath("//figcaption//a/@href")
    file = browser.get(link)

    assert (file.status, file.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert file.headers["Content-Disposition"] == f"attachment; filename={name}.csv"
    rows = read(file)
    assert rows[0] == headings
    if row:
        assert rows[1][1:] == [str(one) for one in row[1:]]
    assert "Актюбинская область" not in [one[0] for one in rows]


def test_a_picture_that_the_page_does_not_have_is_the_page(campaign, login) -> None:
    assert "text/html" in login(Role.COORDINATOR).get("/?numbers=secrets").headers["Content-Type"]


def test_numbers_are_for_those_who_may_see_the_page(campaign, login, client) -> None:
    assert client.get("/precincts/eyes?numbers=eyes").status == 303
    assert login(Role.TRAINER).get("/platforms/means?numbers=means").status == 403


def read(answer: Answer) -> list[list[object]]:
    return read_table(answer.data, "numbers.csv")[0].rows
