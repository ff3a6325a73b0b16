"""The lists of the campaign of 2021 as they were published: their counts, twice, and the profile that they give."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.access import Role
from elections.candidates.models import Candidate
from elections.dashboard.queries import get_dashboard
from elections.database import db, looking_from
from tests.browsing import Browser
from tests.imports.lists import Clerk, counts, newest

GROUND = {
    "territory": "territory_2021.csv",
    "constituencies": "constituencies_2021.csv",
    "precincts": "precincts_2021.csv",
}
LISTS = {"candidates": ("candidates_586.xlsx", 586), "rivals": ("rivals_1711.csv", 1711)}


def run(app: Flask, kind: str, path: Path) -> tuple[int, int, int, int]:
    """Returns how many rows were created, updated, unchanged and refused."""
    answer = app.test_cli_runner().invoke(args=["import", kind, str(path), "--json"])
    report = json.loads(answer.output)
    return report["created"], report["updated"], report["unchanged"], len(report["errors"])


@pytest.fixture
def ground(app: Flask, shared_data: Path) -> Path:
    """The folder of the lists; the territory that they are about is in the register."""
    for kind, name in GROUND.items():
        assert run(app, kind, shared_data / name)[3] == 0
    return shared_data


def test_lists_are_created_then_unchanged_and_give_the_profile(app: Flask, ground: Path) -> None:
    for kind, (name, rows) in LISTS.items():
        assert run(app, kind, ground / name) == (rows, 0, 0, 0)
    for kind, (name, rows) in LISTS.items():
        assert run(app, kind, ground / name) == (0, 0, rows, 0)
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Candidate)) == 586 + 1711

    with looking_from(""):
        profile = get_dashboard().profile
    assert (profile.total, profile.with_age, round(profile.mean_age or 0)) == (586, 586, 46)
    assert (profile.women, round(100 * (profile.share(profile.women) or 0))) == (64, 11)
    assert (profile.young, round(100 * (profile.share(profile.young) or 0))) == (82, 14)
    assert (profile.new_faces, round(100 * (profile.share(profile.new_faces) or 0))) == (206, 35)


def test_list_is_imported_and_taken_back_at_the_pages_too(
    app: Flask, ground: Path, login: Callable[..., Browser]
) -> None:
    clerk = Clerk(login(Role.COORDINATOR))
    content = (ground / "candidates_586.xlsx").read_bytes()

    clerk.send(content)
    assert counts(newest()) == {"new": 586}
    clerk.apply(newest())
    first = newest()
    clerk.send(content)
    assert counts(newest()) == {"unchanged": 586}
    clerk.undo(first)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Candidate)) == 0
