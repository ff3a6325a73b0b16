"""How long personal data is kept, and what is due to be erased (pure)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elections.errors import Objection

LONGEST_DAYS = 3650


class Kept(StrEnum):
    """A field, or a kind of file, whose time runs out of its own."""

    SCANS = "scans"
    CONTACTS = "contacts"
    IINS = "iins"
    PHOTOS = "photos"
    IMPORTS = "imports"
    FILES = "files"


USUAL_DAYS = {
    Kept.SCANS: 180, Kept.CONTACTS: 365, Kept.IINS: 365, Kept.PHOTOS: 1095, Kept.IMPORTS: 90, Kept.FILES: 30,
}  # fmt: skip
AFTER_VOTING = frozenset({Kept.SCANS, Kept.CONTACTS, Kept.IINS, Kept.PHOTOS})
"""These are counted from voting day; the others from the day they were made."""


@dataclass(frozen=True)
class Due:
    """What is due of a kind: since when, or from when on, and how many there are."""

    kind: Kept
    days: int
    number: int
    on: date | None
    """The day after voting day on which it is due; None where each has a day of its own."""

    def is_due(self, today: date) -> bool:
        """Returns whether there is something to erase."""
        return self.number > 0 and (self.on is None or self.on <= today)


def due_on(kind: Kept, days: int, voting_on: date) -> date | None:
    """Returns the day from which on a kind is due, or None where each has a day of its own."""
    return voting_on + timedelta(days=days) if kind in AFTER_VOTING else None


def made_before(days: int, today: date) -> date:
    """Returns the day before which something was made that is due today."""
    return today - timedelta(days=days)


def objections_to_days(days: int | None) -> list[Objection]:
    """Returns what speaks against a period."""
    if days is None or not 1 <= days <= LONGEST_DAYS:
        return [Objection("retention.days", "days", {"longest": LONGEST_DAYS})]
    return []
