"""Writing platforms: drafts, and the steps from draft to published."""

from datetime import date

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Forbidden, Objection, Refused, Stale, refuse_if
from elections.platforms.models import Platform, PlatformWriter
from elections.platforms.queries import list_editions, list_writers
from elections.platforms.workflow import PlatformStatus, objections_to_step

TEXTS = ("title_ru", "title_kk", "text_ru", "text_kk")


def create_platform(actor: Actor, candidate: Candidate, texts: dict[str, str], on: date) -> Platform:
    """Makes the next edition of a candidate's platform, as a draft; one draft at a time. Raises Refused, Forbidden."""
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
    keep_writer(actor, platform)
    record(actor, "platform.created", platform, after=texts)
    return platform


def change_platform(actor: Actor, platform: Platform, version: int, texts: dict[str, str]) -> None:
    """Changes the texts of a draft. Raises Refused, Stale, Forbidden."""
    require(actor, Permission.EDIT_PLATFORMS, platform.path)
    draft_only(platform)
    if platform.version != version:
        raise Stale
    before = {name: getattr(platform, name) for name in TEXTS}
    for name, value in texts.items():
        setattr(platform, name, value)
    keep_writer(actor, platform)
    db.session.flush()
    record(actor, "platform.changed", platform, before=before, after=texts)


def step(actor: Actor, platform: Platform, new: PlatformStatus, version: int, on: date) -> None:
    """Takes a platform a step further, or back to draft. Raises Refused, Stale, Forbidden."""
    approving = new in (PlatformStatus.APPROVED, PlatformStatus.PUBLISHED)
    require(actor, Permission.APPROVE_PLATFORMS if approving else Permission.EDIT_PLATFORMS, platform.path)
    if platform.version != version:
        raise Stale
    refuse_if(
        objections_to_step(
            platform.status, new, texts=[platform.text_ru, platform.text_kk], pledges=len(platform.pledges),
            writers=list_writers(platform), actor_id=actor.user_id,
        )
    )  # fmt: skip
    if new is PlatformStatus.SUBMITTED:
        keep_writer(actor, platform)
    before = platform.status
    platform.status, platform.status_on = new, on
    if new in (PlatformStatus.APPROVED, PlatformStatus.DRAFT):
        platform.approved_by_id = actor.user_id if new is PlatformStatus.APPROVED else None
    db.session.flush()
    record(actor, f"platform.{new.value}", platform, before={"status": before}, after={"status": new})


def keep_writer(actor: Actor, platform: Platform) -> None:
    """Keeps that somebody had a hand in this version: they will not approve it."""
    if actor.user_id is not None:
        db.session.merge(PlatformWriter(platform_id=platform.id, user_id=actor.user_id))


def draft_only(platform: Platform) -> None:
    """Raises Refused for a platform that is no draft."""
    if platform.status is not PlatformStatus.DRAFT:
        raise Refused([Objection("platform.not_a_draft")])


def require(actor: Actor, permission: Permission, path: str) -> None:
    """Raises Forbidden for an actor without a permission at a place."""
    if not actor.may(permission, path):
        raise Forbidden
