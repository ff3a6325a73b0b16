"""Reading what the report of a region or of the whole country says, from all registers, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import calendar_of, get_election, is_newest, present
from elections.candidates.funnel import STAGES, lines_of
from elections.candidates.funnel import Line as Way
from elections.candidates.funnel_queries import count_groups, count_short_contests
from elections.candidates.registration import Status
from elections.charts.tiles import Standing
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.staffing import MemberRole
from elections.headquarters.vacancy_queries import list_vacancies
from elections.platforms.queries import pledges_by_sector
from elections.platforms.workflow import PlatformStatus
from elections.readiness.formula import Component, mean
from elections.readiness.queries import PLATFORM_STEPS, list_readiness, summarise
from elections.readiness.queries import Line as Ready
from elections.reports.contents import Place, SectorLine
from elections.reports.gathering import campaign_of, place_of
from elections.reports.keys import WHOLE_COUNTRY, list_national_keys
from elections.reports.open_tasks import OpenTasks, count_open_tasks
from elections.reports.territory_report import Counted, Days, Line, Staff, TerritoryReport
from elections.results.models import Outcome
from elections.results.repeats import latest_day
from elections.results.target_queries import Seat, TargetView, list_seats, target_of, targets_by_place
from elections.territory.queries import find_unit, list_districts, list_regions
from elections.training.coverage import Coverage, members_by_place, trained_people
from elections.training.coverage_queries import ALL, count_coverage, required_courses
from elections.training.gaps import Group
from elections.zones import day_begins, zone_for

CODE_LENGTH = 10
"""How many characters of a path name one level of the territory."""
APPROVED = PLATFORM_STEPS.index(PlatformStatus.APPROVED) + 1
"""How many steps an approved platform has taken."""


def get_region_report(kato: str) -> TerritoryReport:
    """Returns the report of the region with this code; raises NotFound for one that elects nobody."""
    election = get_election()
    unit = find_unit(kato, election.voting_on)
    if unit is None or unit.path.count("/") != 1:
        raise NotFound
    return _report(election, place_of(unit))


def get_national_report(key: str) -> TerritoryReport:
    """Returns the report of the whole country, whose key is "all"; raises NotFound for others."""
    if key != WHOLE_COUNTRY:
        raise NotFound
    whole = list_national_keys("")[0]
    return _report(get_election(), Place(whole.path, whole.name_ru, whole.name_kk, whole.name_en))


def _report(election: Election, place: Place) -> TerritoryReport:
    seats = list_seats(place.path, election)
    if not seats:
        raise NotFound
    return _told(election, place, _gather(election, place.path, seats))


@dataclass(frozen=True)
class _Nominees:
    """The party's nominees of a place in contests that are held: how many, how far they are, their readiness."""

    registered: int = 0
    trained: int = 0
    approved: int = 0
    points: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Gathered:
    """What the registers say of each place of a report, by its path; `members` and `staff` of the territory's own too."""

    seats: list[Seat]
    ready: list[Ready]
    nominees: Mapping[str, _Nominees]
    way: Way
    members: Mapping[str, Coverage]
    staff: Mapping[str, Staff]
    counted: Mapping[str, Counted]
    tasks: Mapping[str, OpenTasks]


def _gather(election: Election, path: str, seats: list[Seat]) -> _Gathered:
    length, now, ready = len(path) + CODE_LENGTH, present(election), list_readiness(election, path)
    return _Gathered(
        seats, ready, _nominees(ready, length), lines_of(count_groups(election, path, "own"))[""],
        _members(election, path, length, now), _staff(list_vacancies(election, path), length),
        _counted(election, path, length), count_open_tasks(election, path, length, day_begins(path, now)),
    )  # fmt: skip


def _told(election: Election, place: Place, found: _Gathered) -> TerritoryReport:
    """Puts it together."""
    path, now, total = place.path, present(election), found.way
    whole, summary = target_of(election, [one.state for one in found.seats]), summarise(found.ready)
    late, soon, unowned = (
        sum(getattr(one, name) for one in found.tasks.values()) for name in ("late", "soon", "unowned")
    )
    return TerritoryReport(
        campaign_of(election), place, calendar_of(election, path).phase_at(now), _days(election, path), whole.share,
        tuple((*way, target) for way, target in whole.by.items()), tuple(_lines(election, path, found)),
        found.staff.get(path, Staff()), found.members.get(path, Coverage()),
        tuple((one, total.reached[one], total.lost[one]) for one in STAGES), summary.mean,
        tuple(summary.bands.items()), tuple(SectorLine(*one) for one in pledges_by_sector(path)),
        count_short_contests(election, path), late, soon, unowned,
    )  # fmt: skip


