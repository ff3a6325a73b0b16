"""Reading how ready each constituency is: what each part has and needs, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import list_all_contests, present
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import STANDING, Document, Nomination, Status, required_documents
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.headquarters.coverage_queries import find_offices
from elections.headquarters.proxy_queries import eyes_by_constituency
from elections.headquarters.staffing import Lack, Served, serve
from elections.platforms.queries import furthest_by_candidate
from elections.platforms.workflow import PlatformStatus
from elections.readiness.formula import USUAL_WEIGHTS, Band, Component, Measure, Missing, Readiness, mean
from elections.readiness.models import ReadinessWeights
from elections.tasks.queries import due_by_constituency
from elections.training.coverage_queries import list_passed, required_courses
from elections.training.gaps import Group
from elections.zones import zone_for

NEEDED_DOCUMENTS = required_documents(Nomination.PARTY)
STEPS_OF_REGISTRATION = (Status.FILED, Status.REGISTERED)
PLATFORM_STEPS = (
    PlatformStatus.DRAFT, PlatformStatus.SUBMITTED, PlatformStatus.APPROVED, PlatformStatus.PUBLISHED,
)  # fmt: skip
NEEDED_OF_HEADQUARTERS = (Lack.SERVED, Lack.HEAD, Lack.LAWYER)
REGION_LENGTH = 10
"""How many characters of a path name the region."""


@dataclass(frozen=True)
class Line:
    """A constituency: its contest, who stands for the party there, and how ready it is; None where nobody stands."""

    contest: Contest
    candidate: Candidate | None
    readiness: Readiness | None

    @property
    def points(self) -> int:
        """Returns the points, 0 where nobody of the party stands."""
        return self.readiness.points if self.readiness else 0


@dataclass(frozen=True)
class Summary:
    """How ready a territory is: its constituencies with a nominee of the party, their mean, and how many are in each band."""

    contested: int
    mean: Fraction | None
    bands: Mapping[Band, int]


def weights_of(election: Election) -> dict[Component, int]:
    """Returns the weights of an election: those that the national headquarters set, or the usual ones."""
    found = find_weights(election)
    return {one: found.weights[one.value] if found else USUAL_WEIGHTS[one] for one in Component}


def find_weights(election: Election) -> ReadinessWeights | None:
    """Returns the weights that were set for an election, or None."""
    return db.session.scalar(sa.select(ReadinessWeights).where(ReadinessWeights.election_id == election.id))


def list_readiness(election: Election, path: str = "") -> list[Line]:
    """Returns the constituencies in the viewer's territory and in `path`, by region, district and name."""
    weights = weights_of(election)
    with looking_from(EVERYWHERE):  # a figure is the same for everybody who sees its constituency
        parts = _Parts(election, path)
    return [
        Line(contest, own, Readiness(parts.measures(contest, own), weights) if own else None)
        for contest in list_all_contests(election, path)
        if contest.status is not ContestStatus.CANCELLED
        for own in [parts.nominees.get(contest.id)]
    ]


def summarise(lines: list[Line]) -> Summary:
    """Returns how ready the given constituencies are together."""
    found = [one.readiness for one in lines if one.readiness]
    bands = {band: sum(one.band is band for one in found) for band in Band}
    return Summary(len(found), mean([one.points for one in found]), bands)


def by_region(lines: list[Line]) -> dict[str, Summary]:
    """Returns the summary of each region by its path."""
    parted: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        parted[line.contest.path[:REGION_LENGTH]].append(line)
    return {path: summarise(some) for path, some in parted.items()}


def points_by_contest(election: Election, path: str = "") -> dict[int, int]:
    """Returns the points of each contest in which the party has a nominee, by its id."""
    return {one.contest.id: one.points for one in list_readiness(election, path) if one.readiness}


