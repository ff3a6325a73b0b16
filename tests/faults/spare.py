"""A fresh copy of the ground for commands that are killed: it tells when somebody is writing, and how its tables look."""

import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from elections.database import EVERYWHERE, db, looking_from, sqlite_driver
from tests.faults.cluster import Cluster
from tests.faults.forked import Command
from tests.faults.stand import wait_until

DELAYS = (0.0, 0.02, 0.06, 0.12, 0.25, 0.5, 1.0)
WRITING = "SELECT 1 FROM pg_stat_activity WHERE datname = 'spare' AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
CONNECTED = "SELECT 1 FROM pg_stat_activity WHERE datname = 'spare' AND backend_type = 'client backend'"
AS_WRITTEN = re.compile(r"::(text|character varying)(\[\])?|[()]")
"""What PostgreSQL writes otherwise in a condition that came back out of a dump, and means the same by."""


@dataclass
class Spare:
    """A database of one test, without a server."""

    database: str
    app: Flask
    url: str
    cluster: Cluster
    started: list[Command] = field(default_factory=list)

    def start(self, *arguments: str) -> Command:
        """Starts `flask` with these arguments."""
        settings = replace(self.app.config["SETTINGS"], database_url=self.url)
        said = settings.instance / f"said-{self.database}-{len(self.started)}"
        self.started.append(Command(arguments, settings, said))
        return self.started[-1]

    def finish(self, *arguments: str) -> tuple[int, str]:
        """Runs `flask` to its end; returns its exit status and what it said."""
        return self.start(*arguments).finish()

    def kill_while_writing(self, command: Command, delay: float) -> bool:
        """Kills a command so long after it began to write; returns whether it had not ended by then."""
        wait_until(lambda: self.is_writing() or command.has_ended, "it did not begin to write")
        time.sleep(delay)
        return command.kill()

    def is_writing(self) -> bool:
        """Tells whether somebody is in the middle of a transaction that writes."""
        if self.database == "postgresql":
            return bool(self.cluster.execute(WRITING))
        try:
            with closing(sqlite_driver.connect(self.file, timeout=0, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
        except sqlite_driver.OperationalError:
            return True
        return False

    def is_used(self) -> bool:
        """Tells whether somebody is connected: the program that a killed restore had started may still be at work."""
        return self.database == "postgresql" and bool(self.cluster.execute(CONNECTED))

    @property
    def file(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.url.removeprefix("sqlite:///"))

    def look(self, find: Callable[[], Any]) -> Any:
        """Returns what `find` finds in the database now, and lets go of it."""
        with self.app.app_context(), looking_from(EVERYWHERE):
            try:
                return find()
            finally:
                db.session.remove()
                db.engine.dispose()

    def schema(self) -> tuple[str, frozenset[str]]:
        """Returns the number of the last migration, and a description of all tables."""
        return self.look(_schema)

    def close(self) -> None:
        """Ends what still runs."""
        for one in self.started:
            one.kill()


def _schema() -> tuple[str, frozenset[str]]:
    version = db.session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        assert not db.session.execute(sa.text("PRAGMA foreign_key_check")).all()
        found = db.session.execute(sa.text(
            "SELECT m.name, m.type, p.name, p.type, p.'notnull', p.pk FROM sqlite_master m "
            "LEFT JOIN pragma_table_xinfo(m.name) p WHERE m.name NOT LIKE 'sqlite_%'"
        ))  # fmt: skip
    else:
        found = db.session.execute(sa.text(
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_schema = 'public' UNION ALL SELECT conrelid::regclass::text, conname, "
            "pg_get_constraintdef(oid), '' FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
            "UNION ALL SELECT tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'"
        ))  # fmt: skip
    return str(version), frozenset(AS_WRITTEN.sub("", " | ".join(map(str, row))) for row in found)
