"""The kept sums of a contest: one protocol more is added to them, and they are what adding all up anew gives."""

from random import Random

import pytest
import sqlalchemy as sa
from psycopg import _queries
from sqlalchemy.dialects import postgresql

from elections.database import db, transaction
from elections.results import kept_entries
from elections.results.actions import accept_entry, add_entry
from elections.results.confirmation import find_warnings
from elections.results.counting import update_outcome
from elections.results.entries import State
from elections.results.kept_sums import DECIDED, MISSING, SUMS, read_kept
from elections.results.models import OutcomeChange, Protocol
from elections.results.tally import OutcomeState
from elections.territory.models import Precinct
from tests.results.count import FIRST, SECOND, Count, start_count

NOTHING_MORE = {"confirmed_codes": "", "confirmed_reason": ""}


def kept(count: Count) -> dict[str, object]:
    """Returns what is kept of the contest, the times apart."""
    outcome = count.outcome()
    names = [name for name in (*SUMS, *DECIDED, *MISSING) if not name.endswith("_at")]
    votes = {one.candidate_id: one.votes for one in outcome.votes if one.votes}
    return {name: getattr(outcome, name) for name in names} | {"votes": votes}


def recounted(count: Count) -> dict[str, object]:
    with transaction():
        update_outcome(count.contest)
    return kept(count)


def correct(count: Count, number: int, own: int, rival: int) -> None:
    """Accepts other figures, as a coordinator's correction does."""
    with transaction():
        protocol = count.protocol(number)
        entry = add_entry(SECOND, protocol, count.figures(own, rival), NOTHING_MORE)
        protocol.state = State.ACCEPTED
        accept_entry(protocol, entry)


def move(count: Count, number: int, state: State) -> None:
    """Takes a protocol out of the count, disputed or replaced by one that is expected anew."""
    with transaction():
        protocol = count.protocol(number)
        protocol.state = state
        db.session.flush()
        if state is State.REPLACED:
            db.session.add(
                Protocol(contest_id=protocol.contest_id, precinct_id=protocol.precinct_id, path=protocol.path,
                         replaces_id=protocol.id)
            )  # fmt: skip
            db.session.flush()
        update_outcome(count.contest)


def in_force(count: Count) -> list[tuple[int, State]]:
    rows = db.session.execute(
        sa.select(Protocol.id, Protocol.state).where(Protocol.contest_id == count.contest.id, Protocol.state != State.REPLACED)
        .order_by(Protocol.id)
    ).all()  # fmt: skip
    return [(one.id, one.state) for one in rows]


@pytest.mark.parametrize("seed", range(6))
def test_sums_by_addition_are_those_of_a_recount(factory, seed: int) -> None:
    random, count = Random(seed), start_count(factory, precincts=4)

    for _step in range(14):
        protocols = in_force(count)
        protocol, state = random.choice(protocols)
        count = Count(count.contest, count.own, count.rival, (protocol,))
        own, rival = random.randint(0, 200), random.randint(0, 200)
        if state is State.EXPECTED:
            count.enter(count.figures(own, rival))
        elif random.random() < 0.5:
            correct(count, 0, own, rival)
        else:
            move(count, 0, random.choice([State.DISPUTED, State.REPLACED]))
        now = kept(count)
        assert now == recounted(count)


def test_votes_of_somebody_who_is_off_the_ballot_by_now_stay_in_the_sums(factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(250, 100))

    count.enter(count.figures(0, 200, votes={count.rival.id: 200}), number=1)

    assert kept(count)["votes"] == {count.own.id: 250, count.rival.id: 300}
    assert kept(count) == recounted(count)


def test_precinct_without_voters_in_the_register_is_unknown_until_it_is_in(factory) -> None:
    count = start_count(factory, precincts=2)
    with transaction():
        count.protocol(1).precinct.voters = 0
    count.enter(count.figures(400, 10))
    assert (count.outcome().missing_voters, count.outcome().is_called) == (None, False)

    count.enter(count.figures(100, 30), number=1)

    assert (count.outcome().missing_voters, count.outcome().is_called) == (0, True)


