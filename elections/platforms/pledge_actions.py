"""Writing pledges: into a draft and out of it."""

from collections.abc import Mapping
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.queries import present
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.platforms.actions import draft_only, keep_writer, require
from elections.platforms.models import Platform, Pledge
from elections.platforms.pledges import objections_to_pledge

TEXTS = (
    "what_ru", "what_kk", "place", "demand", "demand_kk", "indicator", "indicator_kk", "unit", "unit_kk", "responsible",
    "responsible_kk",
)  # fmt: skip
PLEDGE_FIELDS = (
    "sector", *TEXTS, "beneficiaries", "demand_way", "demand_on", "demand_people", "start_value", "goal_value",
    "cost_kzt", "money_source", "due_on",
)  # fmt: skip


def save_pledge(
    actor: Actor,
    platform: Platform,
    values: Mapping[str, Any],
    *,
    pledge: Pledge | None = None,
    version: int = 0,
) -> Pledge:
    """Adds a pledge to a draft, or changes one; what `values` does not name stays as it is. Raises Refused, Stale, Forbidden."""
    require(actor, Permission.EDIT_PLATFORMS, platform.path)
    draft_only(platform)
    if pledge is not None and pledge.version != version:
        raise Stale
    before = None if pledge is None else said_in(pledge)
    after = {**(before or _NOTHING), **values}
    refuse_if(objections_to(platform, after))
    if pledge is None:
        pledge = Pledge(platform_id=platform.id, path=platform.path)
        db.session.add(pledge)
    for name in PLEDGE_FIELDS:
        setattr(pledge, name, after[name])
    keep_writer(actor, platform)
    db.session.flush()
    record(actor, "pledge.changed" if before else "pledge.created", pledge, before=before, after=after)
    return pledge


def objections_to(platform: Platform, said: Mapping[str, Any]) -> list[Objection]:
    """Returns all that speaks against a pledge of a platform."""
    election = platform.candidate.contest.election
    return objections_to_pledge(said, election.voting_on, present(election).date())


_NOTHING = {name: "" if name in TEXTS else None for name in PLEDGE_FIELDS}


def said_in(pledge: Pledge) -> dict[str, Any]:
    """Returns what a pledge says, by the names of its fields."""
    return {name: getattr(pledge, name) for name in PLEDGE_FIELDS}


def remove_pledge(actor: Actor, pledge: Pledge) -> None:
    """Takes a pledge out of a draft; the log keeps it."""
    require(actor, Permission.EDIT_PLATFORMS, pledge.path)
    draft_only(pledge.platform)
    keep_writer(actor, pledge.platform)
    record(actor, "pledge.removed", pledge, before=said_in(pledge))
    db.session.delete(pledge)
    db.session.flush()
