"""Drafts of protocols: kept while somebody types, seen by nobody else, counted never, gone once the entry is saved."""

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace

import pytest

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.candidates.registration import Status
from elections.database import db, transaction
from elections.results.draft_actions import LONGEST_FIGURE, answers_of
from elections.results.draft_models import ProtocolDraft
from elections.results.entries import State
from tests.browsing import Answer, Browser
from tests.queries import counting_queries
from tests.results.count import FIRST, Count, start_count
from tests.results.test_pages import kept, typed

LogIn = Callable[..., Browser]
ELSEWHERE = "150000000/"


@pytest.fixture
def count(factory) -> Count:
    """Three precincts that nobody has entered."""
    return start_count(factory, precincts=3)


def url_of(count: Count, number: int = 0) -> str:
    return f"/protocols/{count.protocols[number]}"


def send(browser: Browser, url: str, answers: dict[str, str]) -> dict[str, object]:
    """Sends a draft as the page's script does, and returns what the script is told."""
    db.session.rollback()
    wanted = {"Accept": "application/json"}
    answer = Context().run(browser.client.post, f"{url}/draft", data=answers, headers=wanted)
    assert answer.status_code == 200
    return answer.get_json()


def drafts() -> list[dict[str, str]]:
    db.session.rollback()
    return [one.answers for one in db.session.query(ProtocolDraft).order_by(ProtocolDraft.id)]


def notice(answer: Answer) -> str:
    """Returns what the page says of a draft that was put in; "" when it says nothing."""
    found = answer.page.xpath("//*[@id='draft' and not(@hidden)]")
    return " ".join(found[0].text_content().split()) if found else ""


def test_what_was_typed_is_there_when_the_page_is_opened_again(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)
    own = f"votes_{count.own.id}"

    told = send(browser, url, {"voters": "512", own: "3O1", "invalid": ""})
    page = browser.get(f"{url}/entry", lang="en")

    fields = kept(page)
    assert (told["kept"], fields["voters"], fields[own], fields["invalid"]) == (True, "512", "3O1", "")
    assert "Your draft of" in notice(page)
    assert page.page.xpath("//@data-draft-at") == [str(told["at"])]


def test_draft_sent_again_is_one_and_the_newest_stays(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)

    for voters in ("5", "51", "512", "512"):
        send(browser, url, {"voters": voters})

    assert drafts() == [{"voters": "512"}]


def test_draft_is_seen_by_its_author_alone(count: Count, login: LogIn) -> None:
    url = url_of(count)
    send(login(Role.HQ_STAFF), url, {"voters": "512"})
    other = login(Role.HQ_STAFF)

    page = other.get(f"{url}/entry", lang="en")
    send(other, url, {"voters": "499"})

    assert (kept(page)["voters"], notice(page)) == ("", "")
    assert drafts() == [{"voters": "512"}, {"voters": "499"}]
    assert "512" not in login(Role.COORDINATOR).get(url).words


def test_draft_is_never_counted_and_not_in_the_log(count: Count, login: LogIn) -> None:
    send(login(Role.HQ_STAFF), url_of(count), typed(count, 300, 70))

    assert (count.protocol().state, count.protocol().entries) == (State.EXPECTED, [])
    assert (count.outcome().precincts_received, count.outcome().took_part) == (0, 0)
    assert db.session.query(AuditEvent).filter(AuditEvent.action.startswith("protocol")).count() == 0


def test_draft_is_gone_once_the_entry_is_saved(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)
    send(browser, url, {"voters": "512"})
    send(login(Role.HQ_STAFF), url, {"voters": "499"})

    refused = browser.post(f"{url}/entry", typed(count, 300, 70, took_part="1"))
    still = drafts()
    saved = browser.post(f"{url}/entry", typed(count, 300, 70))

    assert (refused.status, still) == (422, [{"voters": "512"}, {"voters": "499"}])
    assert (saved.status, drafts()) == (303, [{"voters": "499"}])


