"""Reading seminars by time: a month of the calendar, the feeds of a trainer and of a region."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.training.models import Seminar
from elections.training.trainer_models import SeminarTrainer, Trainer

AT_MOST = 1000


def list_between(start: datetime, end: datetime, *, path: str = "", trainer: str = "") -> list[Seminar]:
    """Returns the seminars that begin from `start` until before `end`, the earliest first."""
    statement = _ordered().where(Seminar.starts_at >= start, Seminar.starts_at < end)
    if path:
        statement = statement.where(starts_with(Seminar.path, path))
    if trainer.isdecimal() and len(trainer) < 10:
        statement = statement.where(Seminar.id.in_(_held_by(int(trainer))))
    return list(db.session.scalars(statement))


def list_of_trainer(trainer_id: int) -> tuple[str, list[Seminar]] | None:
    """Returns a trainer's name and seminars, wherever they are held; None when there is no such trainer."""
    with looking_from(EVERYWHERE):
        trainer = db.session.get(Trainer, trainer_id)
        statement = _ordered().where(Seminar.id.in_(_held_by(trainer_id)))
        return None if trainer is None else (trainer.name, list(db.session.scalars(statement)))


def list_of_region(path: str) -> list[Seminar]:
    """Returns the seminars that concern a territory, as those see them who work there."""
    with looking_from(path):
        return list(db.session.scalars(_ordered()))


def seen_from(path: str) -> AbstractContextManager[None]:
    """Lets queries see what is seen from a path: of a secret address, which names no viewer."""
    return looking_from(path)


def _ordered() -> sa.Select[Any]:
    return (
        sa.select(Seminar)
        .options(joinedload(Seminar.course))
        .order_by(Seminar.starts_at, Seminar.id)
        .limit(AT_MOST)
    )


def _held_by(trainer_id: int) -> sa.Select[Any]:
    return sa.select(SeminarTrainer.seminar_id).where(SeminarTrainer.trainer_id == trainer_id)
