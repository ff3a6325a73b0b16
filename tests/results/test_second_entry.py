"""The second person enters blind and then sees only the fields that differ; two at the same moment lose nothing."""

from elections.accounts.access import Actor, Role
from elections.database import transaction
from elections.results.actions import expect_protocols
from elections.results.entries import State
from elections.results.queries import figures_of
from tests.browsing import Answer, Browser
from tests.results.count import SECOND, Count, start_count
from tests.results.test_confirming import unlikely
from tests.results.test_pages import kept, typed

EARLIER = Actor(901, "earlier", Role.HQ_STAFF, "")


def begun(factory, login) -> tuple[Count, str, Browser]:
    """Returns a count whose first entry says 311 to 70, the address of the entry, and a second person's browser."""
    count = start_count(factory, entries=2)
    count.enter(count.figures(311, 70), actor=EARLIER)
    return count, f"/protocols/{count.protocols[0]}/entry", login(Role.HQ_STAFF)


def told(answer: Answer) -> str:
    """Returns what a person or a script can read of the numbers; tokens and the time of the page hold digits by chance."""
    drawn = "//*[@name and not(@name='csrf_token') and not(@name='idempotency_key')]/@value"
    return " ".join([answer.words, *answer.page.xpath(drawn)])


def asked(answer: Answer) -> list[str]:
    """Returns the fields that the page asks to look at again."""
    return answer.page.xpath("//section[@id='differing']//input/@name")


def form_of(
    browser: Browser, url: str, count: Count, own: int, rival: int, **changes: object
) -> dict[str, str]:
    return {**typed(count, own, rival, **changes), "version": kept(browser.get(url))["version"]}


def test_only_the_differing_fields_are_shown_and_not_what_the_first_person_said(factory, login) -> None:
    count, url, browser = begun(factory, login)
    form = form_of(browser, url, count, 301, 80)

    answer = browser.post(url, form)

    own, rival = f"votes_{count.own.id}", f"votes_{count.rival.id}"
    assert (answer.status, set(asked(answer))) == (422, {own, rival})
    assert "311" not in told(answer)
    shown = kept(answer)
    assert {name: shown[name] for name in form} == form
    assert answer.page.xpath("//details//input[@name='voters']/@value") == ["500"]
    assert (count.protocol().state, len(count.protocol().entries)) == (State.FIRST, 1)


def test_page_of_the_protocol_keeps_what_the_first_person_said_until_the_second_has_entered(
    factory, login
) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(310, 0), actor=EARLIER)
    url, browser = f"/protocols/{count.protocols[0]}", login(Role.HQ_STAFF)

    before = browser.get(url)
    count.enter(count.figures(310, 0), actor=SECOND)
    after = browser.get(url)

    assert [one in before.words for one in ("earlier", "310", "so it stands on the paper")] == [
        True,
        False,
        False,
    ]
    assert [one in after.words for one in ("310", "so it stands on the paper")] == [True, True]


def test_corrected_entry_agrees_and_is_accepted(factory, login) -> None:
    count, url, browser = begun(factory, login)
    shown = kept(browser.post(url, form_of(browser, url, count, 301, 80)))

    answer = browser.post(url, {**shown, f"votes_{count.own.id}": "311", f"votes_{count.rival.id}": "70"})

    assert (answer.status, count.protocol().state) == (303, State.ACCEPTED)


def test_entry_that_is_kept_goes_to_the_coordinator(factory, login) -> None:
    count, url, browser = begun(factory, login)
    shown = kept(browser.post(url, form_of(browser, url, count, 301, 80)))

    assert browser.post(url, shown).status == 303

    protocol = count.protocol()
    assert (protocol.state, figures_of(protocol.entries[1])) == (State.DIFFERS, count.figures(301, 80))


def test_value_that_newly_differs_is_asked_about_once_more(factory, login) -> None:
    count, url, browser = begun(factory, login)
    own, rival = f"votes_{count.own.id}", f"votes_{count.rival.id}"
    shown = kept(browser.post(url, form_of(browser, url, count, 301, 80)))

    again = browser.post(url, {**shown, own: "302", rival: "79"})
    assert (again.status, set(asked(again))) == (422, {own, rival})
    assert browser.post(url, kept(again)).status == 303
    assert count.protocol().state is State.DIFFERS


