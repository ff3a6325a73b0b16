"""The coordinator's word on protocols: what the paper says where entries differ, or where accepted figures are wrong."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Election
from elections.database import db
from elections.errors import Objection, refuse_if
from elections.results.actions import accept_entry, add_entry, confirmed_of, hold_protocol, label_of, require
from elections.results.confirmation import NOTHING, Confirmation, as_on_form, find_warnings, require_confirmed
from elections.results.counting import update_outcome
from elections.results.dispute_actions import close_dispute
from elections.results.disputes import Settlement
from elections.results.entries import State, apart, changes, objections_to_resolution
from elections.results.kept_sums import hold
from elections.results.models import Protocol
from elections.results.queries import figures_of
from elections.results.resolution_queries import list_entered_once
from elections.results.rules import check
from elections.results.tally import ProtocolFigures

ONE = 1


def resolve_protocol(
    actor: Actor, protocol: Protocol, version: int, figures: ProtocolFigures, reason: str,
    confirmation: Confirmation = NOTHING,
) -> None:  # fmt: skip
    """Accepts what the coordinator reads on the paper, as a new entry: the others stay. A dispute ends by it, corrected.

    Raises Refused (sums that do not hold, no reason, accepted figures that stay as they are; then what is unlikely and
    not confirmed), Stale, Forbidden.
    """
    require(actor, Permission.RESOLVE_PROTOCOLS, protocol.path)
    hold_protocol(protocol, version)
    accepted = figures_of(protocol.accepted_entry) if protocol.accepted_entry else None
    refuse_if(
        [*objections_to_resolution(protocol.state, accepted, figures, reason), *as_on_form(check(figures))]
    )
    found = find_warnings(protocol, figures)
    require_confirmed(found, figures, confirmation)
    before, after = _compared(protocol, accepted, figures)
    is_correction = protocol.accepted_entry is not None
    entry = add_entry(actor, protocol, figures, {**confirmation.of(found), "reason": reason})
    if protocol.state is State.DISPUTED:
        close_dispute(protocol, Settlement.CORRECTED, reason)
    protocol.state = State.ACCEPTED
    accept_entry(protocol, entry)
    after = {**after, "state": protocol.state, "entry": entry.id, **confirmed_of(entry)}
    record(
        actor, "protocol.corrected" if is_correction else "protocol.resolved", protocol, label=label_of(protocol),
        before=before, after=after, reason=reason,
    )  # fmt: skip


def _compared(
    protocol: Protocol, accepted: ProtocolFigures | None, figures: ProtocolFigures
) -> tuple[dict[str, object], dict[str, object]]:
    """Returns what the log keeps of the figures: each that changed; of entries that differ, what each of them said."""
    before: dict[str, object] = {"state": protocol.state, "entry": protocol.accepted_entry_id}
    if accepted is not None:
        was, now = changes(accepted, figures)
        return {**before, **was}, dict(now)
    entries = [figures_of(one) for one in protocol.entries if not one.is_taken_back]
    fields = apart([*entries, figures])
    said = {field: [one.by_field().get(field) for one in entries] for field in fields}
    return {**before, **said}, {field: figures.by_field().get(field) for field in fields}


def accept_entered_once(actor: Actor, election: Election, reason: str) -> int:
    """Accepts all protocols of the actor's territory that were entered once while two entries were required.

    Only where one is enough by now; returns how many they were. Raises Refused, Forbidden.
    """
    require(actor, Permission.RESOLVE_PROTOCOLS, actor.scope)
    found = [] if election.entries_required == ONE else [Objection("protocol.two_required")]
    refuse_if(found if reason else [*found, Objection("protocol.reason_missing", "reason")])
    waiting = [one for one in list_entered_once(election) if actor.covers(one.path)]
    hold(db.session.connection(), {one.contest_id for one in waiting})
    for protocol in waiting:
        entry = protocol.entries[-1]
        protocol.state = State.ACCEPTED
        accept_entry(protocol, entry, sums=False)
        record(actor, "protocol.accepted_once", protocol, label=label_of(protocol), before={"state": State.FIRST},
               after={"state": protocol.state, "entry": entry.id}, reason=reason)  # fmt: skip
    for contest in {one.contest_id: one.contest for one in waiting}.values():
        update_outcome(contest)
    return len(waiting)
