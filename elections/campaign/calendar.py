"""The legal calendar of an election: what is due when, and in which phase a moment lies.

The law's numbers are data of the election (`Rules`), because later editions changed them. How "n days before"
is counted: as the commissions of 2021 did, n whole days lie between the last day of a step and the day of
voting. For 25 July 2021 nomination ended on 9 July (15 days before) and registration on 14 July (10 days
before), both at 18:00.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from elections.errors import Objection

LAST_MINUTE = time(23, 59)


class TieRule(StrEnum):
    """What follows when nobody has more votes than all others (CL 113-9): repeat voting only since 2026."""

    REPEAT_ELECTION = "repeat_election"
    REPEAT_VOTING = "repeat_voting"


class Phase(StrEnum):
    """Where in the calendar a moment lies; the phases follow one another in this order."""

    PREPARATION = "preparation"
    NOMINATION = "nomination"
    REGISTRATION = "registration"
    CAMPAIGN = "campaign"
    SILENCE = "silence"
    VOTING = "voting"
    COUNTING = "counting"
    RESULTS = "results"
    FINISHED = "finished"


@dataclass(frozen=True)
class Rules:
    """The law's numbers; the defaults are those of the edition in force on 25 July 2021. Hours are local."""

    held_within_days: int = 30
    nomination_ends_days_before: int = 15
    registration_ends_days_before: int = 10
    closing_hour: int = 18
    last_change_days_before: int = 2
    silence_days: int = 1
    voting_opens: time = time(7)
    voting_closes: time = time(20)
    count_hours: int = 12
    result_days: int = 3
    publication_days: int = 4
    akim_registration_days: int = 7
    age_minimum: int = 25
    proxies_per_precinct: int = 3
    observers_at_once: int = 1
    tie: TieRule = TieRule.REPEAT_ELECTION

    def to_json(self) -> dict[str, Any]:
        """Returns the rules as JSON has them: times as "07:00"."""
        return {field.name: _to_json(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Returns the rules that `to_json` stored: defaults where one is missing, nothing of the unknown."""
        readers: dict[str, Callable[[Any], Any]] = {
            "voting_opens": time.fromisoformat,
            "voting_closes": time.fromisoformat,
            "tie": TieRule,
        }
        known = {field.name for field in fields(cls)} & stored.keys()
        return cls(**{name: readers.get(name, int)(stored[name]) for name in known})


def _to_json(value: object) -> object:
    return value.strftime("%H:%M") if isinstance(value, time) else value


@dataclass(frozen=True)
class Milestone:
    """One moment of the calendar, in local time, with the article that sets it."""

    code: str
    at: datetime
    article: str


@dataclass(frozen=True)
class TimeLeft:
    """How long it is to a moment, or how long ago it was (`is_over`), in whole days, hours and minutes."""

    days: int
    hours: int
    minutes: int
    is_over: bool


def time_left(at: datetime, now: datetime) -> TimeLeft:
    """Returns how long it is from `now` to `at` (both aware); the moment itself is in time."""
    seconds = int(abs(at - now).total_seconds())
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return TimeLeft(hours // 24, hours % 24, minutes, now > at)


@dataclass(frozen=True)
class Calendar:
    """The calendar of one election in one zone."""

    called_on: date
    voting_on: date
    rules: Rules
    zone: ZoneInfo

    @property
    def nomination_closes_on(self) -> date:
        """Returns the last day of nomination (CL 113-3(5))."""
        return self._before(self.rules.nomination_ends_days_before)

    @property
    def registration_closes_on(self) -> date:
        """Returns the last day of registration (CL 113-5(14))."""
        return self._before(self.rules.registration_ends_days_before)

    @property
    def last_change_on(self) -> date:
        """Returns the last day of withdrawal, cancellation and restoration (CL 113-5(12), 113-6)."""
        return self._before(self.rules.last_change_days_before)

    @property
    def revocation_closes_on(self) -> date:
        """Returns the last day on which a branch revokes its nomination: as long before registration (CL 113-6)."""
        return self.registration_closes_on - timedelta(days=self.rules.last_change_days_before + 1)

    def deadlines(self) -> list[Milestone]:
        """Returns the moments until which the steps of a candidacy are taken, in their order."""
        closing = time(self.rules.closing_hour)
        return [
            Milestone("nomination_closes", self._at(self.nomination_closes_on, closing), "CL 113-3(5)"),
            Milestone("revocation_closes", self._at(self.revocation_closes_on, LAST_MINUTE), "CL 113-6"),
            Milestone("registration_closes", self._at(self.registration_closes_on, closing), "CL 113-5(14)"),
            Milestone("changes_close", self._at(self.last_change_on, LAST_MINUTE), "CL 113-5(12), 113-6"),
        ]

    @property
    def count_ends(self) -> datetime:
        """Returns by when the precincts have counted, so that their protocols are to be in (CL 43(1))."""
        return self._at(self.voting_on, self.rules.voting_closes) + timedelta(hours=self.rules.count_hours)

    def milestones(self) -> list[Milestone]:
        """Returns the moments of the calendar in the order of the law's steps."""
        closing = time(self.rules.closing_hour)
        registration_closes = self._at(self.registration_closes_on, closing)
        return [
            Milestone("called", self._at(self.called_on), "CL 113-1"),
            Milestone("nomination_opens", self._at(self.called_on + timedelta(days=1)), "CL 113-3(5)"),
            Milestone("nomination_closes", self._at(self.nomination_closes_on, closing), "CL 113-3(5)"),
            Milestone("registration_closes", registration_closes, "CL 113-5(14)"),
            Milestone("campaign_opens", registration_closes, "CL 27(2)"),
            Milestone("silence_begins", self._at(self._after(-self.rules.silence_days)), "CL 27(2)"),
            Milestone("voting_opens", self._at(self.voting_on, self.rules.voting_opens), "CL 38"),
            Milestone("voting_closes", self._at(self.voting_on, self.rules.voting_closes), "CL 38"),
            Milestone("results_due", self._due(self.rules.result_days), "CL 113-10(1)"),
            Milestone("publication_due", self._due(self.rules.publication_days), "CL 44(4)"),
            Milestone("akim_registration_due", self._due(self.rules.akim_registration_days), "CL 113-11"),
        ]

    def phase_at(self, now: datetime) -> Phase:
        """Returns the phase in which `now` (aware) lies; the count lasts at most 12 hours (CL 43(1))."""
        moments = {milestone.code: milestone.at for milestone in self.milestones()}
        begins = {
            Phase.NOMINATION: moments["nomination_opens"],
            Phase.REGISTRATION: moments["nomination_closes"],
            Phase.CAMPAIGN: moments["campaign_opens"],
            Phase.SILENCE: moments["silence_begins"],
            Phase.VOTING: moments["voting_opens"],
            Phase.COUNTING: moments["voting_closes"],
            Phase.RESULTS: self.count_ends,
            Phase.FINISHED: moments["akim_registration_due"],
        }
        begun = [phase for phase, at in begins.items() if at <= now]
        return begun[-1] if begun else Phase.PREPARATION

    def next_milestone(self, now: datetime) -> Milestone | None:
        """Returns the first moment after `now` (aware), or None when all are over."""
        return next((milestone for milestone in self.milestones() if milestone.at > now), None)

    def _before(self, whole_days: int) -> date:
        return self._after(-whole_days - 1)

    def _after(self, days: int) -> date:
        return self.voting_on + timedelta(days=days)

    def _at(self, day: date, hour: time = time(0)) -> datetime:
        return datetime.combine(day, hour, self.zone)

    def _due(self, days: int) -> datetime:
        return self._at(self._after(days), LAST_MINUTE)


def check_calendar(called_on: date, voting_on: date, rules: Rules) -> tuple[Objection, ...]:
    """Returns what speaks against holding the election called on one day on the other."""
    days = (voting_on - called_on).days
    if days <= 0:
        return (Objection("election.voting_before_call", "voting_on", {"called_on": called_on}, "CL 113-1"),)
    found = []
    if days > rules.held_within_days:
        params = {"days": days, "maximum": rules.held_within_days}
        found.append(Objection("election.voting_too_late", "voting_on", params, "CL 113-1(3)"))
    if days < rules.nomination_ends_days_before + 2:
        params = {"days": days, "minimum": rules.nomination_ends_days_before + 2}
        found.append(Objection("election.no_time_to_nominate", "voting_on", params, "CL 113-3(5)"))
    return (*found, *check_rules(rules))


def check_rules(rules: Rules) -> tuple[Objection, ...]:
    """Returns what speaks against the numbers themselves: steps out of order, impossible hours."""
    found = []
    days = (rules.nomination_ends_days_before, rules.registration_ends_days_before, rules.silence_days, 0)
    if list(days) != sorted(days, reverse=True):
        found.append(Objection("election.steps_out_of_order", "registration_ends_days_before"))
    if not 0 <= rules.closing_hour <= LAST_MINUTE.hour:
        found.append(Objection("election.closing_hour", "closing_hour", {"hour": rules.closing_hour}))
    if rules.voting_opens >= rules.voting_closes:
        found.append(Objection("election.voting_hours", "voting_closes", article="CL 38"))
    return tuple(found)
