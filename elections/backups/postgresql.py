"""PostgreSQL: a dump of one snapshot, and putting one in the place of what is there in one transaction.

What was there stays in the same database, as a schema named `aside_…`; nothing of it is destroyed.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from elections.backups.free_names import free_name
from elections.backups.queries import Facts, read_facts
from elections.database import EVERYWHERE, looking_from, set_writing
from elections.errors import Objection, Refused

OLD = "aside_"
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "username": "PGUSER",
    "password": "PGPASSWORD",
    "database": "PGDATABASE",
}
NEWER_HERE = "transaction_timeout"
"""A setting that newer tools write and older servers do not know."""


def dump(engine: Engine, url: str, target: Path) -> Facts:
    """Writes all of the database, as it is at one moment, to `target`; people write meanwhile."""
    with looking_from(EVERYWHERE), engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ")
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar()
        facts = facts_through(connection)
        _run(url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--exclude-schema={OLD}*",
             "--enable-row-security", "--no-owner", "--no-privileges", f"--file={target}")  # fmt: skip
        return facts


def facts_through(connection: sa.Connection) -> Facts:
    """Returns what is known of a database through a connection of SQLAlchemy, of either kind."""
    return read_facts(_Driver(connection))


def is_used(engine: Engine) -> bool:
    """Tells whether somebody else is connected to the database."""
    engine.dispose()
    with engine.connect() as connection:
        others = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).scalar()
    engine.dispose()
    return bool(others)


def put_in_place(url: str, dumped: Path, folder: Path, aside: str) -> None:
    """Puts a dump where the database is and that one aside: both in one transaction, or nothing."""
    script, whole = folder / "script.sql", folder / "whole.sql"
    _run(url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dumped))
    with open(whole, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(f'ALTER SCHEMA public RENAME TO "{aside}";\nCREATE SCHEMA public;\n'.encode())
        with script.open("rb") as content:
            for line in content:
                if not line.startswith(f"SET {NEWER_HERE}".encode()):
                    file.write(line)
    script.unlink()
    _run(url, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
         "--output=/dev/null", f"--file={whole}")  # fmt: skip


def free_schema(engine: Engine, wanted: str) -> str:
    """Returns the name that is wanted for a schema, with a number behind it when there is one of that name."""
    with engine.connect() as plain:
        taken = set(plain.exec_driver_sql("SELECT nspname FROM pg_namespace").scalars())
    engine.dispose()
    return free_name(wanted, taken.__contains__)


def put_back(engine: Engine, aside: str, failed: str) -> None:
    """Undoes `put_in_place`; what was put there stays as a schema named like `failed`."""
    free = free_schema(engine, failed)
    set_writing(True)
    with engine.connect() as plain, plain.begin():
        plain.exec_driver_sql(f'ALTER SCHEMA public RENAME TO "{free}"')
        plain.exec_driver_sql(f'ALTER SCHEMA "{aside}" RENAME TO public')
    set_writing(False)


def fresh_database(url: str, name: str) -> str:
    """Makes a database to try a backup in, and returns its address; raises Refused when that is not permitted."""
    try:
        _run(url, "createdb", "--template=template0", "--encoding=UTF8", name)
    except Refused as refused:
        raise Refused(
            [Objection("backup.may_not_create", params={"role": make_url(url).username or ""})]
        ) from refused
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop_database(url: str, name: str) -> None:
    """Takes away a database that `fresh_database` made."""
    _run(url, "dropdb", "--if-exists", "--force", name)


class _Driver:
    """Lets `read_facts` ask through SQLAlchemy."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str) -> sa.CursorResult[object]:
        return self._connection.exec_driver_sql(statement)


def _run(url: str, program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's own programs; the address goes by its environment, where nobody else reads it."""
    found = shutil.which(program)
    if found is None:
        raise Refused([Objection("backup.no_program", params={"program": program})])
    done = subprocess.run(
        [found, *arguments],
        env={**os.environ, **_environment(url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = re.sub(r"\s+", " ", done.stderr).strip()[:400]
        raise Refused([Objection("backup.program_failed", params={"program": program, "said": said})])


def _environment(url: str) -> dict[str, str]:
    parts = make_url(url)
    told = {**parts.translate_connect_args(), **{key: str(value) for key, value in parts.query.items()}}
    kept = {VARIABLES[name]: str(value) for name, value in told.items() if name in VARIABLES and value}
    if "sslmode" in told:
        kept["PGSSLMODE"] = str(told["sslmode"])
    return {**kept, "PGOPTIONS": f"-c default_transaction_read_only=off {_everywhere()}".strip()}


def _everywhere() -> str:
    """Returns the setting by which the second wall lets the whole record through."""
    return "-c sailau.low= -c sailau.high=~"
