"""What the sheet of a constituency says, gathered from all registers in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import find_contest, get_election, voting_day
from elections.candidates.models import Candidate
from elections.candidates.registration import STANDING, Document, Nomination, Status
from elections.database import db
from elections.errors import NotFound
from elections.headquarters.queries import list_needs
from elections.headquarters.watch_queries import Watch, list_watch
from elections.people.actions import full_name
from elections.platforms.models import Platform, Sector
from elections.platforms.workflow import PlatformStatus
from elections.readiness.formula import Component
from elections.readiness.queries import Line, list_readiness
from elections.reports.contents import Campaign, ContestLine, CourseName, NextStep, Office, Place
from elections.reports.gathering import (
    campaign_of,
    contest_lines,
    course_names,
    list_serving,
    office_of,
    people_of,
    place_of,
    short_name,
)
from elections.reports.next_steps import Scene, list_steps
from elections.results.entries import State
from elections.results.models import IN_FORCE, Outcome, OutcomeVotes, Protocol, ProtocolEntry
from elections.training.coverage_queries import required_courses
from elections.training.gaps import Group


@dataclass(frozen=True)
class Rival:
    """Somebody on the ballot: by whom nominated, how far registered, how many votes are counted."""

    name: str
    nomination: Nomination
    party_ru: str
    party_kk: str
    status: Status
    is_ours: bool
    votes: int | None


@dataclass(frozen=True)
class PartLine:
    """A part of readiness: what it has of what it needs, and its points of how many."""

    part: Component
    have: int
    need: int
    points: int
    weight: int


@dataclass(frozen=True)
class Own:
    """What the party's candidate has and lacks."""

    status_on: date
    flags: tuple[str, ...]
    documents: tuple[int, int]
    missing: tuple[Document, ...]
    courses: tuple[str, ...]
    """The codes of the courses to pass."""
    parts: tuple[PartLine, ...]


@dataclass(frozen=True)
class PledgeLine:
    """A pledge of the platform."""

    what_ru: str
    what_kk: str
    sector: Sector
    cost_kzt: int
    due_on: date


@dataclass(frozen=True)
class Programme:
    """The newest edition of the candidate's platform."""

    title_ru: str
    title_kk: str
    edition: int
    status: PlatformStatus
    pledges: tuple[PledgeLine, ...]


@dataclass(frozen=True)
class PrecinctLine:
    """A precinct: who watches there, where its protocol stands, what it says."""

    number: int
    address: str
    voters: int
    proxies: tuple[str, ...]
    observers: tuple[str, ...]
    is_watched: bool
    state: State | None
    took_part: int | None
    listed: int | None
    """The voters on the list by the protocol."""
    own_votes: int | None

    @property
    def turnout(self) -> Fraction | None:
        """Returns those who took part of those on the list."""
        return Fraction(self.took_part, self.listed) if self.took_part is not None and self.listed else None


@dataclass(frozen=True)
class ConstituencySheet:
    """Everything that the sheet of a constituency says."""

    campaign: Campaign
    place: Place
    district: Place
    region: Place
    voting_on: date
    round: int
    voters: int
    line: ContestLine
    ballot: tuple[Rival, ...]
    own: Own | None
    programme: Programme | None
    offices: tuple[Office, ...]
    precincts: tuple[PrecinctLine, ...]
    steps: tuple[NextStep, ...]
    courses: tuple[CourseName, ...]
    """What the codes of courses in the other lines stand for."""


def gather_constituency(kato: str) -> ConstituencySheet:
    """Returns the sheet of the constituency with this code; raises NotFound."""
    election = get_election()
    contest = find_contest(kato, election)
    if contest is None or contest.status is ContestStatus.CANCELLED:
        raise NotFound
    place, path = contest.constituency, contest.path
    lines = [one for one in list_readiness(election, path) if one.contest.id == contest.id]
    contests, rows, needs = contest_lines(lines), list_serving(election, path), list_needs(election.id)
    offices = tuple(office_of(one, needs) for one in rows)
    scene = Scene(
        election, path, lines, contests, [one for one in offices if one.path == path], people_of(rows)
    )
    candidate = lines[0].candidate
    return ConstituencySheet(
        campaign_of(election), place_of(place), place_of(place.district), place_of(place.region), voting_day(contest),
        contest.round, place.voters, contests[0], _ballot(contest, candidate), _own(lines[0]), _programme(candidate),
        offices, _precincts(election, contest, candidate), list_steps(scene), course_names(required_courses(Group.CANDIDATES)),
    )  # fmt: skip


def _ballot(contest: Contest, own: Candidate | None) -> tuple[Rival, ...]:
    """Returns who stands, ours first, then by votes and name."""
    votes = _votes(contest.id)
    statement = (
        sa.select(Candidate)
        .where(Candidate.contest_id == contest.id, Candidate.status.in_(STANDING))
        .options(joinedload(Candidate.person), joinedload(Candidate.nominated_by))
    )
    standing = sorted(
        db.session.scalars(statement),
        key=lambda one: (one is not own, -votes.get(one.id, 0), one.person.sort_key, one.id),
    )
    return tuple(
        Rival(
            full_name(one.person), one.nomination, one.nominated_by.name_ru if one.nominated_by else "",
            one.nominated_by.name_kk if one.nominated_by else "", one.status, one is own, votes.get(one.id),
        )
        for one in standing
    )  # fmt: skip


def _votes(contest_id: int) -> dict[int, int]:
    statement = (
        sa.select(OutcomeVotes.candidate_id, OutcomeVotes.votes)
        .join(Outcome, Outcome.id == OutcomeVotes.outcome_id)
        .where(Outcome.contest_id == contest_id, Outcome.precincts_received > 0)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _own(line: Line) -> Own | None:
    candidate, readiness = line.candidate, line.readiness
    if candidate is None or readiness is None:
        return None
    measures = readiness.measures
    documents, missing = measures[Component.DOCUMENTS], measures[Component.DOCUMENTS].missing
    flags = ("is_new_face", "is_incumbent", "was_in_primaries", "heads_primary_organisation")
    return Own(
        candidate.status_on, tuple(one for one in flags if getattr(candidate, one)), (documents.have, documents.need),
        tuple(Document(one.name) for one in missing if one.what == "document"),
        tuple(one.name for one in measures[Component.TRAINING].missing),
        tuple(
            PartLine(one, min(measures[one].have, measures[one].need), measures[one].need,
                     int(readiness.points_of(one)), readiness.weights[one])
            for one in Component
        ),
    )  # fmt: skip


def _programme(candidate: Candidate | None) -> Programme | None:
    """Returns the newest edition of a candidate's platform with its pledges, the dearest first."""
    statement = (
        sa.select(Platform)
        .where(Platform.candidate_id == (candidate.id if candidate else None))
        .options(selectinload(Platform.pledges)).order_by(Platform.edition.desc()).limit(1)
    )  # fmt: skip
    found = db.session.scalar(statement)
    if found is None:
        return None
    pledges = sorted(found.pledges, key=lambda one: (-one.cost_kzt, one.id))
    return Programme(
        found.title_ru, found.title_kk, found.edition, found.status,
        tuple(PledgeLine(one.what_ru, one.what_kk, one.sector, one.cost_kzt, one.due_on) for one in pledges),
    )  # fmt: skip


def _precincts(election: Election, contest: Contest, own: Candidate | None) -> tuple[PrecinctLine, ...]:
    """Returns the precincts by number, each with who watches there and its protocol."""
    watched: Sequence[Watch] = list_watch(election, {"path": contest.path}, size=1_000_000).rows
    protocols = _protocols(contest.id)
    return tuple(_precinct(one, protocols.get(one.precinct.id), own) for one in watched)


def _protocols(contest_id: int) -> Mapping[int, Protocol]:
    entry: Any = joinedload(Protocol.accepted_entry)
    statement = (
        sa.select(Protocol)
        .where(Protocol.contest_id == contest_id, sa.text(f"protocol.{IN_FORCE}"))
        .options(entry.selectinload(ProtocolEntry.votes))
    )
    return {one.precinct_id: one for one in db.session.scalars(statement)}


def _precinct(watch: Watch, protocol: Protocol | None, own: Candidate | None) -> PrecinctLine:
    entry = protocol.accepted_entry if protocol and protocol.state is State.ACCEPTED else None
    votes = {one.candidate_id: one.votes for one in entry.votes} if entry else {}
    return PrecinctLine(
        watch.precinct.number, watch.precinct.address, watch.precinct.voters,
        tuple(short_name(one.person) for one in watch.proxies), tuple(short_name(one.person) for one in watch.observers),
        watch.is_watched, protocol.state if protocol else None, entry.took_part if entry else None,
        entry.voters if entry else None, votes.get(own.id) if own else None,
    )  # fmt: skip
