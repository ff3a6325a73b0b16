"""Entering protocols: who must agree before a protocol counts, what is refused, and what the log keeps of it."""

import pytest
import sqlalchemy as sa

from elections.accounts.access import Actor, Role
from elections.audit.models import AuditEvent
from elections.database import db, looking_from, transaction
from elections.errors import Forbidden, NotFound, Objection, Refused, Stale
from elections.results.actions import enter_protocol
from elections.results.entries import State
from elections.results.models import ProtocolEntry
from elections.results.queries import figures_of, get_protocol
from tests.results.count import SECOND, Count, start_count

ELSEWHERE = "150000000/"
EVERY_ERROR = {
    "voters": 500, "ballots_received": 505, "ballots_issued": 1_000_001, "ballots_cancelled": 5,
    "took_part": 1_000_002, "outside": 1_000_002, "absentee": 1_000_002, "against_all": -1,
}  # fmt: skip


def events() -> list[tuple[str, str, str, dict[str, object]]]:
    """Returns (action, who, reason, after) of what the log tells of protocols."""
    rows = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.subject_kind == "protocol").order_by(AuditEvent.id)
    )
    return [(row.action, row.actor_login, row.reason, row.after) for row in rows]


def logged(count: Count, own: int, rival: int, state: State) -> dict[str, object]:
    """Returns what the log keeps of an entry."""
    figures = vars(count.figures(own, rival))
    return {**figures, "votes": {str(count.own.id): own, str(count.rival.id): rival}, "state": state}


def test_only_entry_required_is_accepted_at_once(factory) -> None:
    count = start_count(factory)

    protocol = count.enter(count.figures(300, 70))

    assert (protocol.state, figures_of(protocol.accepted_entry)) == (
        State.ACCEPTED, count.figures(300, 70),
    )  # fmt: skip
    assert protocol.accepted_at is not None
    assert count.outcome().precincts_received == 1
    assert events() == [("protocol.entered", "first", "", logged(count, 300, 70, State.ACCEPTED))]


def test_first_of_two_entries_waits_and_the_same_by_another_person_is_accepted(factory) -> None:
    count = start_count(factory, entries=2)

    first = count.enter(count.figures(300, 70))
    assert (first.state, first.accepted_entry, count.outcome().precincts_received) == (State.FIRST, None, 0)

    second = count.enter(count.figures(300, 70), actor=SECOND)
    assert (second.state, second.accepted_entry.number, count.outcome().precincts_received) == (
        State.ACCEPTED, 2, 1,
    )  # fmt: skip
    assert events() == [
        ("protocol.entered", "first", "", logged(count, 300, 70, State.FIRST)),
        ("protocol.entered", "second", "", logged(count, 300, 70, State.ACCEPTED)),
    ]


def test_unlikely_figures_wait_for_the_coordinator_though_both_entries_agree(factory) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70, voters=499))

    protocol = count.enter(count.figures(300, 70, voters=499), actor=SECOND)
    assert (protocol.state, count.outcome().precincts_received) == (State.SECOND, 0)


def test_same_person_does_not_enter_twice(factory) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70))

    with pytest.raises(Refused) as refused:
        count.enter(count.figures(300, 70))

    assert refused.value.objections == (Objection("protocol.same_person"),)
    assert (count.protocol().state, len(count.protocol().entries), len(events())) == (State.FIRST, 1, 1)


def test_accepted_protocol_takes_no_further_entry(factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))

    with pytest.raises(Refused) as refused:
        count.enter(count.figures(70, 300), actor=SECOND)

    assert [one.code for one in refused.value.objections] == ["protocol.entered_already"]
    assert figures_of(count.protocol().accepted_entry) == count.figures(300, 70)


def test_sums_that_do_not_hold_are_all_named_and_nothing_is_saved(factory) -> None:
    count = start_count(factory)

    with pytest.raises(Refused) as refused:
        count.enter(count.figures(300, 70, **EVERY_ERROR))

    found = [(one.code, one.field) for one in refused.value.objections]
    assert found == [
        ("F.102", "ballots_issued"), ("F.102", "took_part"), ("F.102", "outside"), ("F.102", "absentee"),
        ("F.101", "against_all"), ("F.103", "ballots_issued"), ("F.104", "ballots_issued"),
        ("F.105", "ballots_cancelled"), ("F.106", "took_part"), ("F.107", "invalid"), ("F.108", "outside"),
        ("F.109", "absentee"),
    ]  # fmt: skip
    protocol = count.protocol()
    assert (protocol.state, protocol.version, protocol.entries, events()) == (State.EXPECTED, 1, [], [])
    assert db.session.scalar(sa.select(sa.func.count(ProtocolEntry.id))) == 0


def test_wrong_votes_are_shown_at_the_candidates_field(factory) -> None:
    count = start_count(factory)

    with pytest.raises(Refused) as refused:
        count.enter(count.figures(300, 70, votes={count.own.id: 371, count.rival.id: -1}))

    assert refused.value.objections == (Objection("F.101", f"votes_{count.rival.id}", {"figure": -1}),)


def test_version_of_before_another_clerks_change_is_refused(factory) -> None:
    count = start_count(factory, entries=2)
    seen = count.protocol().version
    count.enter(count.figures(300, 70))

    with pytest.raises(Stale), transaction():
        enter_protocol(SECOND, count.protocol(), seen, count.figures(300, 70))

    assert (count.protocol().state, len(events())) == (State.FIRST, 1)


@pytest.mark.parametrize(
    "actor",
    [
        Actor(9, "foreign", Role.COORDINATOR, ELSEWHERE),
        *[
            Actor(9, role.value, role, "") for role in (Role.ADMINISTRATOR, Role.TRAINER, Role.OBSERVER)
        ],
    ],
    ids=lambda actor: actor.login,
)  # fmt: skip
def test_others_do_not_enter(factory, actor: Actor) -> None:
    count = start_count(factory, entries=2)

    with pytest.raises(Forbidden):
        count.enter(count.figures(300, 70), actor=actor)

    assert (count.protocol().state, events()) == (State.EXPECTED, [])


def test_protocol_of_a_foreign_territory_is_not_found(factory) -> None:
    count = start_count(factory)

    with looking_from(ELSEWHERE), pytest.raises(NotFound):
        get_protocol(count.protocols[0])
    with looking_from(count.contest.path):
        assert get_protocol(count.protocols[0]).id == count.protocols[0]
