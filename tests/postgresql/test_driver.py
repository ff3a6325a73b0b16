"""PostgreSQL's driver as we use it: what is held back is never lost, never out of order, and never half there."""

from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from psycopg import IsolationLevel
from psycopg.pq import TransactionStatus
from sqlalchemy.exc import DBAPIError, IntegrityError

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.database import db, looking_from, set_writing, transaction
from elections.statements import Prepared
from elections.trouble import be_patient
from tests.postgresql.held import ADD, ADD_HELD, numbers, seen_by

ACTOR = Actor(user_id=None, login="clerk", role=Role.ADMINISTRATOR, scope="")


def test_what_is_held_back_goes_with_the_commit_and_not_before(two) -> None:
    first, other = two
    for number in range(12):  # more often than psycopg runs a statement before it prepares it
        first.execute("SELECT 1")
        first.hold_back(ADD_HELD, (2 * number,))
        first.hold_back(ADD_HELD, (2 * number + 1,))
        assert seen_by(other) == list(range(2 * number))
        first.commit()
        assert seen_by(other) == list(range(2 * number + 2))
        assert first.info.transaction_status is TransactionStatus.IDLE


def test_what_is_held_back_may_be_all_that_a_transaction_does(two) -> None:
    first, other = two
    first.hold_back(ADD_HELD, (1,))
    first.commit()
    assert seen_by(other) == [1]


@pytest.mark.parametrize("way", ["one", "many", "in parts"])
def test_the_next_statement_comes_after_what_was_held_back(two, way: str) -> None:
    first, other = two
    first.hold_back(ADD_HELD, (1,))
    first.hold_back(ADD_HELD, (2,))
    if way == "one":
        assert numbers(first) == [1, 2]
    elif way == "many":
        first.cursor().executemany(
            "UPDATE held SET number = number + %s WHERE number = %s", [(10, 1), (10, 2)]
        )
        assert numbers(first) == [11, 12]
    else:
        with first.cursor("parts") as cursor:
            cursor.execute("SELECT count(*) FROM held")
            assert cursor.fetchone() == (2,)
    assert seen_by(other) == []
    first.commit()
    assert len(seen_by(other)) == 2


def test_what_is_held_back_goes_when_the_rest_is_rolled_back(two) -> None:
    first, other = two
    first.execute(ADD, (1,))
    first.hold_back(ADD_HELD, (2,))
    first.rollback()
    first.execute(ADD, (3,))
    first.commit()
    assert seen_by(other) == [3]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_when_one_fails_nothing_is_committed_and_its_own_fault_is_raised(two, place: int) -> None:
    first, other = two
    other.execute(ADD, (7,))
    other.commit()
    several = [1, 2]
    several.insert(place, 7)
    first.execute(ADD, (3,))
    for number in several:
        first.hold_back(ADD_HELD, (number,))
    with pytest.raises(psycopg.errors.UniqueViolation):
        first.commit()
    first.rollback()
    assert seen_by(other) == [7]
    first.hold_back(ADD_HELD, (8,))
    first.commit()
    assert seen_by(other) == [7, 8]


def test_who_waits_too_long_for_another_is_told_so_and_keeps_the_connection(two) -> None:
    first, other = two
    other.execute(ADD, (7,))
    first.execute("SELECT 1")
    first.hold_back(ADD_HELD, (7,))
    first.hold_back(ADD_HELD, (8,))
    with pytest.raises(psycopg.errors.LockNotAvailable):
        first.commit()
    assert not first.closed
    first.rollback()
    other.rollback()
    assert seen_by(other) == []


def test_what_is_sent_together_is_waited_for_no_longer_than_one_alone(two) -> None:
    first, _other = two
    first.execute("SELECT 1")
    for _time in range(4):
        first.hold_back("SELECT pg_sleep(0.2)", ())
    be_patient(0.4)
    try:
        with pytest.raises(psycopg.OperationalError):
            first.commit()
    finally:
        be_patient(None)
    assert first.closed, "its answers are still to come"


def test_what_failed_before_is_never_told_to_be_committed(two) -> None:
    first, other = two
    first.execute(ADD, (1,))
    for held in ([], [2]):
        with pytest.raises(psycopg.errors.UniqueViolation):
            first.execute(ADD, (1,)), first.execute(ADD, (1,))
        for number in held:
            first.hold_back(ADD_HELD, (number,))
        with pytest.raises(psycopg.errors.InFailedSqlTransaction):
            first.commit()
        assert first.info.transaction_status is TransactionStatus.IDLE
    assert seen_by(other) == []