def test_sums_come_before_the_second_look(factory, login) -> None:
    count, url, browser = begun(factory, login)

    answer = browser.post(url, form_of(browser, url, count, 301, 80, took_part="402"))

    assert (answer.status, "F.106" in answer.words, asked(answer)) == (422, True, [])


def test_warning_and_difference_are_answered_together(factory, login) -> None:
    count, url, browser = begun(factory, login)

    answer = browser.post(url, form_of(browser, url, count, 311, 70, voters="499"))
    assert (answer.status, asked(answer), "W.201" in unlikely(answer)) == (422, ["voters"], True)
    done = browser.post(url, {**kept(answer), "confirmed": "y", "reason": "список сокращён"})

    assert (done.status, count.protocol().state) == (303, State.DIFFERS)


def test_first_person_is_told_that_somebody_else_must_enter(factory, login) -> None:
    count, url, _second = begun(factory, login)
    browser = login(Role.HQ_STAFF)
    other = start_count(factory, contest=factory.contest())
    there = f"/protocols/{other.protocols[0]}/entry"
    assert browser.post(there, typed(other, 300, 70)).status == 303

    answer = browser.post(there, {**typed(other, 300, 70), "version": str(other.protocol().version)})

    assert (answer.status, asked(answer)) == (422, [])
    assert len(other.protocol().entries) == 1


def test_clerk_who_was_overtaken_saves_again_as_the_second(factory, login) -> None:
    count = start_count(factory, entries=2)
    url, browser = f"/protocols/{count.protocols[0]}/entry", login(Role.HQ_STAFF)
    form = {**typed(count, 311, 70), "version": kept(browser.get(url, lang="en"))["version"]}
    count.enter(count.figures(311, 70), actor=EARLIER)

    answer = browser.post(url, form)

    assert (answer.status, "earlier saved this protocol at" in answer.words) == (422, True)
    assert "yours is then the second entry" in answer.words
    shown = kept(answer)
    assert {name: shown[name] for name in form if name != "version"} == {
        name: value for name, value in form.items() if name != "version"
    }
    assert browser.post(url, shown).status == 303
    assert (count.protocol().state, len(count.protocol().entries)) == (State.ACCEPTED, 2)


def test_clerk_who_was_overtaken_where_one_entry_is_enough_is_told_that_it_is_done(factory, login) -> None:
    count = start_count(factory)
    url, browser = f"/protocols/{count.protocols[0]}/entry", login(Role.HQ_STAFF)
    form = {**typed(count, 300, 70), "version": kept(browser.get(url, lang="en"))["version"]}
    count.enter(count.figures(311, 70), actor=EARLIER)

    answer = browser.post(url, form)

    assert (answer.status, "earlier saved this protocol at" in answer.words) == (422, True)
    assert "This protocol is entered already" in answer.words
    assert ("311" in told(answer), len(count.protocol().entries)) == (False, 1)


def test_same_form_sent_twice_counts_once(factory, login) -> None:
    count, url, browser = begun(factory, login)
    form = {**form_of(browser, url, count, 311, 70), "idempotency_key": "once"}

    assert [browser.post(url, form).status for _time in range(2)] == [303, 303]
    assert len(count.protocol().entries) == 2


def test_paper_of_a_precinct_nearby_is_recognised_by_its_voters(factory, login) -> None:
    count = start_count(factory)
    neighbour = factory.precinct(count.contest.constituency, voters=412)
    with transaction():
        expect_protocols(count.contest)
    browser, url = login(Role.HQ_STAFF), f"/protocols/{count.protocols[0]}/entry"
    browser.get(url, lang="en")

    answer = browser.post(url, typed(count, 300, 70, voters="412"))

    link = answer.page.xpath("//p[@class='notice']/a/@href")
    assert (answer.status, len(link)) == (422, 1)
    assert f"So many voters has precinct №{neighbour.number}" in answer.words
    assert f"№{neighbour.number}" in browser.get(link[0]).words
