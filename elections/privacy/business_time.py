"""The law's clock of an incident: one business day from the moment it was noticed (pure).

The rules of 9 August 2024, No. 481/НҚ: within one business day from when a breach was found. Read strictly, so that nobody
is late by any reading: the same time of the next day from Monday to Friday; holidays are not counted as days off.
"""

from datetime import datetime, timedelta

FIRST_DAY_OFF = 5


def deadline_of(noticed_at: datetime) -> datetime:
    """Returns until when the authority must be told; the moment comes and goes in the region's own time."""
    until = noticed_at + timedelta(days=1)
    while until.weekday() >= FIRST_DAY_OFF:
        until += timedelta(days=1)
    return until


def minutes_left(noticed_at: datetime, now: datetime) -> int:
    """Returns the minutes that are left, below zero when the time is over."""
    return int((deadline_of(noticed_at) - now.astimezone(noticed_at.tzinfo)).total_seconds() // 60)