def _lines(election: Election, path: str, found: _Gathered) -> Iterable[Line]:
    level = path.count("/") + 1
    targets = targets_by_place(election, found.seats, level)
    below = targets_by_place(election, found.seats, level + 1) if level == 1 else {}
    contests = Counter(_place_of(one.path, level) for one in found.seats)
    for place in _places(election, path, targets):
        at = place.path
        own = found.nominees.get(at, _Nominees())
        yield Line(
            place, contests[at], targets[at].main, tuple(_standings(below, at)), len(own.points), own.registered,
            own.trained, found.members.get(at, Coverage()), own.approved, mean(own.points),
            found.staff.get(at, Staff()), found.counted.get(at, Counted()), found.tasks.get(at, OpenTasks()).late,
        )  # fmt: skip


def _places(election: Election, path: str, targets: Mapping[str, TargetView]) -> list[Place]:
    """Returns the places that elect somebody, in the order of their names; one that the classifier lacks by its code."""
    units = list_districts(path, election.voting_on) if path else list_regions(election.voting_on)
    named = [place_of(one) for one in units if one.path in targets]
    known = {one.path for one in named}
    codes = {place: place.split("/")[-2] for place in targets if place not in known}
    return [*named, *(Place(place, code, code) for place, code in codes.items())]


def _standings(below: Mapping[str, TargetView], path: str) -> Iterable[Standing]:
    for place, view in below.items():
        if place.startswith(path):
            one = view.main
            if one.contests and one.reached:
                yield Standing.REACHED
            else:
                yield Standing.OPEN if one.reachable else Standing.MISSED


def _days(election: Election, path: str) -> Days:
    calendar = calendar_of(election, path)
    ends = next(one.at for one in calendar.milestones() if one.code == "silence_begins").date() - timedelta(
        days=1
    )
    return Days(
        calendar.registration_closes_on, ends, election.voting_on, calendar.count_ends.date(), latest_day(election.voting_on)
    )  # fmt: skip


def _nominees(ready: Iterable[Ready], length: int) -> dict[str, _Nominees]:
    """Returns the nominees by place; trained is counted as a district's report does: who passed what is required, or,
    where nothing is, took part in a training."""
    people = set(db.session.scalars(trained_people()))
    found: dict[str, _Nominees] = defaultdict(_Nominees)
    for line in ready:
        if line.candidate and line.readiness:
            at, registered = line.contest.path[:length], line.candidate.status is Status.REGISTERED
            training, platform = (
                line.readiness.measures[one] for one in (Component.TRAINING, Component.PLATFORM)
            )
            passed = training.have >= training.need if training.need else line.candidate.person_id in people
            before = found[at]
            found[at] = _Nominees(
                before.registered + registered, before.trained + passed,
                before.approved + (registered and platform.have >= APPROVED), (*before.points, line.points),
            )  # fmt: skip
    return dict(found)


def _members(election: Election, path: str, length: int, now: datetime) -> dict[str, Coverage]:
    """Returns the same of the members of headquarters, those of the territory's own under `path`."""
    courses = required_courses(Group.MEMBERS)
    if not courses:
        found = members_by_place(election, path, length)
        elsewhere = [one for place, one in found.items() if len(place) == length]
        everybody = found.pop("")
        trained, people = (sum(getattr(one, name) for one in elsewhere) for name in ("trained", "people"))
        return found | {path: Coverage(everybody.trained - trained, everybody.people - people)}
    today = now.astimezone(zone_for(path)).date()
    places = count_coverage(election, Group.MEMBERS, courses, path, today).places[ALL]
    return {place: Coverage(one.passed, one.required) for place, one in places.items()}


def _staff(vacant: Mapping[str, tuple[MemberRole, ...]], length: int) -> dict[str, Staff]:
    found: dict[str, Staff] = defaultdict(Staff)
    for path, roles in vacant.items():
        found[path[:length]] += Staff(1, int(MemberRole.HEAD in roles), len(roles))
    return dict(found)


def _counted(election: Election, path: str, length: int) -> dict[str, Counted]:
    place = sa.func.substr(Outcome.path, 1, length)
    sums = (Outcome.precincts_received, Outcome.precincts_expected, Outcome.voters, Outcome.took_part)
    statement = (
        sa.select(place, *map(sa.func.sum, sums), sa.func.count().filter(Outcome.is_tie))
        .join(Contest, Contest.id == Outcome.contest_id)
        .where(
            Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest(),
            starts_with(Outcome.path, path),
        )
        .group_by(place)
    )  # fmt: skip
    return {row[0]: Counted(*map(int, row[1:])) for row in db.session.execute(statement)}


def _place_of(path: str, level: int) -> str:
    return path[: CODE_LENGTH * level]
