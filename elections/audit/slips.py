"""A paper about single records (a card, a sheet to sign, a copy): what it says, of when, and the code that asks "still true?"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app, url_for

from elections.audit.change_queries import NOTHING, LastChange, changes_papers, last_change_at
from elections.audit.models import AuditEvent
from elections.database import EVERYWHERE, db, looking_from
from elections.documents.digests import SHORT, digest_of
from elections.documents.qr import qr_picture
from elections.web.paging import Page, paged

PRINTED = 8
"""So many signs of the digest stand in the foot: people compare them by eye."""
_TABLE = cast(sa.Table, AuditEvent.__table__)

Subjects = Mapping[str, Sequence[int]]
"""The records that a paper is about: their ids by the name of their table."""


@dataclass(frozen=True)
class Slip:
    """What a paper says as plain values, whatever its language and whoever looks, and which records it is about."""

    kind: str
    number: int
    path: str
    values: Any
    subjects: Subjects
    title: str
    """What the paper is, in the present language."""


@dataclass(frozen=True)
class SlipSeal:
    """What a paper is printed with so that it can be asked whether it is still true."""

    slip: Slip
    log_id: int
    at: datetime | None
    whole: str

    @property
    def digest(self) -> str:
        """As much of the digest as stands in the foot."""
        return self.whole[:PRINTED]

    @property
    def short(self) -> str:
        """As much of the digest as stands in the code."""
        return self.whole[:SHORT]

    @property
    def link(self) -> str:
        """The whole address behind the code."""
        base = str(current_app.config["PUBLIC_ADDRESS"]).rstrip("/")
        page = url_for("slip_checks." + self.slip.kind, number=self.slip.number, _external=False)
        return f"{base}{page}?at={self.log_id}&is={self.short}"

    @property
    def code(self) -> str:
        """The code, as the address of a picture that holds itself."""
        return qr_picture(self.link)


def seal_slip(slip: Slip) -> SlipSeal:
    """Returns the seal of a paper: the same whoever prints it, in whatever language.

    Its data is of the last change of what it shows; where the log knows none, of the last one of the territory.
    """
    log_id, at = _newest(slip.subjects)
    return SlipSeal(slip, log_id, at or last_change_at(slip.path), digest_of(slip.values))


def list_slip_changes(subjects: Subjects, since: int, page: int) -> Page[Any]:
    """Returns a page of what was done to these records after the event `since`, newest first, as far as the viewer sees it."""
    statement = sa.select(AuditEvent).where(AuditEvent.id > since, _about(subjects))
    return paged(statement.order_by(AuditEvent.id.desc()), page)


def _newest(subjects: Subjects) -> LastChange:
    """Returns (id, time) of the newest event about these records: the same for all who look."""
    statement = sa.select(_TABLE.c.id, _TABLE.c.at).where(_about(subjects)).order_by(_TABLE.c.id.desc())
    with looking_from(EVERYWHERE):
        found = db.session.execute(statement.limit(1)).first()
    return (found[0], found[1]) if found else NOTHING


def _about(subjects: Subjects) -> sa.ColumnElement[bool]:
    return sa.and_(
        changes_papers(),
        sa.or_(
            sa.false(),
            *(
                sa.and_(_TABLE.c.subject_kind == kind, _TABLE.c.subject_id.in_(list(ids)))
                for kind, ids in subjects.items()
            ),
        ),
    )
