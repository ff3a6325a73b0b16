"""A contest as the law sees it: its ballot, who really stands against us, and a shout where there are too few."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from elections.accounts.access import Role
from elections.campaign.models import Contest, ContestStatus
from elections.candidates.funnel_queries import count_short_contests, list_short_contests
from elections.candidates.registration import Nomination, Status
from elections.database import transaction
from tests.browsing import Answer, Browser
from tests.factories import Factory
from tests.queries import counting_queries

LogIn = Callable[..., Browser]
OPEN, CLOSED = datetime(2021, 7, 12, 6, tzinfo=UTC), datetime(2021, 7, 15, 6, tzinfo=UTC)
KAZAKH = (
    "Абаев", "Әлиев", "Бекова", "Галиев", "Ғалымов", "Исаев", "Касымов", "Қасымов", "Нуров", "Ңуров", "Омаров",
    "Өмиров", "Уалиев", "Ұлан", "Үсен", "Хасен", "Һасен", "Ыдырыс", "Ібрай",
)  # fmt: skip


def ballot(page: Answer) -> list[str]:
    return [one.text_content().split()[0] for one in page.page.xpath("//ol[@class='ballot']/li")]


def shouted(page: Answer) -> str:
    return " ".join(one.text_content() for one in page.page.xpath("//*[@class='notice bad']"))


def places(page: Answer) -> list[str]:
    return page.page.xpath("//tbody//td[1]/a/text()")


def test_ballot_follows_the_kazakh_alphabet_and_ends_with_against_all(factory: Factory, login: LogIn) -> None:
    contest = factory.contest()
    for surname in reversed(KAZAKH):
        factory.candidate(contest, factory.person(surname=surname), own=False)

    page = login(Role.OBSERVER).get(f"/candidates/contests/{contest.id}")

    assert ballot(page) == [*KAZAKH, "Бәріне"]
    assert page.page.xpath("//ol[@class='ballot']/li[last()]/span/text()") == [
        "Бәріне қарсымын",
        "Против всех",
    ]


def test_only_who_is_registered_is_on_the_ballot_and_the_others_stand_below(
    factory: Factory, login: LogIn
) -> None:
    contest = factory.contest()
    ended = {"Бекова": Status.REFUSED, "Ғалымов": Status.CANCELLED, "Есенова": Status.WITHDRAWN}
    for surname, status in {"Әлиев": Status.REGISTERED, "Дүйсен": Status.FILED, **ended}.items():
        factory.candidate(contest, factory.person(surname=surname), own=False, status=status)

    page = login(Role.OBSERVER).get(f"/candidates/contests/{contest.id}")

    assert ballot(page) == ["Әлиев", "Бәріне"]
    assert [one.split()[0] for one in page.page.xpath("//h3/following-sibling::ul[1]/li/a/text()")] == [
        "Бекова", "Ғалымов", "Дүйсен", "Есенова",
    ]  # fmt: skip


def test_self_nominated_member_of_our_party_is_a_rival_and_said_to_be_a_member(
    factory: Factory, login: LogIn
) -> None:
    contest, other = factory.contest(), factory.party(code="JER", name_ru="Жер")
    own = contest.election.own_party
    rival = {
        "own": False,
        "nomination": Nomination.PARTY,
        "nominated_by_id": other.id,
        "member_of_id": other.id,
    }
    factory.candidate(contest, factory.person(surname="Әлиев", given_name="Ерлан"))
    factory.candidate(contest, factory.person(surname="Бекова"), own=False, member_of_id=own.id)
    factory.candidate(contest, factory.person(surname="Ғалымов"), **rival)
    factory.candidate(contest, factory.person(surname="Асанов"), own=False, status=Status.WITHDRAWN)

    page = login(Role.OBSERVER).get(f"/candidates/contests/{contest.id}", lang="en")

    facts = {one.findtext("dt"): one.findtext("dd") for one in page.page.xpath("//dl[@class='facts']/div")}
    assert facts == {
        "Our nominee": "Әлиев Ерлан",
        "Rivals who stand": "2",
        "of them members of our party": "1",
    }
    member = [
        one.text_content()
        for one in page.page.xpath("//ol/li")
        if "Member of the party" in one.text_content()
    ]
    assert [(one.split()[0], own.name_ru in one) for one in member] == [("Бекова", True)]


@pytest.mark.parametrize(
    ("now", "statuses", "article"),
    [
        (OPEN, [Status.REGISTERED, Status.PROPOSED], ""),
        (OPEN, [Status.REGISTERED, Status.WITHDRAWN], "CL 113-3(6)"),
        (CLOSED, [Status.REGISTERED, Status.REGISTERED], ""),
        (CLOSED, [Status.REGISTERED, Status.FILED], "CL 113-7"),
        (CLOSED, [Status.REGISTERED, Status.CANCELLED], "CL 113-7"),
        (CLOSED, [], "CL 113-7"),
    ],
)
def test_contest_with_fewer_than_two_is_shouted_about(
    factory: Factory, login: LogIn, now: datetime, statuses: list[Status], article: str
) -> None:
    factory.election(clock_at=now)
    contest = factory.contest()
    for status in statuses:
        factory.candidate(contest, own=False, status=status)
    browser = login(Role.OBSERVER)

    page, listed = (
        browser.get(f"/candidates/contests/{contest.id}", lang="en"),
        browser.get("/candidates/short-contests"),
    )
    board = browser.get("/")

    assert (article in shouted(page), bool(shouted(page))) == (True, bool(article))
    assert places(listed) == [contest.constituency.name_ru] * bool(article)
    assert ("/candidates/short-contests" in board.text) == bool(article)


def test_dossier_shouts_too(factory: Factory, login: LogIn) -> None:
    factory.election(clock_at=CLOSED)
    candidate = factory.candidate()

    assert "CL 113-7" in shouted(login().get(f"/candidates/{candidate.id}", lang="en"))


def test_list_is_that_of_the_place_and_leaves_cancelled_contests_out(factory: Factory, login: LogIn) -> None:
    factory.election(clock_at=CLOSED)
    west = factory.region("270000000", name_ru="Западно-Казахстанская область")
    here = factory.contest(factory.constituency(name_ru="Яблоневый с.о."))
    there = factory.contest(
        factory.constituency(factory.district("273600000", west), name_ru="Арбузный с.о.")
    )
    factory.contest(status=ContestStatus.CANCELLED)

    everywhere = places(login(Role.OBSERVER).get("/candidates/short-contests"))
    chosen = places(login(Role.OBSERVER).get("/candidates/short-contests", path="270000000/"))
    own = login(Role.HQ_STAFF, here.path)

    assert (everywhere, chosen) == (["Яблоневый с.о.", "Арбузный с.о."], ["Арбузный с.о."])
    assert places(own.get("/candidates/short-contests")) == ["Яблоневый с.о."]
    assert own.get(f"/candidates/contests/{there.id}").status == 404


@pytest.mark.parametrize("number", [1, 3])
def test_short_contests_make_the_same_queries_however_many(factory: Factory, number: int) -> None:
    election = factory.election(clock_at=CLOSED)
    for _ in range(number):
        factory.candidate(factory.contest(), own=False)
    factory.contest()

    with transaction(), counting_queries() as made:
        page = list_short_contests(election)
        shown = [
            (one.registered, one.standing, one.contest.constituency.district.name_ru) for one in page.rows
        ]

    assert (len(shown), len(made)) == (number + 1, 4)  # the election, how many, which, their numbers
    assert sorted(one[:2] for one in shown) == [(0, 0), *[(1, 1)] * number]
    assert count_short_contests(election) == number + 1


@pytest.mark.parametrize("number", [1, 3])
def test_contest_page_makes_the_same_queries_however_many_stand(
    factory: Factory, login: LogIn, number: int
) -> None:
    contest: Contest = factory.contest()
    for _ in range(number):
        factory.candidate(contest, own=False, member_of_id=factory.party().id)
    browser, url = login(Role.OBSERVER), f"/candidates/contests/{contest.id}"
    browser.get(url)

    with counting_queries() as made:
        browser.get(url)

    assert len(made) == 8
