"""The database room: who sees what, who may write, and that nobody forgets to say who is looking."""

from contextlib import closing
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError

from config import Settings
from elections import database, sqlite
from elections.app import create_app
from elections.campaign.models import Contest
from elections.database import (
    ScopeMissing,
    ancestors,
    begin_writing,
    db,
    looking_from,
    set_scope,
    set_writing,
    transaction,
)
from elections.people.models import Person
from elections.territory.models import Unit
from elections.trouble import Trouble, trouble_of
from tests.factories import Factory


def test_ancestors_are_the_paths_above() -> None:
    assert ancestors("11/113/11322/") == ["", "11/", "11/113/"]
    assert ancestors("") == []


def test_scope_shows_what_lies_below_it_and_nothing_beside(app: Flask, factory: Factory) -> None:
    here = factory.contest()
    other = factory.district("113400000")
    there = factory.contest(factory.constituency(other))
    with looking_from(other.path):
        assert [one.id for one in db.session.scalars(sa.select(Contest))] == [there.id]
    with looking_from(""):
        assert {one.id for one in db.session.scalars(sa.select(Contest))} == {here.id, there.id}


def test_scope_shows_the_names_of_what_lies_above(app: Flask, factory: Factory) -> None:
    contest = factory.contest()
    with looking_from(contest.path):
        assert sorted(one.kind for one in db.session.scalars(sa.select(Unit))) == ["district", "region"]


def test_query_without_a_viewer_is_refused(app: Flask) -> None:
    set_scope(None)
    with pytest.raises(ScopeMissing):
        db.session.scalars(sa.select(Contest)).all()


def test_reader_cannot_write(app: Flask) -> None:
    set_writing(False)
    db.session.add(Person(surname="А", given_name="Б", sort_key="а", search_text="а"))
    with pytest.raises(DBAPIError):
        db.session.flush()


def test_what_was_read_before_the_writing_began_is_read_anew(app: Flask, factory: Factory) -> None:
    key, other = factory.person().id, factory.person().id
    db.session.commit()
    set_writing(False)
    mine = db.session.get_one(Person, key)
    beside = sa.update(Person).where(Person.id == key).values(surname="Серік")
    copy_context().run(_write_beside, beside)
    assert mine.surname != "Серік"

    begin_writing()

    assert mine.surname == "Серік"
    mine.given_name = "Әсел"
    db.session.commit()
    assert (mine.surname, mine.given_name) == ("Серік", "Әсел")
    assert db.session.get_one(Person, other).given_name != "Әсел"


def test_what_was_begun_before_the_writing_is_dropped(app: Flask, factory: Factory) -> None:
    key = factory.person().id
    db.session.commit()
    set_writing(False)
    mine = db.session.get_one(Person, key)
    before, mine.surname = mine.surname, "Серік"

    begin_writing()

    db.session.commit()
    assert mine.surname == before


def test_who_cannot_begin_to_write_writes_nothing(app: Flask, factory: Factory) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL lets several write")
    key = factory.person().id
    db.session.commit()
    set_writing(False)
    before = db.session.get_one(Person, key).surname
    change = sa.update(Person).where(Person.id == key).values(surname="Серік")
    with closing(sqlite.Connection(str(db.engine.url.database))) as other:
        other.prepare()
        other.execute(other.allow(writing=True))
        db.session.connection().connection.dbapi_connection.be_patient(0.05)
        with pytest.raises(OperationalError):
            begin_writing()
        other.rollback()
        with pytest.raises(OperationalError, match="readonly"):
            db.session.execute(change)
        db.session.rollback()
    begin_writing()
    db.session.execute(change)
    db.session.rollback()
    assert db.session.get_one(Person, key).surname == before
    db.session.remove()
    db.engine.dispose()  # nobody else gets so impatient a connection


def test_damaged_file_is_told_as_such_when_writing_begins(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL looks after its files itself")
    path = Path(str(db.engine.url.database))
    set_writing(True)
    db.session.connection()
    db.session.rollback()
    with closing(sqlite.Connection(str(path))) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b", buffering=0) as file:  # the next test has the same file
        head = file.read(100)
        file.seek(0)
        file.write(b"\0" * 100)
        try:
            with pytest.raises(DBAPIError) as damaged:
                db.session.connection()
        finally:
            db.session.rollback()
            file.seek(0)
            file.write(head)
    assert trouble_of(damaged.value) is Trouble.DAMAGED


def _write_beside(statement: sa.Update) -> None:
    set_writing(True)
    with db.engine.begin() as connection:
        connection.execute(statement)


def test_failed_transaction_leaves_nothing(app: Flask, factory: Factory) -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.add(Person(surname="А", given_name="Б", sort_key="а", search_text="а"))
        db.session.flush()
        raise ZeroDivisionError
    assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_moment_comes_back_in_utc_whatever_its_zone(app: Flask, factory: Factory) -> None:
    almaty = timezone(timedelta(hours=6))
    election = factory.election(clock_at=datetime(2021, 7, 25, 20, tzinfo=almaty))

    db.session.expire_all()

    assert election.clock_at == datetime(2021, 7, 25, 14, tzinfo=UTC)
    assert election.clock_at.tzinfo is UTC


def test_moment_without_a_zone_is_a_programming_error(app: Flask, factory: Factory) -> None:
    with pytest.raises(sa.exc.StatementError, match="a moment needs its time zone"):
        factory.election(clock_at=datetime(2021, 7, 25, 20))


@pytest.mark.parametrize(("safe_since", "journal"), [((3, 0, 0), "wal"), ((999, 0, 0), "delete")])
def test_log_is_written_ahead_only_where_that_is_safe(
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    safe_since: tuple[int, ...],
    journal: str,
) -> None:
    monkeypatch.setattr(sqlite, "WAL_SAFE_SINCE", safe_since)
    app = create_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'new.sqlite'}"))

    with app.app_context():
        mode = db.session.scalar(sa.text("PRAGMA journal_mode"))
        described = database.describe_engine(db.engine)
        db.session.remove()
        db.engine.dispose()

    assert (mode, described["wal"]) == (journal, journal == "wal")
