"""What an import of proxies would do with each row, and doing it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from elections.accounts.access import Actor
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.audit.actions import record
from elections.campaign.queries import get_election, rules_of
from elections.candidates.models import Candidate
from elections.database import db
from elections.errors import Objection
from elections.headquarters.proxies import (
    Dates,
    Declaration,
    EndGround,
    Place,
    Proposal,
    ProxyStatus,
    objections_to_dates,
    objections_to_proposal,
)
from elections.headquarters.proxy_models import Proxy
from elections.headquarters.proxy_snapshot import Known, know
from elections.headquarters.proxy_words import GROUND_LABELS, GROUND_WORDS
from elections.headquarters.watch_imports import carry_all, carry_out, undo_rows
from elections.headquarters.watch_rows import (
    Somebody,
    differing,
    objections_to,
    person_cells,
    refused,
)
from elections.headquarters.watchers import identity_of_person, today_at
from elections.imports.changes import Applied, Blocked, Change, RowState
from elections.imports.registers import Context, Row
from elections.people.actions import full_name
from elections.people.models import Person
from elections.territory.models import Constituency, Precinct

DAYS = ("declared_on", "consent_on", "registered_on", "ended_on")
KEPT = (*DAYS, "certificate_number", "ground", "note", "status")
READERS = {**dict.fromkeys(DAYS, date.fromisoformat), "ground": EndGround, "status": ProxyStatus}


@dataclass
class Plan:
    """What carries a row out: which record, or for whom and where a new one, and its values."""

    proxy_id: int | None
    candidate_id: int
    precinct_id: int
    somebody: Somebody
    values: Mapping[str, Any]


def plan(rows: Sequence[Row], context: Context) -> list[Change]:
    """Returns what an import would do with each row: whose way it would change, and what speaks against it."""
    known = know(rows, context.actor.scope if context.actor else "")
    return [_change(row, known) for row in rows]


def apply(changes: Sequence[Change], context: Context) -> list[Applied]:
    """Carries planned rows out. Raises Forbidden for a row outside the actor's territory."""
    return carry_all(changes, context, _carry_out)


def undo(applied: Sequence[Applied], context: Context) -> list[Blocked]:
    """Takes rows back, all or none; returns those that somebody has changed since."""
    return undo_rows(context.actor or SYSTEM, Proxy, applied, READERS)


def dump() -> Iterable[Mapping[str, Any]]:
    """Returns every proxy with the columns that an import takes."""
    place = joinedload(Proxy.precinct).joinedload(Precinct.constituency)
    statement = (
        sa.select(Proxy).join(Proxy.candidate).where(Candidate.election_id == get_election().id)
        .options(place, joinedload(Proxy.person), joinedload(Proxy.candidate).joinedload(Candidate.person))
        .order_by(Proxy.id)
    )  # fmt: skip
    return [_cells(one) for one in db.session.scalars(statement)]


def _cells(proxy: Proxy) -> dict[str, Any]:
    place = proxy.precinct.constituency
    return {
        "record": proxy.id, "kato": place.kato, "constituency": place.name_ru, "precinct": proxy.precinct.number,
        "candidate": full_name(proxy.candidate.person), **person_cells(proxy.person),
        **{name: getattr(proxy, name) for name in DAYS}, "certificate_number": proxy.certificate_number or None,
        "ground": GROUND_WORDS[proxy.ground][0] if proxy.ground else None, "note": proxy.note or None,
    }  # fmt: skip


def _change(row: Row, known: Known) -> Change:
    somebody = known.people[row.number]
    label = f"{somebody.name.full}, № {row.text('precinct')}"
    number = row.values.get("record")
    if number:
        proxy = known.proxies.get(number)
        if proxy is None:
            return refused(row, label, "", [Objection("watch.record_unknown", "record")])
        return _of_known(row, proxy, known)
    place, precinct, objections = known.ground.find(row)
    candidate, unknown = _candidate(row, place, known) if place else (None, [])
    if precinct is None or candidate is None or place is None:
        return refused(row, label, place.path if place else "", [*objections, *unknown])
    same = _find(known, candidate, precinct, somebody)
    return _of_known(row, same, known) if same else _of_new(row, candidate, precinct, somebody, known)


def _candidate(row: Row, place: Constituency, known: Known) -> tuple[Candidate | None, list[Objection]]:
    here, name = known.candidates.get(place.path, []), fold(row.text("candidate"))
    fitting = [one for one in here if not name or one.person.search_text.startswith(name)]
    if len(fitting) == 1:
        return fitting[0], []
    code = "watch.candidate_ambiguous" if fitting else "watch.candidate_unknown"
    return None, [Objection(code, "candidate")]


def _find(known: Known, candidate: Candidate, precinct: Precinct, somebody: Somebody) -> Proxy | None:
    if somebody.person is None:
        return None
    wanted = (candidate.id, precinct.id, somebody.person.id)
    same = [
        one for one in known.proxies.values() if (one.candidate_id, one.precinct_id, one.person_id) == wanted
    ]
    present = [one for one in same if one.status is not ProxyStatus.ENDED]
    return next(reversed(present or same), None)


