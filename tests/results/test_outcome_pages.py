"""The list of results: what is called, in play, disputed, decided; counted inside the viewer's territory alone."""

import pytest

from elections.accounts.access import Role
from elections.database import transaction
from elections.results.counting import update_outcome
from elections.results.entries import State
from elections.results.official import OfficialKind
from elections.results.outcome_queries import Look, count_looks, list_outcomes
from tests.queries import counting_queries
from tests.results.count import Count, start_count
from tests.results.test_official_records import say, told


@pytest.fixture
def night(factory) -> dict[str, Count]:
    """One contest of each standing, the first of them in another region."""
    west = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    made = {"west": start_count(factory, precincts=2, contest=factory.contest(factory.constituency(west)))}
    for name in ("called", "close", "closer", "disputed", "official", "annulled", "waiting"):
        made[name] = start_count(factory, precincts=2, contest=factory.contest())
    made["west"].enter(made["west"].figures(250, 150))
    made["close"].enter(made["close"].figures(250, 150))
    made["closer"].enter(made["closer"].figures(230, 220))
    made["disputed"].enter(made["disputed"].figures(250, 180))
    for number in (0, 1):
        made["called"].enter(made["called"].figures(250, 150), number=number)
        made["official"].enter(made["official"].figures(250, 150), number=number)
    dispute(made["disputed"])
    say(made["official"], told(made["official"], 490, 310, voters=1000))
    say(made["annulled"], told(made["annulled"], kind=OfficialKind.ANNULLED, elected=None, votes={}))
    return made


def dispute(count: Count) -> None:
    with transaction():
        count.protocol(1).state = State.DISPUTED
    with transaction():
        update_outcome(count.protocol(1).contest)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"look": "called"}, ["called", "official"]),
        ({"look": "in_play", "path": "110000000/"}, ["closer", "disputed", "close"]),
        ({"look": "alarm"}, ["disputed"]),
        ({"look": "differs"}, ["official"]),
        ({"state": "waiting"}, ["waiting"]),
        ({"state": "preliminary"}, ["called"]),
        ({"state": "official"}, ["official"]),
        ({"state": "annulled"}, ["annulled"]),
        ({"state": "tie"}, []),
        ({"state": "counting", "look": "in_play", "path": "150000000/"}, ["west"]),
    ],
)
def test_contests_are_listed_by_where_they_stand(night, asked, found) -> None:
    names = {count.contest.id: name for name, count in night.items()}

    assert [names[one.contest_id] for one in list_outcomes(**asked).rows] == found


def test_page_of_a_region_counts_the_region_alone(login, night) -> None:
    assert count_looks() == {Look.CALLED: 2, Look.IN_PLAY: 4, Look.ALARM: 1}

    page = login(Role.HQ_STAFF, "150000000/").get("/results", lang="en").words

    assert "In play, the closest first: 1" in page
    assert "Called: the winner is certain: 0" in page
    assert "in play: 101 votes to overtake" in page


def test_contest_says_who_can_overtake_and_what_disputed_protocols_can_do(login, night) -> None:
    browser = login(Role.OBSERVER)

    page = browser.get(f"/results/contests/{night['disputed'].contest.id}", lang="en")

    for text in (
        "1 of 2 precincts is missing, 500 voters; the lead is 70 votes.",
        "Disputed protocols alone have enough voters to change the winner.",
        "needs 71 votes more than the leader of those still missing",
        "disputed, not counted",
    ):
        assert text in page.words
    called = browser.get(f"/results/contests/{night['called'].contest.id}", lang="en").words
    assert "Who can still overtake" not in called


def test_contest_makes_as_many_queries_for_three_precincts_as_for_one(factory, login) -> None:
    browser, made = login(Role.OBSERVER), []
    for number in (1, 3):
        count = start_count(factory, precincts=number, contest=factory.contest())
        for one in range(number):
            count.enter(count.figures(250, 150), number=one)
        url = f"/results/contests/{count.contest.id}"
        browser.get(url)
        with counting_queries() as queries:
            browser.get(url)
        made.append(len(queries))

    assert made[0] == made[1]
