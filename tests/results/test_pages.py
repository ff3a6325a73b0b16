"""Pages of the count: lists with filters in the address, the entry form in each language, who may open what."""

from dataclasses import replace

import pytest

from elections.accounts.access import Role
from elections.database import transaction
from elections.results.actions import expect_protocols
from elections.results.entries import State
from tests.browsing import Answer, Browser
from tests.queries import counting_queries
from tests.results.count import FIRST, Count, start_count

HOME = "110000000/"
FIELDS = (
    "voters", "ballots_received", "ballots_issued", "ballots_cancelled", "took_part", "invalid", "outside",
    "against_all",
)  # fmt: skip


def shown(answer: Answer) -> list[str]:
    """Returns the first cell of each row of the list."""
    return [" ".join(cell.text_content().split()) for cell in answer.page.xpath("//tbody/tr/td[1]//a")]


def typed(count: Count, own: int, rival: int, **changes: object) -> dict[str, str]:
    """Returns what somebody types who enters a protocol from its paper."""
    figures = count.figures(own, rival)
    answers = {name: str(getattr(figures, name)) for name in FIELDS}
    votes = {f"votes_{one}": str(number) for one, number in figures.votes.items()}
    return {**answers, **votes, "absentee": "", "version": "1", **changes}


def kept(answer: Answer) -> dict[str, str]:
    """Returns what stands in the fields of the page's form for a protocol."""
    form = next(form for form in answer.page.forms if "voters" in form.fields)
    return {
        name: value for name, value in form.fields.items() if name not in ("csrf_token", "idempotency_key")
    }


@pytest.fixture
def night(factory) -> list[Count]:
    """Two counts at home, of one precinct each, and one in another region; the first has its protocol."""
    home = factory.constituency(name_ru="Аккольский с.о.", search_text="аккольскии")
    contest = factory.contest(home, election=factory.election())
    other = factory.contest(
        factory.constituency(home.district, name_ru="Енбекский с.о.", search_text="енбек")
    )
    west = factory.district("153200000", factory.region("150000000", name_ru="Актюбинская область"))
    there = factory.contest(factory.constituency(west, name_ru="Хобдинский с.о.", search_text="хобдинскии"))
    counts = [start_count(factory, contest=one) for one in (contest, other, there)]
    counts[0].enter(counts[0].figures(300, 70))
    return counts


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({}, [0, 1, 2]),
        ({"state": "accepted"}, [0]),
        ({"state": "expected"}, [1, 2]),
        ({"state": "no such state"}, [0, 1, 2]),
        ({"path": "150000000/"}, [2]),
        ({"search": "Еңбек"}, [1]),
        ({"search": "ХОБД", "state": "accepted"}, []),
    ],
)
def test_protocols_are_listed_by_what_the_address_asks(login, night, arguments, found) -> None:
    answer = login(Role.OBSERVER).get("/protocols", **arguments)

    numbers = [night[one].protocol().precinct.number for one in found]
    assert (answer.status, shown(answer)) == (200, [f"№ {one}" for one in numbers])


def test_protocols_are_found_by_the_number_of_the_precinct(login, night) -> None:
    number = night[1].protocol().precinct.number

    assert shown(login(Role.OBSERVER).get("/protocols", search=str(number))) == [f"№ {number}"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({}, ["Аккольский с.о.", "Енбекский с.о.", "Хобдинский с.о."]),
        ({"search": "акколь"}, ["Аккольский с.о."]),
        ({"path": HOME}, ["Аккольский с.о.", "Енбекский с.о."]),
        ({"path": HOME, "search": "Хобда"}, []),
    ],
)
def test_results_are_listed_by_what_the_address_asks(login, night, arguments, found) -> None:
    answer = login(Role.OBSERVER).get("/results", lang="ru", **arguments)

    assert (answer.status, shown(answer)) == (200, found)


def test_lists_of_a_region_show_the_region_only(login, night) -> None:
    browser = login(Role.HQ_STAFF, HOME)

    assert shown(browser.get("/results", lang="ru")) == ["Аккольский с.о.", "Енбекский с.о."]
    assert len(shown(browser.get("/protocols"))) == 2
    assert "1 of 2 protocols" in browser.get("/results", lang="en").words


def test_result_of_a_contest_shows_its_votes_and_what_is_missing(factory, login, night) -> None:
    count, url = night[0], f"/results/contests/{night[0].contest.id}"
    factory.precinct(count.contest.constituency)
    with transaction():
        expect_protocols(count.contest)

    answer = login(Role.OBSERVER).get(url, lang="en")

    missing = "1 of 2 precincts is missing, 500 voters; the lead is 230 votes. A missing precinct is missing, not zero."
    assert missing in answer.words
    told = [row.text_content() for row in answer.page.xpath("(//table)[1]/tbody/tr/td[2]")]
    assert told == ["300", "70", "20", "10", "390", "500"]
    assert login(Role.OBSERVER, "150000000/").get(url).status == 404


