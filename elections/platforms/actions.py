"""Writing platforms: drafts and pledges."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Forbidden, Objection, Refused, Stale, refuse_if
from elections.platforms.models import Platform, PlatformWriter, Pledge
from elections.platforms.queries import list_editions
from elections.platforms.review_queries import pledge_values, texts_of
from elections.platforms.workflow import PlatformStatus, objections_to_pledge

PLEDGE_FIELDS = (
    "sector", "what_ru", "what_kk", "place", "indicator", "cost_kzt", "money_source", "due_on", "responsible",
)  # fmt: skip


def create_platform(actor: Actor, candidate: Candidate, texts: dict[str, str], on: date) -> Platform:
    """Makes the next edition of a candidate's platform, as a draft with the last one's pledges. Raises Refused, Forbidden."""
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
    if editions:
        _copy_pledges(editions[0], platform)
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


def save_pledge(
    actor: Actor,
    platform: Platform,
    values: dict[str, Any],
    *,
    pledge: Pledge | None = None,
    version: int = 0,
) -> Pledge:
    """Adds a pledge to a draft, or changes one. Raises Refused, Stale, Forbidden."""
    require(actor, Permission.EDIT_PLATFORMS, platform.path)
    draft_only(platform)
    if pledge is not None and pledge.version != version:
        raise Stale
    voting_on = platform.candidate.contest.election.voting_on
    objections = objections_to_pledge(values["cost_kzt"], values["due_on"], voting_on)
    if not (values.get("what_ru") or values.get("what_kk")):
        objections.append(Objection("pledge.what_missing", "what_ru"))
    refuse_if(objections)
    before = None if pledge is None else {name: getattr(pledge, name) for name in PLEDGE_FIELDS}
    if pledge is None:
        pledge = Pledge(platform_id=platform.id, path=platform.path)
        db.session.add(pledge)
    for name in PLEDGE_FIELDS:
        setattr(pledge, name, values[name])
    keep_writer(actor, platform)
    db.session.flush()
    record(actor, "pledge.changed" if before else "pledge.created", pledge, before=before, after=values)
    return pledge


def remove_pledge(actor: Actor, pledge: Pledge) -> None:
    """Takes a pledge out of a draft; the log keeps it."""
    require(actor, Permission.EDIT_PLATFORMS, pledge.path)
    draft_only(pledge.platform)
    keep_writer(actor, pledge.platform)
    record(actor, "pledge.removed", pledge, before={name: getattr(pledge, name) for name in PLEDGE_FIELDS})
    db.session.delete(pledge)
    db.session.flush()


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
