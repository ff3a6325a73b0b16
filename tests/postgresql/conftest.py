"""Two connections of the driver to a table of numbers."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from flask import Flask

from elections.database import db
from elections.postgresql import Connection


@pytest.fixture
def address(app: Flask) -> str:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite is reached without round trips")
    return db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def two(address: str) -> Iterator[tuple[Connection, Connection]]:
    """Two connections to a table of numbers, each only once; the first waits for no lock longer than a tenth of a second."""
    with (
        closing(Connection.connect(address, options="-c lock_timeout=100")) as first,
        closing(Connection.connect(address)) as other,
    ):
        first.execute("CREATE TABLE held (number integer PRIMARY KEY)")
        first.commit()
        yield first, other
        first.close()  # whatever became of it
        other.rollback()
        other.execute("DROP TABLE held")
        other.commit()
