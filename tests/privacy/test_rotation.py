"""Changing the secret while people work: afterwards the new one opens all, and the older one may go."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.queries import SYSTEM
from elections.candidates.models import CandidateFile
from elections.database import db, transaction
from elections.people.actions import create_person, find_by_iin
from elections.people.models import Person, PersonMerge
from elections.privacy.rotation import count_older, rotate, sealed_tables
from elections.vault import Vault
from tests.factories import Factory

IIN = "750301300123"
OLD = Vault(b"o" * 32)
BOTH, NEW = Vault(b"n" * 32, b"o" * 32), Vault(b"n" * 32)
Install = Callable[[Vault], None]


@pytest.fixture
def install(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a vault into the application, as a restart with another file of secrets does."""
    return lambda vault: monkeypatch.setitem(app.extensions, "vault", vault)


@pytest.fixture
def filled(factory: Factory, install: Install) -> None:
    """A record sealed by the older secret."""
    install(OLD)
    candidate = factory.candidate()
    with transaction():
        person = create_person(SYSTEM, {"surname": "Асанов", "given_name": "Асан", "iin": IIN})
        number = person.id
    factory.scan(candidate, content_sealed=OLD.encrypt_bytes(b"a scan"), digest="d" * 64)
    inner = {
        "kept": {"iin_sealed": OLD.encrypt(IIN), "iin_index": OLD.blind_index(IIN)},
        "moved": [["a", "b", [1]]],
    }
    with transaction():
        db.session.add(
            PersonMerge(
                kept_id=number, gone_id=candidate.person_id, kept_name="a", gone_name="b", path="", merged_by="x",
                memory_sealed=OLD.encrypt(json.dumps(inner)),
            )
        )  # fmt: skip
    db.session.remove()


def test_tables_with_sealed_columns_are_found_by_the_columns_names() -> None:
    names = {table.name for table in sealed_tables()}

    assert {"person", "candidate_file", "person_merge", "protocol_photo", "task_file", "import_row"} <= names


def test_after_rotation_the_new_secret_alone_opens_everything(
    app: Flask, filled: None, install: Install
) -> None:
    install(BOTH)

    found = rotate(BOTH)

    install(NEW)
    person = db.session.scalar(sa.select(Person).where(Person.iin_sealed.is_not(None)))
    assert (found.lost, found.renewed) == ([], found.seen)
    assert person is not None
    assert NEW.decrypt(str(person.iin_sealed)) == IIN
    assert find_by_iin(IIN) is person
    scan = db.session.scalar(sa.select(CandidateFile))
    assert scan is not None
    assert NEW.decrypt_bytes(scan.content_sealed) == b"a scan"
    assert scan.digest != "d" * 64
    merge = db.session.scalar(sa.select(PersonMerge))
    assert merge is not None
    kept = json.loads(NEW.decrypt(merge.memory_sealed))["kept"]
    assert (NEW.decrypt(kept["iin_sealed"]), kept["iin_index"]) == (IIN, NEW.blind_index(IIN))


def test_rotation_changes_nobodys_version_and_may_be_run_again(
    app: Flask, filled: None, install: Install
) -> None:
    install(BOTH)
    table = sa.select(Person.version, Person.updated_at).order_by(Person.id)
    before = db.session.execute(table).all()

    rotate(BOTH)

    assert db.session.execute(table).all() == before
    assert rotate(BOTH).renewed == 0


def test_while_both_secrets_are_there_people_are_found_by_iin(
    app: Flask, filled: None, install: Install
) -> None:
    install(BOTH)
    assert find_by_iin(IIN) is not None

    with transaction():
        again = create_person(SYSTEM, {"surname": "Асанов", "given_name": "Асан", "iin": IIN})
        number = again.id

    assert (
        db.session.scalar(sa.select(sa.func.count()).select_from(Person).where(Person.iin_masked != "")) == 1
    )
    db.session.remove()
    rotate(BOTH)
    install(NEW)
    found = find_by_iin(IIN)
    assert found is not None
    assert found.id == number


def test_value_that_no_secret_opens_is_named_and_left(app: Flask, filled: None, install: Install) -> None:
    install(NEW)

    found = rotate(NEW)

    assert found.renewed == 0
    assert len(found.lost) == found.seen > 2
    assert any(one.startswith("person ") for one in found.lost)


def test_command_says_what_was_done_and_what_is_left(app: Flask, filled: None, install: Install) -> None:
    install(BOTH)
    runner = app.test_cli_runner()

    before = runner.invoke(args=["vault", "status"])
    done = runner.invoke(args=["vault", "rotate"])
    after = runner.invoke(args=["vault", "status"])

    assert "secrets: 2; sealed values: 3; by an older secret: 3" in before.output
    assert (done.exit_code, "3 of 3 sealed values were sealed anew, 0 are left." in done.output) == (0, True)
    assert "by an older secret: 0" in after.output
    with db.engine.connect() as connection:
        assert (
            connection.exec_driver_sql(
                "SELECT count(*) FROM audit_event WHERE action = 'vault.rotated'"
            ).scalar()
            == 1
        )


def test_command_fails_when_a_secret_is_missing(app: Flask, filled: None, install: Install) -> None:
    install(NEW)

    done = app.test_cli_runner().invoke(args=["vault", "rotate"])

    assert (done.exit_code, "are opened by no secret of the file" in done.output) == (1, True)
    assert count_older(NEW).renewed == 0