def test_a_transaction_whose_commit_failed_has_ended(two) -> None:
    first, other = two
    first.hold_back(ADD_HELD, (1,))
    first.hold_back(ADD_HELD, (1,))
    with pytest.raises(psycopg.errors.UniqueViolation):
        first.commit()
    first.execute(ADD, (2,))
    first.commit()
    assert seen_by(other) == [2]


def test_refusals_leave_no_prepared_statements_behind(two) -> None:
    first, other = two
    first.ask(ADD_HELD, (1,))
    first.commit()
    for _time in range(5):
        with pytest.raises(psycopg.errors.UniqueViolation):
            first.ask(ADD_HELD, (1,))
        first.rollback()
        with pytest.raises(psycopg.errors.DivisionByZero):  # prepared for the first time, and refused
            first.ask("SELECT 1 / $1::integer", (0,))
        first.rollback()
    with pytest.raises(psycopg.errors.SyntaxError):
        first.ask("no statement", ())
    first.rollback()
    assert first.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (2,)


def test_what_the_database_refuses_early_leaves_the_connection(two) -> None:
    first, other = two
    full = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$"
    for _time in range(40):
        first.execute("SELECT 1")
        first.hold_back(full, ())
        for _more in range(20):  # it is refused while these are still on their way
            first.hold_back("SELECT length($1::text)", ("x" * 1000,))
        with pytest.raises(psycopg.errors.DiskFull):
            first.commit()
        assert not first.closed
        first.rollback()
    assert seen_by(other) == []


def test_what_cannot_be_sent_is_refused_at_once(two) -> None:
    first, other = two
    first.execute(ADD, (1,))
    with pytest.raises(psycopg.DataError):
        first.hold_back("SELECT $1::text", ("no database keeps \0",))
    first.rollback()
    first.hold_back(ADD_HELD, (2,))
    first.commit()
    assert seen_by(other) == [2]


def test_what_needs_no_answer_goes_in_one_round_trip_with_what_does(two, tmp_path: Path) -> None:
    first, other = two
    with (tmp_path / "trace").open("w") as trace:
        first.pgconn.trace(trace.fileno())
        first.ask("SELECT 1", ())
        first.hold_back(ADD_HELD, (1,))
        first.hold_back(ADD_HELD, (2,))
        first.commit()
        first.pgconn.untrace()
    sides = [line.split("\t")[1] for line in (tmp_path / "trace").read_text().splitlines()]
    turns = [side for side, before in pairwise(["", *sides][::-1]) if side != before][::-1]
    assert turns == ["F", "B", "F", "B"], "BEGIN with the first statement, and all the rest with the COMMIT"
    assert seen_by(other) == [1, 2]


@pytest.mark.parametrize("way", ["savepoint", "whole"])
def test_prepared_statements_are_known_again_after_psycopg_threw_them_away(two, way: str) -> None:
    first, _other = two
    for _time in range(2):
        first.execute("SELECT 815", prepare=True)  # it throws all away, if it has any
        first.ask("SELECT 816", ())
        first.execute("SAVEPOINT here")
        if way == "whole":
            first.rollback()
        else:
            first.execute("ROLLBACK TO SAVEPOINT here")
    answer = first.ask("SELECT 816", ())
    assert answer.get_value(0, 0) == b"816"


def test_a_statement_is_prepared_anew_when_its_table_has_become_another(two) -> None:
    first, other = two
    asked = "SELECT * FROM held"
    first.ask(asked, ())
    first.commit()
    other.execute("ALTER TABLE held ADD COLUMN more integer")
    other.commit()
    with pytest.raises(psycopg.errors.FeatureNotSupported):
        first.ask(asked, ())
    first.rollback()
    assert first.ask(asked, ()).nfields == 2


def test_a_transaction_begins_as_its_connection_says(two) -> None:
    first, _other = two
    first.isolation_level = IsolationLevel.SERIALIZABLE
    assert first.ask("SHOW transaction_isolation", ()).get_value(0, 0) == b"serializable"
    first.rollback()
    first.autocommit = True
    first.ask("SELECT 1", ())
    assert first.info.transaction_status is TransactionStatus.IDLE


