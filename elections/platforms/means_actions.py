"""Writing means: coordinators enter what documents promise the constituencies."""

from collections.abc import Mapping
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.queries import get_election, present
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.platforms.actions import require
from elections.platforms.means_models import Means
from elections.platforms.means_queries import find_means
from elections.platforms.means_rule import objections_to_means
from elections.territory.models import Constituency

MEANS_FIELDS = ("year", "source", "amount_kzt", "document", "document_on")


def save_means(
    actor: Actor, constituency: Constituency, values: Mapping[str, Any], *, means: Means | None = None,
    version: int = 0,
) -> Means:  # fmt: skip
    """Enters means of a constituency, or changes them. Raises Refused, Stale, Forbidden."""
    require(actor, Permission.EDIT_MEANS, constituency.path)
    if means is not None and means.version != version:
        raise Stale
    refuse_if(objections_to(constituency, values, means))
    return write_means(actor, constituency, values, means)


def objections_to(
    constituency: Constituency, values: Mapping[str, Any], means: Means | None
) -> list[Objection]:
    """Returns all that speaks against means of a constituency, new ones or changed."""
    election = get_election()
    objections = objections_to_means(values, election.voting_on, present(election).date())
    same = find_means(constituency.id, values["year"] or 0, values["source"], values["document"])
    if same is not None and same is not means:
        objections.append(Objection("means.twice", "document"))
    return objections


def write_means(
    actor: Actor, constituency: Constituency, values: Mapping[str, Any], means: Means | None
) -> Means:
    """Writes means that nothing speaks against, with their line in the log."""
    before = None if means is None else {name: getattr(means, name) for name in MEANS_FIELDS}
    if means is None:
        means = Means(constituency_id=constituency.id, path=constituency.path)
        db.session.add(means)
    for name in MEANS_FIELDS:
        setattr(means, name, values[name])
    db.session.flush()
    record(
        actor, "means.changed" if before else "means.created", means, label=constituency.name_ru, before=before,
        after={name: values[name] for name in MEANS_FIELDS},
    )  # fmt: skip
    return means


def remove_means(actor: Actor, means: Means) -> None:
    """Takes means away; the log keeps them. Raises Forbidden."""
    require(actor, Permission.EDIT_MEANS, means.path)
    before = {name: getattr(means, name) for name in MEANS_FIELDS}
    record(actor, "means.removed", means, label=means.constituency.name_ru, before=before)
    db.session.delete(means)
    db.session.flush()
