"""What the report of a region, or of the whole country, says: plain values, with what must happen next worked out of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from elections.campaign.calendar import Phase
from elections.campaign.target_rule import Counting, Denominator
from elections.candidates.registration import Status
from elections.charts.tiles import Score, Standing
from elections.readiness.formula import Band
from elections.reports.contents import Campaign, Place, SectorLine
from elections.results.target import Target
from elections.training.coverage import Coverage


@dataclass(frozen=True)
class Days:
    """The days that the law sets in this campaign."""

    registration_closes: date
    campaign_ends: date
    voting: date
    count_ends: date
    """By when the precincts' protocols are to be in."""
    repeats_until: date


@dataclass(frozen=True)
class Counted:
    """What the protocols of a territory add up to so far."""

    received: int = 0
    expected: int = 0
    voters: int = 0
    """On the lists of the precincts that have reported."""
    took_part: int = 0
    ties: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.received + other.received, self.expected + other.expected, self.voters + other.voters,
            self.took_part + other.took_part, self.ties + other.ties,
        )  # fmt: skip

    @property
    def turnout(self) -> Fraction | None:
        """Returns those who took part as a part of those on the lists, None before any precinct has reported."""
        return Fraction(self.took_part, self.voters) if self.voters else None


@dataclass(frozen=True)
class Staff:
    """The open headquarters of a territory, how many of them have no head, how many posts are vacant in all."""

    offices: int = 0
    without_head: int = 0
    vacant: int = 0

    def __add__(self, other: "Staff") -> "Staff":
        return Staff(
            self.offices + other.offices,
            self.without_head + other.without_head,
            self.vacant + other.vacant,
        )


@dataclass(frozen=True)
class Line:
    """A region or a district in the report: everything that is said of it."""

    place: Place
    contests: int
    """All constituencies that elect an akim there; the target may count fewer."""
    target: Target
    below: tuple[Standing, ...]
    """How the districts of a region stand, in their order; of a district nothing."""
    standing: int
    """The party's nominees who stand, registered or not yet."""
    registered: int
    trained: int
    """Nominees who have passed what is required of them."""
    members: Coverage
    approved: int
    """Registered nominees with an approved platform."""
    points: Fraction | None
    staff: Staff
    counted: Counted
    late: int
    """Open tasks whose day is over."""

    @property
    def score(self) -> Score:
        """Returns the line as the map shows it, its name left to the page."""
        one = self.target
        return Score(self.place.path, "", one.won, one.open, one.lost, one.needed, self.below)


@dataclass(frozen=True)
class TerritoryReport:
    """Everything that the report of a region or of the whole country says."""

    campaign: Campaign
    place: Place
    phase: Phase
    days: Days
    share: Fraction
    targets: tuple[tuple[Denominator, Counting, Target], ...]
    """The target measured in each way, the campaign's own first."""
    lines: tuple[Line, ...]
    own_staff: Staff
    """The headquarters of the territory itself, which lies in none of the lines."""
    own_members: Coverage
    """Who works in it, and how many of them were trained."""
    funnel: tuple[tuple[Status, int, int], ...]
    """Of each stage on the way to the ballot, how many of the party's came so far and how many were lost there."""
    points: Fraction | None
    bands: tuple[tuple[Band, int], ...]
    sectors: tuple[SectorLine, ...]
    short: int
    """Contests with too few candidates."""
    late: int
    due_soon: int
    unowned: int

    @property
    def is_national(self) -> bool:
        """Returns whether it is about the whole country."""
        return not self.place.path

    @property
    def main(self) -> Target:
        """Returns the target as this campaign measures it."""
        return self.targets[0][2]

    def measured(self, denominator: Denominator) -> Target:
        """Returns the target of these constituencies, counted as the campaign counts."""
        chosen = self.targets[0][1]
        return next(one for way, counting, one in self.targets if (way, counting) == (denominator, chosen))

    @property
    def awaiting(self) -> int:
        """Returns where a repeat election is called in which nobody of the party stands yet, though it stood before."""
        return self.measured(Denominator.CONTESTED).contests - self.candidates.people

    @property
    def counted(self) -> Counted:
        """Returns the protocols of all lines together."""
        return sum((one.counted for one in self.lines), Counted())

    @property
    def candidates(self) -> Coverage:
        """Returns how many of the party's nominees were trained."""
        return Coverage(sum(one.trained for one in self.lines), sum(one.standing for one in self.lines))

    @property
    def members(self) -> Coverage:
        """Returns how many members of headquarters were trained, those of the territory's own among them."""
        each = [self.own_members, *(one.members for one in self.lines)]
        return Coverage(sum(one.trained for one in each), sum(one.people for one in each))

    @property
    def staff(self) -> Staff:
        """Returns all headquarters together."""
        return sum((one.staff for one in self.lines), self.own_staff)


