"""Noting that an open log-in is in use: a short transaction of its own, which nobody waits for."""

from datetime import datetime
from typing import cast

import sqlalchemy as sa
from flask import current_app

from elections import sqlite
from elections.accounts.models import UserSession
from elections.database import db, set_writing

_SESSIONS = cast(sa.Table, UserSession.__table__)
_SEEN = (
    _SESSIONS.update()
    .where(_SESSIONS.c.id == sa.bindparam("session_id"))
    .values(last_seen_at=sa.bindparam("now", type_=_SESSIONS.c.last_seen_at.type))
)


def touch(session_id: int, now: datetime) -> None:
    """Writes when the log-in was seen last; raises OperationalError when somebody else writes on SQLite just now."""
    db.session.rollback()
    set_writing(True)
    with db.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        if isinstance(driver, sqlite.Connection):
            driver.be_patient(0)
        try:
            with connection.begin():
                connection.execute(_SEEN, {"session_id": session_id, "now": now})
        finally:
            set_writing(False)
            if isinstance(driver, sqlite.Connection):
                driver.be_patient(current_app.config["SETTINGS"].database_seconds)
