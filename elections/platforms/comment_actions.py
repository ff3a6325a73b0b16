"""Commenting on passages of a platform: saying, replying, resolving."""

from datetime import datetime

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, refuse_if
from elections.platforms.models import Platform
from elections.platforms.review_models import PlatformComment
from elections.platforms.workflow import PlatformStatus

COMMENTING = (Permission.EDIT_PLATFORMS, Permission.APPROVE_PLATFORMS, Permission.CHECK_PLATFORMS)
"""Who has a say: those who write platforms and those who approve them."""


def may_comment(actor: Actor, path: str) -> bool:
    """Returns whether the actor may comment on a platform there."""
    return any(actor.may(permission, path) for permission in COMMENTING)


def add_comment(
    actor: Actor, platform: Platform, language: str, quote: str, body: str, now: datetime
) -> PlatformComment:
    """Comments on the passage that says `quote`. Raises Refused, Forbidden."""
    _require(actor, platform.path)
    objections = _objections(body)
    if platform.status is PlatformStatus.PUBLISHED:
        objections.append(Objection("comment.published"))
    refuse_if(objections)
    comment = PlatformComment(
        platform_id=platform.id, path=platform.path, language=language, quote=quote, body=body, login=actor.login,
        at=now,
    )  # fmt: skip
    _add(comment)
    record(actor, "comment.made", comment, after=_logged(comment))
    return comment


def reply(actor: Actor, comment: PlatformComment, body: str, now: datetime) -> PlatformComment:
    """Replies to a comment. Raises Refused, Forbidden."""
    _require(actor, comment.path)
    refuse_if(_objections(body))
    answer = PlatformComment(
        platform_id=comment.platform_id, path=comment.path, parent_id=comment.id, language=comment.language,
        quote=comment.quote, body=body, login=actor.login, at=now,
    )  # fmt: skip
    _add(answer)
    record(actor, "comment.replied", answer, after=_logged(answer))
    return answer


def resolve(actor: Actor, comment: PlatformComment, now: datetime, *, done: bool = True) -> None:
    """Says that a comment is dealt with, or that it is not after all. Raises Refused, Forbidden."""
    _require(actor, comment.path)
    if done is (comment.resolved_at is not None):
        refuse_if([Objection("comment.resolved_already" if done else "comment.open_already")])
    comment.resolved_at, comment.resolved_by = (now, actor.login) if done else (None, "")
    db.session.flush()
    record(actor, "comment.resolved" if done else "comment.reopened", comment)


def carry_open(last: Platform, new: Platform) -> None:
    """Begins an edition with what nobody has dealt with in the last one, each comment with its replies, as it was said."""
    written = sa.select(PlatformComment).where(PlatformComment.platform_id == last.id)
    found = list(db.session.scalars(written.order_by(PlatformComment.id)))
    heads: dict[int, int] = {}
    for one in found:
        if one.parent_id is None and one.resolved_at is None:
            heads[one.id] = _copy(one, new, None)
        elif one.parent_id in heads:
            _copy(one, new, heads[one.parent_id])


def _copy(one: PlatformComment, new: Platform, parent_id: int | None) -> int:
    copy = PlatformComment(
        platform_id=new.id, path=new.path, parent_id=parent_id, language=one.language, quote=one.quote, body=one.body,
        login=one.login, at=one.at,
    )  # fmt: skip
    _add(copy)
    return copy.id


def _objections(body: str) -> list[Objection]:
    return [] if body.strip() else [Objection("comment.body_missing", "body")]


def _add(comment: PlatformComment) -> None:
    db.session.add(comment)
    db.session.flush()


def _logged(comment: PlatformComment) -> dict[str, object]:
    return {"platform": comment.platform_id, "quote": comment.quote, "body": comment.body}


def _require(actor: Actor, path: str) -> None:
    if not may_comment(actor, path):
        raise Forbidden
