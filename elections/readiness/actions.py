"""Writing readiness: the weights alone; everything else is reckoned from the registers."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import EVERYWHERE, db
from elections.errors import Forbidden, Stale, refuse_if
from elections.readiness.formula import Component, objections_to_weights
from elections.readiness.models import ReadinessWeights
from elections.readiness.queries import find_weights, weights_of


def set_weights(actor: Actor, election: Election, version: int, weights: dict[Component, int]) -> None:
    """Sets how many points each part can give; version 0 says that none were set yet. Raises Refused, Stale, Forbidden."""
    if not actor.may(Permission.WEIGH_READINESS, EVERYWHERE):
        raise Forbidden
    found, before = find_weights(election), weights_of(election)
    if (found.version if found else 0) != version:
        raise Stale
    refuse_if(objections_to_weights(weights))
    kept = {one.value: weights[one] for one in Component}
    if found is None:
        found = ReadinessWeights(election_id=election.id, weights=kept)
        db.session.add(found)
    else:
        found.weights = kept
    db.session.flush()
    shown = {one.value: number for one, number in before.items()}
    record(actor, "readiness.weighed", found, before=shown, after=kept)
