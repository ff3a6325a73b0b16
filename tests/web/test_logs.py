"""What the log tells of a fault nobody foresaw: what kind it is and where it was, and nothing of what people typed."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.database import db

SECRET = "900101300123"  # what somebody typed
SECOND = Callable[..., Flask]


def _line(second: Flask, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, str], str]:
    """Opens the page that fails and returns its line of the log, read and as it was written."""
    capsys.readouterr()
    assert second.test_client().post("/probe").status_code == 500
    (line,) = [one for one in capsys.readouterr().err.splitlines() if "unexpected error" in one]
    return json.loads(line), line


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_fault_is_told_by_its_kind_and_its_places_without_its_words(
    second_app: SECOND, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        try:
            int(f"x{SECRET}")
        except ValueError as error:
            raise LookupError(f"no such person: {SECRET}") from error

    told, line = _line(second_app({"/probe": fail}), capsys)
    assert (told["kind"], told["path"], SECRET in line) == ("LookupError", "/probe", False)
    lines = told["exception"].splitlines()
    assert [one for one in lines if not one.startswith(" ")] == [
        "builtins.LookupError",
        "builtins.ValueError",
    ]
    assert sum("test_logs.py:" in one and one.endswith(" fail") for one in lines) == 2


def test_a_fault_of_a_statement_tells_no_value_of_it(
    second_app: SECOND, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = []

    def fail() -> None:
        try:
            db.session.execute(sa.text("INSERT INTO party (name_ru) VALUES (:iin)"), {"iin": SECRET})
        except sa.exc.DBAPIError as error:
            texts.append(str(error))
            raise

    told, line = _line(second_app({"/probe": fail}), capsys)
    assert (told["exception"].startswith("sqlalchemy.exc.IntegrityError"), SECRET in line) == (True, False)
    statement = texts[0].partition("[SQL:")[2]  # before it stands what the database said
    assert (SECRET in statement, "INSERT" in statement) == (False, True)
