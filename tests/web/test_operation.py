"""Whether an operator sees that all is well: health, the worker's sign of life, numbered requests, figures."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask
from prometheus_client import generate_latest
from structlog.contextvars import get_contextvars

from elections.accounts.access import Role
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.database import db, transaction
from elections.jobs import beats
from elections.jobs.models import WorkerBeat
from elections.web import health
from elections.web.metrics import collect_registry
from tests.browsing import Browser

ONE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def beat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beats, "_last", [float("-inf")])


def test_live_asks_for_no_database(app: Flask, client: Browser) -> None:
    made: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *given: made.append(given[2]))

    answer = client.client.get("/healthz/live")

    assert (answer.status_code, answer.json, made) == (200, {"status": "ok"}, [])


def test_health_tells_version_of_data_and_schema_and_the_workers_age(
    app: Flask, client: Browser, beat: None
) -> None:
    before = client.client.get("/healthz").json
    with transaction():
        record(SYSTEM, "test.event", "test")
    assert beats.keep_beat() is False

    after = client.client.get("/healthz/ready")

    assert (before["data"], before["worker_seconds"]) == (0, None)
    assert after.status_code == 200
    assert (after.json["data"], after.json["worker_seconds"] < 30) == (1, True)
    assert after.json["schema"] >= "0046"


def test_code_over_tables_of_another_version_is_alive_and_not_ready(
    app: Flask, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_newest_schema", lambda: "9999")

    assert [client.client.get(f"/healthz{part}").status_code for part in ("", "/live", "/ready")] == [
        200,
        200,
        503,
    ]


def test_worker_gives_a_sign_of_life_every_few_seconds_only(app: Flask, beat: None) -> None:
    beats.keep_beat()
    first = db.session.scalar(sa.select(WorkerBeat.at))
    db.session.rollback()
    beats.keep_beat()

    assert list(db.session.scalars(sa.select(WorkerBeat.at))) == [first]


@ONE
def test_request_has_a_number_that_the_proxy_may_give(app: Flask, client: Browser) -> None:
    own = client.client.get("/login").headers["X-Request-Id"]
    given = client.client.get("/login", headers={"X-Request-Id": "nginx-0123456789"}).headers["X-Request-Id"]
    refused = client.client.get("/login", headers={"X-Request-Id": "a b"}).headers["X-Request-Id"]

    assert (len(own), given, len(refused)) == (16, "nginx-0123456789", 16)
    assert own != refused


@ONE
def test_line_of_a_request_names_the_route_and_nobody(
    app: Flask, login: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = login(Role.ADMINISTRATOR, login="secret-name")
    lines: list[dict[str, object]] = []
    note = SimpleNamespace(info=lambda _event, **told: lines.append({**get_contextvars(), **told}))
    monkeypatch.setattr("elections.web.tracing.log", note)
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], log_requests=True))

    browser.get("/users/1", search="Иванов")
    browser.get("/setup/very-secret-token")

    assert [line["route"] for line in lines] == ["/users/<int:user_id>", "/setup/<token>"]
    assert all(set(line) >= {"request_id", "method", "status", "ms"} for line in lines)
    told = json.dumps(lines, ensure_ascii=False)
    assert not any(word in told for word in ("secret", "Иванов", "127.0.0.1"))


def test_figures_say_how_the_worker_and_the_database_are(app: Flask, beat: None) -> None:
    beats.keep_beat()

    figures = generate_latest(collect_registry(app)).decode()

    assert "sailau_database_answers 1.0" in figures
    assert "sailau_jobs_waiting 0.0" in figures
    assert "sailau_worker_seconds" in figures


@ONE
def test_figures_say_that_the_database_is_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> int:
        raise sa.exc.OperationalError("x", {}, Exception())

    monkeypatch.setattr("elections.web.metrics._gauges", {"jobs_waiting": ("", lost)})

    assert "sailau_database_answers 0.0" in generate_latest(collect_registry(app)).decode()


@ONE
def test_requests_of_all_processes_are_counted_by_route(app: Flask, tmp_path: Path) -> None:
    """Two processes answer; the second sums up."""
    asks = "from wsgi import app; client = app.test_client(); client.get('/login'); client.get('/nowhere/Иванов')"
    sums = (
        "from wsgi import app; from prometheus_client import generate_latest;"
        "from elections.web.metrics import collect_registry; print(generate_latest(collect_registry(app)).decode())"
    )
    place = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "SAILAU_INSTANCE": str(tmp_path / "instance"),
             "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "PYTHONPATH": str(ROOT)}  # fmt: skip
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code], env=place, capture_output=True, text=True, check=True, cwd=ROOT
        )
        for code in (asks, f"{asks}; {sums}")
    ]

    told = outputs[-1].stdout
    assert 'sailau_requests_total{method="GET",route="/login",status="200"} 2.0' in told
    assert 'sailau_requests_total{method="GET",route="none",status="404"} 2.0' in told
    assert "Иванов" not in told
