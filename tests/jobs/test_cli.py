"""`flask worker` in this process: it carries out what is due, waits when there is nothing, and outlives a lost database."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from elections.jobs import cli


@pytest.fixture(autouse=True)
def unheard(monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
    """Signals are noted, not taken over from the tests."""
    taken: dict[int, Any] = {}
    monkeypatch.setattr(cli.signal, "signal", taken.__setitem__)
    monkeypatch.setattr(cli, "IDLE_SECONDS", 0.0)
    return taken


def follow(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> list[Any]:
    left = list(answers)

    def run_next() -> bool:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return bool(answer() if callable(answer) else answer)

    monkeypatch.setattr(cli, "run_next", run_next)
    return left


def test_once_carries_out_all_that_is_due_then_stops(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    left = follow(monkeypatch, True, True, False, True)

    assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert left == [True]


def test_worker_waits_out_a_lost_database_and_stops_when_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch, unheard: dict[int, Any]
) -> None:
    lost = OperationalError("SELECT 1", {}, Exception("away"))

    def told() -> bool:
        unheard[cli.signal.SIGTERM]()
        return True

    left = follow(monkeypatch, lost, False, told, True)

    assert app.test_cli_runner().invoke(args=["worker"]).exit_code == 0
    assert left == [True]
    assert set(unheard) == {cli.signal.SIGTERM, cli.signal.SIGINT}
