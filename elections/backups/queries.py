"""Which backups there are, which schemas the code knows, what is known of a database at the moment of its backup."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from flask import current_app

from config import Settings
from elections.errors import NotFound

EVENTS = "SELECT count(*) FROM audit_event"
LAST_EVENT = "SELECT digest FROM audit_event ORDER BY id DESC LIMIT 1"
SCHEMA = "SELECT version_num FROM alembic_version"
NAME = "sailau-{}.age"
FOLDER = "backups"


@dataclass(frozen=True)
class Kept:
    """A file of a backup: its name, its size, when it was written."""

    name: str
    size: int
    at: datetime


def usual_folder() -> Path:
    """Returns the folder of an installation's backups."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.instance / FOLDER


def list_backups(folder: Path) -> list[Kept]:
    """Returns the backups of a folder that have the usual name, the newest first."""
    found = [(path.name, path.stat()) for path in folder.glob(NAME.format("*"))] if folder.is_dir() else []
    kept = [Kept(name, stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC)) for name, stat in found]
    return sorted(kept, key=lambda one: one.name, reverse=True)


def backup_seconds() -> int | None:
    """Returns how long ago the newest backup of the usual folder was made; None when there is none."""
    kept = list_backups(usual_folder())
    return int((datetime.now(UTC) - kept[0].at).total_seconds()) if kept else None


def get_backup(name: str) -> Path:
    """Returns the file of a backup in the usual folder; raises NotFound."""
    folder = usual_folder()
    if name not in {one.name for one in list_backups(folder)}:
        raise NotFound
    return folder / name


def known_schemas() -> tuple[str, ...]:
    """Returns the numbers of all migrations that the code has, the newest first."""
    return _revisions(str(current_app.config["MIGRATIONS"]))


def newest_schema() -> str:
    """Returns the number of the migration that the code's tables are those of."""
    return known_schemas()[0]


@lru_cache
def _revisions(folder: str) -> tuple[str, ...]:
    return tuple(one.revision for one in ScriptDirectory(folder).walk_revisions())


@dataclass(frozen=True)
class Facts:
    """The number of the last migration, how many events the log has, the digest of the last one."""

    schema: str
    events: int
    last_event: str


def read_facts(connection: Any) -> Facts:
    """Reads them through a connection that answers `execute(statement).fetchone()` or raises."""
    schema, events, last = (connection.execute(one).fetchone() for one in (SCHEMA, EVENTS, LAST_EVENT))
    return Facts(schema[0], events[0], last[0] if last else "")