def test_what_is_interrupted_ends_the_connection_and_never_answers_another(two, monkeypatch) -> None:
    """Whoever kills a process that waits too long (SystemExit) leaves an answer on its way."""
    first, other = two

    def interrupted(*_arguments: object, **_more: object) -> None:
        raise SystemExit

    first.hold_back(ADD_HELD, (1,))
    monkeypatch.setattr(psycopg.Connection, "wait", interrupted)
    with pytest.raises(SystemExit):
        first.ask("SELECT 1", ())
    monkeypatch.undo()
    assert first.closed
    with pytest.raises(psycopg.OperationalError):
        first.ask("SELECT 1", ())
    assert seen_by(other) == []


def test_a_connection_that_was_ended_says_so_at_the_commit(two) -> None:
    first, other = two
    first.execute("SELECT 1")
    first.hold_back(ADD_HELD, (1,))
    other.execute("SELECT pg_terminate_backend(%s)", (first.info.backend_pid,))
    other.rollback()
    with pytest.raises(psycopg.errors.AdminShutdown):  # its last word
        first.commit()
    assert first.closed
    assert seen_by(other) == []


def test_a_transaction_that_only_reads_writes_nothing_and_forgets_no_prepared_statement(two) -> None:
    first, _other = two
    first.allow(writing=False)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        first.execute(ADD, (1,))
    first.rollback()
    first.execute("SELECT 815", prepare=True)
    first.rollback()
    known = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 815'"
    assert first.execute(known).fetchone() == (1,)
    first.rollback()
    first.allow(writing=True)
    first.execute(ADD, (1,))
    first.commit()
    assert numbers(first) == [1]


def test_a_line_of_the_log_is_refused_at_once_where_nothing_may_be_written(app: Flask) -> None:
    set_writing(False)
    with pytest.raises(DBAPIError):
        record(ACTOR, "test.first", "campaign")


def test_what_is_written_last_outside_a_transaction_is_written_at_once(two, address: str) -> None:
    _first, other = two
    add = Prepared(sa.insert(sa.table("held", sa.column("number", sa.Integer))), ("number",))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        add.run_last(connection, {"number": 1})
        assert seen_by(other) == [1]


def test_fault_of_what_was_held_back_is_sqlalchemy_s_own_whoever_meets_it(address: str) -> None:
    """To say who looks is a statement of the second wall's own, and has what was held back sent first."""
    set_writing(True)
    db.session.execute(sa.text("CREATE TEMPORARY TABLE held (number integer PRIMARY KEY)"))
    connection = db.session.connection()
    table = sa.table("held", sa.column("number", sa.Integer))
    add = Prepared(sa.insert(table), ("number",))
    with looking_from("11/"):
        add.run_last(connection, {"number": 1})
        add.run_last(connection, {"number": 1})
    with pytest.raises(IntegrityError), looking_from("11/113/"):
        add.run_last(connection, {"number": 2})
    db.session.rollback()


def test_in_a_savepoint_a_fault_is_raised_at_once(two, address: str) -> None:
    _first, other = two
    add = Prepared(sa.insert(sa.table("held", sa.column("number", sa.Integer))), ("number",))
    set_writing(True)
    add.run(db.session.connection(), {"number": 1})
    with pytest.raises(IntegrityError), db.session.begin_nested():
        add.run_last(db.session.connection(), {"number": 1})
    db.session.commit()
    assert seen_by(other) == [1]


def test_a_statement_begins_a_transaction_where_there_is_none(two, address: str) -> None:
    _first, other = two
    add = Prepared(sa.insert(sa.table("held", sa.column("number", sa.Integer))), ("number",))
    set_writing(True)
    with db.engine.connect() as connection:
        add.run(connection, {"number": 1})
        connection.commit()
        add.run_last(connection, {"number": 2})
        connection.commit()
    assert seen_by(other) == [1, 2]


def test_the_log_is_whole_in_a_transaction_that_goes_back_to_a_savepoint(address: str) -> None:
    with transaction():
        record(ACTOR, "test.first", "campaign")
        with pytest.raises(RuntimeError), db.session.begin_nested():
            record(ACTOR, "test.taken_back", "campaign")
            raise RuntimeError
        record(ACTOR, "test.last", "campaign")
    with looking_from(""):
        kept = db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id.desc()).limit(2)).all()
    assert kept == ["test.last", "test.first"]
