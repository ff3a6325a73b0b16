"""What an import of protocols would do with each row, and doing it: a new entry each, nothing is written over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.audit.actions import record
from elections.campaign.models import Contest
from elections.campaign.queries import get_election, is_newest
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Forbidden, Objection
from elections.imports.changes import Applied, Change, RowState
from elections.imports.registers import Context, Row
from elections.people.actions import full_name
from elections.results.actions import accept_entry, add_entry, label_of, shown_figures
from elections.results.confirmation import codes_of
from elections.results.counting import update_outcome
from elections.results.entries import State, differences, state_after_entry
from elections.results.kept_sums import hold
from elections.results.models import Protocol, ProtocolEntry
from elections.results.protocol_ground import Ground, Key, know
from elections.results.protocol_reading import Reading, read_protocol
from elections.results.protocol_undoing import kept
from elections.results.queries import FIGURES, figures_of, votes_of
from elections.results.rules import warnings
from elections.results.tally import ProtocolFigures


@dataclass
class Plan:
    """What carries a precinct out: its protocol, the figures, what is unlikely in them, and why they are so."""

    protocol: Protocol
    figures: ProtocolFigures
    found: tuple[Objection, ...]
    reason: str


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do: a precinct is decided at its first row, the others only go with it."""
    actor = context.actor or SYSTEM
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault((row.text("constituency_kato"), row.values["precinct_number"]), []).append(row)
    ground = know({kato for kato, _number in groups}, actor)
    readings = [read_protocol(group, ground) for group in groups.values()]
    for one in readings:
        if one.protocol is not None and one.figures is not None and not one.objections:
            ground.figures.setdefault(one.protocol.contest_id, {})[one.protocol.id] = one.figures
    changes = [change for one in readings for change in _changes(one, ground, actor)]
    return changes if context.actor else [_without_neighbours(one) for one in changes]


def _without_neighbours(change: Change) -> Change:
    """Leaves out, at the command line, what explains a row on the page alone."""
    change.warnings = tuple(one for one in change.warnings if one.code != "protocol.goes_with")
    return change


def _changes(reading: Reading, ground: Ground, actor: Actor) -> list[Change]:
    protocol, figures = reading.protocol, reading.figures
    path = protocol.path if protocol else ""
    if protocol is not None and figures is not None and not reading.objections:
        state, objection = _state(protocol, figures, actor)
        if objection is None:
            return _good(reading, protocol, figures, state, ground)
        reading.object(reading.first.number, objection)
    with_row = Objection("protocol.refused_with", params={"row": min(reading.objections)})
    return [
        Change(row.number, RowState.REFUSED, reading.label, path,
               objections=tuple(reading.objections.get(row.number, [with_row])))
        for row in reading.rows
    ]  # fmt: skip


def _good(
    reading: Reading, protocol: Protocol, figures: ProtocolFigures, state: RowState, ground: Ground
) -> list[Change]:
    found = warnings(figures, protocol.precinct.voters, ground.others(protocol), ground.thresholds)
    decided = Change(reading.first.number, state, reading.label, protocol.path, protocol.id,
                     plan=Plan(protocol, figures, found, reading.reason))  # fmt: skip
    if state is not RowState.UNCHANGED:
        decided.warnings = found
    if state is RowState.CHANGED:
        names = {one.id: full_name(one.person) for one in ground.ballots[protocol.contest_id].standing}
        decided.before, decided.after = _differing(protocol, figures, names)
        decided.needs_decision = True
        decided.warnings = (Objection("protocol.decision_needed"), *found)
    goes_with = (Objection("protocol.goes_with", params={"row": reading.first.number}),)
    return [decided] + [
        Change(row.number, RowState.UNCHANGED, reading.label, protocol.path, protocol.id, warnings=goes_with)
        for row in reading.rows[1:]
    ]


def _state(protocol: Protocol, figures: ProtocolFigures, actor: Actor) -> tuple[RowState, Objection | None]:
    """Returns what an entry would do to a protocol, and why it may not be made."""
    taken = Objection("protocol.entered_already", "precinct_number", {"state": protocol.state})
    accepted, state = protocol.accepted_entry, protocol.state
    if state is State.ACCEPTED and accepted is not None:
        if not differences(figures_of(accepted), figures):
            return RowState.UNCHANGED, None
        may = actor is SYSTEM or actor.may(Permission.RESOLVE_PROTOCOLS, protocol.path)
        return RowState.CHANGED, None if may else taken
    if state is State.EXPECTED:
        return RowState.NEW, None
    if state is State.FIRST:
        earlier = protocol.entries[-1]
        if (earlier.entered_by_id, earlier.entered_by_login) != (actor.user_id, actor.login):
            return RowState.NEW, None
        is_same = not differences(figures_of(earlier), figures)
        return RowState.UNCHANGED, None if is_same else Objection("protocol.same_person", "precinct_number")
    if state in (State.SECOND, State.DIFFERS):
        there = (one for one in protocol.entries if not one.is_taken_back)
        is_known = any(not differences(figures_of(one), figures) for one in there)
        return RowState.UNCHANGED if is_known else RowState.CHANGED, None
    return RowState.REFUSED, taken


