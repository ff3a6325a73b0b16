"""What commissions decided: recorded in versions beside our count, by coordinators, and followed by the outcome."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Forbidden, Refused, Stale
from elections.results.models import OutcomeChange
from elections.results.official import Official, OfficialKind
from elections.results.official_actions import record_official
from elections.results.outcome_queries import get_outcome, list_official
from elections.results.tally import OutcomeState
from tests.browsing import Answer
from tests.results.count import COORDINATOR, FIRST, Count, start_count

DECIDED = date(2021, 7, 27)


def told(count: Count, own: int = 250, rival: int = 150, **changes: object) -> Official:
    """Returns a commission's result of one precinct's figures."""
    figures = count.figures(own, rival)
    first = count.own.id if own >= rival else count.rival.id
    whole = Official(
        OfficialKind.ELECTED, DECIDED, first, figures.voters, figures.took_part, figures.invalid, figures.against_all,
        figures.votes, "№ 12",
    )  # fmt: skip
    return replace(whole, **changes)


def say(count: Count, official: Official, reason: str = "", actor: Actor = COORDINATOR) -> None:
    with transaction():
        outcome = get_outcome(count.contest.id)
        record_official(actor, outcome, outcome.version, official, reason)


def stands(count: Count) -> tuple[object, ...]:
    found = count.outcome()
    return found.state, found.winner_id, found.is_called, found.is_tie


def turns(count: Count) -> list[tuple[OutcomeState, int | None]]:
    statement = sa.select(OutcomeChange).where(OutcomeChange.contest_id == count.contest.id)
    return [(one.state, one.winner_id) for one in db.session.scalars(statement.order_by(OutcomeChange.id))]


@pytest.fixture
def count(factory) -> Count:
    """One precinct, counted: 250 for ours, 150 for the rival."""
    made = start_count(factory)
    made.enter(made.figures(250, 150))
    return made


def test_official_result_is_kept_and_followed_by_the_outcome(count: Count) -> None:
    say(count, told(count))

    result = list_official(count.contest.id)[0]
    assert (result.number, result.told, result.recorded_by_login) == (1, told(count), "coordinator")
    assert stands(count) == (OutcomeState.OFFICIAL, count.own.id, True, False)
    assert count.outcome().official_at is not None
    assert turns(count) == [
        (OutcomeState.PRELIMINARY, count.own.id),
        (OutcomeState.OFFICIAL, count.own.id),
    ]
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "official.recorded")).one()
    assert (event.subject_id, event.after["kind"], event.before) == (count.outcome().id, "elected", None)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (OfficialKind.TIE, (OutcomeState.OFFICIAL, None, False, True)),
        (OfficialKind.ANNULLED, (OutcomeState.ANNULLED, None, False, False)),
        (OfficialKind.NOT_HELD, (OutcomeState.NOT_HELD, None, False, False)),
        (OfficialKind.TOO_FEW, (OutcomeState.NOT_HELD, None, False, False)),
    ],
)
def test_without_anybody_elected_nobody_has_won(count: Count, kind, expected) -> None:
    say(count, told(count, kind=kind, elected=None, votes={}), "so the commission")

    assert stands(count) == expected


def test_protocols_that_come_later_change_the_sums_and_not_the_commissions_word(factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(250, 150))
    say(count, told(count, voters=1000, votes={count.own.id: 300, count.rival.id: 400}, took_part=720,
                    elected=count.rival.id))  # fmt: skip

    count.enter(count.figures(300, 100), number=1)

    assert stands(count) == (OutcomeState.OFFICIAL, count.rival.id, True, False)
    assert {one.candidate_id: one.votes for one in count.outcome().votes}[count.own.id] == 550


def test_second_version_follows_the_first_and_destroys_nothing(count: Count) -> None:
    say(count, told(count))
    say(count, told(count, kind=OfficialKind.ANNULLED, elected=None), "the court of 3 August")

    newest, first = list_official(count.contest.id)
    assert (newest.number, newest.kind, newest.reason) == (2, OfficialKind.ANNULLED, "the court of 3 August")
    assert (first.number, first.told) == (1, told(count))
    assert stands(count) == (OutcomeState.ANNULLED, None, False, False)


def test_result_recorded_by_mistake_gives_the_count_its_word_back(count: Count) -> None:
    say(count, told(count, 100, 300))
    say(
        count,
        told(count, kind=OfficialKind.MISTAKE, elected=None, votes={}),
        "it was of the neighbouring okrug",
    )

    assert stands(count) == (OutcomeState.PRELIMINARY, count.own.id, True, False)
    assert count.outcome().official_at is None
    assert turns(count)[-1] == (OutcomeState.PRELIMINARY, count.own.id)


def test_contest_without_a_single_protocol_has_an_official_result_too(factory) -> None:
    count = start_count(factory, precincts=2)

    say(count, told(count))

    assert stands(count) == (OutcomeState.OFFICIAL, count.own.id, True, False)
    assert turns(count) == [(OutcomeState.OFFICIAL, count.own.id)]


def test_everything_that_does_not_hold_is_refused_at_once(count: Count) -> None:
    with pytest.raises(Refused) as refused:
        say(count, told(count, elected=count.rival.id, took_part=1, decided_on=date(2021, 7, 1)))

    found = [(one.code, one.field) for one in refused.value.objections]
    assert found == [
        ("official.before_the_vote", "decided_on"),
        ("official.elected_not_first", "elected"),
        ("official.sum", "took_part"),
    ]
    assert list_official(count.contest.id) == []


def test_a_change_needs_a_reason_and_something_new(count: Count) -> None:
    say(count, told(count))
    for official, reason, code in (
        (told(count), "again", "official.nothing_new"),
        (told(count, source="№ 13"), "", "official.reason_missing"),
    ):
        with pytest.raises(Refused) as refused:
            say(count, official, reason)
        assert [one.code for one in refused.value.objections] == [code]


def test_only_coordinators_of_the_territory_record_it(count: Count) -> None:
    for actor in (FIRST, Actor(9, "elsewhere", Role.COORDINATOR, "990000000/")):
        with pytest.raises(Forbidden):
            say(count, told(count), actor=actor)


def test_whoever_is_overtaken_is_told(count: Count) -> None:
    with pytest.raises(Stale), transaction():
        record_official(COORDINATOR, get_outcome(count.contest.id), 0, told(count))


# --- pages ---------------------------------------------------------------------------------------------------------


def cells(answer: Answer) -> list[list[str]]:
    rows = answer.page.xpath("(//table)[1]/tbody/tr")
    return [[" ".join(one.text_content().split()) for one in row.xpath("td[position() > 1]")] for row in rows]


def typed(count: Count, **changes: object) -> dict[str, object]:
    votes = {f"votes_{count.own.id}": "247", f"votes_{count.rival.id}": "150"}
    return {
        "kind": "elected", "elected": str(count.own.id), "decided_on": "2021-07-27", "source": "№ 12", **votes,
        "against_all": "20", "took_part": "417", "invalid": "10", "voters": "500", "reason": "",
        "version": str(count.outcome().version), **changes,
    }  # fmt: skip


def test_form_records_and_the_contest_shows_both_counts(login, count: Count) -> None:
    browser, url = login(Role.COORDINATOR), f"/results/contests/{count.contest.id}"
    assert f'href="{url}/official"' in browser.get(url).text

    answer = browser.post(f"{url}/official", typed(count))

    assert (answer.status, answer.location) == (303, url)
    page = browser.get(url, lang="en")
    assert cells(page)[:2] == [["250", "247", "+3"], ["150", "150", "0"]]
    assert "Somebody is elected, decided on 27.07.2021" in page.words
    assert "Version 1: Somebody is elected" in page.words


def test_form_keeps_what_was_typed_and_says_all_that_is_wrong(login, count: Count) -> None:
    browser, url = login(Role.COORDINATOR), f"/results/contests/{count.contest.id}/official"
    browser.get(url, lang="en")

    answer = browser.post(url, typed(count, took_part="4", elected="", decided_on="2021-07-20"))

    assert answer.status == 422
    assert "Choose who is elected" in answer.words
    assert "but 4 took part" in answer.words
    assert answer.page.get_element_by_id(f"votes_{count.own.id}").value == "247"


def test_form_shows_the_version_that_counts_and_hq_staff_have_none(login, count: Count) -> None:
    say(count, told(count))
    url = f"/results/contests/{count.contest.id}"

    page = login(Role.COORDINATOR).get(f"{url}/official").page

    assert page.get_element_by_id(f"votes_{count.own.id}").value == "250"
    assert page.get_element_by_id("elected").value == str(count.own.id)
    assert login(Role.HQ_STAFF).get(f"{url}/official").status == 403
    assert "/official" not in login(Role.OBSERVER).get(url).text
    assert login(Role.COORDINATOR, "990000000/").get(f"{url}/official").status == 404
