"""What an import of commissions' results would do, and doing it: a new version each, the earlier ones stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.accounts.access import Permission
from elections.accounts.queries import SYSTEM
from elections.campaign.models import Contest
from elections.campaign.queries import get_election
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Forbidden, Objection
from elections.imports.changes import Applied, Change, RowState
from elections.imports.registers import Context, Row
from elections.people.actions import full_name
from elections.results.kept_sums import hold
from elections.results.official import PLAIN, Official, OfficialKind, differences, hints_on
from elections.results.official_actions import add_version
from elections.results.official_models import OfficialResult
from elections.results.official_reading import Place, Reading, know, read_official
from elections.results.outcome_queries import newest_official
from elections.results.outcome_words import FIELD_LABELS


@dataclass
class Plan:
    """What carries a contest's rows out."""

    place: Place
    told: Official
    reason: str


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do: a contest is decided at its first row, the others only go with it."""
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.text("constituency_kato"), row.values.get("round") or 0), []).append(row)
    places = know({kato for kato, _round in groups}, context.actor or SYSTEM)
    today = context.as_of or context.today
    changes = [
        one for group in groups.values() for one in _changes(read_official(group, places, today), context)
    ]
    return sorted(changes, key=lambda one: one.number)


def _changes(reading: Reading, context: Context) -> list[Change]:
    place, told = reading.place, reading.told
    path = place.outcome.path if place else ""
    if place is None or told is None or reading.objections:
        with_row = Objection("official.refused_with", params={"row": min(reading.objections)})
        return [
            Change(row.number, RowState.REFUSED, reading.label, path,
                   objections=tuple(reading.objections.get(row.number, [with_row])))
            for row in reading.rows
        ]  # fmt: skip
    goes_with = (Objection("official.goes_with", params={"row": reading.first.number}),)
    return [_decided(reading, place, told)] + [
        Change(row.number, RowState.UNCHANGED, reading.label, path, place.outcome.id,
               warnings=goes_with if context.actor else ())
        for row in reading.rows[1:]
    ]  # fmt: skip


def _decided(reading: Reading, place: Place, told: Official) -> Change:
    before = place.before.told.by_field() if place.before else {}
    fields = differences(before, told.by_field())
    state = RowState.CHANGED if place.before else RowState.NEW
    change = Change(
        reading.first.number, state if fields else RowState.UNCHANGED, reading.label, place.outcome.path, place.outcome.id,
        plan=Plan(place, told, reading.reason),
    )  # fmt: skip
    if not fields:
        return change
    change.warnings = (*hints_on(told, place.rules), *_beside_count(place, told))
    if state is RowState.CHANGED:
        names, after = _names(place), told.by_field()
        change.before = {_label(one, names): _shown(one, before, names) for one in fields}
        change.after = {_label(one, names): _shown(one, after, names) for one in fields}
        change.needs_decision = True
        change.warnings = (Objection("official.decision_needed"), *change.warnings)
    return change


def _beside_count(place: Place, told: Official) -> list[Objection]:
    """Returns where a result is not what our own protocols add up to."""
    outcome, names = place.outcome, _names(place)
    if not outcome.precincts_received:
        return []
    is_whole = outcome.precincts_received >= outcome.precincts_expected
    counted = {one.candidate_id: one.votes for one in outcome.votes}
    pairs = [(names.get(one, "–"), counted.get(one, 0), votes) for one, votes in told.votes.items()]
    pairs += [(str(FIELD_LABELS[name]), getattr(outcome, name), getattr(told, name)) for name in PLAIN]
    return [
        Objection("official.differs_from_count", "votes", {"name": name, "ours": ours, "theirs": theirs})
        for name, ours, theirs in pairs
        if theirs is not None and (ours > theirs or (is_whole and ours != theirs))
    ]


def _names(place: Place) -> dict[int, str]:
    return {one.id: full_name(one.person) for one in (*place.ballot.standing, *place.ballot.off)}


def _label(field: str, names: Mapping[int, str]) -> str:
    return (
        names.get(int(field[6:]), field) if field.startswith("votes.") else field.replace("kind", "decision")
    )


def _shown(field: str, values: Mapping[str, str], names: Mapping[int, str]) -> str:
    value = values.get(field, "")
    return names.get(int(value), value) if field == "elected" and value else value


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Records a version for each planned contest. Raises Forbidden outside the actor's territory."""
    actor = context.actor or SYSTEM
    if context.actor and not all(actor.may(Permission.RESOLVE_PROTOCOLS, one.path) for one in changes):
        raise Forbidden
    hold(db.session.connection(), {one.plan.place.outcome.contest_id for one in changes})
    for one in changes:
        todo: Plan = one.plan
        reason = todo.reason or (context.filename if todo.place.before else "")
        add_version(
            actor, todo.place.outcome, todo.told, todo.place.before, reason=reason[:500], filename=context.filename
        )  # fmt: skip
    return [Applied(one.number, one.plan.place.outcome.id, {}) for one in changes]


def dump() -> Iterable[Mapping[str, object]]:
    """Returns the results that count, a row for each candidate in the order of the ballot."""
    statement = (
        sa.select(OfficialResult).join(OfficialResult.contest)
        .where(Contest.election_id == get_election().id, OfficialResult.kind != OfficialKind.MISTAKE, newest_official())
        .options(joinedload(OfficialResult.contest).joinedload(Contest.constituency), selectinload(OfficialResult.votes))
        .order_by(Contest.path, Contest.round)
    )  # fmt: skip
    results = list(db.session.scalars(statement))
    wanted = {one for row in results for one in (*row.told.votes, row.elected_id) if one is not None}
    people = sa.select(Candidate).options(joinedload(Candidate.person)).where(Candidate.id.in_(wanted))
    candidates = {one.id: one for one in db.session.scalars(people)}
    for result in results:
        yield from _rows_of(result, candidates)


def _rows_of(result: OfficialResult, candidates: Mapping[int, Candidate]) -> Iterable[Mapping[str, object]]:
    told = result.told
    plain = {
        "constituency_kato": result.contest.constituency.kato, "round": result.contest.round, "decision": told.kind.value,
        "decided_on": told.decided_on, "source": told.source or None, **{name: getattr(told, name) for name in PLAIN},
        "reason": result.reason or None,
    }  # fmt: skip
    named = {*told.votes, *([told.elected] if told.elected is not None else [])}
    if not named:
        yield plain
    for one in sorted((candidates[one] for one in named), key=lambda one: (one.person.sort_key, one.id)):
        yield {
            **plain, "candidate": full_name(one.person), "votes": told.votes.get(one.id),
            "elected": "yes" if one.id == told.elected else None,
        }  # fmt: skip
