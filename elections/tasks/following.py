"""Keeps the tasks that a dossier proves with the dossier itself: marked there, done here, in the same transaction.

A document taken back, or a step undone, opens again what only the dossier had shown to be done. Whoever stands no more
leaves no work behind: what is undone of their pack is cancelled, and opened again should they come back.
"""

from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from elections.campaign.models import Election
from elections.candidates.models import Candidate, CandidateDocument
from elections.candidates.registration import STANDING, Document
from elections.database import utc_now
from elections.tasks.models import Task
from elections.tasks.pack import LEFT, PACK, TEMPLATES, is_proven
from elections.tasks.rules import State

TASKS, PAPERS = cast(sa.Table, Task.__table__), CandidateDocument.__table__
SHOWN = [one.code for one in PACK if one.documents or one.statuses]


def follow_dossiers() -> None:
    """Begins to follow the dossiers, in every session."""
    if not event.contains(Session, "after_flush", _follow):
        event.listen(Session, "after_flush", _follow)


def _follow(session: Session, _context: object) -> None:
    for one in session.dirty:
        if isinstance(one, Candidate) and _has_moved(one):
            if _has_left_or_returned(one):
                _leave_or_return(session.connection(), one)
            _settle(session.connection(), one)


def _has_moved(candidate: Candidate) -> bool:
    attributes = inspect(candidate).attrs
    return bool(attributes.status.history.has_changes() or attributes.documents.history.has_changes())


def _has_left_or_returned(candidate: Candidate) -> bool:
    history = inspect(candidate).attrs.status.history
    was = history.deleted[0] in STANDING if history.deleted else None  # None: nobody had asked what it was
    return history.has_changes() and was is not (candidate.status in STANDING)


def _leave_or_return(connection: Connection, candidate: Candidate) -> None:
    """Cancels what is undone of an own nominee's pack, or opens again what was cancelled so."""
    own = sa.select(Election.id).where(Election.own_party_id == candidate.nominated_by_id)
    here = (TASKS.c.contest_id == candidate.contest_id, TASKS.c.template != "", TASKS.c.election_id.in_(own))
    changes = {"version": TASKS.c.version + 1, "updated_at": utc_now()}
    if candidate.status in STANDING:
        found = sa.update(TASKS).where(*here, TASKS.c.state == State.CANCELLED, TASKS.c.reason == LEFT)
        connection.execute(found.values(state=State.OPEN, reason="", **changes))
    else:
        found = sa.update(TASKS).where(*here, TASKS.c.state == State.OPEN)
        connection.execute(found.values(state=State.CANCELLED, reason=LEFT, **changes))


def _settle(connection: Connection, candidate: Candidate) -> None:
    """Brings the tasks of an own nominee in line with the dossier; of anybody else there are none."""
    statement = (
        sa.select(TASKS.c.id, TASKS.c.template, TASKS.c.state, Election.clock_at)
        .join(Election, Election.id == TASKS.c.election_id)
        .where(TASKS.c.contest_id == candidate.contest_id, TASKS.c.template.in_(SHOWN))
        .where(Election.own_party_id == candidate.nominated_by_id)
        .where(
            sa.or_(TASKS.c.state == State.OPEN, sa.and_(TASKS.c.state == State.DONE, TASKS.c.done_by == ""))
        )
    )
    rows = connection.execute(statement).all()
    if not rows:
        return
    kept = sa.select(PAPERS.c.kind).where(PAPERS.c.candidate_id == candidate.id)
    received = {Document(one) for one in connection.scalars(kept)}
    proven = {code for code in SHOWN if is_proven(TEMPLATES[code], received, candidate.status)}
    now = rows[0].clock_at or utc_now()
    _put(
        connection,
        [one.id for one in rows if one.state == State.OPEN and one.template in proven],
        State.DONE,
        now,
    )
    _put(
        connection,
        [one.id for one in rows if one.state == State.DONE and one.template not in proven],
        State.OPEN,
        None,
    )


def _put(connection: Connection, ids: list[int], state: State, at: datetime | None) -> None:
    if ids:
        changes = {"state": state, "done_at": at, "version": TASKS.c.version + 1, "updated_at": utc_now()}
        connection.execute(sa.update(TASKS).where(TASKS.c.id.in_(ids)).values(**changes))
