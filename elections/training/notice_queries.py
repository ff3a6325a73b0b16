"""Reading what people are told of a seminar that was called off or moved, and who was reached."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.database import db
from elections.errors import NotFound
from elections.training.models import Seminar
from elections.training.notice_models import NoticeCall, SeminarNotice


def get_notice(notice_id: int) -> SeminarNotice:
    """Returns a notice with its seminar; raises NotFound."""
    statement = (
        sa.select(SeminarNotice)
        .options(joinedload(SeminarNotice.seminar).joinedload(Seminar.course))
        .where(SeminarNotice.id == notice_id)
    )
    notice = db.session.scalar(statement)
    if notice is None:
        raise NotFound
    return notice


def list_notices(seminar_id: int) -> list[SeminarNotice]:
    """Returns the notices of a seminar, the latest first."""
    statement = sa.select(SeminarNotice).where(SeminarNotice.seminar_id == seminar_id)
    return list(db.session.scalars(statement.order_by(SeminarNotice.id.desc())))


def list_calls(notice_id: int) -> dict[int, NoticeCall]:
    """Returns who was reached, by participation."""
    statement = sa.select(NoticeCall).where(NoticeCall.notice_id == notice_id)
    return {one.participation_id: one for one in db.session.scalars(statement)}
