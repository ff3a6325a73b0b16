"""Writing results: an entry of a protocol, the coordinator's word where two differ, and what it all adds up to."""

from collections.abc import Mapping
from dataclasses import asdict

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Contest
from elections.database import EVERYWHERE, db, looking_from, utc_now
from elections.errors import Forbidden, Stale, refuse_if
from elections.results.confirmation import NOTHING, Confirmation, as_on_form, find_warnings, require_confirmed
from elections.results.counting import update_outcome
from elections.results.entries import State, objections_to_entry, state_after_entry
from elections.results.models import EntryVotes, Protocol, ProtocolEntry
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
    actor: Actor, protocol: Protocol, version: int, figures: ProtocolFigures,
    confirmation: Confirmation = NOTHING,
) -> Protocol:  # fmt: skip
    """Adds an entry; with as many entries as the election requires and all alike, the protocol is accepted.

    Raises Refused (with every sum that does not hold; or, when all do, while what is unlikely is not confirmed with
    a reason and what differs from the first entry was not looked at again), Stale, Forbidden.
    """
    require(actor, Permission.ENTER_PROTOCOLS, protocol.path)
    if protocol.version != version:
        raise Stale
    earlier = protocol.entries[-1] if protocol.state is State.FIRST else None
    first_by = earlier.entered_by_id if earlier else None
    errors = as_on_form(check(figures))
    refuse_if([*objections_to_entry(protocol.state, first_by, actor.user_id or 0), *errors])
    found = find_warnings(protocol, figures)
    first = figures_of(earlier) if earlier else None
    require_confirmed(found, figures, confirmation, first)
    entry = add_entry(actor, protocol, figures, confirmation.of(found))
    protocol.state = state_after_entry(
        protocol.contest.election.entries_required, first, figures, warned=bool(found)
    )
    if protocol.state is State.ACCEPTED:
        accept_entry(protocol, entry)
    db.session.flush()
    record(
        actor,
        "protocol.entered",
        protocol,
        label=label_of(protocol),
        after={**shown_figures(figures), **confirmed_of(entry), "state": protocol.state},
        reason=entry.confirmed_reason,
    )
    return protocol


def add_entry(
    actor: Actor, protocol: Protocol, figures: ProtocolFigures, more: Mapping[str, str]
) -> ProtocolEntry:
    """Adds somebody's reading of a protocol, with what they confirmed and where it came from."""
    entry = ProtocolEntry(
        number=len(protocol.entries) + 1, path=protocol.path, entered_by_id=actor.user_id,
        entered_by_login=actor.login, **{name: getattr(figures, name) for name in FIGURES}, **more,
    )  # fmt: skip
    entry.votes = [EntryVotes(candidate_id=one, votes=votes) for one, votes in figures.votes.items()]
    protocol.entries.append(entry)
    db.session.flush()
    return entry


def accept_entry(protocol: Protocol, entry: ProtocolEntry, *, sums: bool = True) -> None:
    """Makes an entry the one that counts; without `sums` the caller brings the contest's outcome up to date."""
    protocol.accepted_entry, protocol.accepted_at = entry, utc_now()
    db.session.flush()
    if sums:
        update_outcome(protocol.contest)


def shown_figures(figures: ProtocolFigures) -> dict[str, object]:
    """Returns figures as the log keeps them."""
    return {**asdict(figures), "votes": {str(one): votes for one, votes in figures.votes.items()}}


def label_of(protocol: Protocol) -> str:
    """Returns which protocol the log speaks of."""
    return f"{protocol.contest.constituency.name_ru}, {protocol.precinct.number}"


def require(actor: Actor, permission: Permission, path: str) -> None:
    """Raises Forbidden unless the actor may do this there."""
    if not actor.may(permission, path):
        raise Forbidden


def confirmed_of(entry: ProtocolEntry) -> dict[str, str]:
    """Returns the warnings that an entry confirms, for the log; nothing where there were none."""
    return {"confirmed": entry.confirmed_codes} if entry.confirmed_codes else {}
