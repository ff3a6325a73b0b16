"""Changing from where a protocol's figures are unlikely."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import EVERYWHERE, db
from elections.errors import Forbidden, Stale, refuse_if
from elections.results.rules import Thresholds, check_thresholds


def change_thresholds(actor: Actor, election: Election, version: int, thresholds: Thresholds) -> None:
    """Keeps thresholds as the election's own; protocols that are in stay as they are. Raises Refused, Stale, Forbidden."""
    if not actor.may(Permission.MANAGE_ELECTION, EVERYWHERE):
        raise Forbidden
    if election.version != version:
        raise Stale
    refuse_if(check_thresholds(thresholds))
    before = Thresholds.from_json(election.protocol_thresholds).to_json()
    election.protocol_thresholds = thresholds.to_json()
    db.session.flush()
    after = thresholds.to_json()
    changed = [name for name in after if before[name] != after[name]]
    record(
        actor, "thresholds.changed", election, label=election.name_ru,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip
