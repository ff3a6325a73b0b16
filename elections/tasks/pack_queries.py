"""What the pack of tasks meets: contests with an own candidate, what their dossiers show, what was made, what moved."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import calendar_of, is_newest
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import STANDING, Document, Status
from elections.database import db, starts_with
from elections.headquarters.models import Headquarters, Member
from elections.tasks.models import Task
from elections.tasks.pack import LEFT, PACK, TEMPLATES, VERSION, Template, due_of, is_proven, owner_for
from elections.tasks.rules import State


@dataclass(frozen=True)
class Ground:
    """A contest with an own candidate, and what the dossier of the candidate shows."""

    contest_id: int
    path: str
    status: Status
    received: frozenset[Document]


@dataclass(frozen=True)
class Shift:
    """Undone tasks of one template in one region whose due date is no longer the calendar's."""

    template: str
    region: str
    """The two digits with which the region's path begins."""
    was: datetime
    due: datetime
    number: int


def list_grounds(election: Election, path: str = "") -> list[Ground]:
    """Returns the contests in the viewer's territory and in `path` that have a standing own nominee, by path."""
    own = (
        Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
        Candidate.status.in_(STANDING), starts_with(Candidate.path, path),
    )  # fmt: skip
    received: dict[int, set[Document]] = defaultdict(set)
    papers = sa.select(CandidateDocument.candidate_id, CandidateDocument.kind).join(
        CandidateDocument.candidate
    )
    for candidate_id, kind in db.session.execute(papers.where(*own)):
        received[candidate_id].add(kind)
    statement = (
        sa.select(Candidate.id, Candidate.contest_id, Candidate.path, Candidate.status)
        .join(Candidate.contest)
        .where(*own, Contest.status != ContestStatus.CANCELLED, is_newest())
        .order_by(Candidate.path, Candidate.id)
    )
    return [
        Ground(contest_id, where, status, frozenset(received[candidate_id]))
        for candidate_id, contest_id, where, status in db.session.execute(statement)
    ]


def new_tasks(election: Election, grounds: list[Ground], now: datetime) -> Iterator[dict[str, Any]]:
    """Yields the rows of the pack that these contests do not have yet, done where the dossier shows it."""
    held: dict[int, set[str]] = defaultdict(set)
    made = sa.select(Task.contest_id, Task.template).where(
        Task.election_id == election.id, Task.template != ""
    )
    for contest_id, code in db.session.execute(made):
        held[contest_id or 0].add(code)
    members, due = _members(election), _dues(election)
    for ground in grounds:
        for template in PACK:
            if template.code not in held[ground.contest_id]:
                owner = owner_for(template, ground.path, members)
                yield _row(election, ground, template, due[ground.path[:2]][template.code], owner, now)


def list_shifts(election: Election, path: str = "") -> list[Shift]:
    """Returns what the present calendar moves: undone tasks of packs by template, region and former due date."""
    region = sa.func.substr(Task.path, 1, 2)
    statement = (
        sa.select(Task.template, region, Task.due_at, sa.func.count())
        .where(Task.election_id == election.id, Task.state == State.OPEN, Task.template.in_(TEMPLATES))
        .where(starts_with(Task.path, path))
        .group_by(Task.template, region, Task.due_at)
    )
    due, order = _dues(election), {code: place for place, code in enumerate(TEMPLATES)}
    found = [
        Shift(template, code, was, due[code][template], number)
        for template, code, was, number in db.session.execute(statement)
        if was != due[code][template]
    ]
    return sorted(found, key=lambda one: (order[one.template], one.region, one.was))


def list_proven(election: Election, grounds: list[Ground]) -> list[int]:
    """Returns the ids of the undone tasks of packs that the dossiers show to be done."""
    shown = [one.code for one in PACK if one.documents or one.statuses]
    statement = sa.select(Task.id, Task.contest_id, Task.template).where(
        Task.election_id == election.id, Task.state == State.OPEN, Task.template.in_(shown)
    )
    by_contest = {one.contest_id: one for one in grounds}
    return [
        task_id
        for task_id, contest_id, template in db.session.execute(statement)
        for ground in [by_contest.get(contest_id or 0)]
        if ground is not None and is_proven(TEMPLATES[template], ground.received, ground.status)
    ]


def list_left(election: Election, grounds: list[Ground], path: str = "") -> list[int]:
    """Returns the contests with undone tasks of packs where nobody of the party stands any more, by id."""
    statement = sa.select(Task.contest_id).distinct().where(
        Task.election_id == election.id, Task.template != "", Task.state == State.OPEN, starts_with(Task.path, path)
    )  # fmt: skip
    standing = {one.contest_id for one in grounds}
    return sorted(one for one in db.session.scalars(statement) if one is not None and one not in standing)


def list_returned(election: Election, grounds: list[Ground]) -> list[int]:
    """Returns the contests where somebody stands again whose pack was cancelled by itself, by id."""
    statement = (
        sa.select(Task.contest_id)
        .distinct()
        .where(Task.election_id == election.id, Task.state == State.CANCELLED, Task.reason == LEFT)
    )
    standing = {one.contest_id for one in grounds}
    return sorted(one for one in db.session.scalars(statement) if one in standing)


def count_packs(election: Election) -> int:
    """Returns how many contests of the viewer's territory with an own nominee have a pack."""
    standing = sa.select(Candidate.contest_id).where(
        Candidate.election_id == election.id, Candidate.nominated_by_id == election.own_party_id,
        Candidate.status.in_(STANDING),
    )  # fmt: skip
    statement = sa.select(sa.func.count(Task.contest_id.distinct())).where(
        Task.election_id == election.id, Task.template != "", Task.contest_id.in_(standing)
    )
    return db.session.scalar(statement) or 0


def _row(
    election: Election, ground: Ground, template: Template, due: datetime, owner: int | None, now: datetime
) -> dict[str, Any]:
    proven = is_proven(template, ground.received, ground.status)
    return {
        "election_id": election.id, "contest_id": ground.contest_id, "path": ground.path, "template": template.code,
        "pack_version": VERSION, "kind": template.kind, "title": "", "note": "", "link": "", "due_at": due,
        "needs_proof": template.needs_proof, "owner_user_id": None, "owner_member_id": owner,
        "state": State.DONE if proven else State.OPEN, "done_at": now if proven else None, "done_by": "", "proof": "",
        "reason": "", "version": 1, "created_at": now, "updated_at": now,
    }  # fmt: skip


def _members(election: Election) -> dict[tuple[str, str], int]:
    """Returns who works now by (path of the headquarters, role); of several the first."""
    statement = (
        sa.select(Headquarters.path, Member.role, Member.id)
        .join(Member.headquarters)
        .where(Headquarters.election_id == election.id, Member.until_on.is_(None))
        .order_by(Member.id.desc())
    )
    return {(path, role.value): member_id for path, role, member_id in db.session.execute(statement)}


class _Dues(dict[str, dict[str, datetime]]):
    """When each template is due by region, counted when a region is asked for."""

    def __init__(self, election: Election) -> None:
        super().__init__()
        self.election = election

    def __missing__(self, region: str) -> dict[str, datetime]:
        calendar = calendar_of(self.election, region)
        self[region] = {one.code: due_of(one, calendar).astimezone(UTC) for one in PACK}
        return self[region]


def _dues(election: Election) -> _Dues:
    return _Dues(election)
