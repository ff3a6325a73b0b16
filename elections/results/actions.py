"""Writing results: an entry of a protocol, the coordinator's word where two differ, and what it all adds up to."""

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Contest
from elections.database import EVERYWHERE, db, looking_from, utc_now
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.results.confirmation import (
    NOTHING,
    Confirmation,
    Confirming,
    as_on_form,
    require_confirmed,
    warnings_beside,
)
from elections.results.counting import growth_by, note_growth, update_outcome
from elections.results.entries import State, objections_to_entry, state_after_entry
from elections.results.entry_papers import Paper
from elections.results.kept_entries import keep_entry
from elections.results.kept_sums import Kept, hold, hold_kept
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
from elections.results.neighbours import likeness
from elections.results.queries import FIGURES, figures_of
from elections.results.rules import check
from elections.results.tally import ProtocolFigures
from elections.territory.models import Precinct


def expect_protocols(contest: Contest) -> int:
    """Makes the protocols that a contest's precincts will bring, and its outcome; returns how many were new."""
    with looking_from(EVERYWHERE):
        precincts = db.session.scalars(
            sa.select(Precinct).where(Precinct.constituency_id == contest.constituency_id)
        ).all()
        known = set(
            db.session.scalars(sa.select(Protocol.precinct_id).where(Protocol.contest_id == contest.id))
        )
        new = [one for one in precincts if one.id not in known]
        db.session.add_all(
            Protocol(contest_id=contest.id, precinct_id=one.id, path=contest.path) for one in new
        )
        db.session.flush()
        if new or not known:
            update_outcome(contest)
        return len(new)


def enter_protocol(
    actor: Actor, protocol: Protocol | Paper, version: int, figures: ProtocolFigures,
    confirm: Confirmation | Confirming = NOTHING,
) -> Protocol | Paper:  # fmt: skip
    """Adds an entry; with as many entries as the election requires and all alike, the protocol is accepted.

    `confirm` is what was confirmed, or says it when it is told what is unlikely. Returns the protocol as it stands now.
    Raises Refused (with every sum that does not hold; or, when all do, while what is unlikely is not confirmed with a
    reason and what differs from the first entry was not looked at again), Stale, Forbidden.
    """
    require(actor, Permission.ENTER_PROTOCOLS, protocol.path)
    if protocol.version != version:
        raise Stale
    db.session.flush()
    connection = db.session.connection()
    kept = hold_kept(connection, protocol, version, figures)
    found, confirmation, state = _judge(actor, protocol, figures, kept, confirm)
    more = confirmation.of(found)
    growth = growth_by(kept, figures) if kept and state is State.ACCEPTED else None
    keep_entry(connection, actor, protocol, version, figures, state, more, growth, is_held=kept is not None)
    if kept and growth:
        note_growth(connection, kept, growth)
    elif state is State.ACCEPTED:
        update_outcome(db.session.get_one(Contest, protocol.contest_id))
    db.session.expire_all()
    confirmed = {"confirmed": more["confirmed_codes"]} if found else {}
    record(
        actor, "protocol.entered", protocol, label=label_of(protocol), reason=more["confirmed_reason"],
        after={**shown_figures(figures), **confirmed, "state": state},
    )  # fmt: skip
    return replace(protocol, state=state, version=version + 1) if isinstance(protocol, Paper) else protocol


def _judge(
    actor: Actor, protocol: Protocol | Paper, figures: ProtocolFigures, kept: Kept | None,
    confirm: Confirmation | Confirming,
) -> tuple[tuple[Objection, ...], Confirmation, State]:  # fmt: skip
    """Returns what is unlikely in an entry, how it was confirmed, and where the protocol stands by it; or raises Refused."""
    earlier = protocol.entries[-1] if protocol.state is State.FIRST else None
    first_by = earlier.entered_by_id if earlier else None
    errors = as_on_form(check(figures))
    refuse_if([*objections_to_entry(protocol.state, first_by, actor.user_id or 0), *errors])
    found = warnings_beside(protocol, figures, kept)
    confirmation = confirm if isinstance(confirm, Confirmation) else confirm(found)
    first = figures_of(earlier) if earlier else None
    require_confirmed(found, figures, confirmation, first)
    required = protocol.contest.election.entries_required
    return found, confirmation, state_after_entry(required, first, figures, warned=bool(found))


def add_entry(
    actor: Actor, protocol: Protocol, figures: ProtocolFigures, more: Mapping[str, str]
) -> ProtocolEntry:
    """Adds somebody's reading of a protocol, with what they confirmed and where it came from."""
    entry = ProtocolEntry(
        number=len(protocol.entries) + 1, path=protocol.path, entered_by_id=actor.user_id,
        entered_by_login=actor.login, likeness=likeness(figures),
        **{name: getattr(figures, name) for name in FIGURES}, **more,
    )  # fmt: skip
    entry.votes = [EntryVotes(candidate_id=one, votes=votes) for one, votes in figures.votes.items()]
    protocol.entries.append(entry)
    db.session.flush()
    return entry


def accept_entry(protocol: Protocol, entry: ProtocolEntry, *, sums: bool = True) -> None:
    """Makes an entry the one that counts; without `sums` the caller brings the contest's outcome up to date."""
    hold(db.session.connection(), [protocol.contest_id])
    protocol.accepted_entry, protocol.accepted_at = entry, utc_now()
    db.session.flush()
    if sums:
        update_outcome(protocol.contest)


def hold_protocol(protocol: Protocol, version: int) -> None:
    """Holds what a protocol's contest counts; raises Stale when somebody changed the protocol since its `version` was read."""
    hold(db.session.connection(), [protocol.contest_id])
    db.session.refresh(protocol, ["version"])  # somebody may have changed it while this waited
    if protocol.version != version:
        raise Stale


def shown_figures(figures: ProtocolFigures) -> dict[str, object]:
    """Returns figures as the log keeps them."""
    return {**vars(figures), "votes": {str(one): votes for one, votes in figures.votes.items()}}


def label_of(protocol: Protocol | Paper) -> str:
    """Returns which protocol the log speaks of."""
    return f"{protocol.contest.constituency.name_ru}, {protocol.precinct.number}"


def require(actor: Actor, permission: Permission, path: str) -> None:
    """Raises Forbidden unless the actor may do this there."""
    if not actor.may(permission, path):
        raise Forbidden


def confirmed_of(entry: ProtocolEntry) -> dict[str, str]:
    """Returns the warnings that an entry confirms, for the log; nothing where there were none."""
    return {"confirmed": entry.confirmed_codes} if entry.confirmed_codes else {}
