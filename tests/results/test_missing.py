"""Who has not reported: how many where, one by one with whom to call, in an order and a file."""

from datetime import date

import pytest

from elections.accounts.access import Role
from elections.database import transaction
from elections.headquarters.models import MemberRole
from elections.results.dispute_actions import dispute_protocol
from elections.results.entries import State
from elections.results.missing_queries import Reported, together
from tests.browsing import Answer
from tests.results.count import SECOND, Count, start_count
from tests.results.test_disputes import CLAIM, act
from tests.results.test_pages import HOME, queries_of

URL = "/protocols/missing"


def rows(answer: Answer) -> list[str]:
    """Returns the precincts of the list, "№ 7", in its order."""
    return answer.page.xpath("//td[1]/a/text()[starts-with(., '№')]")


def phones(answer: Answer) -> list[str]:
    return [one.removeprefix("tel:") for one in answer.page.xpath("//a[starts-with(@href, 'tel:')]/@href")]


@pytest.fixture
def night(factory) -> Count:
    """Five precincts: accepted, waiting for the second entry, differing, disputed, not entered."""
    count = start_count(factory, precincts=5, entries=2)
    for number in range(4):
        count.enter(count.figures(300, 70 + number), number)
    for number, rival in ((0, 70), (2, 60), (3, 73)):
        count.enter(count.figures(300, rival), number, SECOND)
    act(count, dispute_protocol, CLAIM, number=3)
    states = [count.protocol(number).state for number in range(5)]
    assert states == [State.ACCEPTED, State.FIRST, State.DIFFERS, State.DISPUTED, State.EXPECTED]
    return count


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"show": "none"}, [4]),
        ({"show": "second"}, [1]),
        ({"show": "differs"}, [2]),
        ({"show": "disputed"}, [3]),
        ({"show": "nonsense"}, [1, 2, 3, 4]),
        ({"path": "150000000/"}, []),
        ({"search": "нет такого"}, []),
    ],
)
def test_list_shows_what_is_not_counted(login, night, arguments, found) -> None:
    answer = login(Role.OBSERVER).get(URL, **arguments)

    numbers = [f"№ {night.protocol(one).precinct.number}" for one in found]
    assert (answer.status, rows(answer)) == (200, numbers)


def test_list_of_one_precinct(login, night) -> None:
    answer = login(Role.OBSERVER).get(URL, precinct=str(night.protocol(2).precinct_id))

    assert rows(answer) == [f"№ {night.protocol(2).precinct.number}"]


def test_most_voters_come_first_when_asked_and_who_waits_longest(login, night) -> None:
    with transaction():
        for number, voters in ((1, 300), (2, 900), (3, 100), (4, 500)):
            night.protocol(number).precinct.voters = voters
    browser = login(Role.OBSERVER)

    def order(sort: str) -> list[int]:
        numbers = {f"№ {night.protocol(one).precinct.number}": one for one in range(5)}
        return [numbers[one] for one in rows(browser.get(URL, sort=sort))]

    assert order("voters") == [2, 4, 1, 3]
    assert order("time") == [4, 1, 2, 3]


def test_places_tell_expected_against_counted(factory, login, night) -> None:
    there = factory.contest(factory.constituency(factory.district("153200000", factory.region("150000000"))))
    start_count(factory, contest=there, precincts=2)

    answer = login(Role.OBSERVER).get(URL, lang="en")

    lines = [row.xpath("td") for row in answer.page.xpath("//tr[th[@scope='row']]")]
    cells = [[cell.text_content().strip() for cell in line][:6] for line in lines]
    assert cells == [
        ["5", "1", "1", "1", "1", "1"],
        ["2", "0", "2", "0", "0", "0"],
        ["7", "1", "3", "1", "1", "1"],
    ]
    assert "counted: 1 of 7 precincts" in answer.words
    assert len(rows(login(Role.HQ_STAFF, HOME).get(URL))) == 4