@pytest.mark.parametrize(
    ("language", "heading", "first", "last", "button"),
    [
        ("kk", "№{} учаскенің хаттамасы", "Тізімдегі сайлаушылар", "Бәріне қарсымын", "Хаттаманы сақтау"),
        ("ru", "Протокол участка №{}", "Избирателей в списке", "Против всех", "Сохранить протокол"),
    ],
)
def test_entry_page_speaks_the_language_and_asks_for_each_candidate(
    login, night, language, heading, first, last, button
) -> None:
    count = night[1]
    answer = login(Role.HQ_STAFF).get(f"/protocols/{count.protocols[0]}/entry", lang=language)

    form = next(form for form in answer.page.forms if "voters" in form.fields)
    labels = [" ".join(one.text_content().split()) for one in form.xpath(".//label")]
    ballot = sorted((count.own.person, count.rival.person), key=lambda one: one.sort_key)
    names = [f"{one.surname} {one.given_name} {one.patronymic}" for one in ballot]
    title = answer.page.findtext(".//h1").strip()
    assert (answer.status, answer.page.get("lang"), title) == (
        200, language, heading.format(count.protocol().precinct.number),
    )  # fmt: skip
    assert (labels[0], labels[6:9], button in form.text_content()) == (first, [*names, last], True)


def test_refused_entry_keeps_what_was_typed_and_saves_nothing(login, night) -> None:
    count = night[1]
    browser, answers = login(Role.HQ_STAFF), typed(count, 300, 70, took_part="391", invalid="9 999")

    answer = browser.post(f"/protocols/{count.protocols[0]}/entry", answers)

    assert (answer.status, kept(answer)) == (422, {**answers, "invalid": "9999"})
    assert [code for code in ("F.106", "F.107", "F.103") if code in answer.words] == ["F.106", "F.107"]
    assert (count.protocol().state, count.protocol().entries) == (State.EXPECTED, [])


def test_entry_with_gaps_and_words_is_refused_at_the_fields(login, night) -> None:
    count = night[1]
    answers = typed(count, 300, 70, voters="", against_all="two")

    answer = login(Role.HQ_STAFF).post(f"/protocols/{count.protocols[0]}/entry", answers)

    marked = answer.page.xpath("//*[@aria-invalid='true']/@name")
    assert (answer.status, sorted(marked), kept(answer)) == (422, ["against_all", "voters"], answers)


def test_entry_leads_to_the_protocol_and_an_empty_figure_stays_unknown(login, night) -> None:
    count = night[1]
    browser = login(Role.HQ_STAFF, count.contest.path)

    answer = browser.post(f"/protocols/{count.protocols[0]}/entry", typed(count, 300, 70))

    assert (answer.status, answer.location) == (303, f"/protocols/{count.protocols[0]}")
    entry = count.protocol().accepted_entry
    assert (entry.took_part, entry.outside, entry.absentee) == (390, 5, None)
    assert browser.follow(answer).status == 200


def test_form_that_was_opened_before_another_entry_is_refused(login, night) -> None:
    count = night[0]

    answer = login(Role.HQ_STAFF).post(f"/protocols/{count.protocols[0]}/entry", typed(count, 70, 300))

    assert (answer.status, len(count.protocol().entries)) == (422, 1)


def test_second_person_does_not_see_the_first_entry(factory, login) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(311, 70), actor=replace(FIRST, user_id=901))
    url = f"/protocols/{count.protocols[0]}"

    staff = login(Role.HQ_STAFF)

    assert [one for one in ("311", "381") if one in staff.get(url).words] == []
    assert kept(staff.get(f"{url}/entry"))[f"votes_{count.own.id}"] == ""


def test_foreign_protocol_is_not_found(login, night) -> None:
    url, browser = f"/protocols/{night[2].protocols[0]}", login(Role.COORDINATOR, HOME)

    statuses = [
        browser.get(url).status, browser.get(f"{url}/entry").status,
        browser.post(f"{url}/entry", typed(night[2], 300, 70)).status,
        browser.post(f"{url}/resolution", {"version": "1", "entry": "1", "reason": "x"}).status,
        *[browser.post(f"{url}/{one}", {"version": "1", "reason": "x"}).status for one in ("dispute", "settlement", "recount")],
    ]  # fmt: skip

    assert statuses == [404] * 7
    assert night[2].protocol().entries == []


@pytest.mark.parametrize(
    ("role", "entry", "resolution", "reading"),
    [
        (Role.ADMINISTRATOR, 403, 403, 200),
        (Role.TRAINER, 403, 403, 403),
        (Role.OBSERVER, 403, 403, 200),
        (Role.HQ_STAFF, 200, 403, 200),
    ],
)
def test_roles_open_what_they_may(login, night, role, entry, resolution, reading) -> None:
    url, browser = f"/protocols/{night[1].protocols[0]}", login(role)

    assert browser.get(f"{url}/entry").status == entry
    assert browser.post(f"{url}/resolution", {"version": "1"}).status == resolution
    assert browser.get(url).status == reading
    assert browser.get("/results").status == reading
    if entry == 403:
        assert browser.post(f"{url}/entry", typed(night[1], 300, 70)).status == 403
        assert night[1].protocol().entries == []


def queries_of(browser: Browser, url: str) -> int:
    """Returns how many queries the page makes once the installation is warm."""
    browser.get(url)
    with counting_queries() as made:
        assert browser.get(url).status == 200
    return len(made)


@pytest.mark.parametrize(("url", "queries"), [("/protocols", 7), ("/results", 9)])
def test_lists_make_as_many_queries_for_three_rows_as_for_one(factory, login, url, queries) -> None:
    first, browser = start_count(factory), login(Role.OBSERVER)
    first.enter(first.figures(300, 70))

    at_one = queries_of(browser, url)
    for _ in range(2):
        count = start_count(factory, contest=factory.contest())
        count.enter(count.figures(70, 300))
    at_three = queries_of(browser, url)

    assert (at_one, at_three) == (queries, queries)
    assert len(shown(browser.get(url))) == 3
