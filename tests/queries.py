"""How many queries something makes: what keeps a list's number of queries from growing with its rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from elections.database import db

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
"""What a transaction is opened with differs between the databases and is left out."""


@contextmanager
def counting_queries() -> Iterator[list[str]]:
    """Lets a block be measured: `with counting_queries() as made: …` and then `len(made)`; the texts tell which."""
    made: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement.lstrip().upper().startswith(COUNTED):
            made.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(engine, "before_cursor_execute", note)


def on_both(made: list[str]) -> list[str]:
    """Leaves out what SQLite alone is asked: PostgreSQL's INSERT of an event finds the end of the log itself."""
    return [one for one in made if not one.startswith("SELECT audit_event.id, audit_event.digest")]
