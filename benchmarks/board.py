"""The board with 1 847 precincts against the board with 184 700 over the same contests; a repeated look against bare Flask.

Both are looks through HTTP at the public board, of the demo campaign's contests, with a protocol expected of each precinct.
The target is measured beside it. The peer of a repeated look (304) is a Flask view that answers a constant.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from config import Settings
from elections.accounts.access import Actor, Role
from elections.app import create_app
from elections.board.actions import make_link
from elections.board.queries import local_day
from elections.campaign.queries import find_election, present
from elections.database import EVERYWHERE, db, insert_rows, looking_from, reserve_ids, transaction, utc_now
from elections.demo.load import load_demo
from elections.results.entries import State
from elections.results.models import Outcome, Protocol
from elections.results.queries import measure_target
from elections.territory.models import Precinct

TIMES, LOOKS = 100, 40
MOST_TIMES = 1.2
MAKER = Actor(None, "bench", Role.COORDINATOR, "")


def main() -> int:
    """Prints times and ratios; returns 1 when the board or the target costs more with more precincts."""
    with tempfile.TemporaryDirectory() as folder:
        app = _make_app(Path(folder))
        url = _make_url(app)
        few = _measure(app, url)
        with app.app_context():
            precincts = _add_precincts()
        many = _measure(app, url)
        bare = _least(_bare())
    failed = False
    for name in ("board", "target"):
        ratio = many[name] / few[name]
        failed = failed or ratio > MOST_TIMES
        print(
            f"{name}: {few[name] * 1000:.1f} ms with 1 847 precincts, {many[name] * 1000:.1f} ms with {precincts}: "
            f"{ratio:.2f} x (at most {MOST_TIMES})"
        )
    print(
        f"repeated look (304): {many['again'] * 1000:.2f} ms, {many['again'] / bare:.1f} x a bare Flask view, "
        f"{many['again'] / many['board']:.2f} x the board"
    )
    return int(failed)


def _make_app(folder: Path) -> Flask:
    settings = replace(
        Settings(), environment="testing", instance=folder, secret_key_file="",
        database_url=f"sqlite:///{folder / 'board.sqlite'}",
    )  # fmt: skip
    app = create_app(settings)
    with app.app_context():
        upgrade()
        load_demo()
    return app


def _make_url(app: Flask) -> str:
    with app.app_context(), looking_from(EVERYWHERE), transaction():
        now = present(find_election())
        last = local_day("", now) + timedelta(days=2)
        return f"/board/{make_link(MAKER, name='bench', path='', ends_on=last, now=now)[1]}"


def _add_precincts() -> int:
    """Gives each precinct so many others beside it, all with a protocol that is expected, and the kept sums their number."""
    with looking_from(EVERYWHERE), transaction():
        known = db.session.execute(
            sa.select(Precinct.constituency_id, Precinct.path, Protocol.contest_id)
            .join(Protocol, Protocol.precinct_id == Precinct.id)
        ).all()  # fmt: skip
        places = [(row, number) for row in known for number in range(1, TIMES)]
        ids, now = reserve_ids(Precinct, len(places)), utc_now()
        insert_rows(
            Precinct, ("id", "constituency_id", "number", "voters", "address", "phone", "path"),
            ((id_, row.constituency_id, 1000 + place, 500, "", "", row.path)
             for place, (id_, (row, _number)) in enumerate(zip(ids, places, strict=True))),
        )  # fmt: skip
        insert_rows(
            Protocol, ("contest_id", "precinct_id", "state", "path", "version", "created_at", "updated_at"),
            ((row.contest_id, id_, State.EXPECTED, row.path, 1, now, now)
             for id_, (row, _number) in zip(ids, places, strict=True)),
        )  # fmt: skip
        db.session.execute(
            sa.update(Outcome).values(precincts_expected=Outcome.precincts_expected * TIMES)
            .execution_options(synchronize_session=False)
        )  # fmt: skip
        return db.session.scalar(sa.select(sa.func.count(Precinct.id))) or 0


def _measure(app: Flask, url: str) -> dict[str, float]:
    client = app.test_client()
    stamp = client.get(url).headers["ETag"]
    with app.app_context(), looking_from(EVERYWHERE):
        target = _least(measure_target)
    return {
        "board": _least(lambda: client.get(url)),
        "again": _least(lambda: client.get(url, headers={"If-None-Match": stamp})),
        "target": target,
    }


def _bare() -> Callable[[], object]:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "the same", endpoint="look")
    client = app.test_client()
    return lambda: client.get("/")


def _least(work: Callable[[], object]) -> float:
    """Returns the least time of some looks: what else the machine does only adds to it."""
    took = []
    for _look in range(LOOKS):
        began = perf_counter()
        work()
        took.append(perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
