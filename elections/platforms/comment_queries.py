"""Reading comments on passages: threads with the passage that each is about, found again by its quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from elections.database import db
from elections.errors import NotFound
from elections.platforms.markup import Block, blocks, find_passage
from elections.platforms.models import Platform
from elections.platforms.review_models import PlatformComment

LANGUAGES = ("kk", "ru")


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, and where its passage stands now; None when the passage has changed."""

    comment: PlatformComment
    replies: Sequence[PlatformComment]
    place: int | None


def list_threads(platform: Platform) -> list[Thread]:
    """Returns the comments of a version with their replies: open ones first, then in the order they were made."""
    statement = sa.select(PlatformComment).where(PlatformComment.platform_id == platform.id)
    found = list(db.session.scalars(statement.order_by(PlatformComment.id)))
    passages = passages_of(platform)
    threads = [
        Thread(one, [reply for reply in found if reply.parent_id == one.id], _place(one, passages))
        for one in found
        if one.parent_id is None
    ]
    return sorted(threads, key=lambda thread: thread.comment.resolved_at is not None)


def passages_of(platform: Platform) -> dict[str, tuple[Block, ...]]:
    """Returns the passages of both texts by language."""
    return {name: blocks(getattr(platform, f"text_{name}")) for name in LANGUAGES}


def get_comment(comment_id: int) -> PlatformComment:
    """Returns a comment, not a reply; raises NotFound."""
    statement = sa.select(PlatformComment).where(
        PlatformComment.id == comment_id, PlatformComment.parent_id.is_(None)
    )
    comment = db.session.scalar(statement)
    if comment is None:
        raise NotFound
    return comment


def _place(comment: PlatformComment, passages: Mapping[str, Sequence[Block]]) -> int | None:
    return find_passage(passages[comment.language], comment.quote)