class _Parts:
    """One snapshot of what readiness is made of, of all constituencies of a territory."""

    def __init__(self, election: Election, path: str) -> None:
        now = present(election)
        self.nominees = {one.contest_id: one for one in db.session.scalars(_nominees(election, path))}
        self._documents = _documents(election, path)
        self._courses = {one.id: one for one in required_courses(Group.CANDIDATES)}
        self._passed = list_passed(
            [one.person_id for one in self.nominees.values()],
            list(self._courses.values()),
            now.astimezone(zone_for(path)).date(),
        )
        self._offices = find_offices(election)
        self._eyes = eyes_by_constituency(election.id)
        self._platforms = furthest_by_candidate(election.id)
        self._tasks = due_by_constituency(election.id, now)

    def measures(self, contest: Contest, own: Candidate) -> dict[Component, Measure]:
        """Returns what each part has and needs in a contest."""
        path = contest.path
        return {
            Component.DOCUMENTS: _of_documents(own.status, self._documents.get(own.id, set())),
            Component.TRAINING: self._training(own),
            Component.HEADQUARTERS: _of_headquarters(serve([path], self._offices)[0]),
            Component.PROXIES: _of_eyes(*self._eyes.get(path, (0, 0))),
            Component.PLATFORM: _of_platform(*self._platforms.get(own.id, (None, 0))),
            Component.TASKS: _of_tasks(*self._tasks.get(path, (0, 0))),
        }

    def _training(self, own: Candidate) -> Measure:
        passed = self._passed.get(own.person_id, set())
        lacking = [course for key, course in self._courses.items() if key not in passed]
        missing = tuple(Missing("course", course.code, course.id) for course in lacking)
        return Measure(len(self._courses) - len(lacking), len(self._courses), missing)


def _of_documents(status: Status, received: set[Document]) -> Measure:
    """Measures the papers and the two steps at the commission; whom it registered has brought all it asks for (CL 113-5)."""
    need = len(NEEDED_DOCUMENTS) + len(STEPS_OF_REGISTRATION)
    if status is Status.REGISTERED:
        return Measure(need, need)
    missing = [Missing("document", one.value) for one in NEEDED_DOCUMENTS if one not in received]
    steps = STEPS_OF_REGISTRATION[1:] if status is Status.FILED else STEPS_OF_REGISTRATION
    missing += [Missing("step", one.value) for one in steps]
    return Measure(need - len(missing), need, tuple(missing))


def _of_headquarters(served: Served) -> Measure:
    """Measures who works for a constituency: a headquarters, its head, a lawyer of its own or of the district's."""
    office = served.office
    lacks = [one for one in NEEDED_OF_HEADQUARTERS if served.lacks(one)]
    missing = [Missing(one.value, number=office.number if office else 0) for one in lacks]
    if office is None:  # without a headquarters there is nothing else to mend first
        missing = missing[:1]
    return Measure(len(NEEDED_OF_HEADQUARTERS) - len(lacks), len(NEEDED_OF_HEADQUARTERS), tuple(missing))


def _of_eyes(watched: int, precincts: int) -> Measure:
    if not precincts:
        return Measure(0, 1, (Missing("no_precincts"),))
    blind = precincts - watched
    return Measure(watched, precincts, (Missing("precincts", number=blind),) if blind else ())


def _of_platform(status: PlatformStatus | None, platform_id: int) -> Measure:
    """Measures how far a candidate's platform came, by the edition that came furthest."""
    done = PLATFORM_STEPS.index(status) + 1 if status else 0
    missing = tuple(Missing("platform", one.value, platform_id) for one in PLATFORM_STEPS[done:])
    return Measure(done, len(PLATFORM_STEPS), missing)


def _of_tasks(done: int, due: int) -> Measure:
    late = due - done
    return Measure(done, due, (Missing("tasks", number=late),) if late else ())


def _nominees(election: Election, path: str) -> sa.Select[Any]:
    return (
        sa.select(Candidate)
        .where(
            Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
            Candidate.status.in_(STANDING), starts_with(Candidate.path, path),
        )
        .options(joinedload(Candidate.person))
    )  # fmt: skip


def _documents(election: Election, path: str) -> dict[int, set[Document]]:
    statement = (
        sa.select(CandidateDocument.candidate_id, CandidateDocument.kind)
        .join(Candidate, Candidate.id == CandidateDocument.candidate_id)
        .where(
            Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
            Candidate.status.in_(STANDING - {Status.REGISTERED}), starts_with(Candidate.path, path),
        )
    )  # fmt: skip
    found: dict[int, set[Document]] = defaultdict(set)
    for candidate_id, kind in db.session.execute(statement):
        found[candidate_id].add(kind)
    return found
