"""Reading what the report of a region or of the whole country says, from all registers, in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import calendar_of, get_election, is_newest, present
from elections.candidates.funnel import STAGES, lines_of
from elections.candidates.funnel import Line as Way
from elections.candidates.funnel_queries import count_groups, count_short_contests
from elections.candidates.registration import Status
from elections.charts.tiles import Standing
from elections.database import EVERYWHERE, db, looking_from, scope_bounds, starts_with
from elections.errors import NotFound
from elections.headquarters.staffing import MemberRole
from elections.headquarters.vacancy_queries import list_vacancies
from elections.platforms.queries import pledges_by_sector, ready_by_place
from elections.readiness.formula import mean
from elections.readiness.queries import Line as Ready
from elections.readiness.queries import list_readiness, summarise
from elections.reports.keys import WHOLE_COUNTRY, Key, list_national_keys
from elections.reports.territory_report import Counted, Days, Line, Staff, TerritoryReport
from elections.results.models import Outcome
from elections.results.repeats import latest_day
from elections.results.target_queries import Seat, TargetView, list_seats, target_of, targets_by_place
from elections.tasks.models import Task
from elections.tasks.queries import count_tasks
from elections.tasks.rules import State
from elections.territory.queries import find_unit, list_districts, list_regions
from elections.training.coverage import Coverage, candidates_by_place, members_by_place

CODE_LENGTH = 10
"""How many characters of a path name one level of the territory."""


def get_region_report(kato: str) -> TerritoryReport:
    """Returns the report of the region with this code; raises NotFound for one that elects nobody or is not the viewer's."""
    election = get_election()
    unit = find_unit(kato, election.voting_on)
    if unit is None or unit.path.count("/") != 1:
        raise NotFound
    return _report(election, Key(unit.kato, unit.path, unit.name_ru, unit.name_kk))


def get_national_report(key: str) -> TerritoryReport:
    """Returns the report of the whole country, whose key is "all"; raises NotFound for others and for who sees less."""
    if key != WHOLE_COUNTRY:
        raise NotFound
    return _report(get_election(), list_national_keys("")[0])


def _report(election: Election, place: Key) -> TerritoryReport:
    if not place.path.startswith(scope_bounds()["low"]):
        raise NotFound
    with looking_from(EVERYWHERE):  # a figure is the same for everybody who sees the territory
        seats = list_seats(place.path, election)
        if not seats:
            raise NotFound
        return _Gathered.of(election, place, seats).report()


@dataclass(frozen=True)
class _Gathered:
    """What the registers say, each by the path of the places of the report."""

    election: Election
    place: Key
    seats: list[Seat]
    now: datetime
    ways: Mapping[str, Way]
    candidates: Mapping[str, Coverage]
    members: Mapping[str, Coverage]
    approved: Mapping[str, tuple[int, int]]
    ready: list[Ready]
    staff: Mapping[str, Staff]
    counted: Mapping[str, Counted]
    late: Mapping[str, int]

    @classmethod
    def of(cls, election: Election, place: Key, seats: list[Seat]) -> "_Gathered":
        """Reads all of it."""
        path, length, now = place.path, len(place.path) + CODE_LENGTH, present(election)
        return cls(
            election, place, seats, now, lines_of(count_groups(election, path, "own")),
            candidates_by_place(election, path, length), members_by_place(election, path, length),
            ready_by_place(election.id, election.own_party_id, path, length), list_readiness(election, path),
            _staff(list_vacancies(election, path), length), _counted(election, path, length),
            _late(election, path, length, now),
        )  # fmt: skip

    def report(self) -> TerritoryReport:
        """Puts it together."""
        election, path = self.election, self.place.path
        whole, summary = target_of(election, [one.state for one in self.seats]), summarise(self.ready)
        tasks = count_tasks(election, self.now, None, path)
        total = self.ways[""]
        return TerritoryReport(
            election.name_ru, election.name_kk, self.place, calendar_of(election, path).phase_at(self.now),
            _days(election, path), whole.share, tuple((*way, target) for way, target in whole.by.items()),
            tuple(self._lines()), self.staff.get(path, Staff()), self.members.get(path, Coverage()) if path else Coverage(),
            tuple((one, total.reached[one], total.lost[one]) for one in STAGES),
            self.candidates[""], self.members[""], summary.mean, tuple(summary.bands.items()),
            tuple(pledges_by_sector(path)), count_short_contests(election, path), tasks.late, tasks.week, tasks.unowned,
        )  # fmt: skip

    def _lines(self) -> Iterable[Line]:
        level = self.place.path.count("/") + 1
        targets = targets_by_place(self.election, self.seats, level)
        below = targets_by_place(self.election, self.seats, level + 1) if level == 1 else {}
        contests = Counter(_place_of(one.path, level) for one in self.seats)
        points: dict[str, list[int]] = defaultdict(list)
        for one in self.ready:
            if one.readiness:
                points[_place_of(one.contest.path, level)].append(one.points)
        for place in _places(self.election, self.place.path, targets):
            path = place.path
            way = self.ways.get(path, Way())
            yield Line(
                place, contests[path], targets[path].main, tuple(_standings(below, path)), way.there.total(),
                way.there[Status.REGISTERED], self.candidates.get(path, Coverage()),
                self.members.get(path, Coverage()), self.approved.get(path, (0, 0))[0], mean(points[path]),
                self.staff.get(path, Staff()), self.counted.get(path, Counted()), self.late.get(path, 0),
            )  # fmt: skip


def _places(election: Election, path: str, targets: Mapping[str, TargetView]) -> list[Key]:
    """Returns the places that elect somebody, in the order of their names; one that the classifier lacks by its code."""
    units = list_districts(path, election.voting_on) if path else list_regions(election.voting_on)
    named = [Key(one.kato, one.path, one.name_ru, one.name_kk) for one in units if one.path in targets]
    known = {one.path for one in named}
    codes = {place: place.split("/")[-2] for place in targets if place not in known}
    return [*named, *(Key(code, place, code, code) for place, code in codes.items())]


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
    due = {one.code: one.at.date() for one in calendar.milestones()}
    ends = due["silence_begins"] - timedelta(days=1)
    return Days(
        calendar.registration_closes_on, ends, election.voting_on, due["results_due"], latest_day(election.voting_on)
    )  # fmt: skip


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


def _late(election: Election, path: str, length: int, now: datetime) -> dict[str, int]:
    place: Any = sa.func.substr(Task.path, 1, length)
    statement = (
        sa.select(place, sa.func.count())
        .where(
            Task.election_id == election.id, Task.state == State.OPEN, Task.due_at < now, starts_with(Task.path, path)
        )
        .group_by(place)
    )  # fmt: skip
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _place_of(path: str, level: int) -> str:
    return path[: CODE_LENGTH * level]