class Need(StrEnum):
    """What must happen next, in the order of the campaign."""

    SHORT = "short"
    REGISTER = "register"
    TRAIN = "train"
    STAFF = "staff"
    APPROVE = "approve"
    LATE = "late"
    PROTOCOLS = "protocols"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Pending:
    """Something that must happen: how much of it, where the most, and until which day (None: at once)."""

    need: Need
    number: int
    places: tuple[tuple[Place, int], ...]
    due_on: date | None


ORDER = tuple(Phase)
BEFORE: dict[Need, Phase] = {
    Need.SHORT: Phase.SILENCE, Need.REGISTER: Phase.CAMPAIGN, Need.TRAIN: Phase.VOTING, Need.STAFF: Phase.VOTING,
    Need.APPROVE: Phase.SILENCE,
}  # fmt: skip
"""Until which phase begins a thing can still happen; what is not here can once voting is over, or always."""
SINCE: dict[Need, Phase] = {Need.PROTOCOLS: Phase.COUNTING, Need.REPEAT: Phase.COUNTING}
LACKING: dict[Need, Callable[[Line], int]] = {
    Need.REGISTER: lambda one: one.standing - one.registered,
    Need.TRAIN: lambda one: one.standing - one.trained,
    Need.STAFF: lambda one: one.staff.vacant,
    Need.APPROVE: lambda one: one.registered - one.approved,
    Need.LATE: lambda one: one.late,
    Need.PROTOCOLS: lambda one: one.counted.expected - one.counted.received,
    Need.REPEAT: lambda one: one.counted.ties,
}


def list_pending(report: TerritoryReport) -> list[Pending]:
    """Returns what must still happen in the phase that the report was made in, with the places that lack most first."""
    wholes = {Need.SHORT: report.short, Need.STAFF: report.staff.vacant, Need.LATE: report.late}
    found = []
    for need in Need:
        if not _is_now(need, report.phase):
            continue
        count = LACKING.get(need)
        places = [(one.place, count(one)) for one in report.lines if count(one) > 0] if count else []
        places.sort(key=lambda one: -one[1])
        number = wholes.get(need, sum(lacking for _place, lacking in places))
        if number > 0:
            found.append(Pending(need, number, tuple(places), _due(need, report.days)))
    return found


def _is_now(need: Need, phase: Phase) -> bool:
    at = ORDER.index(phase)
    until, since = BEFORE.get(need), SINCE.get(need)
    return (until is None or at < ORDER.index(until)) and (since is None or at >= ORDER.index(since))


def _due(need: Need, days: Days) -> date | None:
    return {
        Need.SHORT: days.registration_closes, Need.REGISTER: days.registration_closes, Need.TRAIN: days.campaign_ends,
        Need.STAFF: days.campaign_ends, Need.APPROVE: days.campaign_ends, Need.PROTOCOLS: days.count_ends,
        Need.REPEAT: days.repeats_until,
    }.get(need)  # fmt: skip
