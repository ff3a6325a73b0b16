"""Those who change what a contest counts wait for each other at its outcome, and never go on by what is old by then."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from threading import Event

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.audit.actions import CHAIN_LOCK
from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Stale
from elections.imports.changes import Applied
from elections.imports.registers import Context
from elections.results import kept_sums
from elections.results.actions import enter_protocol
from elections.results.dispute_actions import dispute_protocol, let_stand
from elections.results.protocol_undoing import undo_protocols
from elections.results.resolution_actions import resolve_protocol
from elections.results.tally import OutcomeState, ProtocolFigures
from tests.faults.stand import wait_until
from tests.postgres import as_superuser
from tests.results.count import COORDINATOR, FIRST, NIGHT, Count, confirmed, start_count
from tests.results.test_disputes import CLAIM
from tests.results.test_official_import import long, run, write

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def rival(app: Flask) -> Iterator[psycopg.Connection]:
    """A connection beside the application's, on PostgreSQL."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer")
    address = as_superuser(db.engine.url.render_as_string(hide_password=False))
    with psycopg.connect(address) as made:
        yield made


def wait_for_waiting() -> None:
    """Waits until somebody waits for a lock; looks from outside of any transaction, which sees but one moment."""
    address = as_superuser(db.engine.url.render_as_string(hide_password=False))
    with psycopg.connect(address, autocommit=True) as onlooker:
        wait_until(lambda: onlooker.execute(WAITING).fetchone() == (1,), "nobody waits")


@contextmanager
def meanwhile(app: Flask, rival: psycopg.Connection, act: Callable[[], object]) -> Iterator[Future[object]]:
    """Carries something out in a thread that waits for what `rival` holds, until the block ends and lets go of it."""

    def aside() -> object:
        with app.app_context(), looking_from(EVERYWHERE), transaction():
            return act()

    with ThreadPoolExecutor() as pool:
        told = pool.submit(aside)
        wait_for_waiting()
        yield told
        rival.commit()


def three(count: Count, third: int, *votes: int) -> ProtocolFigures:
    """Returns figures that add up with votes for the nominee, the rival and a third candidate."""
    took_part = sum(votes) + 20
    named = dict(zip((count.own.id, count.rival.id, third), votes, strict=True))
    return count.figures(*votes[:2], took_part=took_part, ballots_issued=took_part + 10,
                         ballots_cancelled=500 - took_part, votes=named)  # fmt: skip


def test_who_waited_for_a_correction_of_two_candidates_votes_counts_them_as_they_are_now(
    app, factory, rival
) -> None:
    """Nothing but these votes changes: the leader, the margin and the sums stay, and yet the winner is another."""
    contest = factory.contest(election=factory.election(entries_required=1))
    third = factory.candidate(contest, own=False).id
    count = start_count(factory, precincts=2, contest=contest)
    count.enter(three(count, third, 100, 90, 80))
    corrected, then = three(count, third, 100, 80, 90), three(count, third, 50, 65, 50)
    held, goes_on = Event(), Event()

    def correct() -> None:
        with app.app_context(), looking_from(EVERYWHERE), transaction():
            protocol = count.protocol()
            resolve_protocol(
                COORDINATOR, protocol, protocol.version, corrected, "paper", confirmed(protocol, corrected)
            )
            db.session.flush()
            held.set()
            goes_on.wait(20)

    def enter() -> None:
        with app.app_context(), looking_from(EVERYWHERE), transaction():
            protocol = count.protocol(1)
            enter_protocol(FIRST, protocol, protocol.version, then, confirmed(protocol, then))

    db.session.rollback()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(correct)
        assert held.wait(20)
        second = pool.submit(enter)
        wait_for_waiting()
        goes_on.set()
        first.result(20), second.result(20)
    assert count.outcome().winner_id == count.own.id


def test_a_correction_of_votes_alone_is_a_new_version_of_the_outcome(factory) -> None:
    contest = factory.contest(election=factory.election(entries_required=1))
    third = factory.candidate(contest, own=False).id
    count = start_count(factory, contest=contest)
    count.enter(three(count, third, 100, 90, 80))
    before, corrected = count.outcome().version, three(count, third, 100, 80, 90)
    with transaction():
        protocol = count.protocol()
        resolve_protocol(
            COORDINATOR, protocol, protocol.version, corrected, "paper", confirmed(protocol, corrected)
        )
    assert count.outcome().version > before


