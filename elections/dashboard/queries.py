"""Where the campaign stands, gathered from all registers in a number of queries that does not grow with them."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from elections.campaign.models import Election
from elections.campaign.queries import calendar_of, get_election
from elections.candidates.models import Candidate
from elections.candidates.queries import Profile, count_by_status, profile_by_region
from elections.candidates.registration import Status
from elections.database import db
from elections.platforms.queries import ready_by_region
from elections.results.queries import TargetView, count_received, list_contest_states, target_of
from elections.results.target import ContestState
from elections.territory.models import Unit
from elections.territory.queries import list_regions
from elections.training.models import Attendance, Participation

TRAINED = (Attendance.ATTENDED, Attendance.PASSED)
NOBODY = Profile(0, 0, 0, 0, 0, 0)
REGION_CODE = 9


@dataclass(frozen=True)
class RegionLine:
    """A region on the first page: how many contests, nominees, trained, platforms ready, and its target."""

    region: Unit
    contests: int
    profile: Profile
    trained: int
    platforms: int
    target: TargetView


@dataclass(frozen=True)
class Dashboard:
    """The first page."""

    election: Election
    statuses: dict[Status, int]
    profile: Profile
    trained: int
    platforms: int
    received: tuple[int, int]
    target: TargetView
    regions: tuple[RegionLine, ...]

    @property
    def above(self) -> int:
        """Returns in how many regions the wins needed there are reached."""
        return sum(
            line.target.main.won >= line.target.main.needed
            for line in self.regions
            if line.target.main.contests
        )


def get_dashboard() -> Dashboard:
    """Returns where the campaign stands in the viewer's territory; raises NotFound without an election."""
    election = get_election()
    closes = calendar_of(election).registration_closes_on
    profiles, trained = profile_by_region(election, closes), trained_by_region(election)
    platforms = ready_by_region(election.id, election.own_party_id)
    states = list_contest_states()
    by_region: dict[str, list[ContestState]] = defaultdict(list)
    for path, state in states:
        by_region[path[:REGION_CODE]].append(state)
    lines = [
        RegionLine(
            region, len(by_region[region.kato]), profiles.get(region.kato, NOBODY), trained.get(region.kato, 0),
            platforms.get(region.kato, (0, 0))[0], target_of(election, by_region[region.kato]),
        )
        for region in list_regions(election.voting_on)
        if by_region.get(region.kato)
    ]  # fmt: skip
    return Dashboard(
        election, count_by_status(election), profiles.get("", NOBODY), sum(trained.values()),
        sum(have for have, _of in platforms.values()), count_received(),
        target_of(election, [state for _path, state in states]), tuple(lines),
    )  # fmt: skip


def trained_by_region(election: Election) -> dict[str, int]:
    """Returns, by region code, how many of the party's registered nominees were trained."""
    trained = sa.select(Participation.person_id).where(Participation.attendance.in_(TRAINED))
    region = sa.func.substr(Candidate.path, 1, REGION_CODE)
    statement = (
        sa.select(region, sa.func.count(Candidate.id))
        .where(Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
               Candidate.status == Status.REGISTERED, Candidate.person_id.in_(trained))
        .group_by(region)
    )  # fmt: skip
    return {row[0]: row[1] for row in db.session.execute(statement)}
