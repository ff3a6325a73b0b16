"""Replaying: in portions, by whoever comes, never twice, aside for people who were faster, paused and gone on."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from elections.accounts.access import Actor, Role
from elections.candidates.models import Candidate
from elections.database import db, transaction, utc_now
from elections.errors import Forbidden
from elections.jobs.chores import do_chores
from elections.jobs.queue import enqueue
from elections.rehearsal import actions, replay, script
from elections.rehearsal.place import MAKING, find_ready, folder_of, new_token, path_of
from elections.rehearsal.stage import present_stage
from elections.results.models import Protocol, ProtocolEntry
from tests.factories import Factory
from tests.rehearsal.conftest import in_copy, write_night
from tests.results.count import COORDINATOR, SECOND, start_count

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
VOTES = [(200, 150), (90, 160), (180, 120), (170, 120)]
Run = Callable[..., tuple[int, dict[str, Any]]]


@contextmanager
def opened(app: Flask):
    with script.opened(find_ready(app.config["SETTINGS"])) as connection:
        yield connection


def standing() -> script.Standing:
    found = present_stage().find()[1]
    assert found is not None
    return found


def later(night: datetime, minutes: float) -> datetime:
    return night + timedelta(minutes=minutes, seconds=1)


@pytest.fixture
def night(app: Flask, factory: Factory, run: Run, tmp_path: Path) -> datetime:
    """The start of a rehearsal of four protocols over forty minutes, at the file's own times: after 0, 10, 20 and 40."""
    count = start_count(factory, precincts=4)
    file = write_night(tmp_path, count, VOTES, Время=["21:00", "23:00", "01:00", "05:00"])
    assert run("rehearsal", "start", str(file), "--minutes", "40")[0] == 0
    return standing().started_at


def test_protocols_come_at_the_files_own_times(app: Flask, night: datetime) -> None:
    with in_copy(app):
        assert [replay.replay(later(night, minutes)) for minutes in (0, 5, 10, 20, 39, 40)] == [
            1,
            0,
            1,
            1,
            0,
            1,
        ]
        assert replay.replay(later(night, 50)) == 0
        assert len(db.session.scalars(sa.select(ProtocolEntry)).all()) == 4


def test_portion_is_bounded_and_the_rest_comes_next(app: Flask, night: datetime) -> None:
    with in_copy(app):
        assert [replay.replay(later(night, 40), most=3) for _ in range(3)] == [3, 1, 0]


def test_worker_that_dies_in_a_step_leaves_it_undone_and_nothing_twice(
    app: Flask, night: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_arguments: object) -> None:
        raise Killed

    with in_copy(app), monkeypatch.context() as patched:
        patched.setattr(replay, "mark_step", die)
        with pytest.raises(Killed):
            replay.replay(later(night, 0))
    with in_copy(app):
        assert db.session.scalars(sa.select(ProtocolEntry)).all() == []
        db.session.rollback()
        assert replay.replay(later(night, 40)) == 4
        assert len(db.session.scalars(sa.select(ProtocolEntry)).all()) == 4


def test_protocol_that_people_entered_before_is_left_to_them(app: Flask, night: datetime) -> None:
    with in_copy(app):
        with transaction():
            protocol = db.session.scalars(sa.select(Protocol).order_by(Protocol.id)).first()
            candidates = db.session.scalars(
                sa.select(Candidate).where(Candidate.contest_id == protocol.contest_id)
            )
            votes = {one.id: 100 for one in candidates}
            figures = replay.ProtocolFigures(500, 210, 200, 10, 0, votes)
            replay.enter_as(SECOND, protocol, figures)
        assert replay.replay(later(night, 40)) == 4
        entries = db.session.scalars(sa.select(ProtocolEntry).order_by(ProtocolEntry.id)).all()
        assert [one.entered_by_login for one in entries] == ["second", *["rehearsal-1"] * 3]
    assert standing().fates == {"done": 3, "overtaken": 1}


def test_what_the_rules_refuse_meanwhile_is_marked_and_the_night_goes_on(app: Flask, night: datetime) -> None:
    with opened(app) as connection:
        step = connection.execute(sa.select(script.STEP).order_by(script.STEP.c.id)).first()
        broken = {**step.figures, "took_part": 1}
        connection.execute(script.STEP.update().where(script.STEP.c.id == step.id).values(figures=broken))

    with in_copy(app):
        assert replay.replay(later(night, 40)) == 4
    assert standing().fates == {"done": 3, "refused": 1}


def test_paused_night_stands_still_and_goes_on_where_it_was(app: Flask, night: datetime) -> None:
    start = standing().started_at
    with opened(app) as connection:
        script.pause(connection, start + timedelta(minutes=5))
        script.pause(connection, start + timedelta(minutes=6))
    with in_copy(app):
        assert replay.replay(start + timedelta(hours=3)) == 1
    with opened(app) as connection:
        script.go_on(connection, start + timedelta(minutes=65))
        script.go_on(connection, start + timedelta(minutes=70))

    assert standing().started_at == start + timedelta(hours=1)
    with in_copy(app):
        assert replay.replay(start + timedelta(minutes=66)) == 0
        assert replay.replay(start + timedelta(minutes=71)) == 1


def test_worker_replays_between_its_jobs_and_does_the_jobs_of_the_copy(app: Flask, night: datetime) -> None:
    with in_copy(app), transaction():
        enqueue(COORDINATOR, "no.such.kind", {})

    assert do_chores()
    assert not do_chores()

    assert standing().replayed == 1
    with in_copy(app):
        assert db.session.execute(sa.text("SELECT state FROM job")).scalars().all() == ["failed"]
    assert db.session.execute(sa.text("SELECT count(*) FROM job")).scalar() == 0


def test_worker_wipes_what_is_over(app: Flask, night: datetime) -> None:
    with opened(app) as connection:
        connection.execute(script.PLAN.update().values(ends_at=utc_now()))

    assert present_stage().copy() is None
    assert do_chores()

    assert list(folder_of(app.config["SETTINGS"]).iterdir()) == []
    last = sa.text("SELECT action, actor_login FROM audit_event ORDER BY id DESC LIMIT 1")
    assert tuple(db.session.execute(last).one()) == ("rehearsal.ended", "system")
    assert not do_chores()


def test_looking_at_a_file_that_was_just_wiped_makes_no_new_one(app: Flask, tmp_path: Path) -> None:
    gone = tmp_path / "gone.sqlite"

    with pytest.raises(OperationalError), script.opened(gone):
        pass

    assert not gone.exists()


def test_what_a_killed_maker_left_is_swept_by_the_next(app: Flask, factory: Factory, run: Run) -> None:
    start_count(factory)
    left = path_of(app.config["SETTINGS"], new_token(), MAKING)
    for ending in ("", "-wal", "-shm"):
        left.with_name(left.name + ending).write_text("half a copy")

    assert run("rehearsal", "start")[0] == 0

    assert {path.suffix for path in folder_of(app.config["SETTINGS"]).iterdir()} <= {
        ".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-writer",
    }  # fmt: skip


def test_regional_coordinator_cannot_copy_the_country(app: Flask, factory: Factory) -> None:
    start_count(factory)
    for actor in (Actor(1, "r", Role.COORDINATOR, "110000000/"), Actor(1, "h", Role.HQ_STAFF, "")):
        with pytest.raises(Forbidden):
            actions.start_now(actor, None, 0, 1)
        with pytest.raises(Forbidden):
            actions.ask_for(actor, None, "", 0, 1)
        with pytest.raises(Forbidden):
            actions.end(actor)
        with pytest.raises(Forbidden):
            actions.pause(actor, wanted=True)
