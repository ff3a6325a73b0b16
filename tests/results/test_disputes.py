"""Disputed protocols are out of the count until it is settled; a recount puts a new protocol in the old one's place."""

from datetime import date

import pytest
import sqlalchemy as sa

from elections.accounts.access import Role
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Forbidden, Refused, Stale
from elections.results.dispute_actions import dispute_protocol, let_stand, recount
from elections.results.dispute_queries import list_disputes
from elections.results.disputes import (
    CAN_BE_DISPUTED,
    CAN_BE_RECOUNTED,
    Claim,
    Instance,
    Settlement,
    objections_to_claim,
    objections_to_recount,
    objections_to_settling,
)
from elections.results.entries import State
from elections.results.models import Protocol
from elections.results.queries import count_received, count_states, list_protocols
from tests.results.count import COORDINATOR, SECOND, Count, start_count
from tests.results.test_actions import events

VOTE, TODAY = date(2021, 7, 25), date(2021, 7, 26)
CLAIM = Claim("кандидат С. Ахметов", Instance.COURT, VOTE, "подписи не те")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"since_on": TODAY}, []),
        ({"by_whom": ""}, ["dispute.by_whom_missing"]),
        ({"since_on": date(2021, 7, 24)}, ["dispute.before_voting"]),
        ({"since_on": date(2021, 7, 27)}, ["dispute.in_future"]),
        ({"by_whom": "", "reason": "", "since_on": date(2021, 7, 27)},
         ["dispute.by_whom_missing", "dispute.in_future", "protocol.reason_missing"]),
    ],
)  # fmt: skip
def test_claims(changes, codes) -> None:
    claim = Claim(**{**vars(CLAIM), **changes})

    assert [one.code for one in objections_to_claim(State.ACCEPTED, claim, VOTE, TODAY)] == codes


@pytest.mark.parametrize("state", State)
def test_states_from_which_a_dispute_and_a_recount_begin(state) -> None:
    claim = [one.code for one in objections_to_claim(state, CLAIM, VOTE, TODAY)]
    anew = [one.code for one in objections_to_recount(state, "решение")]
    settled = [one.code for one in objections_to_settling(state, "решение")]

    assert claim == ([] if state in CAN_BE_DISPUTED else ["dispute.not_now"])
    assert anew == ([] if state in CAN_BE_RECOUNTED else ["recount.not_now"])
    assert settled == ([] if state is State.DISPUTED else ["dispute.not_disputed"])
    assert [one.code for one in objections_to_recount(State.ACCEPTED, "")] == ["protocol.reason_missing"]
    assert [one.code for one in objections_to_settling(State.DISPUTED, "")] == ["protocol.reason_missing"]


def in_english(url: str) -> str:
    return f"{url}?lang=en"


def act(count: Count, what, *arguments: object, actor=COORDINATOR, number: int = 0) -> object:
    with transaction():
        protocol = count.protocol(number)
        return what(actor, protocol, protocol.version, *arguments)


def test_disputed_protocol_leaves_the_count_and_comes_back_as_it_was(factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70))
    count.enter(count.figures(200, 90), 1)

    act(count, dispute_protocol, CLAIM)

    outcome = count.outcome()
    assert (count.protocol().state, outcome.precincts_received, outcome.precincts_disputed) == (
        State.DISPUTED,
        1,
        1,
    )
    assert {one.candidate_id: one.votes for one in outcome.votes}[count.own.id] == 200

    act(count, let_stand, "суд отказал")

    outcome, found = count.outcome(), list_disputes(count.protocols[0])
    assert (count.protocol().state, outcome.precincts_received, outcome.precincts_disputed) == (
        State.ACCEPTED,
        2,
        0,
    )
    assert [(one.settlement, one.settled_reason, one.by_whom) for one in found] == [
        (Settlement.STANDS, "суд отказал", CLAIM.by_whom)
    ]
    assert [(code, reason) for code, _who, reason, _after in events()[2:]] == [
        ("protocol.disputed", CLAIM.reason), ("protocol.stands", "суд отказал"),
    ]  # fmt: skip


def test_undecided_protocol_that_was_disputed_still_waits_for_the_coordinator(factory) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70))
    count.enter(count.figures(70, 300), actor=SECOND)

    act(count, dispute_protocol, CLAIM)
    act(count, let_stand, "отказано")

    assert (count.protocol().state, count.outcome().precincts_received) == (State.DIFFERS, 0)