def _of_known(row: Row, proxy: Proxy, known: Known) -> Change:
    label = f"{full_name(proxy.person)}, № {proxy.precinct.number}"
    somebody = known.people[row.number]
    somebody.person = proxy.person
    before = {name: getattr(proxy, name) for name in KEPT}
    after = {name: row.values.get(name) or before[name] for name in KEPT}
    after["status"] = _dates(after).status
    phone = {"phone": proxy.person.phone}, {"phone": somebody.phone or proxy.person.phone}
    told, new = differing({**_shown(before), **phone[0]}, {**_shown(after), **phone[1]})
    if not new:
        return Change(row.number, RowState.UNCHANGED, label, proxy.path, proxy.id)
    today = today_at(known.election, proxy.path)
    objections = objections_to_dates(
        _dates(after), proxy.status, proxy.candidate.status, proxy.candidate.status_on, today
    )
    objections += _repeated(row, ("record", proxy.id), known)
    if objections:
        return refused(row, label, proxy.path, objections)
    plan = Plan(proxy.id, proxy.candidate_id, proxy.precinct_id, somebody, after)
    return Change(row.number, RowState.CHANGED, label, proxy.path, proxy.id, told, new, plan=plan)


def _of_new(row: Row, candidate: Candidate, precinct: Precinct, somebody: Somebody, known: Known) -> Change:
    label, today = f"{somebody.name.full}, № {precinct.number}", today_at(known.election, candidate.path)
    values = {
        name: row.values.get(name) or ("" if name in ("certificate_number", "note") else None)
        for name in KEPT
    }
    values["status"] = _dates(values).status
    objections = objections_to(somebody, today)
    objections += objections_to_proposal(
        _proposal(candidate, precinct, somebody, values, today, known), rules_of(known.election).proxies_per_precinct
    )  # fmt: skip
    for one in objections_to_dates(_dates(values), None, candidate.status, candidate.status_on, today):
        objections += [one] if one not in objections else []
    objections += _repeated(row, (candidate.id, precinct.id, somebody.key), known)
    if objections:
        return refused(row, label, candidate.path, objections)
    if values["status"] is not ProxyStatus.ENDED:
        known.add(candidate, precinct.id, somebody.key, somebody.name.full)
    plan = Plan(None, candidate.id, precinct.id, somebody, values)
    after = {**_shown(values), "phone": somebody.phone}
    return Change(
        row.number,
        RowState.NEW,
        label,
        candidate.path,
        after={k: v for k, v in after.items() if v},
        plan=plan,
    )


def _proposal(
    candidate: Candidate, precinct: Precinct, somebody: Somebody, values: Mapping[str, Any], today: date, known: Known
) -> Proposal:  # fmt: skip
    person = somebody.person
    here = known.present.get((candidate.id, precinct.id), {})
    others = [name for other, name in known.serving.get(somebody.key, {}).items() if other != candidate.id]
    place = Place(precinct.number, tuple(here.values()), somebody.key in here)
    identity = identity_of_person(person) if person else somebody.identity
    return Proposal(
        candidate.status, True, (place,), frozenset(Declaration), values["declared_on"], values["consent_on"], today,
        person is not None and person.id in known.standing, others[0] if others else "", known.commissions[identity],
    )  # fmt: skip


def _repeated(row: Row, key: tuple[Any, ...], known: Known) -> list[Objection]:
    first = known.seen.setdefault(key, row.number)
    return [] if first == row.number else [Objection("watch.row_twice", "full_name", {"row": first})]


def _dates(values: Mapping[str, Any]) -> Dates:
    return Dates(*(values[name] for name in ("declared_on", "consent_on", "registered_on", "certificate_number",
                                             "ended_on", "ground")))  # fmt: skip


def _shown(values: Mapping[str, Any]) -> dict[str, str]:
    days = {name: values[name].strftime("%d.%m.%Y") if values[name] else "" for name in DAYS}
    ground = str(GROUND_LABELS[values["ground"]]) if values["ground"] else ""
    return {
        **days, "certificate_number": values["certificate_number"] or "", "ground": ground, "note": values["note"] or "",
    }  # fmt: skip


def _carry_out(actor: Actor, change: Change, made: dict[Any, Person]) -> Applied:
    todo: Plan = change.plan
    known = None if todo.proxy_id is None else db.session.get_one(Proxy, todo.proxy_id)

    def build(person: Person) -> Proxy:
        return Proxy(
            candidate_id=todo.candidate_id, precinct_id=todo.precinct_id, person=person, path=change.path,
            proposed_on=today_at(get_election(), change.path), **todo.values,
        )  # fmt: skip

    row, back = carry_out(actor, change, made, known, build, KEPT)
    record(actor, "proxy.imported", row, label=change.label, before=change.before, after=change.after)
    return Applied(change.number, row.id, back)
