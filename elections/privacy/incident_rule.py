"""What an incident must say, and which step follows which (pure)."""

from datetime import datetime

from elections.errors import Objection

LONGEST_TEXT, LONGEST_LINE, MOST_PEOPLE = 4000, 300, 20_000_000


def objections_to_report(
    what: str, noticed_at: datetime | None, now: datetime, people: int | None
) -> list[Objection]:
    """Returns what speaks against noting an incident."""
    found = []
    if not what:
        found.append(Objection("incident.what", "what"))
    if noticed_at is None:
        found.append(Objection("incident.noticed", "noticed_at"))
    elif noticed_at > now:
        found.append(Objection("incident.in_future", "noticed_at"))
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        found.append(Objection("incident.people", "people"))
    return found


def objections_to_telling(
    told_at: datetime | None, noticed_at: datetime, now: datetime, measures: str
) -> list[Objection]:
    """Returns what speaks against noting that the authority was told."""
    found = []
    if told_at is None:
        found.append(Objection("incident.told_when", "told_at"))
    elif told_at > now:
        found.append(Objection("incident.in_future", "told_at"))
    elif told_at < noticed_at:
        found.append(Objection("incident.told_before", "told_at"))
    if not measures:
        found.append(Objection("incident.measures", "told_at"))
    return found


def objections_to_closing(finding: str) -> list[Objection]:
    """Returns what speaks against closing an incident."""
    return [] if finding else [Objection("incident.finding", "finding")]
