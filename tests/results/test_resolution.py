"""The coordinator says which figures are right: of two that differ, of two that are unlikely, of those accepted before."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, transaction
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.results.confirmation import NOTHING, Confirmation, find_warnings, keys_of
from elections.results.dispute_actions import dispute_protocol
from elections.results.dispute_queries import list_disputes
from elections.results.disputes import Settlement
from elections.results.entries import State
from elections.results.queries import figures_of
from elections.results.resolution_actions import accept_entered_once, resolve_protocol
from elections.results.tally import ProtocolFigures
from tests.results.count import COORDINATOR, SECOND, Count, start_count
from tests.results.test_actions import events
from tests.results.test_confirming import unlikely
from tests.results.test_disputes import CLAIM, act, in_english

WEST = "150000000/"


def resolve(
    count: Count, figures: ProtocolFigures, reason: str = "так на бумаге", actor: Actor = COORDINATOR,
    confirmation: Confirmation = NOTHING,
) -> None:  # fmt: skip
    with transaction():
        protocol = count.protocol()
        resolve_protocol(actor, protocol, protocol.version, figures, reason, confirmation)


def differing(factory) -> Count:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70))
    count.enter(count.figures(310, 60), actor=SECOND)
    assert count.protocol().state is State.DIFFERS
    return count


def last_event() -> AuditEvent:
    return db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()


def test_what_the_coordinator_reads_is_a_new_entry_and_counts(factory) -> None:
    count = differing(factory)

    resolve(count, count.figures(310, 60), "второй прав")

    protocol, event = count.protocol(), last_event()
    assert (protocol.state, [one.number for one in protocol.entries]) == (State.ACCEPTED, [1, 2, 3])
    accepted = protocol.accepted_entry
    assert (accepted.number, accepted.entered_by_login, accepted.reason) == (3, "coordinator", "второй прав")
    assert figures_of(protocol.entries[0]) == count.figures(300, 70)
    assert (count.outcome().precincts_received, count.outcome().margin) == (1, 250)
    own, rival = f"votes.{count.own.id}", f"votes.{count.rival.id}"
    assert (event.action, event.reason) == ("protocol.resolved", "второй прав")
    assert event.before == {"state": "differs", "entry": None, own: [300, 310], rival: [70, 60]}
    assert event.after == {own: 310, rival: 60, "state": "accepted", "entry": accepted.id}


def test_third_value_is_taken_when_both_misread(factory) -> None:
    count = differing(factory)

    resolve(count, count.figures(305, 65))

    assert figures_of(count.protocol().accepted_entry) == count.figures(305, 65)


def test_correction_changes_what_is_counted_and_tells_what_it_was(factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    first = count.protocol().accepted_entry_id

    resolve(count, count.figures(70, 300), "перепутаны строки")

    event, outcome = last_event(), count.outcome()
    assert (event.action, event.before["entry"], outcome.leader_id) == (
        "protocol.corrected",
        first,
        count.rival.id,
    )
    own = f"votes.{count.own.id}"
    assert (event.before[own], event.after[own], "voters" in event.after) == (300, 70, False)
    assert len(count.protocol().entries) == 2


@pytest.mark.parametrize(
    ("own", "changes", "reason", "codes"),
    [
        (300, {}, "так", ["protocol.nothing_changed"]),
        (300, {"took_part": 391}, "так", ["F.106", "F.107"]),
        (310, {}, "", ["protocol.reason_missing"]),
        (300, {"took_part": 391}, "", ["protocol.reason_missing", "F.106", "F.107"]),
    ],
)
def test_correction_is_checked_like_any_entry(factory, own, changes, reason, codes) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))

    with pytest.raises(Refused) as refused:
        resolve(count, count.figures(own, 70, **changes), reason)

    assert [one.code for one in refused.value.objections] == codes
    assert figures_of(count.protocol().accepted_entry) == count.figures(300, 70)


def test_unlikely_figures_are_confirmed_by_the_coordinator_too(factory) -> None:
    count = start_count(factory, entries=2)
    figures = count.figures(300, 70, voters=499)
    count.enter(figures)
    count.enter(figures, actor=SECOND)
    assert count.protocol().state is State.SECOND

    with pytest.raises(Refused) as refused:
        resolve(count, figures)
    assert refused.value.objections == (Objection("protocol.unconfirmed", "confirmed"),)
    shown = keys_of(find_warnings(count.protocol(), figures), figures)
    resolve(count, figures, confirmation=Confirmation(shown, is_ticked=True, reason="так на бумаге"))

    accepted = count.protocol().accepted_entry
    assert (count.protocol().state, accepted.confirmed_codes, accepted.number) == (State.ACCEPTED, "W.201", 3)


def test_dispute_ends_with_the_correction(factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    act(count, dispute_protocol, CLAIM)

    resolve(count, count.figures(290, 80), "решение комиссии")

    assert (count.protocol().state, count.outcome().precincts_received) == (State.ACCEPTED, 1)
    assert [(one.settlement, one.settled_reason) for one in list_disputes(count.protocols[0])] == [
        (Settlement.CORRECTED, "решение комиссии")
    ]


@pytest.mark.parametrize("entries", [0, 1])
def test_nothing_is_decided_past_the_second_person(factory, entries) -> None:
    count = start_count(factory, entries=2)
    for _one in range(entries):
        count.enter(count.figures(300, 70))

    with pytest.raises(Refused) as refused:
        resolve(count, count.figures(300, 70), "нет времени")

    assert [one.code for one in refused.value.objections] == ["protocol.nothing_to_resolve"]


@pytest.mark.parametrize(
    "actor", [SECOND, Actor(9, "other", Role.COORDINATOR, WEST), Actor(9, "admin", Role.ADMINISTRATOR, "")]
)
def test_others_decide_nothing(factory, actor) -> None:
    count = differing(factory)

    with pytest.raises(Forbidden):
        resolve(count, count.figures(310, 60), actor=actor)
    with pytest.raises(Forbidden), transaction():
        accept_entered_once(actor if actor.scope == "" else SECOND, count.contest.election, "так")
    with pytest.raises(Stale), transaction():
        resolve_protocol(COORDINATOR, count.protocol(), 1, count.figures(310, 60), "так")

    assert count.protocol().state is State.DIFFERS


def page_form(answer) -> dict[str, str]:
    form = next(form for form in answer.page.forms if "voters" in form.fields)
    return {
        name: value or ""
        for name, value in form.fields.items()
        if name not in ("csrf_token", "idempotency_key")
    }


def picks(form: Mapping[str, str]) -> set[str]:
    return {name for name in form if name.startswith("pick_")}


def test_page_asks_only_for_what_differs_and_keeps_the_rest(factory, login) -> None:
    count = differing(factory)
    url, browser = f"/protocols/{count.protocols[0]}/resolution", login(Role.COORDINATOR)
    own, rival = f"votes_{count.own.id}", f"votes_{count.rival.id}"
    form = page_form(browser.get(url))
    assert (picks(form), form["voters"], form[own]) == ({f"pick_{own}", f"pick_{rival}"}, "500", "")

    nothing = browser.post(in_english(url), form)
    assert (nothing.status, "Choose what the paper says" in nothing.words) == (422, True)
    wrong = browser.post(url, {**form, f"pick_{own}": "310", f"pick_{rival}": "70", "reason": "бумага"})
    again = page_form(wrong)
    assert (wrong.status, "F.106" in wrong.words, again[f"pick_{own}"], again["reason"]) == (
        422,
        True,
        "310",
        "бумага",
    )
    other = {**again, f"pick_{own}": "other", own: "305", f"pick_{rival}": "other", rival: "65"}
    done = browser.post(url, other)

    assert done.status == 303
    assert figures_of(count.protocol().accepted_entry) == count.figures(305, 65)
    words = browser.get(done.location, lang="en").words
    assert "300 / 310 → 305" in words
    assert "Reason: бумага" in words


def test_page_of_an_accepted_protocol_is_filled_and_marks_what_changes(factory, login) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    url, browser = f"/protocols/{count.protocols[0]}/resolution", login(Role.COORDINATOR)
    form = page_form(browser.get(url))
    own, rival = f"votes_{count.own.id}", f"votes_{count.rival.id}"
    assert (form[own], form["outside"], form["absentee"], picks(form)) == ("300", "5", "", set())

    unchanged = browser.post(in_english(url), {**form, "reason": "так"})
    assert (unchanged.status, "These are the accepted figures" in unchanged.words) == (422, True)
    marked = browser.post(
        in_english(url), {**form, own: "390", rival: "0", "took_part": "410", "reason": "так"}
    )
    assert (marked.status, "changed; accepted: 300" in marked.words) == (422, True)
    small = {**form, own: "310", rival: "60", "reason": "перепутано"}
    assert browser.post(url, small).status == 303
    assert "300 → 310" in browser.get(f"/protocols/{count.protocols[0]}", lang="en").words
    assert figures_of(count.protocol().accepted_entry) == count.figures(310, 60)


def test_page_of_two_unlikely_entries_shows_at_once_what_waits(factory, login) -> None:
    count = start_count(factory, entries=2)
    for actor in (None, SECOND):
        count.enter(count.figures(300, 70, voters=499), actor=actor or COORDINATOR)
    url, browser = f"/protocols/{count.protocols[0]}/resolution", login(Role.COORDINATOR)
    answer = browser.get(url)
    assert "W.201" in unlikely(answer)

    done = browser.post(url, {**page_form(answer), "confirmed": "y", "reason": "список дополнен"})

    assert (done.status, count.protocol().state) == (303, State.ACCEPTED)


def test_coordinator_who_was_overtaken_is_told_by_whom_and_loses_nothing(factory, login) -> None:
    count = differing(factory)
    url, browser = f"/protocols/{count.protocols[0]}/resolution", login(Role.COORDINATOR)
    own, rival = f"votes_{count.own.id}", f"votes_{count.rival.id}"
    form = {
        **page_form(browser.get(url)),
        f"pick_{own}": "310",
        f"pick_{rival}": "60",
        "reason": "второй прав",
    }
    resolve(count, count.figures(300, 70))

    answer = browser.post(in_english(url), form)

    assert (answer.status, "coordinator saved this protocol at" in answer.words) == (422, True)
    shown = page_form(answer)
    assert (shown[own], shown[rival], shown["reason"]) == ("310", "60", "второй прав")
    assert browser.post(url, shown).status == 303
    assert figures_of(count.protocol().accepted_entry) == count.figures(310, 60)


def test_what_was_entered_once_is_accepted_in_one_go_when_one_entry_is_enough(factory, login) -> None:
    count = start_count(factory, precincts=3, entries=2)
    count.enter(count.figures(300, 70))
    count.enter(count.figures(200, 90), 1)
    browser, url = login(Role.COORDINATOR), "/protocols/entered-once"
    early = browser.post(in_english(url), {"reason": "так"})
    assert (early.status, "Two entries are required" in early.words) == (422, True)
    with transaction():
        count.protocol().contest.election.entries_required = 1
    assert "2 protocols were entered once" in browser.get("/election", lang="en").words

    assert browser.post(url, {"reason": ""}).status == 422
    assert browser.post(url, {"reason": "решение штаба"}).status == 303

    assert [count.protocol(one).state for one in range(3)] == [State.ACCEPTED, State.ACCEPTED, State.EXPECTED]
    assert (count.outcome().precincts_received, count.outcome().margin) == (2, 340)
    assert [code for code, *_more in events()].count("protocol.accepted_once") == 2
    assert "entered once" not in browser.get("/election", lang="en").words


def test_one_entry_that_waits_is_still_held_against_a_second_one(factory) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70))
    with transaction():
        count.protocol().contest.election.entries_required = 1

    assert count.enter(count.figures(310, 60), actor=SECOND).state is State.DIFFERS
