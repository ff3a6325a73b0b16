"""What is kept, for how long, and what is due."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Election
from elections.candidates.models import CandidateFile
from elections.database import EVERYWHERE, db, looking_from
from elections.imports.models import ImportBatch
from elections.jobs.models import Job, JobFile
from elections.people.models import Person
from elections.privacy.models import RetentionPeriod
from elections.privacy.retention import USUAL_DAYS, Due, Kept, due_on, made_before
from elections.results.photo_models import ProtocolPhoto

Condition = sa.ColumnElement[bool]


def list_periods() -> dict[Kept, RetentionPeriod]:
    """Returns the periods that an administrator set."""
    return {one.kind: one for one in db.session.scalars(sa.select(RetentionPeriod))}


def find_period(kind: Kept) -> RetentionPeriod | None:
    """Returns the period of a kind that an administrator set, or None."""
    return db.session.scalar(sa.select(RetentionPeriod).where(RetentionPeriod.kind == kind))


def list_due(election: Election, today: date) -> list[Due]:
    """Returns every kind with how many of it there are, or are due where each has a day of its own."""
    periods = list_periods()
    days = {kind: periods[kind].days if kind in periods else usual for kind, usual in USUAL_DAYS.items()}
    with looking_from(EVERYWHERE):
        return [
            Due(
                kind,
                days[kind],
                _count(kind, days[kind], today),
                due_on(kind, days[kind], election.voting_on),
            )
            for kind in Kept
        ]


def has_contacts() -> Condition:
    """Returns the condition that something is kept by which a person is reached."""
    return sa.or_(Person.phone != "", Person.email != "", Person.address != "")


def old_batches(before: date) -> Condition:
    """Returns the condition that an import is as old as that and still keeps its file."""
    return sa.and_(
        ImportBatch.created_at < _start(before), sa.func.length(ImportBatch.content_sealed) > EMPTY
    )


EMPTY = 28
"""So long is a sealed file of no content: the nonce and the seal."""


def old_files(before: date) -> Condition:
    """Returns the condition that a job's file is of a job that ended before that day."""
    return JobFile.job_id.in_(sa.select(Job.id).where(Job.finished_at < _start(before)))


def _count(kind: Kept, days: int, today: date) -> int:
    before = made_before(days, today)
    counted: Mapping[Kept, Callable[[], tuple[Any, Condition]]] = {
        Kept.SCANS: lambda: (CandidateFile, sa.true()),
        Kept.CONTACTS: lambda: (Person, has_contacts()),
        Kept.IINS: lambda: (Person, Person.iin_sealed.is_not(None)),
        Kept.PHOTOS: lambda: (ProtocolPhoto, sa.true()),
        Kept.IMPORTS: lambda: (ImportBatch, old_batches(before)),
        Kept.FILES: lambda: (JobFile, old_files(before)),
    }
    model, condition = counted[kind]()
    return db.session.scalar(sa.select(sa.func.count(model.id)).where(condition)) or 0


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
