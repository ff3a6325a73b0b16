"""Writing pledges: into a draft and out of it."""

from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.platforms.actions import draft_only, keep_writer, require
from elections.platforms.models import Platform, Pledge
from elections.platforms.pledges import objections_to_pledge

PLEDGE_FIELDS = (
    "sector", "what_ru", "what_kk", "place", "indicator", "cost_kzt", "money_source", "due_on", "responsible",
)  # fmt: skip


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
