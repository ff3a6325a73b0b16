"""The deadlines of candidacies as people read them: until when, in the region's own time, and how long that still is."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from elections.campaign.calendar import TimeLeft, time_left
from elections.campaign.models import Contest, Election
from elections.campaign.queries import calendar_of, contest_calendar, present
from elections.campaign.strip import zone_label
from elections.candidates.models import Candidate
from elections.candidates.registration import Nomination
from elections.candidates.words import DEADLINE_LABELS


@dataclass(frozen=True)
class Deadline:
    """A deadline in the present language: what ends, when (local time), by which article, how long it still is."""

    label: str
    at: datetime
    article: str
    zone: str
    is_over: bool
    left: str


def list_deadlines(election: Election, path: str, contest: Contest | None = None) -> list[Deadline]:
    """Returns the deadlines of a candidacy at `path` or in a contest, in its region's time, in their order."""
    now, calendar = present(election), contest_calendar(contest) if contest else calendar_of(election, path)
    return [
        Deadline(
            str(DEADLINE_LABELS[one.code]), one.at, one.article, zone_label(calendar.zone, one.at), left.is_over,
            time_text(left),
        )
        for one in calendar.deadlines()
        for left in [time_left(one.at, now)]
    ]  # fmt: skip


def next_deadline(election: Election, path: str, contest: Contest | None = None) -> Deadline:
    """Returns the deadline that comes next, or the last one when all are over."""
    deadlines = list_deadlines(election, path, contest)
    return next((one for one in deadlines if not one.is_over), deadlines[-1])


def nomination_closed_on(candidate: Candidate) -> date | None:
    """Returns the last day of nomination when the candidacy was put up after it; None in time, or where the akim nominates.

    When it was recorded says nothing of when it was nominated: the papers' own date decides, at the step that files them.
    """
    closes_on = contest_calendar(candidate.contest).nomination_closes_on
    is_late = candidate.nomination is not Nomination.AKIM and candidate.status_on > closes_on
    return closes_on if is_late else None


def time_text(left: TimeLeft) -> str:
    """Returns "3 days 4 hours left" or "the time was up 2 days ago", exact to the hour, on the last day to the minute."""
    parts = (
        (left.days, ngettext("%(num)s day", "%(num)s days", left.days)),
        (left.hours, ngettext("%(num)s hour", "%(num)s hours", left.hours)),
        (left.minutes, ngettext("%(num)s minute", "%(num)s minutes", left.minutes)),
    )
    first = next((index for index, (number, _text) in enumerate(parts) if number), len(parts) - 1)
    if left.is_over:
        return str(_("the time was up %(span)s ago", span=parts[first][1]))
    shown = [text for index, (number, text) in enumerate(parts[first : first + 2]) if number or not index]
    return str(_("%(span)s left", span=" ".join(shown)))
