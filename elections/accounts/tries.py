"""How long to wait after failed tries to get in: a rising delay with an end, never a lasting lock-out.

Whoever guesses is slowed down to a few tries an hour; whoever mistyped five times waits for seconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Patience:
    """So many tries are free, then the delay doubles from two seconds up to `longest`; rest makes good after `rest`."""

    free: int
    longest: timedelta
    rest: timedelta
    is_shared: bool = False


ACCOUNT = Patience(free=5, longest=timedelta(minutes=5), rest=timedelta(hours=1))
"""For one account from wherever, one device that logged in before, one log-in that is confirmed, one account's codes."""
ADDRESS = Patience(free=50, longest=timedelta(minutes=1), rest=timedelta(minutes=15), is_shared=True)
"""For one address, behind which a whole office may sit."""


def wait_after(failed: int, patience: Patience) -> timedelta:
    """Returns how long to wait after so many failed tries in a row."""
    if failed < patience.free:
        return timedelta(0)
    doubled = min(failed - patience.free + 1, 20)
    return min(timedelta(seconds=2**doubled), patience.longest)


def is_waiting(failed: int, until: datetime, now: datetime, patience: Patience) -> bool:
    """Returns whether the delay after so many failed tries lasts.

    One that is longer than any comes of a clock that was set, and does not count. While tries are free there is none:
    of two that come at one moment the first to be counted may be the later one.
    """
    return failed >= patience.free and timedelta(0) < until - now <= patience.longest
