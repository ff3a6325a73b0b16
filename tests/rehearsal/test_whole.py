"""A whole small rehearsal: the file's night in the copy, to the last vote, and the real campaign as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.models import User, UserSession
from elections.audit.models import AuditEvent
from elections.database import db
from elections.rehearsal.copying import LEFT_BEHIND, emptied
from elections.rehearsal.place import folder_of
from elections.results.entries import State
from elections.results.models import Outcome, Protocol, ProtocolEntry
from tests.factories import Factory
from tests.rehearsal.conftest import digest, in_copy, write_night
from tests.results.count import COORDINATOR, start_count

VOTES = [(200, 150), (90, 160), (180, 120)]
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.mark.parametrize("entries", [1, 2])
def test_target_of_the_copy_is_that_of_the_file_and_the_real_one_stays(
    app: Flask, factory: Factory, run: Run, tmp_path: Path, entries: int
) -> None:
    count = start_count(factory, precincts=3, entries=entries)
    count.enter(count.figures(10, 300), actor=COORDINATOR)  # the real night is half counted, and otherwise
    file, before, real = write_night(tmp_path, count, VOTES), digest(), run("target")

    status, told = run("rehearsal", "start", str(file), "--minutes", "0", "--here")

    assert (status, told["entries"], told["replayed"], told["left_out_rows"]) == (
        0,
        3 * entries,
        3 * entries,
        0,
    )
    with in_copy(app):
        outcome = db.session.scalars(sa.select(Outcome)).one()
        assert {one.candidate_id: one.votes for one in outcome.votes} == {
            count.own.id: 470,
            count.rival.id: 430,
        }
        assert (outcome.is_called, outcome.winner_id, outcome.precincts_received) == (True, count.own.id, 3)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ProtocolEntry)) == 3 * entries
        runner = app.extensions["rehearsal"].copy().test_cli_runner()
        assert '"won": 1, "open": 0' in runner.invoke(args=["target", "--json"]).output
    assert digest() == before
    assert run("target") == real


def test_night_of_two_entries_waits_where_figures_are_unlikely(
    app: Flask, factory: Factory, run: Run, tmp_path: Path
) -> None:
    count = start_count(factory, precincts=1, entries=2)
    file = write_night(tmp_path, count, [(350, 0)])

    run("rehearsal", "start", str(file), "--minutes", "0", "--here")

    with in_copy(app):
        assert (
            db.session.scalars(sa.select(Protocol)).one().state is State.SECOND
        )  # for the coordinator to practise


def test_night_without_a_file_is_invented_for_every_precinct(app: Flask, factory: Factory, run: Run) -> None:
    start_count(factory, precincts=4)

    status, told = run("rehearsal", "start", "--minutes", "0", "--here")

    assert (status, told["entries"], told["replayed"]) == (0, 4, 4)
    with in_copy(app):
        assert set(db.session.scalars(sa.select(Protocol.state))) == {State.ACCEPTED}
        assert set(db.session.scalars(sa.select(ProtocolEntry.confirmed_codes))) == {""}


def test_copy_holds_everything_but_the_night_and_the_log_ins(
    app: Flask, factory: Factory, run: Run, login: Any
) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(200, 100))
    factory.scan(count.own)
    login()
    real = digest()

    run("rehearsal", "start", "--minutes", "60")

    left = emptied() | LEFT_BEHIND
    assert {"protocol_entry", "entry_votes", "outcome", "outcome_change"} <= left
    with in_copy(app) as copy:
        there = digest()
        assert db.session.scalars(sa.select(UserSession)).all() == []
        states = {one.id: one.state for one in db.session.scalars(sa.select(Protocol))}
        assert set(states.values()) == {State.EXPECTED}
        assert min(states) > max(count.protocols), "the log of a real protocol must not speak of another"
        outcome = db.session.scalars(sa.select(Outcome)).one()
        assert (outcome.precincts_expected, outcome.precincts_received, outcome.missing_voters) == (
            2,
            0,
            1000,
        )
        logins = set(db.session.scalars(sa.select(User.login)))
        assert copy.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
    same = {name: rows for name, rows in real.items() if name not in left | {"user_account"}}
    assert {name: there[name] for name in same} == same
    assert logins == set(db.session.scalars(sa.select(User.login))) | {"rehearsal-1", "rehearsal-2"}


def test_stop_wipes_every_file_and_leaves_two_lines_in_the_log(
    app: Flask, factory: Factory, run: Run
) -> None:
    start_count(factory)
    before = digest()
    folder = folder_of(app.config["SETTINGS"])
    run("rehearsal", "start", "--minutes", "0", "--here")
    assert [path.suffix for path in folder.iterdir() if path.suffix == ".sqlite"] == [".sqlite"]
    with in_copy(app):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Protocol)) == 1  # holds the file open

    assert run("rehearsal", "stop") == (0, {"on": False})

    assert list(folder.iterdir()) == []
    assert run("rehearsal", "status") == (0, {"on": False})
    assert digest() == before
    lines = db.session.execute(sa.select(AuditEvent.action, AuditEvent.after)).all()[-2:]
    assert [tuple(one) for one in lines] == [
        ("rehearsal.started", {"minutes": 0, "hours": 24}), ("rehearsal.ended", {"replayed": 1, "entries": 1}),
    ]  # fmt: skip


def test_file_of_which_nothing_holds_is_refused_and_nothing_stays(
    app: Flask, factory: Factory, run: Run, tmp_path: Path
) -> None:
    count = start_count(factory)
    file = write_night(tmp_path, count, [(600, 20)])  # more votes than voters
    before = digest()

    status, told = run("rehearsal", "start", str(file))

    assert status == 1
    assert any("500" in text for text in told["errors"])
    assert digest() == before
    assert list(folder_of(app.config["SETTINGS"]).iterdir()) == []


def test_rows_that_do_not_hold_are_named_and_the_others_replayed(
    app: Flask, factory: Factory, run: Run, tmp_path: Path
) -> None:
    count = start_count(factory, precincts=2)
    file = write_night(tmp_path, count, [(200, 100), (600, 20)])

    _status, told = run("rehearsal", "start", str(file), "--minutes", "0", "--here")

    assert (told["entries"], told["replayed"], told["left_out_rows"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--minutes", "-1"], "0"), (["--minutes", "721"], "720"), (["--wipe-after", "0"], "168")],
)
def test_durations_are_bounded(
    app: Flask, factory: Factory, run: Run, arguments: list[str], words: str
) -> None:
    start_count(factory)

    status, told = run("rehearsal", "start", *arguments)

    assert (status, len(told["errors"])) == (1, 1)
    assert words in told["errors"][0]


def test_no_second_rehearsal_beside_the_first(app: Flask, factory: Factory, run: Run) -> None:
    start_count(factory)
    assert run("rehearsal", "start")[0] == 0

    status, told = run("rehearsal", "start")

    assert (status, len(told["errors"])) == (1, 1)
    assert run("rehearsal", "status")[1]["on"]


def test_stop_without_a_rehearsal_is_refused(app: Flask, run: Run) -> None:
    assert run("rehearsal", "stop")[0] == 1


def test_campaign_without_precincts_has_nothing_to_rehearse(app: Flask, factory: Factory, run: Run) -> None:
    factory.contest()

    assert run("rehearsal", "start")[0] == 1
