"""Whether the secret is that of the database: said at the start and by /healthz, and production does not start without it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from elections.app import create_app
from elections.database import db, transaction
from elections.people.models import Person
from elections.vault import SECRET_BYTES
from elections.web.health import NOT_OPENED
from tests.browsing import Browser
from tests.factories import Factory

Start = Callable[..., Flask]


@pytest.fixture
def start(app: Flask, tmp_path: Path) -> Start:
    """Starts an application on the test's database: `start("production", secret="…")`."""

    def build(environment: str = "testing", *, secret: str = "", url: str = "") -> Flask:
        settings: Settings = replace(
            app.config["SETTINGS"], environment=environment,
            database_url=url or app.config["SQLALCHEMY_DATABASE_URI"],
        )  # fmt: skip
        if secret:
            path = tmp_path / "other.key"
            path.write_text(secret)
            settings = replace(settings, secret_key_file=str(path))
        else:
            settings = replace(settings, secret_key_file=str(settings.instance / "secret.key"))
        return create_app(settings)

    return build


def seal(app: Flask, factory: Factory, *texts: str | None) -> None:
    """Makes a person for each text, who has it as the sealed IIN."""
    for number, text in enumerate(texts):
        person = factory.person(surname=f"Бек{number}")
        with transaction():
            person.iin_sealed = app.extensions["vault"].encrypt(text) if text else None
            person.iin_index = f"{person.id}" if text else None


def health(app: Flask) -> tuple[int, str]:
    answer = Browser(app).client.get("/healthz")
    return answer.status_code, answer.json["status"]


OTHER = "o" * SECRET_BYTES


def test_right_secret_is_well(app: Flask, factory: Factory, start: Start) -> None:
    seal(app, factory, None, "750301300123")

    assert health(start("production")) == (200, "ok")


def test_other_secret_over_a_database_without_sealed_texts_is_well(
    app: Flask, factory: Factory, start: Start
) -> None:
    seal(app, factory, None)

    assert health(start("production", secret=OTHER)) == (200, "ok")


def test_wrong_secret_is_told_at_the_start_and_afterwards(
    app: Flask, factory: Factory, start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    seal(app, factory, None, "750301300123")

    wrong = start(secret=OTHER)

    assert NOT_OPENED in capsys.readouterr().err
    assert health(wrong) == (503, NOT_OPENED)


def test_production_does_not_start_with_a_wrong_secret(app: Flask, factory: Factory, start: Start) -> None:
    seal(app, factory, "750301300123")

    with pytest.raises(RuntimeError, match="is not the one of this database"):
        start("production", secret=OTHER)


def test_secret_is_tried_by_what_was_sealed_first(app: Flask, factory: Factory, start: Start) -> None:
    seal(start(secret=OTHER), factory, "750301300123")
    seal(app, factory, "790101300123")
    assert db.session.query(Person).count() == 2

    assert health(start(secret=OTHER)) == (200, "ok")
    assert health(app) == (503, NOT_OPENED)


def test_text_that_nobody_sealed_is_not_opened(app: Flask, factory: Factory, start: Start) -> None:
    person = factory.person()
    with transaction():
        person.iin_sealed, person.iin_index = "no seal", "1"

    assert health(app) == (503, NOT_OPENED)


def test_production_starts_while_its_database_has_no_tables_or_does_not_answer(
    start: Start, tmp_path: Path
) -> None:
    for address in (
        f"sqlite:///{tmp_path}/new.sqlite",
        f"sqlite:///{tmp_path}",
        f"sqlite:///{tmp_path}/no/x",
    ):
        assert health(start("production", url=address)) == (503, "database does not answer")