def _differing(
    protocol: Protocol, figures: ProtocolFigures, names: Mapping[int, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the figures that differ from those that are there, before and after, by column or candidate."""
    there = figures_of(protocol.accepted_entry or protocol.entries[-1])
    was, new = there.by_field(), figures.by_field()
    labels = {
        one: names.get(int(one[6:]), one) if one.startswith("votes.") else one for one in {**was, **new}
    }
    fields = differences(there, figures)
    return (
        {labels[one]: str(was.get(one, "")) for one in fields},
        {labels[one]: str(new.get(one, "")) for one in fields},
    )


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Makes the entries of planned rows and adds each contest up once. Raises Forbidden outside the actor's territory."""
    actor = context.actor or SYSTEM
    if context.actor and not all(actor.may(Permission.ENTER_PROTOCOLS, one.path) for one in changes):
        raise Forbidden
    contests: dict[int, Contest] = {}
    done: list[tuple[int, Protocol, dict[str, Any]]] = []
    hold(db.session.connection(), {one.plan.protocol.contest_id for one in changes})
    for change in changes:
        protocol = change.plan.protocol
        before = kept(protocol)
        entry = _enter(actor, change.plan, context.filename)
        done.append((change.number, protocol, {**before, "entry": entry.id}))
        contests[protocol.contest_id] = protocol.contest
    for contest in contests.values():
        update_outcome(contest)
    return [Applied(number, one.id, {**undo, "version": one.version}) for number, one, undo in done]


def _enter(actor: Actor, todo: Plan, filename: str) -> ProtocolEntry:
    protocol, figures = todo.protocol, todo.figures
    before = {"state": protocol.state, "entry": protocol.accepted_entry_id}
    earlier = protocol.entries[-1] if protocol.state is State.FIRST else None
    confirmed = {
        "source": filename[:200], "confirmed_codes": codes_of(todo.found),
        "confirmed_reason": (todo.reason or filename)[:500] if todo.found else "",
    }  # fmt: skip
    entry = add_entry(actor, protocol, figures, confirmed)
    if protocol.state in (State.SECOND, State.DIFFERS):
        protocol.state = State.DIFFERS
    elif protocol.state is not State.ACCEPTED:
        required = protocol.contest.election.entries_required
        first = figures_of(earlier) if earlier else None
        protocol.state = state_after_entry(required, first, figures, warned=bool(todo.found))
    if protocol.state is State.ACCEPTED:
        accept_entry(protocol, entry, sums=False)
    after = {**shown_figures(figures), "state": protocol.state, "entry": entry.id, **confirmed}
    record(actor, "protocol.imported", protocol, label=label_of(protocol), before=before, after=after,
           reason=entry.confirmed_reason)  # fmt: skip
    return entry


def dump() -> Iterable[Mapping[str, object]]:
    """Returns the accepted protocols, a row for each candidate in the order of the ballot."""
    statement = (
        sa.select(Protocol).join(Protocol.contest)
        .where(Protocol.state == State.ACCEPTED, Contest.election_id == get_election().id, is_newest())
        .options(joinedload(Protocol.contest).joinedload(Contest.constituency), joinedload(Protocol.precinct),
                 joinedload(Protocol.accepted_entry).selectinload(ProtocolEntry.votes))
        .order_by(Contest.path, Protocol.id)
    )  # fmt: skip
    protocols = list(db.session.scalars(statement))
    listed = sa.select(Candidate).options(joinedload(Candidate.person))
    candidates = {one.id: one for one in db.session.scalars(listed)}
    for protocol in protocols:
        entry = protocol.accepted_entry
        if entry is None:
            continue
        votes = votes_of(entry)
        ballot = sorted((candidates[one] for one in votes), key=lambda one: (one.person.sort_key, one.id))
        for candidate in ballot:
            yield {
                "constituency_kato": protocol.contest.constituency.kato, "precinct_number": protocol.precinct.number,
                **{name: getattr(entry, name) for name in FIGURES}, "candidate": full_name(candidate.person),
                "votes": votes[candidate.id], "reason": entry.confirmed_reason or None,
            }  # fmt: skip
