"""The funnel as it is read from the steps: by region and district, the numbers lead to the very candidates."""

from collections.abc import Callable
from datetime import date

import pytest

from elections.accounts.access import Role
from elections.campaign.models import Contest
from elections.candidates.funnel import STAGES, lines_of, losses_of
from elections.candidates.funnel_queries import count_groups
from elections.candidates.models import Candidate, CandidateStep
from elections.candidates.registration import Ground, Status
from elections.database import db, transaction
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
NORTH, WEST = "110000000/", "270000000/"
FUNNEL_QUERIES = 5


def walk(candidate: Candidate, *ways: tuple[Status | None, Status, Ground | None]) -> None:
    """Keeps the steps that a candidacy has gone."""
    with transaction():
        for was, status, ground in ways:
            db.session.add(
                CandidateStep(
                    candidate_id=candidate.id, path=candidate.path, from_status=was, to_status=status,
                    decided_on=date(2021, 7, 1), ground=ground,
                )
            )  # fmt: skip
            db.session.flush()


@pytest.fixture
def contests(factory: Factory) -> tuple[Contest, Contest]:
    """One in the north, one in the west."""
    region = factory.region(WEST[:9], name_ru="Западно-Казахстанская область")
    here = factory.contest(factory.constituency(factory.district()))
    return here, factory.contest(factory.constituency(factory.district("273600000", region)))


@pytest.fixture
def candidates(factory: Factory, contests: tuple[Contest, Contest]) -> dict[str, Candidate]:
    """Everybody stood or ended in another way; of the last ones no step tells."""
    north, west = contests

    def stand(surname: str, contest: Contest, status: Status, *ways: object, own: bool = False) -> Candidate:
        candidate = factory.candidate(contest, factory.person(surname=surname), status=status, own=own)
        walk(candidate, *ways)  # type: ignore[arg-type]
        return candidate

    back = (Status.FILED, Status.DOCUMENTS, None), (Status.DOCUMENTS, Status.WITHDRAWN, Ground.OWN_WISH)
    again = (Status.FILED, Status.REFUSED, Ground.OTHER), (Status.REFUSED, Status.REGISTERED, None)
    return {
        "Асанов": stand("Асанов", north, Status.REGISTERED, *again, own=True),
        "Бекова": stand("Бекова", north, Status.WITHDRAWN, *back),
        "Ғалымов": stand("Ғалымов", west, Status.PROPOSED),
        "Дүйсен": stand("Дүйсен", west, Status.CANCELLED, (Status.REGISTERED, Status.CANCELLED, Ground.BRIBERY)),
        "Есенова": stand("Есенова", west, Status.REFUSED, (None, Status.REFUSED, None)),
        "Жұмабай": stand("Жұмабай", west, Status.WITHDRAWN),
    }  # fmt: skip


def surnames(page: Answer) -> list[str]:
    return [one.split()[0] for one in page.page.xpath("//tbody//td[1]/a/text()")]


def test_losses_are_counted_where_the_candidacies_stood_last(candidates: dict[str, Candidate]) -> None:
    groups = count_groups(candidates["Асанов"].contest.election)
    lines = lines_of(groups)

    def numbers(place: str) -> list[tuple[int, int, int]]:
        line = lines[place]
        return [(line.reached[stage], line.lost[stage], line.there[stage]) for stage in STAGES]

    assert numbers(NORTH) == [(2, 0, 0), (2, 1, 0), (1, 0, 0), (1, 0, 1)]
    assert numbers(WEST) == [(4, 1, 1), (2, 0, 0), (2, 1, 0), (1, 1, 0)]
    assert [(one.lost_at, one.status, one.ground, one.number) for one in losses_of(groups)] == [
        (Status.PROPOSED, Status.WITHDRAWN, None, 1),
        (Status.DOCUMENTS, Status.WITHDRAWN, Ground.OWN_WISH, 1),
        (Status.FILED, Status.REFUSED, None, 1),
        (Status.REGISTERED, Status.CANCELLED, Ground.BRIBERY, 1),
    ]


def test_numbers_lead_to_the_very_candidates(candidates: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.OBSERVER)

    page = browser.get("/candidates/funnel")

    links = page.page.xpath("//td[contains(@class, 'number')]/a")
    assert len(links) > 20
    for link in links:
        assert len(surnames(browser.get(link.get("href")))) == int(link.text), link.get("href")
    lost = browser.get("/candidates", lost_at="registered", ground="bribery")
    assert (surnames(lost), surnames(browser.get("/candidates", ground="none"))) == (
        ["Дүйсен"], ["Есенова", "Жұмабай"],
    )  # fmt: skip


def test_region_is_shown_by_district_and_ours_apart(candidates: dict[str, Candidate], login: LogIn) -> None:
    browser = login(Role.OBSERVER)

    whole, region = browser.get("/candidates/funnel", lang="en"), browser.get("/candidates/funnel", path=WEST)
    ours = browser.get("/candidates/funnel", whose="own")

    def places(page: Answer) -> list[str]:
        return [one.text_content().strip() for one in page.page.xpath("(//table)[2]/tbody/tr/th")]

    assert places(whole)[:-1] == ["Акмолинская область", "Западно-Казахстанская область"]
    assert places(region)[:-1] == ["Район 273600000"]
    assert places(ours)[:-1] == ["Акмолинская область"]
    assert whole.page.xpath("//figure//*[name()='desc']/text()") == ["2 of 6 came to registration"]


def test_funnel_of_a_region_shows_no_other(candidates: dict[str, Candidate], login: LogIn) -> None:
    page = login(Role.HQ_STAFF, WEST).get("/candidates/funnel")
    foreign = login(Role.HQ_STAFF, WEST).get("/candidates/funnel", path=NORTH, lang="en")

    assert page.page.xpath("(//table)[1]/tbody/tr[1]/td[1]/a/text()") == ["4"]
    assert "There is no candidacy here yet." in foreign.words


@pytest.mark.parametrize("number", [1, 2, 4])
def test_funnel_makes_the_same_queries_however_many_stand(
    factory: Factory, login: LogIn, number: int
) -> None:
    for index in range(number):
        district = factory.district(f"11{30 + index}00000")
        candidate = factory.candidate(factory.contest(factory.constituency(district)), status=Status.REFUSED)
        walk(candidate, (Status.FILED, Status.REFUSED, Ground.OTHER))
    browser = login(Role.COORDINATOR)
    browser.get("/candidates/funnel")

    with counting_queries() as made:
        assert browser.get("/candidates/funnel").status == 200

    assert len(made) == FUNNEL_QUERIES
