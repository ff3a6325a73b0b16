"""The second wall: PostgreSQL shows a raw statement what the session shows the ORM, and nobody nothing."""

from time import sleep

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from elections.accounts.access import Actor, Role
from elections.accounts.models import User
from elections.audit.actions import record
from elections.audit.queries import find_broken
from elections.database import Base, InScope, ancestors, db, looking_from, set_scope, transaction
from elections.jobs.models import Job
from elections.web import second_wall
from tests.factories import Factory
from tests.postgres import as_superuser
from tests.results.count import start_count
from tests.results.test_confirming import typed
from tests.test_migrations import fill

REGION, ELSEWHERE = "110000000/", "990000000/"
SCOPED = sorted({one.class_ for one in Base.registry.mappers if issubclass(one.class_, InScope)}, key=str)
on_postgresql = pytest.mark.parametrize("app", ["postgresql"], indirect=True)
BEHIND = sa.text(
    "SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname"
    " WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.policyname = 'territory'"
)


def raw(statement: str) -> list[object]:
    return list(db.session.connection().exec_driver_sql(statement).scalars())


@on_postgresql
def test_every_table_with_a_territory_is_behind_the_wall(app: Flask) -> None:
    behind = set(db.session.scalars(BEHIND))
    assert {one.__table__.name for one in SCOPED} - behind == set(), "its migration makes a policy, see 0048"
    assert {name for name, table in db.metadata.tables.items() if "path" in table.c} == behind


@on_postgresql
def test_a_raw_statement_sees_what_the_session_sees(app: Flask, factory: Factory) -> None:
    fill(factory)
    filled = 0
    paths = {path for model in SCOPED for path in raw(f"SELECT path FROM {model.__table__.name}")}
    for scope in sorted({*paths, "", REGION, ELSEWHERE}, key=str):
        for model in SCOPED:
            key = sa.inspect(model).primary_key[0]
            with looking_from(str(scope)):
                db.session.rollback()
                by_orm = sorted(db.session.scalars(sa.select(getattr(model, key.name))))
                by_hand = sorted(raw(f"SELECT {key.name} FROM {model.__table__.name}"))
            assert by_hand == by_orm, (model.__table__.name, scope)
            filled += len(by_hand)
    assert filled > 100


@on_postgresql
def test_nobody_sees_nothing_but_the_accounts_of_the_log_in(app: Flask, factory: Factory) -> None:
    factory.candidate()
    factory.user()
    db.session.rollback()
    set_scope(None)
    assert raw("SELECT id FROM candidate") == raw("SELECT id FROM constituency") == []
    assert len(raw("SELECT id FROM user_account")) == 1


@on_postgresql
def test_what_is_said_in_the_middle_of_a_transaction_holds_at_once(app: Flask, factory: Factory) -> None:
    candidate = factory.candidate().id
    db.session.rollback()
    with looking_from(ELSEWHERE):
        assert raw("SELECT id FROM candidate") == []
        with looking_from(""):
            assert raw("SELECT id FROM candidate") == [candidate]
        assert raw("SELECT id FROM candidate") == []
        with pytest.raises(DBAPIError, match="zero"), db.session.begin_nested(), looking_from(""):
            assert raw("SELECT id FROM candidate") == [candidate]
            raw("SELECT 1 / 0")
        assert raw("SELECT id FROM candidate") == []


@on_postgresql
def test_a_row_elsewhere_is_neither_written_nor_changed(app: Flask, factory: Factory) -> None:
    factory.candidate()
    with looking_from(ELSEWHERE), transaction():
        changed = db.session.connection().exec_driver_sql("UPDATE candidate SET version = 7")
    assert changed.rowcount == 0
    with pytest.raises(DBAPIError, match="row-level security"), looking_from(REGION), transaction():
        db.session.add(Job(kind="test", path=ELSEWHERE))


def test_the_chain_goes_on_from_who_does_not_see_its_last_event(app: Flask) -> None:
    for scope in (REGION, ELSEWHERE, REGION):
        with looking_from(scope), transaction():
            record(Actor(None, "aigul", Role.COORDINATOR, scope), "test.event", "test")
    assert find_broken() is None


def test_health_says_whether_the_wall_stands(app: Flask, client) -> None:
    told = app.test_client().get("/healthz").get_json()["database"]
    assert told.get("row_security") == ("on" if db.engine.dialect.name == "postgresql" else None)


@on_postgresql
def test_health_says_that_a_superuser_goes_round_the_wall(app: Flask) -> None:
    with psycopg.connect(as_superuser(app.config["SQLALCHEMY_DATABASE_URI"]), autocommit=True) as superuser:
        superuser.execute("ALTER ROLE sailau BYPASSRLS")
        try:
            db.session.rollback()
            assert str(second_wall.describe_wall(db.engine)["row_security"]).startswith("off: ")
        finally:
            superuser.execute("ALTER ROLE sailau NOBYPASSRLS")


@on_postgresql
@pytest.mark.parametrize("path", ["", REGION])
def test_a_save_tells_the_database_who_is_looking_by_the_statement_that_finds_the_account(
    app: Flask, factory, login, monkeypatch, path
) -> None:
    count = start_count(factory)
    answers = {**typed(count, 250, 150), "version": "1"}
    browser, told = login(Role.HQ_STAFF, path=path), []
    bounds = second_wall._bounds
    monkeypatch.setattr(second_wall, "_bounds", lambda: told.append(bounds()) or told[-1])
    assert browser.post(f"/protocols/{count.protocols[0]}/entry", answers).status == 303
    assert told == []


@on_postgresql
@pytest.mark.parametrize("path", ["", REGION, f"{REGION}113200000/", f"{REGION}113200000/113230000/"])
def test_the_database_bounds_a_territory_as_the_product_does(app: Flask, factory: Factory, path: str) -> None:
    path_column = User.__table__.c.path
    with looking_from(""):
        account = factory.user(path=path).id
        select = sa.select(*second_wall.saying_itself(path_column)).where(User.__table__.c.id == account)
        found = db.session.connection().execute(select).one()
    with looking_from(path):
        low, high, above = second_wall._bounds()
    assert (found[0], found[1]) == (low, high)
    assert above == "{" + ",".join(f'"{one}"' for one in ancestors(path)) + "}"
    assert found[2].replace('"', "") == above.replace('"', "")


@on_postgresql
def test_a_connection_that_the_database_ended_meanwhile_is_replaced_unnoticed(
    app: Flask, factory: Factory
) -> None:
    factory.candidate()
    db.session.rollback()
    with psycopg.connect(as_superuser(app.config["SQLALCHEMY_DATABASE_URI"]), autocommit=True) as superuser:
        ended = superuser.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE usename = 'sailau'"
        ).fetchone()
    assert ended is not None
    assert ended[0] >= 1
    with looking_from(""):
        assert len(raw("SELECT id FROM candidate")) == 1


@on_postgresql
def test_a_word_of_the_database_about_a_setting_ends_no_connection(app: Flask) -> None:
    with looking_from(""):
        (before,) = raw("SELECT pg_backend_pid()")
        db.session.rollback()
        with psycopg.connect(
            as_superuser(app.config["SQLALCHEMY_DATABASE_URI"]), autocommit=True
        ) as superuser:
            superuser.execute("ALTER SYSTEM SET DateStyle = 'ISO, DMY'")
            superuser.execute("SELECT pg_reload_conf()")
            sleep(0.5)
            assert raw("SELECT pg_backend_pid()") == [before]
            superuser.execute("ALTER SYSTEM RESET DateStyle")
            superuser.execute("SELECT pg_reload_conf()")
