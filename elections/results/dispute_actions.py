"""Taking a protocol out of the count while it is contested, settling that, and having the votes counted anew."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import refuse_if
from elections.headquarters.watchers import today_at
from elections.results.actions import hold_protocol, label_of, require
from elections.results.counting import update_outcome
from elections.results.dispute_models import ProtocolDispute
from elections.results.dispute_queries import get_open_dispute
from elections.results.disputes import (
    Claim,
    Settlement,
    objections_to_claim,
    objections_to_recount,
    objections_to_settling,
)
from elections.results.entries import State
from elections.results.models import Protocol


def dispute_protocol(actor: Actor, protocol: Protocol, version: int, claim: Claim) -> None:
    """Marks a protocol as disputed: until it is settled it is not counted. Raises Refused, Stale, Forbidden."""
    _require(actor, protocol, version)
    election = protocol.contest.election
    today = today_at(election, protocol.path)
    refuse_if(objections_to_claim(protocol.state, claim, election.voting_on, today))
    before = {"state": protocol.state}
    db.session.add(
        ProtocolDispute(
            protocol_id=protocol.id, path=protocol.path, state_before=protocol.state, **vars(claim)
        )
    )
    protocol.state = State.DISPUTED
    _count_anew(protocol)
    after = {
        "state": protocol.state,
        "by_whom": claim.by_whom,
        "instance": claim.instance,
        "since_on": claim.since_on,
    }
    record(actor, "protocol.disputed", protocol, label=label_of(protocol), before=before, after=after,
           reason=claim.reason)  # fmt: skip


def let_stand(actor: Actor, protocol: Protocol, version: int, reason: str) -> None:
    """Settles a dispute: the figures are right, and the protocol stands where it stood. Raises as above."""
    _require(actor, protocol, version)
    refuse_if(objections_to_settling(protocol.state, reason))
    before = {"state": protocol.state}
    protocol.state = get_open_dispute(protocol.id).state_before
    close_dispute(protocol, Settlement.STANDS, reason)
    _count_anew(protocol)
    record(actor, "protocol.stands", protocol, label=label_of(protocol), before=before,
           after={"state": protocol.state}, reason=reason)  # fmt: skip


def close_dispute(protocol: Protocol, settlement: Settlement, reason: str) -> None:
    """Keeps how the open dispute of a protocol ended."""
    dispute, today = get_open_dispute(protocol.id), today_at(protocol.contest.election, protocol.path)
    dispute.settled_on, dispute.settlement, dispute.settled_reason = today, settlement, reason
    db.session.flush()


def recount(actor: Actor, protocol: Protocol, version: int, reason: str) -> Protocol:
    """Expects a new protocol in the place of one whose votes are counted anew (CL 43(9)); the old one stays to be read.

    Raises as above.
    """
    _require(actor, protocol, version)
    refuse_if(objections_to_recount(protocol.state, reason))
    before = {"state": protocol.state}
    if protocol.state is State.DISPUTED:
        close_dispute(protocol, Settlement.RECOUNTED, reason)
    protocol.state = State.REPLACED
    db.session.flush()  # one of a precinct is in force at a time
    new = Protocol(
        contest_id=protocol.contest_id, precinct_id=protocol.precinct_id, path=protocol.path, state=State.EXPECTED,
        replaces_id=protocol.id,
    )  # fmt: skip
    db.session.add(new)
    _count_anew(protocol)
    record(actor, "protocol.replaced", protocol, label=label_of(protocol), before=before,
           after={"state": protocol.state, "replaced_by": new.id}, reason=reason)  # fmt: skip
    record(actor, "protocol.recount_expected", new, label=label_of(protocol),
           after={"state": new.state, "replaces": protocol.id}, reason=reason)  # fmt: skip
    return new


def _require(actor: Actor, protocol: Protocol, version: int) -> None:
    require(actor, Permission.RESOLVE_PROTOCOLS, protocol.path)
    hold_protocol(protocol, version)


def _count_anew(protocol: Protocol) -> None:
    db.session.flush()
    update_outcome(protocol.contest)
