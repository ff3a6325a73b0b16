"""The application with a clock that can be set wrong, by a file that says how many seconds it is ahead."""

import os
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import elections.database
from wsgi import app as app

FILE = "SAILAU_FAULT_CLOCK"


class WrongClock(datetime):
    """Tells another time than it is; all of Sailau asks `utc_now`, and that asks this."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Returns the moment that the wrong clock shows."""
        told = Path(os.environ[FILE])
        return datetime.now(tz) + timedelta(seconds=float(told.read_text()) if told.exists() else 0)


elections.database.datetime = WrongClock
