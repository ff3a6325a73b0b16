"""What tests of rehearsals share: a small count, a file of its night, and a stage that is swept after each test."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.database import EVERYWHERE, db, looking_from
from elections.rehearsal.place import wipe
from elections.rehearsal.stage import present_stage
from elections.results.models import Protocol
from tests.browsing import Browser
from tests.results.count import Count

UNTOUCHED_BUT = {"audit_event", "job"}
"""The tables that a rehearsal may write in: its lines in the log, the job that makes its copy."""


@pytest.fixture(autouse=True)
def sweep(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leaves no rehearsal to the next test."""
    app = request.getfixturevalue("app") if "app" in request.fixturenames else None
    yield
    if app is not None:
        app.extensions["rehearsal"].leave()
        wipe(app.config["SETTINGS"])


@pytest.fixture
def run(app: Flask) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Runs a command with --json: returns its exit status and what it said."""

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        db.session.rollback()
        answer = app.test_cli_runner().invoke(args=[*arguments, "--json"])
        assert answer.output.startswith("{"), (answer.output, answer.exception)
        return answer.exit_code, json.loads(answer.output.splitlines()[0])

    return run


@contextmanager
def in_copy(app: Flask) -> Iterator[Flask]:
    """Looks into the copy that is rehearsed on."""
    copy = present_stage().copy()
    assert copy is not None, "there is no rehearsal"
    copy.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with copy.app_context(), looking_from(EVERYWHERE):
        yield copy
        db.session.rollback()


def visitor(app: Flask) -> Browser:
    """Somebody who looks at the rehearsal, whose forms need no token in tests."""
    with in_copy(app):
        return Browser(app)


def digest() -> dict[str, list[str]]:
    """Returns all rows of the present database by table, but of those that a rehearsal may write in."""
    db.session.rollback()
    tables = [one for one in db.metadata.sorted_tables if one.name not in UNTOUCHED_BUT]
    found = {one.name: sorted(map(repr, db.session.execute(sa.select(one)))) for one in tables}
    db.session.rollback()
    return found


def write_night(folder: Path, count: Count, votes: list[tuple[int, int]], **more: list[str]) -> Path:
    """Writes a wide file of a small night: own and rival votes of each precinct, with further columns."""
    path = folder / "night.csv"
    ballot = sorted((count.own, count.rival), key=lambda one: (one.person.sort_key, one.id))
    rows = []
    for number, (own, rival) in enumerate(votes):
        figures = count.figures(own, rival)
        precinct = db.session.get_one(Protocol, count.protocols[number]).precinct
        places = {f"place_{place}": figures.votes[one.id] for place, one in enumerate(ballot, 1)}
        rows.append({
            "constituency_kato": precinct.constituency.kato, "precinct_number": precinct.number, "voters": figures.voters,
            "ballots_issued": figures.ballots_issued, "took_part": figures.took_part, "invalid": figures.invalid,
            "against_all": figures.against_all, **places, **{name: told[number] for name, told in more.items()},
        })  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
