"""The end of a transaction on PostgreSQL: others go on before the disk is waited for, and people are told after it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from time import sleep

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from elections import postgresql
from elections.postgresql import Connection
from elections.trouble import be_patient
from tests.faults.stand import wait_until
from tests.postgres import as_superuser, server_binaries, throw_away_cluster
from tests.postgresql.held import ADD_HELD, seen_by


def test_what_was_confirmed_is_on_the_disk(two) -> None:
    """Its locks end before that, so that no clerk waits for another's turn of the disk."""
    first, other = two
    for number in range(20):
        first.hold_back(ADD_HELD, (number,))
        first.send_held_back()
        first.hold_back(ADD_HELD, (100 + number,))
        (written,) = other.execute("SELECT pg_current_wal_insert_lsn()").fetchone()
        first.commit()
        assert other.execute("SELECT pg_current_wal_flush_lsn() > %s::pg_lsn", (written,)).fetchone() == (
            True,
        )
        assert first.execute("SHOW synchronous_commit").fetchone() == ("on",), (
            "only the one transaction waits later"
        )
        first.rollback()


@pytest.fixture
def forbidden(address: str) -> Iterator[Callable[[], None]]:
    """What takes the word away from everybody by which a commit is waited for; they have it again afterwards."""
    told = """DO $$ DECLARE one oid; BEGIN FOR one IN SELECT oid FROM pg_proc WHERE proname = 'pg_logical_emit_message'
              LOOP EXECUTE format('%s EXECUTE ON FUNCTION %%s %s PUBLIC', one::regprocedure); END LOOP; END $$"""
    with closing(psycopg.connect(as_superuser(address), autocommit=True)) as above:
        yield lambda: above.execute(told % ("REVOKE", "FROM")) and None
        above.execute(told % ("GRANT", "TO"))


def test_what_fails_after_the_commit_leaves_in_doubt_and_takes_nothing_back(two, forbidden) -> None:
    first, other = two
    forbidden()
    first.hold_back(ADD_HELD, (1,))
    with pytest.raises(psycopg.OperationalError) as raised:
        first.commit()
    assert raised.value.sqlstate is None, "nobody takes it for a refusal"
    assert seen_by(other) == [1]
    first.execute("SELECT 1")
    first.commit()


def test_locks_end_before_the_disk_is_waited_for_and_people_are_told_after_it() -> None:
    """Here what is waited for is another cluster that is to keep all too, and is not there yet."""
    if server_binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with ThreadPoolExecutor() as aside, throw_away_cluster() as url, ExitStack() as ends:
        address = url.replace("+psycopg", "")
        first, other = (ends.enter_context(closing(Connection.connect(address))) for _one in range(2))
        above = ends.enter_context(closing(psycopg.connect(as_superuser(url), autocommit=True)))
        other.execute("CREATE TABLE held (number integer PRIMARY KEY)")
        other.commit()
        _wait_for_another(above, "somebody")
        first.hold_back(ADD_HELD, (1,))
        told = aside.submit(first.commit)
        wait_until(lambda: seen_by(other) == [1], "nobody sees what is committed")
        other.execute("SET LOCAL lock_timeout = 100")
        assert other.execute("UPDATE held SET number = 2 WHERE number = 1").rowcount == 1
        other.rollback()
        assert not told.done()
        _wait_for_another(above, "")
        told.result(timeout=10)


def _wait_for_another(above: psycopg.Connection, name: str) -> None:
    above.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'")
    above.execute("SELECT pg_reload_conf()")
    shown = "SHOW synchronous_standby_names"
    wait_until(lambda: above.execute(shown).fetchone() == (name,), "the setting is not taken")


def test_a_role_without_that_word_waits_for_the_disk_with_its_commit(two, forbidden, address: str) -> None:
    _first, other = two
    forbidden()
    with closing(Connection.connect(address)) as late:
        late.hold_back(ADD_HELD, (1,))
        late.commit()
    assert seen_by(other) == [1]


def test_who_wrote_nothing_may_wait_for_what_others_committed(two, tmp_path: Path) -> None:
    first, _other = two
    first.ask("SELECT 1", ())
    with (tmp_path / "trace").open("w") as trace:
        first.pgconn.trace(trace.fileno())
        first.wait_for_earlier()
        first.commit()
        first.pgconn.untrace()
    said = [line.split("\t")[3] for line in (tmp_path / "trace").read_text().splitlines() if "\tF\t" in line]
    assert said.count("Bind") == 4, "its own word, COMMIT, and the word that is waited for"
    assert first.info.transaction_status is TransactionStatus.IDLE


def test_what_nobody_hears_any_more_ends_at_the_database_too(two) -> None:
    """A save that waits for a standby would hold its connection for as long as that is away."""
    first, other = two
    number = first.info.backend_pid
    be_patient(0.3)
    try:
        with pytest.raises(psycopg.OperationalError):
            first.ask("SELECT pg_sleep(60)", ())
    finally:
        be_patient(None)
    assert first.closed
    there = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
    wait_until(lambda: other.execute(there, (number,)).fetchone() == (0,), "the database goes on")


def test_what_a_standby_does_not_have_is_not_cancelled_where_only_the_commit_waits_for_it(
    two, forbidden, address: str
) -> None:
    _first, other = two
    forbidden()
    late = Connection.connect(address)
    number = late.info.backend_pid
    be_patient(0.3)
    try:
        with pytest.raises(psycopg.OperationalError):
            late.ask("SELECT pg_sleep(60)", ())
    finally:
        be_patient(None)
    sleep(0.5)
    assert other.execute("SELECT pg_terminate_backend(%s)", (number,)).fetchone() == (True,), "it goes on"


def test_a_connection_whose_question_fails_is_closed(address: str, two, monkeypatch) -> None:
    _first, other = two
    monkeypatch.setattr(postgresql, "_MAY_SAY_SO", "SELECT 1 / 0")
    with pytest.raises(psycopg.errors.DivisionByZero):
        Connection.connect(address, application_name="asked in vain")
    there = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'asked in vain'"
    wait_until(lambda: other.execute(there).fetchone() == (0,), "the connection is still there")