def test_recount_expects_a_new_protocol_and_keeps_the_old_one_readable(factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))

    act(count, recount, "решение ТИК №5")

    old = count.protocol()
    new = db.session.scalars(sa.select(Protocol).where(Protocol.replaces_id == old.id)).one()
    assert (old.state, new.state, new.precinct_id, len(old.entries)) == (
        State.REPLACED, State.EXPECTED, old.precinct_id, 1,
    )  # fmt: skip
    assert (count.outcome().precincts_expected, count.outcome().precincts_received) == (1, 0)
    with looking_from(EVERYWHERE):
        assert count_received() == (0, 1)
        assert [one.id for one in list_protocols().rows] == [new.id]
        assert [one.id for one in list_protocols(state="replaced").rows] == [old.id]
        assert count_states() == {State.EXPECTED: 1, State.REPLACED: 1}
    logged = [(code, after) for code, _who, _reason, after in events()[1:]]
    assert logged == [
        ("protocol.replaced", {"state": "replaced", "replaced_by": new.id}),
        ("protocol.recount_expected", {"state": "expected", "replaces": old.id}),
    ]


def test_recount_is_entered_and_counted_again_and_ends_the_dispute(factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    act(count, dispute_protocol, CLAIM)
    act(count, recount, "решение суда")
    new = db.session.scalars(sa.select(Protocol).where(Protocol.replaces_id == count.protocols[0])).one()
    again = Count(count.contest, count.own, count.rival, (new.id,))

    again.enter(count.figures(100, 270))

    assert list_disputes(count.protocols[0])[0].settlement is Settlement.RECOUNTED
    assert (again.outcome().precincts_received, again.outcome().leader_id) == (1, count.rival.id)
    act(again, recount, "ещё раз")
    assert again.protocol().state is State.REPLACED


@pytest.mark.parametrize("what", [(dispute_protocol, CLAIM), (recount, "решение")])
def test_what_is_not_entered_is_neither_disputed_nor_counted_anew(factory, what) -> None:
    count = start_count(factory)

    with pytest.raises(Refused):
        act(count, *what)

    assert (count.protocol().state, events()) == (State.EXPECTED, [])


@pytest.mark.parametrize("what", [(dispute_protocol, CLAIM), (let_stand, "так"), (recount, "решение")])
def test_staff_and_those_who_saw_an_older_state_change_nothing(factory, what) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))

    with pytest.raises(Forbidden):
        act(count, *what, actor=SECOND)
    with pytest.raises(Stale), transaction():
        what[0](COORDINATOR, count.protocol(), 1, *what[1:])

    assert (count.protocol().state, len(events())) == (State.ACCEPTED, 1)


def test_pages_of_dispute_and_recount(factory, login) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    browser, url = login(Role.COORDINATOR), f"/protocols/{count.protocols[0]}"
    version = str(count.protocol().version)
    claim = {"by_whom": "Кандидат", "instance": "court", "since_on": "2021-07-25", "reason": "подписи"}

    assert browser.post(f"{url}/dispute", {"version": version, "by_whom": "Кандидат"}).status == 422
    assert browser.post(f"{url}/dispute", {"version": version, **claim}).status == 303
    page = browser.get(url, lang="en").words
    assert "Disputed, not counted : Кандидат, a court, since 25.07.2021. подписи" in page.replace(
        "counted:", "counted :"
    )
    assert browser.get(f"{url}/settlement").status == 200
    stale = browser.post(in_english(f"{url}/settlement"), {"version": version, "reason": "отказ"})
    assert (stale.status, "saved this protocol at" in stale.words) == (422, True)
    version = str(count.protocol().version)
    assert browser.post(f"{url}/settlement", {"version": version, "reason": "отказ"}).status == 303
    answer = browser.post(f"{url}/recount", {"version": str(count.protocol().version), "reason": "№5"})

    assert (answer.status, answer.location == url) == (303, False)
    assert "This is the protocol of a recount." in browser.get(answer.location, lang="en").words
    assert "this protocol is not counted" in browser.get(url, lang="en").words
    staff = login(Role.HQ_STAFF)
    assert [
        staff.get(f"{url}/{one}").status for one in ("dispute", "settlement", "recount", "resolution")
    ] == [403] * 4
