"""Attendance by modules: read and written in one place."""

from collections.abc import Mapping

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.database import db
from elections.errors import refuse_if
from elections.people.actions import full_name
from elections.training.actions import must_be_planned, require_training
from elections.training.course_models import CourseModule
from elections.training.models import Participation, Seminar
from elections.training.module_models import ParticipationModule
from elections.training.queries import list_participations


def list_modules_of(course_id: int) -> list[CourseModule]:
    """Returns the modules of a course in their order."""
    statement = sa.select(CourseModule).where(CourseModule.course_id == course_id)
    return list(db.session.scalars(statement.order_by(CourseModule.position, CourseModule.id)))


def list_attended(seminar_id: int) -> dict[int, set[int]]:
    """Returns in which modules each participant was present, by participation; who is not here was in all or none."""
    statement = (
        sa.select(ParticipationModule.participation_id, ParticipationModule.module_id)
        .join(Participation, Participation.id == ParticipationModule.participation_id)
        .where(Participation.seminar_id == seminar_id)
    )
    found: dict[int, set[int]] = {}
    for participation_id, module_id in db.session.execute(statement):
        found.setdefault(participation_id, set()).add(module_id)
    return found


def save_modules(actor: Actor, seminar: Seminar, told: Mapping[int, set[int]]) -> int:
    """Keeps in which modules people were present, by participation; returns how many changed. Raises Refused, Forbidden.

    All modules and none are the same: nothing is kept, the mark of the whole seminar says it.
    """
    require_training(actor, seminar.path)
    refuse_if(must_be_planned(seminar))
    known, modules = list_attended(seminar.id), {one.id for one in list_modules_of(seminar.course_id)}
    changed = 0
    for one in list_participations(seminar.id):
        if one.id not in told:
            continue
        new, old = told[one.id] & modules, known.get(one.id, set())
        new = set() if new == modules else new
        if new == old:
            continue
        _keep(one, old, new)
        record(actor, "attendance.modules", one, label=full_name(one.person), before={"modules": sorted(old)},
               after={"modules": sorted(new)})  # fmt: skip
        changed += 1
    return changed


def _keep(one: Participation, old: set[int], new: set[int]) -> None:
    for module_id in old - new:
        db.session.delete(db.session.get_one(ParticipationModule, (one.id, module_id)))
    db.session.add_all(
        ParticipationModule(participation_id=one.id, module_id=module_id) for module_id in new - old
    )
    db.session.flush()
