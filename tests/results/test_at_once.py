"""Many clerks at once: nothing is lost, nothing counts twice, and the log stays whole."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.audit.queries import find_broken
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Stale
from elections.results import views
from elections.results.entry_papers import Paper
from elections.results.kept_sums import hold_kept
from elections.results.models import ProtocolEntry
from tests.browsing import Browser
from tests.faults.stand import wait_until
from tests.postgres import as_superuser
from tests.queries import counting_queries
from tests.results.count import Count, start_count

STATEMENTS = {"sqlite": 12, "postgresql": 6}
"""Of one save that counts: PostgreSQL holds the contest besides. None reads what others entered."""


def form(count: Count, own: int, rival: int, key: str = "", version: int = 1) -> dict[str, object]:
    figures = vars(count.figures(own, rival, absentee=0))
    votes = {f"votes_{one}": number for one, number in figures["votes"].items()}
    plain = {name: figure for name, figure in figures.items() if name != "votes"}
    return {**plain, **votes, "version": version, "idempotency_key": key}


def send(app: Flask, *posts: tuple[Browser, int, dict[str, object]]) -> list[int]:
    """Sends forms at the same moment, each from a thread of its own, and returns the statuses."""
    db.session.rollback()
    together = Barrier(len(posts))

    def post(one: tuple[Browser, int, dict[str, object]]) -> int:
        browser, protocol, answers = one
        together.wait(20)
        with app.app_context(), looking_from(EVERYWHERE):
            try:
                return browser.client.post(f"/protocols/{protocol}/entry", data=answers).status_code
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(post, posts))


def entries() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(ProtocolEntry)) or 0


def meet_after_reading(monkeypatch: pytest.MonkeyPatch, clerks: int) -> None:
    """Lets nobody write before all have read: the version that they hold is the same."""
    together, read = Barrier(clerks), views.read_paper

    def read_and_wait(protocol_id: int) -> Paper:
        paper = read(protocol_id)
        together.wait(20)
        return paper

    monkeypatch.setattr(views, "read_paper", read_and_wait)


def test_protocols_of_one_contest_saved_at_once_are_all_in_its_sums(app, factory, login) -> None:
    count = start_count(factory, precincts=6)
    posts = [
        (login(Role.HQ_STAFF), protocol, form(count, 200 + place, 100, f"key {place}"))
        for place, protocol in enumerate(count.protocols)
    ]

    statuses = send(app, *posts)

    assert statuses == [303] * 6
    outcome = count.outcome()
    votes = {one.candidate_id: one.votes for one in outcome.votes}
    assert (outcome.precincts_received, outcome.voters, votes) == (
        6, 3000, {count.own.id: 1215, count.rival.id: 600},
    )  # fmt: skip
    assert find_broken() is None


def test_two_clerks_at_once_save_a_protocol_once(app, factory, login, monkeypatch) -> None:
    count = start_count(factory)
    posts = [(login(Role.HQ_STAFF), count.protocols[0], form(count, 200, 100 + place, f"key {place}")) for place in range(2)]  # fmt: skip
    meet_after_reading(monkeypatch, 2)

    statuses = send(app, *posts)

    assert Counter(statuses) == {303: 1, 422: 1}
    assert (entries(), count.outcome().precincts_received, count.outcome().voters) == (1, 1, 500)
    assert find_broken() is None


def test_same_form_sent_twice_at_once_counts_once_and_leads_on_both_times(
    app, factory, login, monkeypatch
) -> None:
    count, clerk = start_count(factory), login(Role.HQ_STAFF, login="clerk")
    again = Browser(app)
    again.client.set_cookie("session", clerk.client.get_cookie("session").value)
    answers = form(count, 200, 100, "the same key")
    meet_after_reading(monkeypatch, 2)

    statuses = send(app, (clerk, count.protocols[0], answers), (again, count.protocols[0], answers))

    assert statuses == [303, 303]
    assert (entries(), count.outcome().voters) == (1, 500)


@pytest.mark.parametrize("precincts", [2, 30])
def test_save_costs_the_same_however_many_precincts_the_contest_has(app, factory, login, precincts) -> None:
    count, clerk = start_count(factory, precincts=precincts), login(Role.HQ_STAFF)
    for number in range(1, precincts - 1):
        count.enter(count.figures(200 + number, 100), number=number)
    answers = form(count, 200, 100, "key")

    with counting_queries() as made:
        answer = clerk.post(f"/protocols/{count.protocols[0]}/entry", answers)

    turns = sum("outcome_change" in one for one in made)
    assert answer.status == 303
    assert len(made) - turns == STATEMENTS[db.engine.dialect.name], "\n".join(made)


def test_the_contest_is_held_before_its_protocol_and_who_was_overtaken_is_told_before_writing(
    app, factory
) -> None:
    """Whoever waits for a protocol holds its contest, as all who change what it counts do: nobody waits in a ring."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer")
    count = start_count(factory)
    address = as_superuser(db.engine.url.render_as_string(hide_password=False))

    def hold() -> None:
        with app.app_context(), looking_from(EVERYWHERE), transaction():
            hold_kept(db.session.connection(), count.protocol(), 1, count.figures(200, 100))

    with psycopg.connect(address) as rival, psycopg.connect(address, autocommit=True) as third, ThreadPoolExecutor() as aside:  # fmt: skip
        rival.execute("UPDATE protocol SET version = version + 1")
        told = aside.submit(hold)
        waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        wait_until(lambda: third.execute(waits).fetchone() == (1,), "nobody waits")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            third.execute("SELECT 1 FROM outcome FOR NO KEY UPDATE NOWAIT")
        rival.commit()
        with pytest.raises(Stale):
            told.result(20)
