"""An import of protocols taken back: the count is as before, its entries stay to be seen, later work stops it."""

from collections.abc import Callable

import sqlalchemy as sa

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.database import db
from elections.imports.models import BatchState, ImportBatch
from elections.results.entries import State
from elections.results.models import Outcome, OutcomeVotes
from elections.results.queries import figures_of
from tests.browsing import Browser
from tests.imports.lists import Clerk
from tests.results.count import Count, start_count
from tests.results.test_protocol_import import wide

LogIn = Callable[..., Browser]


def send(clerk: Clerk, rows: list[dict[str, str]]) -> int:
    """Sends rows, takes all of them and carries them out."""
    batch = clerk.send_rows(rows, kind="protocols")
    numbers = [str(number) for number in range(2, len(rows) + 2)]
    clerk.press(batch, "rows", shown=numbers, wanted=numbers)
    clerk.apply(batch)
    db.session.rollback()
    return batch


def take_back(clerk: Clerk, batch: int) -> BatchState:
    clerk.undo(batch)
    db.session.rollback()
    return db.session.get_one(ImportBatch, batch, populate_existing=True).state


def sums(count: Count) -> tuple[int, dict[int, int]]:
    db.session.rollback()
    outcome = db.session.scalars(sa.select(Outcome).where(Outcome.contest_id == count.contest.id)).one()
    votes = db.session.scalars(sa.select(OutcomeVotes).where(OutcomeVotes.outcome_id == outcome.id))
    return outcome.precincts_received, {one.candidate_id: one.votes for one in votes}


def test_what_was_expected_is_expected_again_and_the_sums_follow(factory, login: LogIn) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70))
    clerk = Clerk(login(Role.COORDINATOR, login="aigul"))
    batch = send(clerk, [wide(count, 100, 280, 1)])
    assert sums(count) == (2, {count.own.id: 400, count.rival.id: 350})

    assert take_back(clerk, batch) is BatchState.UNDONE

    protocol = count.protocol(1)
    assert (protocol.state, protocol.accepted_entry_id, protocol.accepted_at) == (State.EXPECTED, None, None)
    assert [(one.is_taken_back, figures_of(one)) for one in protocol.entries] == [
        (True, count.figures(100, 280))
    ]
    assert sums(count) == (1, {count.own.id: 300, count.rival.id: 70})
    assert count.protocol().state is State.ACCEPTED


def test_the_entry_that_counted_before_counts_again(factory, login: LogIn) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    before = count.protocol()
    accepted, at = before.accepted_entry_id, before.accepted_at
    clerk = Clerk(login(Role.COORDINATOR))
    batch = send(clerk, [wide(count, 299, 71)])
    assert sums(count) == (1, {count.own.id: 299, count.rival.id: 71})

    assert take_back(clerk, batch) is BatchState.UNDONE

    after = count.protocol()
    assert (after.state, after.accepted_entry_id, after.accepted_at) == (State.ACCEPTED, accepted, at)
    assert sums(count) == (1, {count.own.id: 300, count.rival.id: 70})
    assert len(after.entries) == 2


def test_a_second_entry_is_held_against_the_first_and_not_against_what_was_taken_back(
    factory, login: LogIn
) -> None:
    count = start_count(factory, entries=2)
    count.enter(count.figures(300, 70))
    clerk = Clerk(login(Role.COORDINATOR, login="aigul"))
    batch = send(clerk, [wide(count, 299, 71)])
    assert count.protocol().state is State.DIFFERS

    assert take_back(clerk, batch) is BatchState.UNDONE
    assert count.protocol().state is State.FIRST
    assert [one.is_taken_back for one in count.protocol().entries] == [True, False]

    again = send(clerk, [wide(count, 300, 70)])
    assert (count.protocol().state, sums(count)[0]) == (State.ACCEPTED, 1)
    assert [one.number for one in sorted(count.protocol().entries, key=lambda one: one.id)] == [1, 2, 3]
    assert take_back(clerk, again) is BatchState.UNDONE
    assert (count.protocol().state, sums(count)[0]) == (State.FIRST, 0)


def test_the_same_file_can_be_sent_again_after_it_was_taken_back(factory, login: LogIn) -> None:
    count = start_count(factory)
    clerk = Clerk(login(Role.HQ_STAFF))
    take_back(clerk, send(clerk, [wide(count, 300, 70)]))

    send(clerk, [wide(count, 300, 70)])

    assert (count.protocol().state, len(count.protocol().entries)) == (State.ACCEPTED, 2)


def test_protocols_that_somebody_changed_since_stop_all_of_it(factory, login: LogIn) -> None:
    count = start_count(factory, precincts=2)
    clerk = Clerk(login(Role.COORDINATOR))
    batch = send(clerk, [wide(count, 300, 70), wide(count, 100, 280, 1)])
    later = send(clerk, [wide(count, 101, 279, 1)])

    assert take_back(clerk, batch) is BatchState.APPLIED

    assert sums(count) == (2, {count.own.id: 401, count.rival.id: 349})
    assert f"№ {count.protocol(1).precinct.number}" in clerk.browser.get(f"/imports/{batch}").words or (
        f", {count.protocol(1).precinct.number}" in clerk.browser.get(f"/imports/{batch}").words
    )
    assert take_back(clerk, later) is BatchState.UNDONE
    assert sums(count) == (2, {count.own.id: 400, count.rival.id: 350})


def test_log_says_what_was_taken_back(factory, login: LogIn) -> None:
    count = start_count(factory)
    clerk = Clerk(login(Role.COORDINATOR, login="aigul"))
    take_back(clerk, send(clerk, [wide(count, 300, 70)]))

    event = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.action == "protocol.import_undone")
    ).one()

    entry = count.protocol().entries[0]
    assert (event.actor_login, event.before) == ("aigul", {"state": "accepted", "entry": entry.id})
    assert event.after == {"state": "expected", "entry": None, "taken_back": entry.id}


def test_staff_take_back_what_they_entered_and_not_what_replaced_accepted_figures(
    factory, login: LogIn
) -> None:
    count, staff = start_count(factory), Clerk(login(Role.HQ_STAFF))
    count.enter(count.figures(300, 70))
    batch = send(Clerk(login(Role.COORDINATOR)), [wide(count, 299, 71)])

    assert take_back(staff, batch) is BatchState.APPLIED

    assert "Ask a coordinator to take it back" in staff.browser.get(f"/imports/{batch}", lang="en").words
    assert sums(count) == (1, {count.own.id: 299, count.rival.id: 71})


def test_who_may_not_enter_protocols_takes_nothing_back(factory, login: LogIn) -> None:
    batch = send(Clerk(login(Role.HQ_STAFF)), [wide(start_count(factory), 300, 70)])
    assert login(Role.TRAINER).post(f"/imports/{batch}/undo").status == 403
