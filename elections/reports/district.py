"""What a district's report says, gathered from all registers in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from elections.campaign.models import Election
from elections.campaign.queries import get_election, present
from elections.campaign.target_rule import Denominator
from elections.people.actions import full_name
from elections.platforms.queries import pledges_by_sector
from elections.readiness.queries import list_readiness
from elections.reports.contents import (
    Campaign,
    ContestLine,
    CourseName,
    GroupLine,
    NextStep,
    Office,
    Place,
    SectorLine,
    UntrainedLine,
)
from elections.reports.gathering import (
    campaign_of,
    contest_lines,
    course_names,
    office_of,
    offices_below,
    people_of,
    place_of,
)
from elections.reports.next_steps import Scene, list_steps
from elections.reports.queries import get_district
from elections.results.queries import measure_target
from elections.results.target import Target
from elections.training.coverage_queries import ALL, count_coverage, list_groups, list_lacking
from elections.training.gaps import Group, Step
from elections.training.models import Course
from elections.zones import zone_for


@dataclass(frozen=True)
class DistrictReport:
    """Everything that a district's report says."""

    campaign: Campaign
    place: Place
    region: Place
    percent: int
    """The share of the constituencies that the party wants to win."""
    target: Target
    contested: int
    """In how many constituencies the party stands by the target's rule: before anybody stands in a repeat, as before it."""
    contests: tuple[ContestLine, ...]
    offices: tuple[Office, ...]
    training: tuple[GroupLine, ...]
    untrained: tuple[UntrainedLine, ...]
    courses: tuple[CourseName, ...]
    """What the codes of courses in the other lines stand for."""
    sectors: tuple[SectorLine, ...]
    steps: tuple[NextStep, ...]

    @property
    def own(self) -> list[ContestLine]:
        """Returns the constituencies that the party contests."""
        return [line for line in self.contests if line.nominee is not None]

    @property
    def awaiting(self) -> int:
        """Returns in how many of those a repeat election is called in which nobody of the party stands yet."""
        return self.contested - len(self.own)

    @property
    def precincts(self) -> tuple[int, int]:
        """Returns (precincts that have reported, precincts expected)."""
        counts = [line.count for line in self.contests if line.count]
        return sum(one.received for one in counts), sum(one.expected for one in counts)


def gather_district(kato: str) -> DistrictReport:
    """Returns the report of the district with this code; raises NotFound."""
    election = get_election()
    district, region = get_district(election, kato)
    path, today = district.path, present(election).astimezone(zone_for(district.path)).date()
    lines = list_readiness(election, path)
    contests, (rows, needs) = contest_lines(lines), offices_below(election, path)
    offices = tuple(office_of(one, needs) for one in rows)
    places = {one.path: one for one in (place_of(district), *(line.place for line in contests))}
    groups = list_groups()
    training, untrained = _training(election, groups, path, today, places)
    target = measure_target(path)
    return DistrictReport(
        campaign_of(election), place_of(district), place_of(region), election.target_percent, target.main,
        target.of(Denominator.CONTESTED).contests, contests, offices, training, untrained, course_names(one for some in groups.values() for one in some), tuple(SectorLine(*one) for one in pledges_by_sector(path)),
        list_steps(Scene(election, path, lines, contests, offices, people_of(one for one in rows if one.path == path))),
    )  # fmt: skip


def _training(
    election: Election, groups: dict[Group, list[Course]], path: str, today: date, places: dict[str, Place]
) -> tuple[tuple[GroupLine, ...], tuple[UntrainedLine, ...]]:
    """Returns how far each group is of which something is required, and who has not passed it: four queries a group."""
    reached, untrained = [], []
    for group, courses in groups.items():
        if not courses:
            continue
        reached.append(GroupLine(group, count_coverage(election, group, courses, path, today).courses[ALL]))
        lacking = list_lacking(election, group, courses, path, Step.PASSED, today, size=1_000_000)
        untrained += [
            UntrainedLine(full_name(one.person), group, places.get(one.path), tuple(one.courses))
            for one in lacking.rows
        ]
    return tuple(reached), tuple(untrained)
