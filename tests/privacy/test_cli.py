"""`flask retention`: what is due today stands first, marked and counted; nothing is erased unasked."""

from datetime import date

import sqlalchemy as sa
from flask import Flask

from elections.candidates.models import CandidateFile
from elections.database import db
from tests.factories import Factory
from tests.privacy.test_pages import fill, set_clock


def retention(app: Flask, *arguments: str) -> list[str]:
    done = app.test_cli_runner().invoke(args=["retention", *arguments])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_what_is_due_today_stands_first_with_its_count(app: Flask, factory: Factory) -> None:
    factory._once("election")
    fill(factory)
    set_clock(date(2022, 3, 1))
    told = retention(app)
    assert told[0] == "due today, 01.03.2022: scans 1, files 1"
    assert [line[:4] for line in told[1:]] == ["DUE ", "DUE ", "    ", "    ", "    ", "    "]
    assert told[1].startswith("DUE  scans: 180 days, from ")
    assert told[1].endswith(", 1 records")
    assert db.session.scalar(sa.select(sa.func.count(CandidateFile.id))) == 1


def test_a_day_on_which_nothing_is_due_says_so(app: Flask, factory: Factory) -> None:
    factory._once("election")
    set_clock(date(2021, 6, 20))
    told = retention(app, "--erase", "--yes")
    assert told[0] == "due today, 20.06.2021: nothing"
    assert not [line for line in told if line.startswith("DUE")]
