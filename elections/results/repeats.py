"""Repeat elections: when the law asks for one, and until when it is held (CL 113-9)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from elections.errors import Objection
from elections.results.tally import OutcomeState

ARTICLE = "CL 113-9(3)"


@dataclass(frozen=True)
class Earlier:
    """The contest that would be repeated: its day, where its outcome stands, whether it has a repeat already."""

    voting_on: date
    state: OutcomeState
    is_tie: bool
    is_repeated: bool = False

    @property
    def calls_for_repeat(self) -> bool:
        """Returns whether nobody was elected: even, annulled, not held (CL 113-7, 113-9)."""
        return self.is_tie or self.state in (OutcomeState.ANNULLED, OutcomeState.NOT_HELD)


def latest_day(voting_on: date) -> date:
    """Returns the last day of a repeat election: the same day of the next month, or that month's last day."""
    year, month = voting_on.year + voting_on.month // 12, voting_on.month % 12 + 1
    return date(year, month, min(voting_on.day, monthrange(year, month)[1]))


def objections_to_repeat(earlier: Earlier, voting_on: date, reason: str = "") -> tuple[Objection, ...]:
    """Returns what speaks against a repeat election on a day; a later day than the law's wants a reason."""
    found = []
    if not earlier.calls_for_repeat:
        found.append(Objection("repeat.not_needed", article="CL 113-9"))
    if earlier.is_repeated:
        found.append(Objection("repeat.called_already"))
    if voting_on <= earlier.voting_on:
        params = {"voting_on": earlier.voting_on.strftime("%d.%m.%Y")}
        found.append(Objection("repeat.too_early", "voting_on", params, ARTICLE))
    latest = latest_day(earlier.voting_on)
    if voting_on > latest and not reason:
        params = {"latest": latest.strftime("%d.%m.%Y")}
        found.append(Objection("repeat.too_late", "voting_on", params, ARTICLE))
    return tuple(found)
