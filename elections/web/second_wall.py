"""The second wall: PostgreSQL itself shows the rows of the viewer's territory alone (row-level security, migration 0048).

The first wall is the session, which adds the territory to the queries of the ORM. This one holds for every statement,
a raw one too. Who is looking is said to the transaction in which a statement is about to run, and only when that is
something else than was said in it before. SQLite has no such wall.
"""

from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from elections.database import ancestors, db, present_scope, scope_bounds

SAID = "sailau.scope"
"""Under which name a connection keeps what its transaction was told."""
OF_SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")
"""Statements before which nothing is said: they show no row, and one of them mends a transaction that failed."""
SAY = (
    "SELECT set_config('sailau.low', %s, true), set_config('sailau.high', %s, true),"
    " set_config('sailau.above', %s, true)"
)
SAY_ITSELF = (
    "set_config('sailau.low', {path}, true)",
    "set_config('sailau.high', CASE WHEN {path} = '' THEN '~' ELSE left({path}, -1) || '0' END, true)",
    "set_config('sailau.above', ARRAY(SELECT concat(array_to_string((string_to_array({path}, '/'))[1:depth], '/'),"
    " CASE WHEN depth > 0 THEN '/' END) FROM generate_series(0, cardinality(string_to_array({path}, '/')) - 2) depth)"
    "::text, true)",
)
"""The same by the database, out of the path that a statement finds."""
_GOES_ROUND = sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")


def init_second_wall(app: Flask) -> None:
    """Has every transaction of `app` on PostgreSQL told who is looking."""
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "postgresql":
            event.listen(
                engine, "begin", _forget, insert=True
            )  # before the first statement of the transaction
            event.listen(engine, "rollback_savepoint", _doubt)
            event.listen(engine, "before_cursor_execute", _say)


def describe_wall(engine: Engine) -> dict[str, object]:
    """Returns whether the database's own wall stands, for /healthz; nothing of a database that has none."""
    if engine.dialect.name != "postgresql":
        return {}
    goes_round = bool(db.session.connection().scalar(_GOES_ROUND))
    return {
        "row_security": "off: the role of DATABASE_URL is a superuser or has BYPASSRLS"
        if goes_round
        else "on"
    }


def saying_itself(path: sa.Column[str]) -> list[sa.ColumnElement[Any]]:
    """Returns what a statement that finds who is looking selects besides, so that PostgreSQL is told by it; see `has_said`."""
    return [sa.literal_column(one.format(path=path)) for one in SAY_ITSELF]


def has_said(connection: Connection, scope: str) -> None:
    """Notes that the statement just run has told PostgreSQL that somebody looks from `scope`."""
    connection.info[SAID] = scope


def _bounds() -> tuple[str, str, str]:
    """Returns what a transaction is told: from where to where the paths lie that are seen, and those above, as an array.

    An empty upper end is below every path: nobody sees nothing.
    """
    scope = present_scope()
    if scope is None:
        return "", "", "{}"
    bounds = scope_bounds()
    return bounds["low"], bounds["high"], "{" + ",".join(f'"{one}"' for one in ancestors(scope)) + "}"


def _forget(connection: Connection) -> None:
    """A transaction begins by knowing of nobody: what was said ended with the one before."""
    connection.info[SAID] = None


def _doubt(connection: Connection, *_savepoint: object) -> None:
    """What was said since a savepoint went with it: it is said again."""
    connection.info.pop(SAID, None)


def _say(connection: Connection, _cursor: object, statement: str, *_rest: Any) -> None:
    scope = present_scope()
    if connection.info.get(SAID, SAID) == scope or statement.startswith(OF_SAVEPOINTS):
        return
    own = connection.connection.cursor()
    own.execute(SAY, _bounds())
    own.close()
    connection.info[SAID] = scope
