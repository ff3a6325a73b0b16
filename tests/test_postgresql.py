"""PostgreSQL's driver as we use it: what is held back is never lost, never out of order, and never half there."""

from collections.abc import Iterator
from contextlib import closing
from threading import Timer

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from psycopg.pq import TransactionStatus
from sqlalchemy.exc import DBAPIError, IntegrityError

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.database import db, looking_from, set_writing, transaction
from elections.postgresql import Connection
from elections.statements import Prepared
from elections.trouble import be_patient

ADD = "INSERT INTO held VALUES (%s)"
ACTOR = Actor(user_id=None, login="clerk", role=Role.ADMINISTRATOR, scope="")


@pytest.fixture
def address(app: Flask) -> str:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite is reached without round trips")
    return db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def two(address: str) -> Iterator[tuple[Connection, Connection]]:
    """Two connections to a table of numbers, each only once; the first waits for no lock longer than a tenth of a second."""
    with (
        closing(Connection.connect(address, options="-c lock_timeout=100")) as first,
        closing(Connection.connect(address)) as other,
    ):
        first.execute("CREATE TABLE held (number integer PRIMARY KEY)")
        first.commit()
        yield first, other
        first.close()  # whatever became of it
        other.rollback()
        other.execute("DROP TABLE held")
        other.commit()


def numbers(connection: Connection) -> list[int]:
    return [one for (one,) in connection.execute("SELECT number FROM held ORDER BY number").fetchall()]


def seen_by(other: Connection) -> list[int]:
    found = numbers(other)
    other.rollback()
    return found


def test_what_is_held_back_goes_with_the_commit_and_not_before(two) -> None:
    first, other = two
    for number in range(12):  # more often than psycopg runs a statement before it prepares it
        first.execute("SELECT 1")
        first.hold_back(ADD, (2 * number,))
        first.hold_back(ADD, (2 * number + 1,))
        assert seen_by(other) == list(range(2 * number))
        first.commit()
        assert seen_by(other) == list(range(2 * number + 2))
        assert first.info.transaction_status is TransactionStatus.IDLE


def test_what_is_held_back_may_be_all_that_a_transaction_does(two) -> None:
    first, other = two
    first.hold_back(ADD, (1,))
    first.commit()
    assert seen_by(other) == [1]


@pytest.mark.parametrize("way", ["one", "many", "in parts"])
def test_the_next_statement_comes_after_what_was_held_back(two, way: str) -> None:
    first, other = two
    first.hold_back(ADD, (1,))
    first.hold_back(ADD, (2,))
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
    first.hold_back(ADD, (2,))
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
        first.hold_back(ADD, (number,))
    with pytest.raises(psycopg.errors.UniqueViolation):
        first.commit()
    first.rollback()
    assert seen_by(other) == [7]
    first.hold_back(ADD, (8,))
    first.commit()
    assert seen_by(other) == [7, 8]


def test_who_waits_too_long_for_another_is_told_so_and_keeps_the_connection(two) -> None:
    first, other = two
    other.execute(ADD, (7,))
    first.execute("SELECT 1")
    first.hold_back(ADD, (7,))
    first.hold_back(ADD, (8,))
    with pytest.raises(psycopg.errors.LockNotAvailable):
        first.commit()
    assert not first.closed
    first.rollback()
    other.rollback()
    assert seen_by(other) == []


def test_each_that_is_held_back_may_wait_as_long_as_one_alone(two) -> None:
    first, other = two
    first.execute("SET lock_timeout = 0")
    first.commit()
    other.execute("SELECT pg_advisory_xact_lock(815)")
    first.execute("SELECT 1")
    first.hold_back("SELECT pg_advisory_xact_lock(815)", None)
    first.hold_back("SELECT pg_sleep(0.5)", None)
    first.hold_back(ADD, (1,))
    letting_go = Timer(0.5, other.rollback)
    letting_go.start()
    be_patient(0.6)  # a third more for each: for one of these it is enough, for both it is not
    try:
        first.commit()
    finally:
        be_patient(None)
        letting_go.join()
    assert seen_by(other) == [1]


def test_what_the_database_refuses_early_leaves_the_connection(two) -> None:
    first, other = two
    full = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$"
    for _time in range(40):
        first.execute("SELECT 1")
        first.hold_back(full, None)
        for _more in range(20):  # it is refused while these are still on their way
            first.hold_back("SELECT length(%s)", ("x" * 1000,))
        with pytest.raises(psycopg.errors.DiskFull):
            first.commit()
        assert not first.closed
        first.rollback()
    assert seen_by(other) == []


def test_nothing_is_committed_without_what_could_not_be_sent(two) -> None:
    first, other = two
    first.execute(ADD, (1,))
    first.hold_back("SELECT %s", ("no database keeps \0",))
    with pytest.raises(psycopg.DataError):
        first.execute("SELECT 1")
    with pytest.raises(psycopg.InternalError, match="never sent"):
        first.commit()
    first.rollback()
    first.hold_back(ADD, (2,))
    first.commit()
    assert seen_by(other) == [2]


def test_a_connection_that_was_ended_says_so_at_the_commit(two) -> None:
    first, other = two
    first.execute("SELECT 1")
    first.hold_back(ADD, (1,))
    other.execute("SELECT pg_terminate_backend(%s)", (first.info.backend_pid,))
    other.rollback()
    with pytest.raises(psycopg.OperationalError):
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
