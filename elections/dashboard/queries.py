"""Where the campaign stands, gathered from all registers in a number of queries that does not grow with them."""

from collections import defaultdict
from dataclasses import dataclass

from elections.campaign.models import Election
from elections.campaign.queries import calendar_of, get_election, present
from elections.candidates.funnel_queries import count_short_contests
from elections.candidates.queries import Profile, count_by_status, profile_by_region
from elections.candidates.registration import Status
from elections.platforms.queries import ready_by_region
from elections.readiness.queries import Summary, by_region, list_readiness, summarise
from elections.results.queries import TargetView, count_received, list_contest_states, target_of
from elections.results.target import ContestState
from elections.tasks.queries import Counters, count_tasks
from elections.territory.models import Unit
from elections.territory.queries import list_regions
from elections.training.coverage import Coverage, candidates_by_region, members_by_region

NOBODY = Profile(0, 0, 0, 0, 0, 0)
REGION_CODE = 9


@dataclass(frozen=True)
class RegionLine:
    """A region on the first page: how many contests, nominees, trained, platforms ready, and its target."""

    region: Unit
    contests: int
    profile: Profile
    candidates: Coverage
    members: Coverage
    platforms: int
    readiness: Summary
    target: TargetView


@dataclass(frozen=True)
class Dashboard:
    """The first page."""

    election: Election
    statuses: dict[Status, int]
    profile: Profile
    candidates: Coverage
    members: Coverage
    platforms: int
    readiness: Summary
    received: tuple[int, int]
    target: TargetView
    regions: tuple[RegionLine, ...]
    tasks: Counters
    """How many open tasks there are, and how many of them are the viewer's."""
    short: int
    """Contests with fewer than two registered candidates or, before registration closes, with fewer than two at all."""

    @property
    def above(self) -> int:
        """Returns in how many regions the wins needed there are reached."""
        return sum(
            line.target.main.won >= line.target.main.needed
            for line in self.regions
            if line.target.main.contests
        )


def get_dashboard(user_id: int | None = None) -> Dashboard:
    """Returns where the campaign stands in the viewer's territory, with the tasks of an account; raises NotFound without an election."""
    election = get_election()
    closes = calendar_of(election).registration_closes_on
    profiles = profile_by_region(election, closes)
    candidates, members = candidates_by_region(election), members_by_region(election)
    platforms = ready_by_region(election.id, election.own_party_id)
    ready = list_readiness(election)
    readiness = by_region(ready)
    states = list_contest_states(election=election)
    parted: dict[str, list[ContestState]] = defaultdict(list)
    for path, state in states:
        parted[path[:REGION_CODE]].append(state)
    lines = [
        RegionLine(
            region, len(parted[region.kato]), profiles.get(region.kato, NOBODY),
            candidates.get(region.kato, Coverage()), members.get(region.kato, Coverage()),
            platforms.get(region.kato, (0, 0))[0], readiness.get(region.path, summarise([])),
            target_of(election, parted[region.kato]),
        )
        for region in list_regions(election.voting_on)
        if parted.get(region.kato)
    ]  # fmt: skip
    return Dashboard(
        election, count_by_status(election), profiles.get("", NOBODY), candidates[""], members[""],
        sum(have for have, _of in platforms.values()), summarise(ready), count_received(),
        target_of(election, [state for _path, state in states]), tuple(lines),
        count_tasks(election, present(election), user_id), count_short_contests(election),
    )  # fmt: skip
