"""Reading what the board shows: kept sums and short lists only, so that it costs the same however many precincts there are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from elections.accounts.passwords import token_digest
from elections.board.models import BoardLink
from elections.campaign.models import Contest, ContestStatus, Election
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.results.models import Outcome, OutcomeChange
from elections.results.tally import BY_THE_COMMISSION
from elections.territory.models import Constituency
from elections.web.paging import Page, paged
from elections.zones import zone_for

RESULTS, IN_PLAY = 4, 4
"""So many lines have room on a wall."""
LOOKED_THROUGH = 60
"""So many turns of the count are read for the last results: one contest may have turned more than once."""


@dataclass(frozen=True)
class Sums:
    """The protocols of a contest, and when its count last changed."""

    path: str
    expected: int
    received: int
    changed_at: datetime


def read_stamp(path: str) -> str:
    """Returns what changes with everything that the board of a territory shows of the campaign: one query.

    Every change of an outcome, a candidacy or a contest raises its version, a new one their number, so that no state
    comes twice and nobody has to remember to raise a stamp; what the sums hold is added, in case a version was forgotten.
    """
    row = db.session.execute(_stamp(path)).one_or_none()
    return "-".join(str(one) for one in row or ())


@lru_cache(maxsize=512)
def _stamp(path: str) -> sa.Select[Any]:
    turns = sa.select(sa.func.max(OutcomeChange.id)).where(starts_with(OutcomeChange.path, path))
    kept = [
        *_figures(Outcome, path, sa.func.sum(Outcome.precincts_received), sa.func.sum(Outcome.took_part)),
        *_figures(Contest, path), *_figures(Candidate, path), turns.scalar_subquery(),
    ]  # fmt: skip
    return sa.select(Election.id, Election.version, *kept).where(Election.is_current)


def _figures(model: Any, path: str, *more: Any) -> list[Any]:
    """Returns what tells one state of the rows below `path` from every other."""
    figures = (sa.func.count(model.id), sa.func.sum(model.version), sa.func.max(model.updated_at), *more)
    return [sa.select(one).where(starts_with(model.path, path)).scalar_subquery() for one in figures]


def list_sums(election: Election, path: str) -> list[Sums]:
    """Returns the kept sums of the contests below `path`."""
    statement = (
        sa.select(Outcome.path, Outcome.precincts_expected, Outcome.precincts_received, Outcome.updated_at)
        .join(Outcome.contest)
        .where(*_held(election, Outcome.path, path))
        .order_by(Outcome.path, Outcome.id)
    )
    return [Sums(*row) for row in db.session.execute(statement)]


def list_results(election: Election, path: str) -> list[OutcomeChange]:
    """Returns the newest turns that decided a contest which is decided still, one of each, the newest first."""
    statement = (
        sa.select(OutcomeChange)
        .join(OutcomeChange.contest)
        .join(Contest.constituency)
        .options(
            contains_eager(OutcomeChange.contest).contains_eager(Contest.constituency)
            .joinedload(Constituency.district),
            joinedload(OutcomeChange.winner).joinedload(Candidate.person),
            joinedload(OutcomeChange.winner).joinedload(Candidate.nominated_by),
        )
        .where(*_held(election, OutcomeChange.path, path))
        .order_by(OutcomeChange.id.desc())
        .limit(LOOKED_THROUGH)
    )  # fmt: skip
    newest: dict[int, OutcomeChange] = {}
    for change in db.session.scalars(statement):
        newest.setdefault(change.contest_id, change)
    decided = [
        one for one in newest.values() if one.is_called or one.is_tie or one.state in BY_THE_COMMISSION
    ]
    return decided[:RESULTS]


def list_in_play(contest_ids: Sequence[int]) -> list[Outcome]:
    """Returns the closest outcomes of these contests with their leaders."""
    statement = (
        sa.select(Outcome)
        .join(Outcome.contest)
        .join(Contest.constituency)
        .options(
            contains_eager(Outcome.contest).contains_eager(Contest.constituency)
            .joinedload(Constituency.district),
            joinedload(Outcome.leader).joinedload(Candidate.person),
            joinedload(Outcome.leader).joinedload(Candidate.nominated_by),
        )
        .where(Outcome.contest_id.in_(contest_ids))
        .order_by(Outcome.margin, Outcome.id)
        .limit(IN_PLAY)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def _held(election: Election, column: Any, path: str) -> tuple[Any, ...]:
    return (
        Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED, starts_with(column, path)
    )  # fmt: skip


def list_links(page: int = 1) -> Page[Any]:
    """Returns a page of the links of the viewer's territory, the newest first."""
    return paged(sa.select(BoardLink).order_by(BoardLink.id.desc()), page)


def get_link(link_id: int) -> BoardLink:
    """Returns a link of the viewer's territory; raises NotFound."""
    link = db.session.scalar(sa.select(BoardLink).where(BoardLink.id == link_id))
    if link is None:
        raise NotFound
    return link


def find_open_link(token: str, now: datetime) -> BoardLink | None:
    """Returns the link with this token, whoever looks, or None when there is none or it has ended."""
    with looking_from(EVERYWHERE):
        statement = sa.select(BoardLink).where(BoardLink.token_digest == token_digest(token))
        link: BoardLink | None = db.session.scalar(statement)
    return link if link is not None and is_open(link, now) else None


@contextmanager
def seen_from(link: BoardLink) -> Iterator[None]:
    """Lets whoever has a link see what it shows, be they nobody or logged in elsewhere."""
    with looking_from(link.path):
        yield


def is_open(link: BoardLink, now: datetime) -> bool:
    """Returns whether a link opens the board at that moment."""
    return link.ended_at is None and local_day(link.path, now) <= link.ends_on


def local_day(path: str, now: datetime) -> date:
    """Returns the day that a moment is of in a territory."""
    return now.astimezone(zone_for(path)).date()
