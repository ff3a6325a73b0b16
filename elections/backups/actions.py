"""Making a backup, trying one, and bringing one back. What is refused leaves everything as it was."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import structlog
from flask import Flask, current_app
from flask_migrate import upgrade

from config import Settings
from elections.accounts.access import Actor
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.audit.queries import find_broken
from elections.backups import postgresql, sqlite_files
from elections.backups.archive import digest_of, read_archive, work_folder, write_archive
from elections.backups.manifest import Manifest, objections_to
from elections.backups.queries import (
    NAME,
    Facts,
    get_backup,
    known_schemas,
    list_backups,
    newest_schema,
    usual_folder,
)
from elections.database import EVERYWHERE, db, looking_from, transaction, utc_now
from elections.errors import Objection, Refused, refuse_if
from elections.web.health import secret_fits

Build = Callable[[Settings], Flask]
EXTENSION = "sailau_backups"
PURPOSE = "backups"
log = structlog.get_logger()


@dataclass(frozen=True)
class Trial:
    """What came of a backup that was brought into a database: what it says of itself, and how its log is."""

    manifest: Manifest
    broken_event: int | None
    aside: str = ""


def init_backups(app: Flask, build: Build) -> None:
    """Says how an application over another database is made: backups are tried in one."""
    app.extensions[EXTENSION] = build


def backup_keys() -> list[bytes]:
    """Returns the keys of backups that come from the installation's secrets, the present first."""
    found: list[bytes] = current_app.extensions["vault"].keys(PURPOSE)
    return found


def make_backup(actor: Actor, target: Path, key: bytes | None = None) -> Manifest:
    """Writes a backup of everything to `target`, while people work. Raises Refused, OSError.

    The log tells of it, unless its tables are of another version than the code and still to be migrated: those the code
    cannot write.
    """
    if target.exists():
        raise Refused([Objection("backup.name_taken", params={"file": target.name})])
    moment = utc_now()
    with work_folder(target.parent) as folder:
        database = folder / "database"
        facts = _dump(database)
        manifest = Manifest(
            moment.isoformat(timespec="seconds"), _engine(), facts.schema, database.stat().st_size,
            digest_of(database), facts.events, facts.last_event,
        )  # fmt: skip
        write_archive(database, manifest, target, key or backup_keys()[0])
    if facts.schema == newest_schema():
        _note_backup(actor, target, facts)
    return manifest


def _note_backup(actor: Actor, target: Path, facts: Facts) -> None:
    with transaction():
        told = {
            "file": target.name,
            "schema": facts.schema,
            "events": facts.events,
            "size": target.stat().st_size,
        }
        record(actor, "backup.made", "backup", label=target.name, after=told)


def make_here(actor: Actor) -> Manifest:
    """Makes a backup in the usual folder, from a page. Raises Refused, OSError."""
    db.session.rollback()  # the request's own transaction would be in its way
    return make_backup(actor, usual_folder() / usual_name(utc_now()))


def take_backup(actor: Actor, name: str) -> Path:
    """Returns the file of a backup of the usual folder that somebody takes away; the log says who. Raises NotFound."""
    path = get_backup(name)
    db.session.rollback()
    with transaction():
        record(actor, "backup.taken", "backup", label=name)
    return path


def keep_newest(folder: Path, number: int) -> list[str]:
    """Takes away all but the newest backups of a folder that have the usual name; returns the names of those gone."""
    gone = list_backups(folder)[number:]
    for one in gone:
        (folder / one.name).unlink()
    return [one.name for one in gone]


def usual_name(moment: datetime) -> str:
    """Returns the name of a backup made at a moment."""
    return NAME.format(f"{moment:%Y%m%d-%H%M%S}")


def check_backup(source: Path, keys: Sequence[bytes]) -> Trial:
    """Brings a backup into a throw-away database as `restore_backup` would, and tells what came of it. Raises Refused."""
    with work_folder(_work_place()) as folder:
        manifest, database = _open(source, folder, keys)
        if manifest.engine == "sqlite":
            return Trial(manifest, _try_file(database, manifest))
        name = f"sailau_trial_{os.getpid()}"
        url = postgresql.fresh_database(_url(), name)
        try:
            postgresql.put_in_place(url, database, folder, f"{postgresql.OLD}trial")
            return Trial(manifest, _look_into(url, manifest))
        finally:
            postgresql.drop_database(_url(), name)