def test_draft_that_arrives_after_the_entry_is_not_kept(factory, login: LogIn) -> None:
    count = start_count(factory, entries=2)
    browser, url = login(Role.HQ_STAFF), url_of(count)
    browser.post(f"{url}/entry", typed(count, 300, 70))

    told = send(browser, url, {"voters": "500"})
    opened = browser.get(f"{url}/entry", lang="en")
    second = send(login(Role.HQ_STAFF), url, {"voters": "501"})

    assert (told["kept"], bool(told["why"])) == (False, True)
    assert "You made the first entry" in opened.words
    assert [form for form in opened.page.forms if "voters" in form.fields] == []
    assert (second["kept"], drafts()) == (True, [{"voters": "501"}])


def test_without_scripts_a_button_keeps_the_draft_and_another_drops_it(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)
    form = {**typed(count, 300, 70), "invalid": "", "idempotency_key": "k1"}

    kept_it = browser.post(f"{url}/draft", form)
    page = browser.follow(kept_it)
    dropped = browser.post(f"{url}/draft/removal")

    assert (kept_it.status, kept_it.location, kept(page)["took_part"]) == (303, f"{url}/entry", "390")
    assert (dropped.status, drafts(), notice(browser.follow(dropped))) == (303, [], "")


def test_button_that_comes_too_late_leads_to_the_protocol(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)
    count.enter(count.figures(300, 70), actor=replace(FIRST, user_id=901))

    answer = browser.post(f"{url}/draft", {"voters": "500"})

    assert (answer.status, answer.location, drafts()) == (303, url, [])


def test_empty_form_leaves_no_draft(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)
    send(browser, url, {"voters": "5"})

    send(browser, url, {"voters": " ", "reason": ""})

    assert drafts() == []


def test_draft_keeps_figures_and_the_reason_and_nothing_else() -> None:
    typed_in = {
        "voters": "  1,5 ", "took_part": "9" * 99, "votes_7": "-3", "votes_x": "1", "csrf_token": "t", "version": "1",
        "reason": " so it stands ", "invalid": "",
    }  # fmt: skip

    assert answers_of(typed_in) == {
        "voters": "1,5", "took_part": "9" * LONGEST_FIGURE, "votes_7": "-3", "reason": "so it stands",
    }  # fmt: skip
    assert len(answers_of({f"votes_{one}": "1" for one in range(900)})) == 60


def test_draft_elsewhere_is_not_found_and_readers_have_none(count: Count, login: LogIn) -> None:
    url = url_of(count)
    away, observer = login(Role.HQ_STAFF, ELSEWHERE), login(Role.OBSERVER)

    statuses = [one.post(f"{url}/{what}", {"voters": "1"}).status for one in (away, observer)
                for what in ("draft", "draft/removal")]  # fmt: skip

    assert (statuses, drafts()) == ([404, 404, 403, 403], [])


def test_votes_of_a_candidate_who_withdrew_are_told_and_not_put_in(count: Count, login: LogIn) -> None:
    browser, url = login(Role.HQ_STAFF), url_of(count)
    rival = f"votes_{count.rival.id}"
    send(browser, url, {"voters": "512", rival: "70"})
    surname = count.rival.person.surname
    with transaction():
        count.rival.status = Status.WITHDRAWN

    page = browser.get(f"{url}/entry", lang="en")
    sent = browser.post(f"{url}/entry", typed(count, 300, 70))

    assert (rival in kept(page), f"The votes of {surname}" in notice(page)) == (False, True)
    assert (sent.status, "F.115" in sent.words, surname in sent.words) == (422, True, True)
    assert (rival in kept(sent), count.protocol().entries) == (False, [])


