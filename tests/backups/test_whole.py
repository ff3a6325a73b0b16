"""Backup and restore from end to end, on both databases: what was there is there again, what was refused changed nothing."""

import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import TimeMachineFixture

from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.audit.queries import find_broken
from elections.backups.actions import PURPOSE, backup_keys
from elections.backups.archive import digest_of, identity_of, read_archive, write_archive
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.people.models import Person
from elections.vault import Vault
from tests.factories import Factory

Run = Callable[..., tuple[int, str]]
Made = Callable[[], Path]


def surnames() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Person.surname).order_by(Person.id)))


def tables_of(schema: str) -> int:
    statement = sa.text("SELECT count(*) FROM information_schema.tables WHERE table_schema = :schema")
    with db.engine.connect() as connection:
        return int(connection.execute(statement, {"schema": schema}).scalar() or 0)


@pytest.fixture(autouse=True)
def sweep(app: Flask) -> object:
    """Takes away what restores laid aside."""
    yield
    db.session.remove()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as plain:
            connection = plain.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")
            names = connection.exec_driver_sql(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'aside%%'"
            )
            for name in names.scalars().all():
                connection.exec_driver_sql(f'DROP SCHEMA "{name}" CASCADE')
    else:
        place = Path(str(db.engine.url.database))
        for left in place.parent.glob(f"{place.name}.aside*"):
            left.unlink()


def test_what_a_backup_holds_comes_back_and_what_came_later_is_aside(
    app: Flask, factory: Factory, run: Run, made: Made
) -> None:
    factory.person(surname="Асанов")
    with transaction():
        record(SYSTEM, "test.event", "test")
    source = made()
    factory.person(surname="Кейінгі")

    status, said = run("restore", "--yes", source)

    assert status == 0, said
    assert "the log is whole" in said
    assert surnames() == ["Асанов"]
    assert find_broken() is None
    aside = next(word for word in said.split() if "aside_" in word).rstrip(".")
    if db.engine.dialect.name == "postgresql":
        assert tables_of(aside) == tables_of("public") > 50
    else:
        place = Path(str(db.engine.url.database)).with_name(aside)
        engine = sa.create_engine(f"sqlite:///{place}")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 2
        engine.dispose()
    factory.person(surname="Жаңа")  # one goes on working
    assert surnames() == ["Асанов", "Жаңа"]


def test_restores_in_one_second_lay_everything_aside(
    app: Flask, factory: Factory, run: Run, made: Made, time_machine: TimeMachineFixture
) -> None:
    factory.person(surname="Асанов")
    source = made()
    time_machine.move_to(utc_now(), tick=False)

    said = [run("restore", "--yes", source) for _number in range(3)]

    assert [status for status, _words in said] == [0, 0, 0], said
    asides = {next(word for word in words.split() if "aside_" in word) for _status, words in said}
    assert len(asides) == 3
    assert surnames() == ["Асанов"]


def test_restored_database_has_an_event_and_nobody_is_logged_in(
    app: Flask, run: Run, made: Made, login: Callable[..., object]
) -> None:
    browser = login()
    source = made()
    run("restore", "--yes", source)

    assert browser.get("/").status == 303  # type: ignore[attr-defined]
    with db.engine.connect() as connection:
        last = connection.exec_driver_sql("SELECT action FROM audit_event ORDER BY id DESC LIMIT 1").scalar()
    assert last == "backup.restored"


def test_trial_says_that_a_backup_is_good_and_changes_nothing(
    app: Flask, factory: Factory, run: Run, made: Made
) -> None:
    factory.person(surname="Асанов")
    source = made()
    factory.person(surname="Кейінгі")

    status, said = run("backup", "--check", source)

    assert status == 0, said
    assert "The backup is good" in said
    assert surnames() == ["Асанов", "Кейінгі"]


def test_trial_names_the_event_of_an_altered_log(app: Flask, run: Run, made: Made) -> None:
    with transaction():
        record(SYSTEM, "test.event", "test")
    with transaction():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.text("ALTER TABLE audit_event DISABLE TRIGGER USER"))
        else:
            db.session.execute(sa.text("DROP TRIGGER audit_event_no_update"))
        db.session.execute(sa.text("UPDATE audit_event SET actor_login = 'x' WHERE id = 1"))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.text("ALTER TABLE audit_event ENABLE TRIGGER USER"))

    status, said = run("backup", "--check", made())

    assert (status, "event 1 does not fit" in said) == (1, True)


