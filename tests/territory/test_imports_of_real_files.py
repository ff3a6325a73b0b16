"""The files of the territory as users download them: their counts, twice, and two years in either order."""

import json
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from elections.campaign.models import Contest
from elections.database import db

FILES = {
    "territory": ("territory_2021.csv", 2590),
    "constituencies": ("constituencies_2021.csv", 730),
    "precincts": ("precincts_2021.csv", 1847),
}
CLASSIFIER = "kato_2026-07-17_ru_kk.csv"


def run(app: Flask, kind: str, path: Path) -> dict[str, int]:
    answer = app.test_cli_runner().invoke(args=["import", kind, str(path), "--json"])
    assert answer.exit_code == 0, answer.output
    report = json.loads(answer.output)
    return {name: report[name] for name in ("rows", "created", "updated", "unchanged")}


def test_three_files_give_their_counts_and_change_nothing_twice(app: Flask, shared_data: Path) -> None:
    for kind, (name, rows) in FILES.items():
        assert run(app, kind, shared_data / name) == {
            "rows": rows,
            "created": rows,
            "updated": 0,
            "unchanged": 0,
        }
    for kind, (name, rows) in FILES.items():
        assert run(app, kind, shared_data / name) == {
            "rows": rows,
            "created": 0,
            "updated": 0,
            "unchanged": rows,
        }
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contest)) == 730


def test_two_years_in_either_order_keep_both_true(app: Flask, shared_data: Path) -> None:
    new, old = shared_data / CLASSIFIER, shared_data / FILES["territory"][0]

    assert run(app, "territory", new)["created"] == 15594
    assert run(app, "territory", old)["rows"] == 2590
    assert run(app, "territory", new) == {"rows": 15594, "created": 0, "updated": 0, "unchanged": 15594}
    assert run(app, "territory", old) == {"rows": 2590, "created": 0, "updated": 0, "unchanged": 2590}
