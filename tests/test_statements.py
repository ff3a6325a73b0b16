"""Statements that are made once do to the database what SQLAlchemy's own way does, with values of every kind."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Actor, Role
from elections.audit.actions import record
from elections.audit.models import AuditEvent
from elections.database import UtcDateTime, db, looking_from, transaction
from elections.results.draft_models import ProtocolDraft
from elections.results.entries import State
from elections.results.models import Outcome, Protocol
from elections.results.tally import OutcomeState
from elections.statements import Prepared
from tests.queries import counting_queries
from tests.results.count import start_count

MOMENT = datetime(2021, 7, 25, 20, 15, 7, 123456, tzinfo=UTC)
DRAFTS = ProtocolDraft.__table__
NAMES = ("protocol_id", "user_id", "path", "answers", "updated_at")


def test_values_are_turned_by_the_types_of_their_columns(app: Flask, factory) -> None:
    count, clerk = start_count(factory, precincts=2), factory.user().id
    rows = [
        {"protocol_id": one, "user_id": clerk, "path": "", "answers": {"voters": "500", "reason": "ә\"'%"}, "updated_at": MOMENT}
        for one in count.protocols
    ]  # fmt: skip
    with transaction():
        Prepared(DRAFTS.insert(), NAMES).run_each(db.session.connection(), rows[:1])
        db.session.connection().execute(DRAFTS.insert(), rows[1:])
    with looking_from(""):
        ours, theirs = db.session.scalars(sa.select(ProtocolDraft).order_by(ProtocolDraft.id)).all()
    assert (
        (ours.answers, ours.updated_at) == (theirs.answers, theirs.updated_at) == (rows[0]["answers"], MOMENT)
    )


def test_an_update_takes_a_statement_s_own_values_and_given_ones(app: Flask, factory) -> None:
    count = start_count(factory)
    outcome = type(count.outcome()).__table__
    more = Prepared(
        outcome.update()
        .where(outcome.c.contest_id == sa.bindparam("contest"))
        .values(version=outcome.c.version + 1),
        ("state", "counting_at", "is_called", "leader_id", "updated_at"),
    )
    before = count.outcome().version
    given = {
        "state": OutcomeState.COUNTING,
        "counting_at": MOMENT,
        "is_called": True,
        "leader_id": None,
        "updated_at": MOMENT,
    }
    with transaction():
        changed = [
            more.run(db.session.connection(), {"contest": one, **given}) for one in (count.contest.id, 10**6)
        ]
    found = count.outcome()
    assert changed == [1, 0]
    assert (found.version, found.state, found.counting_at, found.is_called, found.leader_id) == (
        before + 1, OutcomeState.COUNTING, MOMENT, True, None,
    )  # fmt: skip


def test_a_value_of_its_own_is_what_it_is(app: Flask) -> None:
    kinds = {MOMENT: UtcDateTime(), OutcomeState.COUNTING: Outcome.__table__.c.state.type}
    for value in ("100 % 'ә' ? :a $1 \\", 7, True, *kinds):
        kind = kinds.get(value)
        asks = sa.select(sa.literal(value, kind).label("it"), sa.bindparam("other", type_=sa.String).label("other"))  # fmt: skip
        assert Prepared(asks).read(db.session.connection(), {"other": "x"}) == [(value, "x")]


def test_a_value_that_may_be_given_instead_of_its_own_is_no_part_of_the_text(app: Flask) -> None:
    asks = Prepared(sa.select(sa.bindparam("number", 5, type_=sa.Integer).label("it")))
    assert asks.read(db.session.connection(), {}) == [(5,)]
    assert asks.read(db.session.connection(), {"number": 6}) == [(6,)]


def test_what_a_partial_index_asks_for_is_not_planned_anew_with_each_value(app: Flask, factory) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("SQLite's planner")
    count, planned = start_count(factory), []

    def note(*what: object) -> int:
        planned.append(what)
        return 0  # SQLITE_OK

    protocol = Protocol.__table__
    in_force = Prepared(
        sa.select(protocol.c.id).where(protocol.c.contest_id == sa.bindparam("contest"), protocol.c.state != State.REPLACED)
    )  # fmt: skip
    connection = db.session.connection()
    connection.connection.dbapi_connection.set_authorizer(note)
    times = []
    for contest in (count.contest.id, 1, 2):
        in_force.read(connection, {"contest": contest})
        times.append(len(planned))
    connection.connection.dbapi_connection.set_authorizer(None)
    assert times[0] > 0
    assert times == times[:1] * 3


@pytest.mark.parametrize("name", ["missing_voters", "contest"])
def test_a_value_that_is_not_given_is_no_silent_null(app: Flask, factory, name: str) -> None:
    count = start_count(factory)
    outcome = type(count.outcome()).__table__
    one = outcome.update().where(outcome.c.contest_id == sa.bindparam("contest"))
    miss = Prepared(one, ("missing_voters", "updated_at"))  # the database takes a NULL and any number for it
    given = {"contest": count.contest.id, "missing_voters": 7, "updated_at": MOMENT}
    with transaction():
        miss.run(db.session.connection(), given)
    del given[name]
    with pytest.raises((KeyError, sa.exc.ProgrammingError), match=name), transaction():
        miss.run(db.session.connection(), given)
    assert count.outcome().missing_voters == 7


def test_a_default_is_no_value_of_a_statement(app: Flask) -> None:
    lacks = Prepared(DRAFTS.insert(), NAMES[:-1])
    with pytest.raises(KeyError, match="updated_at"), transaction():
        lacks.run(db.session.connection(), {"protocol_id": 1, "user_id": 1, "path": "", "answers": {}})


def test_what_is_kept_is_read_again_by_the_session(app: Flask) -> None:
    with transaction():
        record(Actor(None, "aigul", Role.COORDINATOR, ""), "test.event", "test", after={"a": 1}, at=MOMENT)
    with looking_from(""):
        (event,) = db.session.scalars(sa.select(AuditEvent))
    assert (event.before, event.after, event.at, event.actor_id) == (None, {"a": 1}, MOMENT, None)


def test_an_answer_is_turned_by_the_types_of_its_columns(app: Flask, factory) -> None:
    count, clerk = start_count(factory), factory.user().id
    outcome = type(count.outcome()).__table__
    row = {
        "protocol_id": count.protocols[0],
        "user_id": clerk,
        "path": "",
        "answers": {"voters": "ә"},
        "updated_at": MOMENT,
    }
    both = (
        sa.select(DRAFTS.c.id, DRAFTS.c.answers, DRAFTS.c.updated_at, outcome.c.id, outcome.c.state, outcome.c.is_called)
        .join(outcome, sa.true())
        .where(DRAFTS.c.user_id == sa.bindparam("user"))
    )  # fmt: skip
    with transaction():
        Prepared(DRAFTS.insert(), NAMES).run(db.session.connection(), row)
        with counting_queries() as made:
            (found,) = Prepared(both).read(db.session.connection(), {"user": clerk})
            nobody = Prepared(both).read(db.session.connection(), {"user": 0})
    assert (found.answers, found.updated_at) == ({"voters": "ә"}, MOMENT)
    assert (found[3], found.state, found.is_called) == (count.outcome().id, count.outcome().state, False)
    assert nobody == []
    assert len(made) == 2, "whoever listens hears of it: the second wall does"


def test_a_fault_is_raised_as_elsewhere(app: Flask, factory) -> None:
    row = {
        "protocol_id": 10**6,
        "user_id": 10**6,
        "path": "",
        "answers": {"voters": "a secret"},
        "updated_at": MOMENT,
    }
    with pytest.raises(sa.exc.IntegrityError) as fault, transaction():
        Prepared(DRAFTS.insert(), NAMES).run(db.session.connection(), row)
    assert "a secret" not in str(fault.value)
