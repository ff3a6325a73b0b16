"""The same data give the same bytes: in another process, at another time, with another seed; and one digest in all languages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from elections.audit.actions import record
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.documents.digests import digest_of
from elections.reports.kinds import KINDS
from elections.reports.stamps import stamp_of
from elections.territory.models import Unit
from tests.factories import Factory
from tests.reports.papers import ACTOR, make_campaign

ROOT = Path(__file__).parents[2]
MOVED = """
import datetime, sys

real = datetime.datetime


class Kind(type):
    def __instancecheck__(cls, one):
        return isinstance(one, real)


class Moved(real, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz) + datetime.timedelta(days=float(sys.argv.pop()))


datetime.datetime = Moved
"""
PRINT = """
import sys

from elections.app import create_app
from elections.database import EVERYWHERE, looking_from
from elections.reports.kinds import KINDS
from elections.reports.paper import pdf_of

app = create_app()
with app.app_context(), looking_from(EVERYWHERE), app.test_request_context():
    for kind in KINDS.values():
        for language in ("ru", "kk", "kk-ru"):
            sys.stdout.buffer.write(pdf_of(kind, kind.list_keys("")[0].key, language))
"""
on_one_database = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def campaign(app: Flask, factory: Factory) -> None:
    make_campaign(factory)
    with transaction(), looking_from(EVERYWHERE):
        record(ACTOR, "election.changed", "election")
    db.session.rollback()


def printed(app: Flask, seed: str, days: int = 0) -> bytes:
    """Returns all reports as a process of its own prints them, its clock moved by some days."""
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "PYTHONHASHSEED": seed,
        "SAILAU_ADDRESS": "https://sailau.example",
    }
    moved = MOVED.replace("float(sys.argv.pop())", str(days)) if days else ""
    made = subprocess.run(
        [sys.executable, "-c", moved + PRINT], env=environment, cwd=ROOT, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr.decode()[-2000:]
    return made.stdout


@on_one_database
def test_other_process_prints_the_same_bytes_at_another_time_too(app: Flask, campaign: None) -> None:
    first = printed(app, "1")

    assert first.startswith(b"%PDF")
    assert printed(app, "2") == first
    assert printed(app, "3", days=40) == first


@on_one_database
@pytest.mark.parametrize("name", list(KINDS))
def test_digest_is_one_in_all_languages_and_changes_with_the_data(
    app: Flask, campaign: None, name: str
) -> None:
    kind = KINDS[name]
    key = kind.list_keys("")[0].key
    with app.test_request_context("/?lang=ru"):
        russian = digest_of(kind.gather(key))
    with app.test_request_context("/?lang=kk"):
        stamp = stamp_of(kind, key, kind.gather(key))
    assert stamp.digest == russian

    with transaction():
        for one in db.session.query(Unit):
            one.name_ru += " (переименован)"
    assert digest_of(kind.gather(key)) != russian


def test_digest_is_of_plain_values_only() -> None:
    with pytest.raises(TypeError):
        digest_of({"row": object()})
    assert digest_of({"a": 1, "b": (1, 2)}) == digest_of({"b": [1, 2], "a": 1})
    assert len({digest_of(one) for one in (1, "1", None, [1], {"1": 1})}) == 5