def test_sums_of_places() -> None:
    one, other = Reported(), Reported()
    one.add(State.ACCEPTED, 2, 900)
    one.add(State.FIRST, 1, 400)
    other.add(State.FIRST, 1, 100)
    whole = together({"a": one, "b": other})

    assert (whole.expected, whole.accepted, whole.missing, whole.voters) == (4, 2, 2, 500)
    assert (whole.of("second"), whole.of("none")) == (2, 0)


def staff(factory, night: Count) -> None:
    """Sends an observer and a proxy to the precinct that is not entered, and opens headquarters above it."""
    precinct = night.protocol(4).precinct
    factory.observer(
        precinct,
        factory.person(surname="Бақылаушы", phone="+7 701 000 00 01"),
        phone_consent_on=date(2021, 7, 1),
    )
    factory.observer(precinct, factory.person(surname="Тихий", phone="+7 701 000 00 02"))
    factory.proxy(night.own, precinct, factory.person(surname="Өкіл", phone="+7 701 000 00 03"))
    office = factory.headquarters(precinct.path[:20], phone="+7 701 000 00 04")
    factory.member(office, factory.person(surname="Басшы", phone="+7 701 000 00 05"), role=MemberRole.HEAD)
    factory.member(office, factory.person(surname="Заңгер", phone="+7 701 000 00 06"), role=MemberRole.LAWYER)


def test_observers_are_called_first_then_proxies_then_the_headquarters_nearby(factory, login, night) -> None:
    staff(factory, night)

    answer = login(Role.HQ_STAFF).get(URL, show="none", lang="en")

    assert phones(answer) == ["+77010000001", "+77010000003", "+77010000004", "+77010000005"]
    assert "Тихий" in answer.words
    assert "Заңгер" not in answer.words


def test_file_holds_phones_of_those_who_agreed_and_the_log_who_took_it(factory, login, night) -> None:
    staff(factory, night)
    browser = login(Role.HQ_STAFF)
    assert browser.get(f"{URL}/export").status == 200
    assert browser.post(f"{URL}/export", {"reason": "", "format": "csv"}).status == 422

    answer = browser.post(f"{URL}/export?show=none", {"reason": "обзвон", "format": "csv"})

    text = answer.data.decode("utf-8-sig")
    assert (answer.status, text.count("\n")) == (200, 2)
    assert "+7 701 000 00 01" in text
    assert "+7 701 000 00 02" not in text
    assert browser.post(f"{URL}/export", {"reason": "обзвон", "format": "xlsx"}).status == 200
    assert [login(one).get(f"{URL}/export").status for one in (Role.OBSERVER, Role.TRAINER)] == [403, 403]


def test_numbers_by_state_stand_above_the_list_of_protocols(login, night) -> None:
    answer = login(Role.OBSERVER).get("/protocols", lang="en")

    tabs = [" ".join(one.text_content().split()) for one in answer.page.xpath("//nav[@class='states']//a")]
    assert tabs == [
        "All 5", "Expected 1", "Entered once, waits for the second person 1", "The two entries differ 1", "Accepted 1",
        "Disputed 1",
    ]  # fmt: skip
    assert answer.page.xpath(f"//a[@href='{URL}']") != []
    assert login(Role.OBSERVER).get("/results").page.xpath(f"//a[@href='{URL}']") != []
    assert login(Role.OBSERVER).get("/").page.xpath(f"//a[@href='{URL}']") != []
    assert login(Role.TRAINER).get(URL).status == 403


def test_list_makes_as_many_queries_for_three_rows_as_for_one(factory, login) -> None:
    def one_more() -> None:
        count = start_count(factory, contest=factory.contest())
        precinct = count.protocol().precinct
        factory.observer(precinct, factory.person())
        factory.proxy(count.own, precinct, factory.person())
        factory.member(factory.headquarters(precinct.path), factory.person())

    one_more()
    browser = login(Role.HQ_STAFF)
    at_one = queries_of(browser, URL)
    one_more()
    one_more()

    assert queries_of(browser, URL) == at_one
