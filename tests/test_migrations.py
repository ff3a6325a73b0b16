"""Migrations: up and down with rows in the tables, on both databases, and no drift from the models."""

from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from elections.accounts.access import Actor, Role
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.audit.anchor_actions import note_head
from elections.database import db, set_writing, transaction, utc_now
from elections.forecast.actions import keep_forecast
from elections.forecast.reckoning import Settings
from elections.jobs.models import WorkerBeat
from elections.privacy.erasure import Basis
from elections.privacy.models import Incident, PersonErasure, RetentionPeriod
from elections.privacy.retention import Kept
from elections.reports.models import ReportFile
from elections.results.entries import State
from elections.results.target_actions import publish_target
from elections.results.target_page import look_at
from tests.factories import Factory
from tests.results.count import start_count


def fill(factory: Factory) -> None:
    candidate = factory.candidate()
    protocol = factory.protocol(candidate.contest)
    factory.photo(protocol)
    factory.draft(protocol, factory.user())
    factory.pledge(factory.platform(candidate), demand="Вода", demand_way="gathering", demand_people=30)
    factory.pledge(factory._once("platform"), money_source="district_budget")
    factory.means(candidate.contest.constituency, source="district_budget")
    factory.imprint(factory._once("platform"))
    office = factory.headquarters()
    factory.member(office)
    proxy = factory.proxy(candidate)
    factory.proxy(candidate, person=proxy.person)
    factory.observer(proxy.precinct)
    factory.commission_member(proxy.precinct)
    factory.participation(factory.seminar())
    factory.certificate()
    factory.task(candidate.contest, template="consent")
    factory.assessment(candidate.contest)
    factory.official(candidate)
    with transaction():
        record(SYSTEM, "test.filled", "test")
        note_head(utc_now())
        keep_forecast(SYSTEM, "", Settings())
        publish_target(Actor(None, "coordinator", Role.COORDINATOR, ""), look_at(""), None)
        db.session.add(
            ReportFile(
                kind="district", key="113200000", path="110000000/113200000/", language="ru", log_id=1,
                day=date(2021, 7, 25), made_with="", digest="", sha256="", size=4, content=b"%PDF",
            )
        )  # fmt: skip
    factory.board_link()
    with transaction():
        db.session.add(RetentionPeriod(kind=Kept.SCANS, days=10))
        db.session.add(
            PersonErasure(person_id=candidate.person_id, basis=Basis.DEMAND, reason="x", erased_by="x")
        )
        db.session.add(Incident(path="", what="x", noticed_at=utc_now(), reported_by="x"))
        db.session.add(WorkerBeat(name="x", at=utc_now()))


def test_migrations_go_down_and_up_with_rows(app: Flask, factory: Factory) -> None:
    fill(factory)
    db.session.remove()
    for revision in ("0040", "0033", "0026", "0010", "0008", "0006", "0004", "0002", "base"):
        downgrade(revision=revision)
    upgrade()
    fill(Factory())


def test_who_stands_in_a_repeat_election_too_stands_once_in_the_older_record(
    app: Flask, factory: Factory
) -> None:
    first = factory.candidate()
    repeat = factory.contest(first.contest.constituency, round=2, repeats_id=first.contest_id)
    again = factory.candidate(repeat, first.person, round=2)
    ids = (first.id, again.id)
    db.session.remove()
    downgrade(revision="0038")
    with db.engine.connect() as connection:
        told = connection.execute(text("SELECT id, status FROM candidate ORDER BY id")).all()
    assert [tuple(one) for one in told] == list(zip(ids, ("registered", "withdrawn"), strict=True))
    upgrade()


def test_repeat_elections_and_replaced_protocols_leave_the_older_record_and_nobody_is_lost(
    app: Flask, factory: Factory
) -> None:
    first = factory.candidate()
    repeat = factory.contest(first.contest.constituency, round=2, repeats_id=first.contest_id)
    again, other = (
        factory.candidate(repeat, first.person, round=2),
        factory.candidate(repeat, own=False, round=2),
    )
    factory.platform(again)
    factory.scan(other)
    count = start_count(factory, own=again)
    count.enter(count.figures(250, 150))
    recounted = factory.protocol(first.contest, state=State.REPLACED)
    factory.protocol(first.contest, recounted.precinct, replaces_id=recounted.id)
    factory.assessment(repeat)
    for contest in (first.contest, repeat):
        factory.task(contest, template="consent")
    told = (first.contest_id, first.id, again.id, other.id, count.rival.id)
    db.session.remove()
    downgrade(revision="0035")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT id FROM contest")).scalars().all() == [told[0]]
        for table in ("task", "protocol"):
            rows = connection.execute(text(f"SELECT contest_id FROM {table}"))
            assert rows.scalars().all() == [told[0]], table
        standing = connection.execute(text("SELECT id, contest_id, status FROM candidate ORDER BY id")).all()
    assert [tuple(one) for one in standing] == [
        (told[1], told[0], "registered"),
        *((one, told[0], "withdrawn") for one in sorted(told[2:])),
    ]
    upgrade()


def test_models_and_migrations_are_the_same(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": db.metadata})
        assert compare_metadata(context, db.metadata) == []


@pytest.mark.parametrize("verb", ["UPDATE audit_event SET actor_login = 'x'", "DELETE FROM audit_event"])
def test_log_is_never_altered(app: Flask, verb: str) -> None:
    with transaction():
        record(SYSTEM, "test.event", "test")
    set_writing(True)
    with pytest.raises(DBAPIError, match="never altered"), db.engine.begin() as connection:
        connection.execute(text(verb))
    set_writing(False)


def test_log_is_never_emptied_at_one_go(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    set_writing(True)
    with pytest.raises(DBAPIError, match="never altered"), db.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit_event CASCADE"))
    set_writing(False)
