"""How migrations run: in one transaction, and on SQLite with foreign keys off (batch mode would delete child rows)."""

from alembic import context
from flask import current_app

from elections.database import EVERYWHERE, looking_from, set_writing


def run() -> None:
    """Runs the migrations on the application's database."""
    database = current_app.extensions["migrate"].db
    engine = database.engine
    set_writing(True)
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if (
            is_sqlite
        ):  # a PRAGMA of foreign keys does nothing inside a transaction: on the raw connection, first
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            compare_type=False,
            transactional_ddl=True,  # SQLite's too: Alembic would commit each migration by itself
        )
        with looking_from(EVERYWHERE), connection.begin(), context.begin_transaction():
            context.run_migrations()
            if is_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"foreign keys are broken after the migration: {broken[:5]}")
        if is_sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = ON")
    set_writing(False)


run()
