"""Writing platforms: drafts and their texts."""

from datetime import date

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Forbidden, Objection, Refused, Stale
from elections.platforms.comment_actions import carry_open
from elections.platforms.models import Platform, PlatformWriter, Pledge
from elections.platforms.queries import list_editions
from elections.platforms.review_queries import pledge_values, texts_of
from elections.platforms.workflow import PlatformStatus


def create_platform(
    actor: Actor, candidate: Candidate, texts: dict[str, str], on: date, *, is_copy: bool = True
) -> Platform:
    """Makes the next edition of a candidate's platform, a draft. Raises Refused, Forbidden.

    A copy begins with the last one's pledges and open comments.
    """
    require(actor, Permission.EDIT_PLATFORMS, candidate.path)
    editions = list_editions(candidate.id)
    if editions and editions[0].status is not PlatformStatus.PUBLISHED:
        raise Refused([Objection("platform.edition_open", params={"edition": editions[0].edition})])
    platform = Platform(
        candidate_id=candidate.id, edition=editions[0].edition + 1 if editions else 1, path=candidate.path,
        author_id=actor.user_id, status_on=on, **texts,
    )  # fmt: skip
    db.session.add(platform)
    db.session.flush()
    if editions and is_copy:
        _copy_pledges(editions[0], platform)
        carry_open(editions[0], platform)
    keep_writer(actor, platform)
    record(actor, "platform.created", platform, after=texts)
    return platform


def change_platform(actor: Actor, platform: Platform, version: int, texts: dict[str, str]) -> None:
    """Changes the texts of a draft. Raises Refused, Stale, Forbidden."""
    require(actor, Permission.EDIT_PLATFORMS, platform.path)
    draft_only(platform)
    if platform.version != version:
        raise Stale
    before = texts_of(platform)
    for name, value in texts.items():
        setattr(platform, name, value)
    keep_writer(actor, platform)
    db.session.flush()
    record(actor, "platform.changed", platform, before=before, after=texts)


def _copy_pledges(last: Platform, new: Platform) -> None:
    """Begins the next edition with what the last one promised."""
    for pledge in last.pledges:
        db.session.add(Pledge(platform_id=new.id, path=new.path, **pledge_values(pledge)))
    db.session.flush()


def keep_writer(actor: Actor, platform: Platform) -> None:
    """Keeps that somebody had a hand in this version: they will not approve it."""
    if actor.user_id is not None:
        db.session.merge(PlatformWriter(platform_id=platform.id, user_id=actor.user_id))


def draft_only(platform: Platform) -> None:
    """Raises Refused for a platform that is no draft; nobody submits it until the change is written."""
    held = sa.select(Platform.status).where(Platform.id == platform.id).with_for_update()
    if db.session.scalar(held) is not PlatformStatus.DRAFT:
        raise Refused([Objection("platform.not_a_draft")])


def require(actor: Actor, permission: Permission, path: str) -> None:
    """Raises Forbidden for an actor without a permission at a place."""
    if not actor.may(permission, path):
        raise Forbidden
