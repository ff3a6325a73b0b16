"""Reading the steps of candidacies: one's own, how far all came and where they were lost, contests left with too few."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import ROLE_PERMISSIONS, Permission
from elections.accounts.models import User
from elections.campaign.calendar import Phase
from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import calendar_of, is_newest, present
from elections.candidates.funnel import LOST_FROM, Group, stages_from
from elections.candidates.models import Candidate, CandidateStep
from elections.candidates.registration import ENDED, STANDING, Ground, Status
from elections.database import EVERYWHERE, ancestors, db, looking_from, starts_with
from elections.territory.models import Constituency
from elections.web.paging import Page, paged

REGION_LENGTH, DISTRICT_LENGTH = 10, 20
"""How many characters of a path name the region, and the region with the district."""
FEWEST = 2
"""With fewer candidates the law extends the nomination (CL 113-3(6)) or the election (CL 113-7)."""
OPEN_PHASES = (Phase.PREPARATION, Phase.NOMINATION, Phase.REGISTRATION)


@dataclass(frozen=True)
class ShortContest:
    """A contest with too few candidates: how many are registered, and how many stand in it in all."""

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
    """Returns the condition under which a candidacy stands at the stage or beyond, or stood there when it ended."""
    return sa.func.coalesce(lost_at(), sa.cast(Candidate.status, sa.String)).in_(stages_from(stage))


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
    length = DISTRICT_LENGTH if path else REGION_LENGTH
    place = sa.func.substr(Candidate.path, 1, length)
    each = sa.select(
        place.label("place"), sa.cast(Candidate.status, sa.String).label("status"), lost_at().label("lost_at"),
        lost_on().label("ground"),
    ).where(Candidate.election_id == election.id, starts_with(Candidate.path, path))  # fmt: skip
    if whose == "own":
        each = each.where(Candidate.nominated_by_id == election.own_party_id)
    found = each.subquery()
    statement = sa.select(*found.c, sa.func.count()).group_by(*found.c).order_by(found.c.place)
    return [_group(tuple(row)) for row in db.session.execute(statement)]


def is_open(election: Election, path: str = "") -> bool:
    """Returns whether candidates are still registered at `path`: until then all that stand may come on the ballot."""
    return calendar_of(election, path).phase_at(present(election)) in OPEN_PHASES


def list_short_contests(election: Election, path: str = "", page: int = 1) -> Page[ShortContest]:
    """Returns a page of the contests below `path` with fewer than two candidates, by region, district and name.

    Until registration closes all that stand are counted, then the registered ones.
    """
    constituency = joinedload(Contest.constituency)
    statement = (
        sa.select(Contest).join(Contest.constituency).where(_is_short(election, path))
        .options(constituency.joinedload(Constituency.district), constituency.joinedload(Constituency.region))
        .order_by(sa.func.substr(Contest.path, 1, DISTRICT_LENGTH), Constituency.sort_key, Contest.id)
    )  # fmt: skip
    found = paged(statement, page)
    counts = sa.select(Contest.id, _counted(Status.REGISTERED), _counted(*STANDING))
    numbers = {
        contest_id: (registered, standing)
        for contest_id, registered, standing in db.session.execute(
            counts.where(Contest.id.in_([one.id for one in found.rows]))
        )
    }
    return Page(
        [ShortContest(one, *numbers[one.id]) for one in found.rows], found.total, found.number, found.size
    )


def count_short_contests(election: Election, path: str = "") -> int:
    """Returns in how many contests below `path` there are fewer than two candidates, counted as the list does."""
    found = sa.select(Contest.id).where(_is_short(election, path)).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def _is_short(election: Election, path: str) -> sa.ColumnElement[bool]:
    counted = _counted(*STANDING) if is_open(election, path) else _counted(Status.REGISTERED)
    return sa.and_(_is_held(election), starts_with(Contest.path, path), counted < FEWEST)


def _is_held(election: Election) -> sa.ColumnElement[bool]:
    return sa.and_(Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, is_newest())


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
    place, status, lost, ground, number = row
    return Group(
        place, Status(status), Status(lost) if lost else None, Ground(ground) if ground else None, number
    )
