"""Writing the support that the party gives: asked for, sent, received, refused, cancelled; each step by an account."""

from datetime import date
from typing import Any

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.campaign.queries import present
from elections.database import db
from elections.errors import Objection, Stale, refuse_if
from elections.headquarters.actions import require
from elections.headquarters.models import Headquarters, Support, SupportKind, SupportState
from elections.headquarters.support_queries import way_of
from elections.headquarters.support_rules import ENDINGS, Step, objections_to_request, objections_to_step


def request_support(
    actor: Actor, headquarters: Headquarters, kind: SupportKind, what: str, quantity: int, *, on: date,
    unit: str = "", cost_kzt: int | None = None,
) -> Support:  # fmt: skip
    """Asks for support for a headquarters. Raises Refused, Forbidden."""
    require(actor, headquarters.path)
    found = objections_to_request(quantity, cost_kzt, on, present(headquarters.election).date())
    if headquarters.closed_on is not None:
        found.append(Objection("headquarters.closed_already", params={"closed": headquarters.closed_on}))
    refuse_if(found)
    item = Support(
        headquarters_id=headquarters.id, path=headquarters.path, kind=kind, what=what, quantity=quantity, unit=unit,
        cost_kzt=cost_kzt, state=SupportState.REQUESTED, requested_on=on, requested_by=actor.login,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    after = {"what": what, "quantity": quantity, "unit": unit, "cost_kzt": cost_kzt, "on": on}
    record(actor, "support.requested", item, label=what, after=after)
    return item


def take_step(actor: Actor, item: Support, version: int, step: Step) -> None:
    """Takes an item one step on: sent, received, refused, cancelled. Raises Refused, Stale, Forbidden."""
    require(actor, item.path)
    if item.version != version:
        raise Stale
    refuse_if(objections_to_step(way_of(item), step, present(item.headquarters.election).date()))
    was = item.state
    item.state = step.state
    for name, value in _columns(actor, step).items():
        setattr(item, name, value)
    db.session.flush()
    after: dict[str, Any] = {"on": step.on}
    if step.state not in ENDINGS:
        after["quantity"] = step.quantity
    record(
        actor, f"support.{step.state.value}", item, label=item.what, before={"state": was}, after=after,
        reason=step.reason.strip(),
    )  # fmt: skip


def _columns(actor: Actor, step: Step) -> dict[str, Any]:
    if step.state is SupportState.SENT:
        return {"sent_on": step.on, "sent_by": actor.login, "sent_quantity": step.quantity}
    if step.state is SupportState.RECEIVED:
        return {"received_on": step.on, "received_by": actor.login, "received_quantity": step.quantity}
    return {"ended_on": step.on, "ended_by": actor.login, "reason": step.reason.strip()}