def test_who_undoes_an_import_waits_for_the_contest_before_anything_else(app, factory, rival) -> None:
    """Else it would hold the log while an entry that holds the contest waits for the log: both for ever."""
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70))
    protocol = count.protocol()
    undo = {
        "state": "expected",
        "accepted": None,
        "accepted_at": None,
        "entry": protocol.accepted_entry_id,
        "version": protocol.version,
    }
    applied = [Applied(1, protocol.id, undo)]
    db.session.rollback()
    rival.execute("SELECT 1 FROM outcome FOR UPDATE")
    with meanwhile(
        app,
        rival,
        lambda: undo_protocols(applied, Context("file.xlsx", date(2021, 7, 26), actor=COORDINATOR)),
    ) as told:
        rival.execute("SELECT 1 FROM protocol FOR UPDATE NOWAIT")
        rival.execute("UPDATE protocol SET version = version")
    assert told.result(20) == []
    assert count.outcome().precincts_received == 0


def test_a_protocol_that_the_session_itself_has_changed_is_not_entered_by_its_old_version(factory) -> None:
    count = start_count(factory)
    with pytest.raises(Stale), transaction():
        protocol, figures = count.protocol(), count.figures(300, 70)
        found, version = confirmed(protocol, figures), protocol.version
        protocol.accepted_at = protocol.created_at
        enter_protocol(FIRST, protocol, version, figures, found)
    assert count.outcome().precincts_received == 0


def test_an_entry_whose_contest_was_not_held_is_held_against_its_protocol(
    factory, rival, monkeypatch
) -> None:
    """No outcome was found there to hold, and somebody else may be faster."""
    count = start_count(factory)
    monkeypatch.setattr(kept_sums._KEPT_HELD, "read", lambda *_given: [])
    with pytest.raises(Stale), transaction():
        protocol, figures = count.protocol(), count.figures(300, 70)
        found = confirmed(protocol, figures)
        rival.execute("UPDATE protocol SET version = version + 1")
        rival.commit()
        enter_protocol(FIRST, protocol, protocol.version, figures, found)
    assert count.outcome().precincts_received == 0


def test_who_was_overtaken_while_waiting_to_settle_a_dispute_is_told_so(app, factory, rival) -> None:
    count = start_count(factory)
    count.enter(count.figures(300, 70))
    with transaction():
        dispute_protocol(COORDINATOR, count.protocol(), count.protocol().version, CLAIM)
    version = count.protocol().version
    events = db.session.scalar(sa.select(sa.func.count(AuditEvent.id)))
    db.session.rollback()
    rival.execute("UPDATE outcome SET version = version + 1")
    with meanwhile(
        app, rival, lambda: let_stand(COORDINATOR, count.protocol(), version, "figures are right")
    ) as told:
        rival.execute("UPDATE protocol SET version = version + 1")
        rival.execute(
            "UPDATE protocol_dispute SET settled_on = '2021-07-26', settlement = 'stands', settled_reason = 'settled'"
        )
    with pytest.raises(Stale):
        told.result(20)
    assert db.session.scalar(sa.select(sa.func.count(AuditEvent.id))) == events


def test_an_import_of_official_results_waits_for_its_contests_before_it_holds_the_log(
    app, factory, rival, tmp_path
) -> None:
    election = factory.election(entries_required=1, clock_at=NIGHT)
    counts = [start_count(factory, contest=factory.contest(election=election)) for _one in range(2)]
    for count in counts:
        count.enter(count.figures(250, 150))
    file = write(tmp_path, [row for count in counts for row in long(count)])
    db.session.rollback()
    rival.execute("SELECT 1 FROM outcome WHERE contest_id = %s FOR UPDATE", (counts[1].contest.id,))

    def bring_in() -> int:
        with app.app_context():
            return run(app, file)[0]

    with ThreadPoolExecutor() as pool:
        told = pool.submit(bring_in)
        wait_for_waiting()
        assert rival.execute("SELECT pg_try_advisory_xact_lock(%s)", (CHAIN_LOCK,)).fetchone() == (True,)
        rival.rollback()
        assert told.result(20) == 0
    assert [one.outcome().state for one in counts] == [OutcomeState.OFFICIAL] * 2