def test_word_of_the_commission_stands_while_protocols_come_in(factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(200, 100))
    with transaction():
        count.outcome().state = OutcomeState.ANNULLED

    count.enter(count.figures(200, 100), number=1)

    outcome = count.outcome()
    assert (outcome.state, outcome.winner_id, outcome.precincts_received) == (OutcomeState.ANNULLED, None, 2)


def test_each_turn_of_the_night_is_kept_once(factory) -> None:
    count = start_count(factory, precincts=2)

    count.enter(count.figures(250, 150))
    count.enter(count.figures(100, 210), number=1)

    turns = db.session.scalars(sa.select(OutcomeChange).order_by(OutcomeChange.id)).all()
    found = [(one.state, one.winner_id, one.precincts_received) for one in turns]
    assert found[-1] == (OutcomeState.PRELIMINARY, count.rival.id, 2)
    assert len(found) == len(set(found)) <= 2


def test_own_figures_are_no_neighbour_of_a_correction(factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70), actor=FIRST)

    assert "W.208" not in [one.code for one in find_warnings(count.protocol(0), count.figures(300, 70))]
    assert "W.208" in [one.code for one in find_warnings(count.protocol(1), count.figures(300, 70))]


def test_an_entry_costs_the_same_however_many_protocols_are_in(factory) -> None:
    """Steps of SQLite's machine, which do not depend on what else the computer does."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL does not count its steps")
    here = start_count(factory, precincts=2)
    elsewhere = factory.contest(factory.constituency(), election=here.contest.election)
    there = start_count(factory, precincts=20, contest=elsewhere)
    here.enter(here.figures(200, 100))

    def steps() -> int:
        taken = [0]

        def step() -> int:
            taken[0] += 1
            return 0

        connection = db.session.connection()
        connection.connection.dbapi_connection.set_progress_handler(step, 1)
        assert read_kept(connection, here.protocol(1), here.figures(150, 100)) is not None
        connection.connection.dbapi_connection.set_progress_handler(None, 1)
        db.session.rollback()
        return taken[0]

    before = steps()
    for number in range(20):
        there.enter(there.figures(200 + number, 100), number)

    assert steps() - before < len(there.protocols)  # not even a step for each protocol more


def test_postgresql_plans_the_reading_of_the_sums_once_for_contests_of_any_size(factory) -> None:
    """A statement for which it planned anew with every save took half as long again."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite plans a statement once anyway")
    far = factory.constituency()
    with transaction():
        db.session.add_all(
            Precinct(constituency_id=far.id, path=far.path, number=one, voters=500) for one in range(1, 5001)
        )
    here = start_count(factory, precincts=2)
    start_count(factory, precincts=100, contest=factory.contest(election=here.contest.election))
    with transaction():
        disputed = sa.update(Protocol).where(Protocol.id % 2 == 0, Protocol.id > here.protocols[1])
        db.session.execute(disputed.values(state=State.DISPUTED))
        db.session.connection().exec_driver_sql("ANALYZE")

    plans = sa.text(
        "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%standing%'"
    )
    with transaction():
        for _time in range(20):
            assert read_kept(db.session.connection(), here.protocol(1), here.figures(150, 100)) is not None
        (made,) = db.session.connection().execute(plans).all()

    assert made.custom_plans <= 5, "so many it always tries first"
    assert made.generic_plans >= 10


def test_the_driver_keeps_how_the_text_of_an_entry_s_statement_is_read() -> None:
    """Of a longer text, or one with more values, psycopg forgets that, and each save reads it anew."""
    made = kept_entries._ALL_AND_SUMS.statement.compile(dialect=postgresql.psycopg.dialect())
    assert len(made.params) <= _queries.MAX_CACHED_STATEMENT_PARAMS
    assert len(made.string.encode()) <= _queries.MAX_CACHED_STATEMENT_LENGTH