def restore_backup(source: Path, keys: Sequence[bytes]) -> Trial:
    """Puts what a backup holds in the place of the database, which is kept aside; an older one is migrated.

    Raises Refused, and then everything is as it was: damaged, another key, newer than the code, somebody at work.
    """
    aside = f"{postgresql.OLD}{utc_now():%Y%m%d_%H%M%S}"
    with work_folder(_work_place()) as folder:
        manifest, database = _open(source, folder, keys)
        if manifest.engine == "sqlite":
            broken, where = _restore_file(database, manifest, aside)
        else:
            broken, where = _restore_dump(database, manifest, folder, aside)
    with transaction():
        told = {"file": source.name, "made_at": manifest.made_at, "schema": manifest.schema, "aside": where}
        record(SYSTEM, "backup.restored", "backup", label=source.name, after=told)
    return Trial(manifest, broken, where)


def _restore_file(database: Path, manifest: Manifest, aside: str) -> tuple[int | None, str]:
    broken, place = _try_file(database, manifest), sqlite_files.file_of(_url())
    db.session.remove()
    db.engine.dispose()
    kept = sqlite_files.free_place(place.with_name(f"{place.name}.{aside}"))
    was = sqlite_files.put_in_place(database, place, kept)
    return broken, was.name if was else ""


def _restore_dump(database: Path, manifest: Manifest, folder: Path, wanted: str) -> tuple[int | None, str]:
    db.session.remove()
    if postgresql.is_used(db.engine):
        raise Refused([Objection("backup.in_use")])
    aside = postgresql.free_schema(db.engine, wanted)
    postgresql.put_in_place(_url(), database, folder, aside)
    db.engine.dispose()
    try:
        return _look_into(_url(), manifest), aside
    except BaseException:
        db.engine.dispose()
        postgresql.put_back(db.engine, aside, aside.replace(postgresql.OLD, f"{postgresql.OLD}failed_"))
        raise


def _open(source: Path, folder: Path, keys: Sequence[bytes]) -> tuple[Manifest, Path]:
    manifest, database = read_archive(source, folder, keys)
    refuse_if(objections_to(manifest, _engine(), known_schemas()))
    return manifest, database


def _try_file(database: Path, manifest: Manifest) -> int | None:
    """Makes a copy of SQLite ready: migrated, looked into, closed up."""
    faults = sqlite_files.faults_of(database)
    if faults:
        raise Refused([Objection("backup.broken", params={"said": "; ".join(faults[:3])})])
    broken = _look_into(sqlite_files.url_of(database), manifest)
    sqlite_files.close_up(database)
    return broken


def _look_into(url: str, manifest: Manifest) -> int | None:
    """Migrates what was brought back and holds it against the manifest; returns the first event that does not fit."""
    settings: Settings = current_app.config["SETTINGS"]
    copy = current_app.extensions[EXTENSION](replace(settings, database_url=url, environment="trial"))
    with copy.app_context(), looking_from(EVERYWHERE):
        try:
            if _facts_of(copy) != (manifest.schema, manifest.events, manifest.last_event):
                raise Refused([Objection("backup.other_content")])
            upgrade()
            if not secret_fits():
                raise Refused([Objection("backup.other_secret")])
            end_all_log_ins()
            return find_broken()
        finally:
            db.session.remove()
            db.engine.dispose()


def _facts_of(_copy: Flask) -> tuple[str, int, str]:
    with db.engine.connect() as connection:
        facts = postgresql.facts_through(connection)
    return facts.schema, facts.events, facts.last_event


def end_all_log_ins() -> None:
    """Ends what was open when the backup was made: a log-in that was ended since must not come back with it."""
    with transaction():
        for name in ("user_session", "setup_link", "idempotency_key"):
            db.session.execute(db.metadata.tables[name].delete())


def _dump(target: Path) -> Facts:
    if _engine() == "sqlite":
        return sqlite_files.copy_out(sqlite_files.file_of(_url()), target)
    return postgresql.dump(db.engine, _url(), target)


def _engine() -> str:
    return db.engine.dialect.name


def _url() -> str:
    return str(current_app.config["SQLALCHEMY_DATABASE_URI"])


def _work_place() -> Path:
    """Returns the folder where a backup is opened: beside the file that it may replace, on the same disk."""
    if _engine() == "sqlite":
        return sqlite_files.file_of(_url()).parent
    settings: Settings = current_app.config["SETTINGS"]
    return settings.instance
