"""The names of records that an event refers to by number, as far as the reader may see them."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from elections.audit.models import AuditEvent
from elections.database import Base, db
from elections.web.i18n import local

NAMED = ("name_ru", "title_ru")
"""Columns by which a record's own row tells its name in two languages."""


def names_of(asked: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Returns the names of records (kind, number): by their own rows, else as the log called them last."""
    numbers: dict[str, set[int]] = {}
    for kind, number in asked:
        numbers.setdefault(kind, set()).add(number)
    found: dict[tuple[str, int], str] = {}
    for kind, wanted in numbers.items():
        found |= {
            (kind, number): name for number, name in {**_logged(kind, wanted), **_own(kind, wanted)}.items()
        }
    return found


def _logged(kind: str, wanted: set[int]) -> dict[int, str]:
    told = (
        sa.select(AuditEvent.subject_id, AuditEvent.subject_label)
        .where(
            AuditEvent.subject_kind == kind, AuditEvent.subject_id.in_(wanted), AuditEvent.subject_label != ""
        )
        .order_by(AuditEvent.id)
    )
    return {number: label for number, label in db.session.execute(told) if number is not None}


def _own(kind: str, wanted: set[int]) -> dict[int, str]:
    model: Any = next((one.class_ for one in Base.registry.mappers if one.class_.__tablename__ == kind), None)
    stem = next((one.removesuffix("_ru") for one in NAMED if hasattr(model, one)), None)
    if stem is None:
        return {}
    rows = db.session.scalars(sa.select(model).where(model.id.in_(wanted)))
    return {row.id: local(row, stem) for row in rows}
