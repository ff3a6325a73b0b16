"""The coordinator's word on protocols: which of two entries is right, what is taken out of the count."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Objection, Refused, Stale
from elections.results.actions import accept_entry, label_of, require
from elections.results.counting import update_outcome
from elections.results.entries import State
from elections.results.models import Protocol, ProtocolEntry


def resolve_protocol(
    actor: Actor, protocol: Protocol, entry: ProtocolEntry, version: int, reason: str
) -> None:
    """Accepts one of two entries that differ, or re-accepts an earlier one. Raises Refused, Stale, Forbidden.

    While the second entry is still awaited there is nothing to choose from: that is Stale too, since no form offers it.
    """
    require(actor, Permission.RESOLVE_PROTOCOLS, protocol.path)
    if protocol.version != version or protocol.state is State.FIRST:
        raise Stale
    if not reason:
        raise Refused([Objection("protocol.reason_missing", "reason")])
    before = {"state": protocol.state, "entry": protocol.accepted_entry_id}
    protocol.state = State.ACCEPTED
    accept_entry(protocol, entry)
    db.session.flush()
    after = {"state": protocol.state, "entry": entry.id}
    record(
        actor,
        "protocol.resolved",
        protocol,
        label=label_of(protocol),
        before=before,
        after=after,
        reason=reason,
    )


def reopen_protocol(actor: Actor, protocol: Protocol, version: int, reason: str) -> None:
    """Takes an accepted protocol out of the count, to be entered anew; its entries stay. Raises as above."""
    require(actor, Permission.RESOLVE_PROTOCOLS, protocol.path)
    if protocol.version != version:
        raise Stale
    if not reason:
        raise Refused([Objection("protocol.reason_missing", "reason")])
    before = {"state": protocol.state, "entry": protocol.accepted_entry_id}
    protocol.state, protocol.accepted_entry, protocol.accepted_at = State.EXPECTED, None, None
    db.session.flush()
    update_outcome(protocol.contest)
    record(
        actor, "protocol.reopened", protocol, label=label_of(protocol), before=before,
        after={"state": protocol.state}, reason=reason,
    )  # fmt: skip
