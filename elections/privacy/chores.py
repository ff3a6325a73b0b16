"""What a worker looks after for data protection: once a day it says in the journal what is due. It erases nothing."""

from datetime import date

import structlog

from elections.campaign.queries import find_election, present
from elections.database import EVERYWHERE, db, looking_from
from elections.privacy.retention_queries import list_due
from elections.zones import zone_for

log = structlog.get_logger()
_told: list[date] = []


def tell_due() -> bool:
    """Logs how many records of each kind are due, once a day; returns False: there is nothing more to do."""
    with looking_from(EVERYWHERE):
        election = find_election()
        if election is None:
            return False
        today = present(election).astimezone(zone_for("")).date()
        if _told[-1:] == [today]:
            return False
        _told[:] = [today]
        due = {one.kind.value: one.number for one in list_due(election, today) if one.is_due(today)}
    db.session.rollback()
    if due:
        log.warning("data due to be erased", **due)
    return False
