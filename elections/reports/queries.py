"""What a district's report says, gathered from all registers in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import get_election, is_newest, present
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.people.models import Person
from elections.platforms.models import Platform, Sector
from elections.platforms.queries import pledges_by_sector
from elections.platforms.workflow import PlatformStatus
from elections.readiness.queries import points_by_contest
from elections.results.models import Outcome
from elections.results.queries import TargetView, measure_target
from elections.territory.codes import UnitKind
from elections.territory.models import Constituency, Unit
from elections.training.coverage import trained_people
from elections.training.models import Participation

DISTRICT_KINDS = (UnitKind.DISTRICT, UnitKind.CITY_ADMINISTRATION)


@dataclass(frozen=True)
class ContestLine:
    """One constituency of the report: the own nominee, how ready, and how the count stands."""

    constituency: Constituency
    candidate: Candidate | None
    is_trained: bool
    platform_status: PlatformStatus | None
    points: int | None
    """How ready the constituency is, of 100; None where nobody of the party stands."""
    outcome: Outcome | None

    @property
    def turnout(self) -> Fraction | None:
        """Those who took part, of those on the lists of the precincts that have reported."""
        return (
            Fraction(self.outcome.took_part, self.outcome.voters)
            if self.outcome and self.outcome.voters
            else None
        )


@dataclass(frozen=True)
class HeadquartersLine:
    """One headquarters of the report: its present head, and how many work there."""

    headquarters: Headquarters
    head: Person | None
    members: int


@dataclass(frozen=True)
class DistrictReport:
    """Everything that a district's report says."""

    election: Election
    district: Unit
    region: Unit
    at: datetime
    contests: tuple[ContestLine, ...]
    headquarters: tuple[HeadquartersLine, ...]
    pledges: tuple[tuple[Sector, int, int], ...]
    target: TargetView

    @property
    def own(self) -> list[ContestLine]:
        """The constituencies that the party contests."""
        return [line for line in self.contests if line.candidate is not None]

    @property
    def untrained(self) -> list[Person]:
        """The own nominees who have not been trained."""
        return [line.candidate.person for line in self.own if line.candidate and not line.is_trained]

    @property
    def precincts(self) -> tuple[int, int]:
        """(Precincts that have reported, precincts expected)."""
        outcomes = [line.outcome for line in self.contests if line.outcome]
        return sum(one.precincts_received for one in outcomes), sum(
            one.precincts_expected for one in outcomes
        )


def list_districts_with_contests(election: Election) -> list[tuple[Unit, Unit, int]]:
    """Returns (region, district, number of contests) of each district where an akim is elected, in order."""
    region = aliased(Unit)
    numbers = (
        sa.select(
            Constituency.district_id, Constituency.region_id, sa.func.count(Contest.id).label("contests")
        )
        .join(Contest, Contest.constituency_id == Constituency.id)
        .where(Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest())
        .group_by(Constituency.district_id, Constituency.region_id)
        .subquery("numbers")
    )
    statement = (
        sa.select(region, Unit, numbers.c.contests)
        .select_from(numbers)
        .join(Unit, Unit.id == numbers.c.district_id)
        .join(region, region.id == numbers.c.region_id)
        .order_by(region.sort_key, Unit.sort_key, Unit.id)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(statement)]


def get_district_report(kato: str) -> DistrictReport:
    """Returns the report of the district with this code; raises NotFound."""
    election = get_election()
    district = db.session.scalar(_district_of(election, kato))
    if district is None:
        raise NotFound
    region = db.session.scalar(sa.select(Unit).join(Constituency, Constituency.region_id == Unit.id).where(
        Constituency.district_id == district.id))  # fmt: skip
    if region is None:
        raise NotFound
    path = district.path
    return DistrictReport(
        election, district, region, present(election), tuple(_contest_lines(election, path)),
        tuple(_headquarters_lines(path)), tuple(pledges_by_sector(path)), measure_target(path),
    )  # fmt: skip


def _district_of(election: Election, kato: str) -> sa.Select[Any]:
    return (
        sa.select(Unit)
        .join(Constituency, Constituency.district_id == Unit.id)
        .join(Contest, Contest.constituency_id == Constituency.id)
        .where(
            Unit.kato == kato, Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED
        )
        .limit(1)
    )


def _contest_lines(election: Election, path: str) -> list[ContestLine]:
    contests = db.session.scalars(
        sa.select(Contest)
        .join(Contest.constituency)
        .options(joinedload(Contest.constituency))
        .where(
            Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest(),
            starts_with(Contest.path, path),
        )
        .order_by(Constituency.sort_key, Contest.id)
    ).all()  # fmt: skip
    nominees = _nominees(election, path)
    points = points_by_contest(election, path)
    trained, platforms = _trained([one.person_id for one in nominees.values()]), _platforms(path)
    outcomes = {
        one.contest_id: one
        for one in db.session.scalars(
            sa.select(Outcome)
            .options(joinedload(Outcome.winner).joinedload(Candidate.person),
                     joinedload(Outcome.leader).joinedload(Candidate.person))
            .where(starts_with(Outcome.path, path))
        )
    }  # fmt: skip
    return [
        ContestLine(
            contest.constituency, own, own is not None and own.person_id in trained,
            platforms.get(own.id) if own else None, points.get(contest.id), outcomes.get(contest.id),
        )
        for contest in contests
        for own in [nominees.get(contest.id)]
    ]  # fmt: skip


def _nominees(election: Election, path: str) -> dict[int, Candidate]:
    lost = (Status.REFUSED, Status.CANCELLED, Status.WITHDRAWN)
    statement = (
        sa.select(Candidate)
        .options(joinedload(Candidate.person))
        .where(
            Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
            Candidate.status.not_in(lost), starts_with(Candidate.path, path),
        )
    )  # fmt: skip
    return {one.contest_id: one for one in db.session.scalars(statement)}


def _trained(people: list[int]) -> set[int]:
    """Returns who of them was trained, wherever and as whatever: a nominee may have been a region's HQ member."""
    return set(db.session.scalars(trained_people().where(Participation.person_id.in_(people))))


def _platforms(path: str) -> dict[int, PlatformStatus]:
    statement = sa.select(Platform.candidate_id, Platform.status).where(starts_with(Platform.path, path))
    return {row[0]: row[1] for row in db.session.execute(statement.order_by(Platform.edition))}


def _headquarters_lines(path: str) -> list[HeadquartersLine]:
    offices = db.session.scalars(
        sa.select(Headquarters)
        .where(starts_with(Headquarters.path, path), Headquarters.closed_on.is_(None))
        .order_by(Headquarters.path)
    ).all()
    members: dict[int, list[Member]] = defaultdict(list)
    statement = (
        sa.select(Member)
        .options(joinedload(Member.person))
        .where(starts_with(Member.path, path), Member.until_on.is_(None))
    )
    for member in db.session.scalars(statement):
        members[member.headquarters_id].append(member)
    return [
        HeadquartersLine(
            office, next((one.person for one in members[office.id] if one.role is MemberRole.HEAD), None),
            len(members[office.id]),
        )
        for office in offices
    ]  # fmt: skip
