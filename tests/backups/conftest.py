"""What tests of backups share: commands as an operator types them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from elections.database import db


@pytest.fixture(autouse=True)
def in_english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the commands speak the language of these tests."""
    monkeypatch.setitem(app.config, "DEFAULT_LANGUAGE", "en")


@pytest.fixture
def run(app: Flask) -> Callable[..., tuple[int, str]]:
    """Runs a command: returns its exit status and what it said."""

    def run(*arguments: object) -> tuple[int, str]:
        db.session.rollback()
        done = app.test_cli_runner().invoke(args=[str(one) for one in arguments])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    return run


@pytest.fixture
def made(run: Callable[..., tuple[int, str]], tmp_path: Path) -> Callable[[], Path]:
    """Makes a backup of the database as it is now."""

    def make() -> Path:
        target = tmp_path / f"backup-{len(list(tmp_path.iterdir()))}.age"
        status, said = run("backup", target)
        assert status == 0, said
        return target

    return make