def test_votes_of_somebody_who_never_stood_are_refused(count: Count, login: LogIn) -> None:
    answer = login(Role.HQ_STAFF).post(f"{url_of(count)}/entry", typed(count, 300, 70, votes_999="5"))

    assert (answer.status, "votes_999" in answer.words, count.protocol().entries) == (422, True, [])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("12.5", "F.110"), ("12,5", "F.110"), ("-3", "F.101"), ("1000000000000", "F.102"), ("10^12", "F.110"),
     ("1e12", "F.110"), ("9" * 400, "F.102"), ("٣", "F.110")],
)  # fmt: skip
def test_figure_that_is_none_is_refused_by_its_code_and_kept_as_typed(
    count: Count, login: LogIn, wrong: str, code: str
) -> None:
    answer = login(Role.HQ_STAFF).post(f"{url_of(count)}/entry", typed(count, 300, 70, invalid=wrong))

    assert (answer.status, code in answer.words, kept(answer)["invalid"]) == (422, True, wrong)
    assert count.protocol().entries == []


def test_form_sent_twice_counts_once(factory, login: LogIn) -> None:
    count = start_count(factory, entries=2)
    browser, url = login(Role.HQ_STAFF), url_of(count)
    page = browser.get(f"{url}/entry").page
    form = next(form for form in page.forms if "voters" in form.fields)
    sent = {**typed(count, 300, 70), "idempotency_key": form.fields["idempotency_key"]}
    send(browser, url, {"voters": "500"})

    answers = [browser.post(f"{url}/entry", sent) for _ in range(3)]

    assert [(one.status, one.location) for one in answers] == [(303, url)] * 3
    assert ([one.number for one in count.protocol().entries], count.protocol().state) == ([1], State.FIRST)
    assert drafts() == []


def test_next_precinct_is_the_one_after_then_from_the_beginning(count: Count, login: LogIn) -> None:
    browser = login(Role.HQ_STAFF)
    numbers = [count.protocol(one).precinct.number for one in range(3)]

    shown = []
    for at in (1, 2, 0):
        saved = browser.post(f"{url_of(count, at)}/entry", typed(count, 300 + at, 70))
        page = browser.get(saved.location, lang="en")
        shown.append([one.text_content() for one in page.page.xpath("//p[@class='next']/a")])

    assert shown[:2] == [[f"Next one: precinct №{numbers[2]}"], [f"Next one: precinct №{numbers[0]}"]]
    assert shown[2] == ["Protocols that are still expected"]


def test_next_is_one_that_waits_for_a_second_person_but_never_for_its_first(factory, login: LogIn) -> None:
    count = start_count(factory, precincts=2, entries=2)
    one, other = login(Role.HQ_STAFF), login(Role.HQ_STAFF)
    for at in range(2):
        one.post(f"{url_of(count, at)}/entry", typed(count, 300 + at, 70))

    links = [who.get(url_of(count)).page.xpath("//p[@class='next']/a/@href") for who in (one, other)]

    assert links == [["/protocols?state=expected"], [f"{url_of(count, 1)}/entry"]]


def test_fields_stand_in_the_order_of_the_law_with_the_other_language_below(
    count: Count, login: LogIn
) -> None:
    browser = login(Role.HQ_STAFF)

    names = browser.get(f"{url_of(count)}/entry", lang="ru").page.xpath("//input[@inputmode='numeric']/@name")
    below = {
        code: browser.get(f"{url_of(count)}/entry", lang=code).page.xpath("//*[@id='voters-hint']/span/@lang")
        for code in ("ru", "kk", "en")
    }

    ballot = [name for name in names if name.startswith("votes_")]
    assert names == [
        "voters", "ballots_issued", "ballots_received", "ballots_cancelled", "took_part", "invalid", *ballot,
        "against_all", "outside", "absentee",
    ]  # fmt: skip
    assert below == {"ru": ["kk"], "kk": ["ru"], "en": ["kk", "ru"]}


def test_entry_page_asks_as_much_for_three_candidates_and_drafts_as_for_one(factory, login: LogIn) -> None:
    count, browser = start_count(factory), login(Role.HQ_STAFF)
    url = url_of(count)
    browser.get(f"{url}/entry")
    made = []
    for _ in range(2):
        send(browser, url, {"voters": "5"})
        with counting_queries() as queries:
            browser.get(f"{url}/entry")
        made.append(len(queries))
        for _ in range(2):
            factory.candidate(count.contest, own=False)
            send(login(Role.HQ_STAFF), url, {"voters": "5"})

    assert made[0] == made[1]
