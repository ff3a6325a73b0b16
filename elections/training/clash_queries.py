"""Reading which seminars are held at the same time as one, of whatever territory: a trainer may work in two."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from elections.database import EVERYWHERE, db, looking_from, scope_bounds
from elections.errors import Objection
from elections.training.clashes import Slot, clashes
from elections.training.enrolment import WITHOUT_PLACE, Attendance
from elections.training.models import Participation, Seminar, SeminarStatus
from elections.web.i18n import local, moment

ELSEWHERE = (*WITHOUT_PLACE, Attendance.ABSENT)
"""Who stands so in a list is not at that seminar."""


def find_clashes(slot: Slot, *, but: int = 0, people: Mapping[int, str] | None = None) -> list[Objection]:
    """Returns what a seminar at this time clashes with; `but` is its own number, `people` the names of its list."""
    listed = dict(people or {})
    with looking_from(EVERYWHERE):
        others = _held_between(slot.starts_at, slot.ends_at, but)
        if not others:
            return []
        lists = _lists([one.id for one in others], listed)
    slots = [_as_seen(one, frozenset(lists.get(one.id, ()))) for one in others]
    return clashes(replace(slot, people=frozenset(listed.items())), slots)


def clashes_of(seminar: Seminar, people: Mapping[int, str]) -> list[Objection]:
    """Returns what a seminar that is planned clashes with; `people` are those on its list, with their names."""
    if seminar.status is not SeminarStatus.PLANNED:
        return []
    return find_clashes(slot_of(seminar), but=seminar.id, people=people)


def clashes_of_people(seminar: Seminar, people: Mapping[int, str]) -> list[Objection]:
    """Returns at which other seminars people with these names have a place while this one is held."""
    slot = Slot(seminar.starts_at, seminar.ends_at, "", seminar.path)
    return find_clashes(slot, but=seminar.id, people=people)


def slot_of(seminar: Seminar, people: frozenset[tuple[int, str]] = frozenset()) -> Slot:
    """Returns a seminar as far as clashes are concerned."""
    return Slot(
        seminar.starts_at, seminar.ends_at, seminar.place, seminar.path,
        frozenset(one.name for one in seminar.trainers), people, label_of(seminar),
    )  # fmt: skip


def _as_seen(seminar: Seminar, people: frozenset[tuple[int, str]]) -> Slot:
    """Returns a seminar of whatever territory; of one that the viewer may not see it is told only that it is held."""
    slot, scope = slot_of(seminar, people), scope_bounds()["low"]
    if seminar.path.startswith(scope) or scope.startswith(seminar.path):
        return slot
    when = moment(seminar.starts_at, seminar.path)
    return replace(slot, label=_("a seminar in another territory, %(when)s", when=when))


def label_of(seminar: Seminar) -> str:
    """Returns how a seminar is named in a warning: its number, course, place and time."""
    when = moment(seminar.starts_at, seminar.path)
    where = local(seminar, "territory") if seminar.territory_ru or seminar.territory_kk else ""
    parts = (local(seminar.course, "title"), where, seminar.place, when)
    return f"№ {seminar.id} " + ", ".join(part for part in parts if part)


def _held_between(starts_at: datetime, ends_at: datetime, but: int) -> list[Seminar]:
    statement = (
        sa.select(Seminar)
        .options(joinedload(Seminar.course))
        .where(
            Seminar.id != but, Seminar.status != SeminarStatus.CANCELLED,
            Seminar.starts_at < ends_at, Seminar.ends_at > starts_at,
        )
        .order_by(Seminar.starts_at, Seminar.id)
    )  # fmt: skip
    return list(db.session.scalars(statement))


def _lists(seminar_ids: list[int], people: Mapping[int, str]) -> dict[int, list[tuple[int, str]]]:
    """Returns who of these people is on the list of which seminar."""
    if not people:
        return {}
    statement = sa.select(Participation.seminar_id, Participation.person_id).where(
        Participation.seminar_id.in_(seminar_ids), Participation.person_id.in_(list(people)),
        Participation.attendance.not_in(ELSEWHERE),
    )  # fmt: skip
    found: dict[int, list[tuple[int, str]]] = {}
    for seminar_id, person_id in db.session.execute(statement):
        found.setdefault(seminar_id, []).append((person_id, people[person_id]))
    return found
