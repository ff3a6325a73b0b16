"""Carrying planned rows out in bulk, and taking a whole import back: few statements, however many rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from operator import itemgetter
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app

from elections.accounts.access import Actor
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.campaign.models import Election, Party
from elections.candidates.models import Candidate, CandidateStep
from elections.candidates.planning import CANDIDATE_FIELDS, PERSON_FIELDS, Plan
from elections.candidates.registration import Nomination
from elections.database import db, insert_rows, reserve_ids, utc_now
from elections.imports.changes import Applied, Change, RowState
from elections.people import iin as iins
from elections.people.iin import Sex
from elections.people.models import Person
from elections.vault import Vault

STAMPS = ("version", "created_at", "updated_at")
PERSON_COLUMNS = (
    "surname", "given_name", "patronymic", "sort_key", "search_text", "born_on", "birth_year", "sex", "phone", "email",
    "address", "iin_sealed", "iin_index", "iin_masked",
)  # fmt: skip
PLACED = (
    "id", "election_id", "contest_id", "round", "person_id", "path", "status", "status_on", "ground", "note", "biography",
)  # fmt: skip
_of_candidate = itemgetter(*CANDIDATE_FIELDS)
SEALED = ("iin_sealed", "iin_index", "iin_masked")


def apply_candidates(
    actor: Actor, election: Election, changes: Sequence[Change], filename: str
) -> list[Applied]:
    """Carries out new and changed rows; the log gets a line for the import, and one for each candidate it changed."""
    made = _make_parties(changes)
    for change in changes:
        _settle(change.plan, made)
    new = [one for one in changes if one.state is RowState.NEW]
    changed = [one for one in changes if one.state is RowState.CHANGED]
    applied = [*_create(actor, election, new), *_update(actor, changed)]
    if made and applied:  # whoever takes the import back takes them too
        applied[0] = replace(applied[0], undo={**applied[0].undo, "parties": sorted(made.values())})
    counts = {"created": len(new), "updated": len(changed)}
    ids = sorted(one.subject_id for one in applied if one.undo["kind"] == RowState.NEW.value)
    record(actor, "candidates.imported", "candidate", label=filename, after={**counts, "ids": ranges(ids)})
    return applied


def person_row(values: Mapping[str, Any], iin: str, vault: Vault, index: str = "") -> tuple[Any, ...]:
    """Returns PERSON_COLUMNS of a person, with what is derived: the keys of order and search, the IIN under lock."""
    surname, given_name, patronymic = values["surname"], values["given_name"], values["patronymic"] or ""
    parts = (surname, given_name, patronymic) if patronymic else (surname, given_name)
    return (
        surname, given_name, patronymic, " ".join(map(sort_key, parts)), " ".join(map(fold, parts)),
        values["born_on"], values["birth_year"], values["sex"], values["phone"] or "", values["email"] or "",
        values["address"] or "",
        *((vault.encrypt(iin), index or vault.blind_index(iin), iins.mask(iin)) if iin else (None, None, "")),
    )  # fmt: skip


def _make_parties(changes: Sequence[Change]) -> dict[int, int]:
    """Makes the parties that rows name and nobody knew; returns their keys by the number below zero they had."""
    names: Mapping[str, str] = next((change.plan.parties for change in changes), {})
    used = {
        number
        for change in changes
        for number in (change.plan.candidate["nominated_by_id"], change.plan.candidate["member_of_id"])
        if number is not None and number < 0
    }
    made = {}
    codes = set(db.session.scalars(sa.select(Party.code))) if used else set()
    for number, name in enumerate(names.values(), start=1):
        if -number in used:
            code = next(one for one in _codes(name) if one not in codes)
            codes.add(code)
            party = Party(code=code, name_ru=name, name_kk=name)
            db.session.add(party)
            db.session.flush()
            made[-number] = party.id
    return made


def _codes(name: str) -> Iterable[str]:
    """Returns short names for a party, until one is free: its beginning, then with a number."""
    yield name[:20]
    yield from (f"{name[:16]} {number}" for number in count(2))


def _settle(plan: Plan, made: Mapping[int, int]) -> None:
    for name in ("nominated_by_id", "member_of_id"):
        plan.candidate[name] = made.get(plan.candidate[name], plan.candidate[name])


def _create(actor: Actor, election: Election, changes: Sequence[Change]) -> list[Applied]:
    now, vault = utc_now(), current_app.extensions["vault"]
    fresh = [one for one in changes if one.plan.person_id is None]
    for change, person_id in zip(fresh, reserve_ids(Person, len(fresh)), strict=True):
        change.plan.person_id = person_id
    insert_rows(Person, ("id", *PERSON_COLUMNS, *STAMPS), (
        (one.plan.person_id, *person_row(one.plan.person, one.plan.iin, vault, one.plan.iin_index), 1, now, now) for one in fresh
    ))  # fmt: skip
    ids = reserve_ids(Candidate, len(changes))
    insert_rows(Candidate, (*PLACED, *CANDIDATE_FIELDS, *STAMPS), (
        (candidate_id, election.id, one.plan.place.contest_id, one.plan.place.round, one.plan.person_id, one.plan.place.path,
         one.plan.status, one.plan.status_on, "", "", "", *_of_candidate(one.plan.candidate),
         1, now, now)
        for one, candidate_id in zip(changes, ids, strict=True)
    ))  # fmt: skip
    _begin(ids, actor.login, now)
    made = {one.number for one in fresh}
    return [
        Applied(one.number, candidate_id, {"kind": RowState.NEW.value, "made_person": one.number in made,
                                           "person_id": one.plan.person_id, "versions": [1, 1]})
        for one, candidate_id in zip(changes, ids, strict=True)
    ]  # fmt: skip


def _begin(ids: Sequence[int], login: str, now: datetime) -> None:
    """Makes the first step of each of these candidacies, of what stands in it: the database copies it from its own rows."""
    step, made = cast(sa.Table, CandidateStep.__table__), cast(sa.Table, Candidate.__table__)
    first, last = sa.bindparam("first", type_=sa.Integer), sa.bindparam("last", type_=sa.Integer)
    row: dict[str, Any] = {
        "candidate_id": made.c.id, "path": made.c.path, "to_status": made.c.status, "decided_on": made.c.status_on,
        "note": sa.literal(""), "reason": sa.literal(""), "made_by": sa.literal(login),
        "made_at": sa.literal(now, step.c.made_at.type),
    }  # fmt: skip
    told = sa.select(*row.values()).where(made.c.id.between(first, last)).order_by(made.c.id)
    for stretch in ranges(ids):
        db.session.execute(sa.insert(step).from_select(list(row), told, include_defaults=False),
                           dict(zip(("first", "last"), stretch, strict=True)))  # fmt: skip


def _update(actor: Actor, changes: Sequence[Change]) -> list[Applied]:
    """Changes what is known; one by one, since each is a line of the log of its own."""
    applied, vault = [], current_app.extensions["vault"]
    for change in changes:
        plan: Plan = change.plan
        person, candidate = (
            db.session.get_one(Person, plan.person_id),
            db.session.get_one(Candidate, plan.candidate_id),
        )
        undo = {
            "kind": RowState.CHANGED.value, "person_id": person.id,
            "person": {name: _plain(getattr(person, name)) for name in (*PERSON_FIELDS, *SEALED)},
            "candidate": {name: _plain(getattr(candidate, name)) for name in CANDIDATE_FIELDS},
        }  # fmt: skip
        row = person_row(plan.person, plan.iin, vault)
        _set(person, dict(zip(PERSON_COLUMNS, row, strict=True)), keep=() if plan.iin else SEALED)
        _set(candidate, plan.candidate)
        candidate.updated_at = utc_now()  # the person is a row of its own: this raises the dossier's version
        db.session.flush()
        before, after = _logged(undo, person, candidate)
        record(actor, "candidate.changed", candidate, label=change.label, before=before, after=after)
        applied.append(
            Applied(change.number, candidate.id, {**undo, "versions": [person.version, candidate.version]})
        )
    return applied


def _set(row: Any, values: Mapping[str, Any], keep: Sequence[str] = ()) -> None:
    for name, value in values.items():
        if name not in keep and getattr(row, name) != value:
            setattr(row, name, value)


def _logged(undo: Mapping[str, Any], *rows: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns what changed, before and after, by field as any other change tells it; of an IIN only its mask."""
    was = {**undo["person"], **undo["candidate"]}
    now = {name: _plain(getattr(row, name)) for row in rows for name in was if hasattr(row, name)}
    told = [name for name in was if was[name] != now[name] and name not in ("iin_sealed", "iin_index")]
    return {name: was[name] for name in told}, {name: now[name] for name in told}


def ranges(ids: Sequence[int]) -> list[list[int]]:
    """Returns sorted numbers as stretches [first, last]."""
    found: list[list[int]] = []
    for one in ids:
        if found and one == found[-1][1] + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def restored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns values of an undo as the tables hold them."""
    kinds: dict[str, Any] = {"born_on": date.fromisoformat, "sex": Sex, "nomination": Nomination}
    return {
        name: kinds[name](value) if name in kinds and value is not None else value
        for name, value in values.items()
    }
