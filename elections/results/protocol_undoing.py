"""Taking an import of protocols back: its entries stay to be seen and count no more; later work stops it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, Refused
from elections.imports.changes import Applied, Blocked
from elections.imports.registers import Context
from elections.results.actions import label_of
from elections.results.counting import update_outcome
from elections.results.entries import State
from elections.results.kept_sums import hold
from elections.results.models import Protocol, ProtocolEntry

CHUNK = 500


def kept(protocol: Protocol) -> dict[str, Any]:
    """Returns where a protocol stands before an import, as an undo keeps it."""
    at = protocol.accepted_at
    return {
        "state": protocol.state.value, "accepted": protocol.accepted_entry_id,
        "accepted_at": at.isoformat() if at else None,
    }  # fmt: skip


def undo_protocols(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes entries out of the count, all of them or none; returns those whose protocols somebody has changed since.

    Each protocol goes back to where it stood, with the entry that counted then. Raises Forbidden outside the actor's
    territory, Refused where another entry counted before: that was a coordinator's decision, and so is its end.
    """
    ids = [one.subject_id for one in applied]
    hold(db.session.connection(), {one.contest_id for one in _protocols(ids).values()})
    actor, protocols = context.actor or SYSTEM, _protocols(ids)
    blocked = [
        Blocked(one.number, label_of(protocols[one.subject_id]) if one.subject_id in protocols else "")
        for one in applied
        if _is_changed(one.undo, protocols.get(one.subject_id))
    ]
    if blocked:
        return blocked
    _require(actor, [(protocols[one.subject_id], one.undo) for one in applied])
    for one in applied:
        _take_back(actor, protocols[one.subject_id], one.undo)
    for contest in {one.contest_id: one.contest for one in protocols.values()}.values():
        update_outcome(contest)
    return []


def _require(actor: Actor, entries: Sequence[tuple[Protocol, Mapping[str, Any]]]) -> None:
    if actor is SYSTEM:
        return
    if not all(actor.may(Permission.ENTER_PROTOCOLS, protocol.path) for protocol, _undo in entries):
        raise Forbidden
    replaced = [protocol for protocol, undo in entries if undo["accepted"]]
    if not all(actor.may(Permission.RESOLVE_PROTOCOLS, protocol.path) for protocol in replaced):
        raise Refused([Objection("protocol.undo_by_coordinator")])


def _is_changed(undo: Mapping[str, Any], protocol: Protocol | None) -> bool:
    if protocol is None or protocol.version != undo["version"]:
        return True
    return max(one.id for one in protocol.entries) != undo["entry"]


def _take_back(actor: Actor, protocol: Protocol, undo: Mapping[str, Any]) -> None:
    before = {"state": protocol.state, "entry": protocol.accepted_entry_id}
    entries = {one.id: one for one in protocol.entries}
    entries[undo["entry"]].is_taken_back = True
    protocol.state, protocol.accepted_entry = State(undo["state"]), entries.get(undo["accepted"])
    at = undo["accepted_at"]
    protocol.accepted_at = datetime.fromisoformat(at) if at else None
    db.session.flush()
    db.session.expire(protocol, ["entries"])
    after = {"state": protocol.state, "entry": undo["accepted"], "taken_back": undo["entry"]}
    record(actor, "protocol.import_undone", protocol, label=label_of(protocol), before=before, after=after)


def _protocols(ids: Collection[int]) -> dict[int, Protocol]:
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), CHUNK):
        statement = sa.select(Protocol).where(Protocol.id.in_(wanted[start : start + CHUNK])).options(
            joinedload(Protocol.contest), joinedload(Protocol.precinct),
            selectinload(Protocol.entries).selectinload(ProtocolEntry.votes),
        ).execution_options(populate_existing=True)  # fmt: skip
        found.update({one.id: one for one in db.session.scalars(statement)})
    return found