@pytest.mark.parametrize("harm", ["cut", "altered", "other", "empty", "missing"])
def test_damaged_backup_is_refused_and_nothing_is_touched(
    app: Flask, factory: Factory, run: Run, made: Made, harm: str
) -> None:
    factory.person(surname="Асанов")
    source = made()
    factory.person(surname="Кейінгі")
    content = source.read_bytes()
    harmed = {
        "cut": content[: len(content) // 2],
        "altered": content[:-5000] + b"x" + content[-4999:],
        "other": b"some other file" * 100,
        "empty": b"",
    }
    source.unlink() if harm == "missing" else source.write_bytes(harmed[harm])

    for command in (["restore", "--yes", source], ["backup", "--check", source]):
        status, said = run(*command)
        assert status == 1
        assert ("There is no file" if harm == "missing" else "is damaged or not a backup") in said
    assert surnames() == ["Асанов", "Кейінгі"]


def _again(source: Path, tmp_path: Path, name: str, **changes: object) -> Path:
    """Returns a backup whose manifest says something else."""
    folder, target = tmp_path / f"open-{name}", tmp_path / f"{name}.age"
    folder.mkdir()
    manifest, database = read_archive(source, folder, backup_keys())
    write_archive(database, replace(manifest, **changes), target, backup_keys()[0])  # type: ignore[arg-type]
    return target


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"schema": "9999"}, "made by a newer Sailau"),
        ({"format": 2}, "made by a newer Sailau"),
        ({"engine": "oracle"}, "holds a database of oracle"),
        ({"sha256": "0" * 64}, "is damaged or not a backup"),
        ({"events": 77}, "does not hold what it says of itself"),
    ],
)
def test_backup_that_is_not_for_here_is_refused_and_nothing_is_touched(
    app: Flask, factory: Factory, run: Run, made: Made, tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    source = _again(made(), tmp_path, "again", **changes)
    factory.person(surname="Кейінгі")

    status, said = run("restore", "--yes", source)

    assert (status, told in said) == (1, True), said
    assert surnames() == ["Кейінгі"]


def test_backup_of_another_secret_is_refused_in_clear_words(
    app: Flask, factory: Factory, run: Run, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory.person()
    source = made()
    monkeypatch.setitem(app.extensions, "vault", Vault(b"o" * 32))

    status, said = run("restore", "--yes", source)

    assert (status, "No key opens the file" in said) == (1, True)
    assert len(surnames()) == 1


def test_backup_of_an_older_secret_is_opened_while_that_is_in_the_file(
    app: Flask, factory: Factory, run: Run, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = made()
    old = app.extensions["vault"]._secrets[0]
    monkeypatch.setitem(app.extensions, "vault", Vault(b"o" * 32, old))

    status, said = run("restore", "--yes", source)

    assert status == 0, said


def test_backup_may_have_a_key_of_its_own(app: Flask, run: Run, tmp_path: Path) -> None:
    key, target = tmp_path / "backup.key", tmp_path / "own.age"
    key.write_text("k" * 40)

    assert run("backup", target, "--key-file", key)[0] == 0
    assert run("restore", "--yes", target)[0] == 1
    assert run("restore", "--yes", target, "--key-file", key)[0] == 0

    key.write_text("short")
    status, said = run("restore", "--yes", target, "--key-file", key)
    assert (status, "shorter than 32" in said) == (1, True)


def test_name_that_is_taken_is_refused_and_the_older_file_stays(app: Flask, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "taken.age"
    target.write_text("older")

    status, said = run("backup", target)

    assert (status, "There is a file taken.age already" in said, target.read_text()) == (1, True, "older")


def test_folder_keeps_the_newest_only(app: Flask, run: Run, tmp_path: Path) -> None:
    for day in ("20210101", "20210102", "20210103"):
        (tmp_path / f"sailau-{day}-000000.age").write_text("old")
    (tmp_path / "other.age").write_text("mine")

    status, said = run("backup", tmp_path, "--keep", 2)

    assert status == 0, said
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names[0] == "other.age"
    assert names[1] == "sailau-20210103-000000.age"
    assert len(names) == 3
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in tmp_path.glob("sailau-202[26]*"))


def test_backup_is_of_one_moment_while_people_write(app: Flask, run: Run, tmp_path: Path) -> None:
    """Two rows are always written together: no backup holds one of them."""
    stop, written = Event(), []

    def write() -> None:
        with app.app_context(), looking_from(EVERYWHERE):
            number = 0
            while not stop.is_set():
                number += 1
                with transaction():
                    for part in ("a", "b"):
                        name = f"{part}{number:06}"
                        db.session.add(Person(surname=name, given_name="x", sort_key=name, search_text=name))
                        db.session.flush()
                    record(SYSTEM, "test.pair", "test")
                written.append(number)
            db.session.remove()

    thread = Thread(target=write)
    thread.start()
    try:
        status, said = run("backup", tmp_path / "busy.age")
        during = len(written)
    finally:
        stop.set()
        thread.join()
    assert status == 0, said
    db.engine.dispose()

    assert run("restore", "--yes", tmp_path / "busy.age")[0] == 0
    names = surnames()
    assert during > 1
    assert {one[1:] for one in names if one[0] == "a"} == {one[1:] for one in names if one[0] == "b"}
    assert len(written) * 2 > len(names)
    assert find_broken() is None


def test_restore_waits_for_nobody_and_refuses_while_somebody_works(
    app: Flask, factory: Factory, run: Run, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elections.backups.sqlite_files.WAITED", 0.2)
    factory.person(surname="Асанов")
    source = made()
    other = sa.create_engine(app.config["SQLALCHEMY_DATABASE_URI"], **app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    with other.connect() as busy:
        busy.exec_driver_sql("SELECT count(*) FROM person").fetchall()
        busy.begin() if not busy.in_transaction() else None

        status, said = run("restore", "--yes", source)

    other.dispose()
    assert (status, "Somebody is using the database" in said) == (1, True), said
    assert surnames() == ["Асанов"]


def test_backup_is_made_before_the_tables_are_those_of_new_code_and_an_older_one_is_migrated(
    app: Flask, factory: Factory, run: Run, tmp_path: Path
) -> None:
    from flask_migrate import downgrade, upgrade

    factory.person(surname="Асанов")
    db.session.remove()
    downgrade(revision="0040")
    source = tmp_path / "older.age"
    told = run("backup", source)
    db.session.remove()
    upgrade()
    assert (told[0], "the log does not tell of this backup" in told[1]) == (0, True), told[1]

    status, said = run("restore", "--yes", source)

    assert status == 0, said
    assert "schema 0040" in said
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() > "0040"
    assert surnames() == ["Асанов"]


def test_other_tools_open_a_backup_with_the_printed_key(
    app: Flask, run: Run, made: Made, tmp_path: Path
) -> None:
    import pyrage

    source = made()
    status, said = run("backup", "--identity")

    assert (status, said.strip()) == (0, identity_of(app.extensions["vault"].key(PURPOSE)))
    plain = tmp_path / "plain.tar.gz"
    pyrage.decrypt_file(str(source), str(plain), [pyrage.x25519.Identity.from_str(said.strip())])
    with tarfile.open(plain) as tar:
        assert tar.getnames() == ["manifest.json", "database"]


def test_nothing_unencrypted_stays_behind(app: Flask, run: Run, made: Made) -> None:
    source = made()
    run("backup", "--check", source)
    run("restore", "--yes", source)
    left = [one for one in source.parent.rglob("*") if one != source]
    place = app.config["SETTINGS"].instance

    assert left == []
    assert list(place.glob(".sailau-backup-*")) == []


def test_what_a_killed_process_left_is_taken_away(app: Flask, made: Made, tmp_path: Path) -> None:
    gone = subprocess.run(["sh", "-c", "echo $$"], capture_output=True, text=True, check=True).stdout.strip()
    left = tmp_path / f".sailau-backup-{gone}-abc"
    left.mkdir()
    (left / "database").write_text("personal data")

    source = made()

    assert not left.exists()
    assert len(digest_of(source)) == 64
