"""Reading the steps of candidacies: one's own, how far all came and where they were lost, contests left with too few."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import ROLE_PERMISSIONS, Permission
from elections.accounts.models import User
from elections.campaign.models import Contest, ContestStatus, Election
from elections.candidates.funnel import LOST_FROM, STAGES, Group, implied_by
from elections.candidates.models import Candidate, CandidateStep
from elections.candidates.registration import ENDED, STANDING, Ground, Status
from elections.database import EVERYWHERE, ancestors, db, looking_from, starts_with
from elections.territory.models import Constituency

REGION_LENGTH, DISTRICT_LENGTH = 10, 20
"""How many characters of a path name the region, and the region with the district."""
FEWEST = 2
"""With fewer candidates the law extends the nomination (CL 113-3(6)) or the election (CL 113-7)."""


@dataclass(frozen=True)
class ShortContest:
    """A contest with too few registered candidates, and how many stand in it in all."""

    contest: Contest
    registered: int
    standing: int


def list_steps(candidate_id: int) -> list[CandidateStep]:
    """Returns the steps of a candidacy in the order in which they were taken."""
    statement = sa.select(CandidateStep).where(CandidateStep.candidate_id == candidate_id)
    return list(db.session.scalars(statement.order_by(CandidateStep.id)))


def list_overriders(path: str) -> list[str]:
    """Returns the names of the accounts that may override a deadline at `path`, by log-in name."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.OVERRIDE_DEADLINES in held]
    statement = sa.select(User).where(
        User.role.in_(roles), User.is_active, User.path.in_([*ancestors(path), path])
    )
    with looking_from(EVERYWHERE):  # who coordinates a region stands above those who ask
        users = db.session.scalars(statement.order_by(User.login)).all()
    return [f"{user.name} ({user.login})" if user.name else user.login for user in users]


def reached(stage: Status) -> sa.ColumnElement[bool]:
    """Returns the condition under which a candidacy ever came as far as the stage."""
    implied = implied_by(stage)
    taken = sa.or_(CandidateStep.to_status.in_(implied), CandidateStep.from_status.in_(implied))
    steps = sa.select(CandidateStep.id).where(CandidateStep.candidate_id == Candidate.id, taken)
    return sa.or_(Candidate.status.in_(implied), steps.exists())


def lost_at() -> sa.ColumnElement[Any]:
    """Returns the stage at which a candidacy ended: where its last step came from; NULL of one that stands."""
    usual = sa.case(*((Candidate.status == ended, stage.value) for ended, stage in LOST_FROM.items()))
    return sa.case((Candidate.status.in_(ENDED), sa.func.coalesce(_of_last_step("from_status"), usual)))


def lost_on() -> sa.ColumnElement[Any]:
    """Returns the ground on which a candidacy ended, or NULL."""
    return sa.case((Candidate.status.in_(ENDED), _of_last_step("ground")))


def count_groups(election: Election, path: str = "", whose: str = "") -> list[Group]:
    """Returns the candidacies below `path` by region, or by district when `path` is one or names its region.

    Places are paths; `whose` "own" leaves the party's nominees. One query, whatever their number.
    """
    furthest = sa.case(
        *((reached(stage), stage.value) for stage in reversed(STAGES[1:])), else_=STAGES[0].value
    )
    length = DISTRICT_LENGTH if path else REGION_LENGTH
    place = sa.func.substr(Candidate.path, 1, length)
    each = sa.select(
        place.label("place"), furthest.label("furthest"), sa.cast(Candidate.status, sa.String).label("status"),
        lost_at().label("lost_at"), lost_on().label("ground"),
    ).where(Candidate.election_id == election.id, starts_with(Candidate.path, path))  # fmt: skip
    if whose == "own":
        each = each.where(Candidate.nominated_by_id == election.own_party_id)
    found = each.subquery()
    statement = sa.select(*found.c, sa.func.count()).group_by(*found.c).order_by(found.c.place)
    return [_group(tuple(row)) for row in db.session.execute(statement)]


def list_short_contests(election: Election, path: str = "") -> list[ShortContest]:
    """Returns the contests below `path` with fewer than two registered candidates, by region, district and name."""
    constituency = joinedload(Contest.constituency)
    registered, standing = _counted(Status.REGISTERED), _counted(*STANDING)
    statement = (
        sa.select(Contest, registered, standing).join(Contest.constituency)
        .where(_is_held(election), starts_with(Contest.path, path), registered < FEWEST)
        .options(constituency.joinedload(Constituency.district), constituency.joinedload(Constituency.region))
        .order_by(sa.func.substr(Contest.path, 1, DISTRICT_LENGTH), Constituency.sort_key, Contest.id)
    )  # fmt: skip
    return [ShortContest(*row) for row in db.session.execute(statement)]


def count_short_contests(election: Election, *, nominating: bool) -> int:
    """Returns in how many contests fewer than two are registered or, while they are nominated, stand at all."""
    counted = _counted(*STANDING) if nominating else _counted(Status.REGISTERED)
    statement = sa.select(Contest.id).where(_is_held(election), counted < FEWEST)
    return db.session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0


def _is_held(election: Election) -> sa.ColumnElement[bool]:
    return sa.and_(Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED)


def _counted(*statuses: Status) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count(Candidate.id))
        .where(Candidate.contest_id == Contest.id, Candidate.status.in_(statuses))
        .correlate(Contest).scalar_subquery()
    )  # fmt: skip


def _of_last_step(name: str) -> sa.ScalarSelect[Any]:
    return (
        sa.select(sa.cast(getattr(CandidateStep, name), sa.String))
        .where(CandidateStep.candidate_id == Candidate.id, CandidateStep.to_status == Candidate.status)
        .order_by(CandidateStep.id.desc()).limit(1).correlate(Candidate).scalar_subquery()
    )  # fmt: skip


def _group(row: tuple[Any, ...]) -> Group:
    place, furthest, status, lost_at, ground, number = row
    lost, why = Status(lost_at) if lost_at else None, Ground(ground) if ground else None
    return Group(place, Status(furthest), Status(status), lost, why, number)
