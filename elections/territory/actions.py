"""Changing the territory: a classifier of some date is laid into the units' history; precincts get their voters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, cast

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold, sort_key
from elections.audit.actions import record
from elections.database import EVERYWHERE, db
from elections.errors import Forbidden, Objection, Refused
from elections.territory.codes import UnitKind
from elections.territory.models import Precinct, Snapshot, Unit
from elections.territory.timeline import Change, Correct, Open, Redate, Span, Vanish, insert_snapshot

TABLE = cast(sa.Table, Unit.__table__)


@dataclass(frozen=True)
class UnitContent:
    """What a classifier says of a unit, apart from its code."""

    parent_kato: str
    path: str
    kind: UnitKind
    name_ru: str
    name_kk: str
    name_en: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a classifier changed, by code: units not known before, units that changed, units it does not have."""

    created: frozenset[str]
    changed: frozenset[str]
    closed: frozenset[str]


def lay_classifier(
    actor: Actor | None, units: Mapping[str, UnitContent], as_of: date, file_name: str = ""
) -> Outcome:
    """Makes the territory that of a classifier from `as_of` until the next later one; deletes nothing.

    Raises Refused when a unit known only from a classifier of the same day is not in this one.
    """
    actor = check_actor(actor)
    spans = _stored_spans()
    following = db.session.scalar(sa.select(sa.func.min(Snapshot.as_of)).where(Snapshot.as_of > as_of))
    changes = {
        kato: found
        for kato in {**spans, **units}
        if (found := insert_snapshot(spans.get(kato, []), units.get(kato), as_of, following))
    }
    _refuse_vanishing(changes)
    _write(changes)
    known = db.session.get(Snapshot, as_of)
    if changes or known is None:
        _remember(actor, known, as_of, file_name, len(units), len(changes))
    return Outcome(
        frozenset(changes.keys() - spans.keys()),
        frozenset(changes.keys() & spans.keys() & units.keys()),
        frozenset(changes.keys() - units.keys()),
    )


def _stored_spans() -> dict[str, list[Span[UnitContent]]]:
    columns = TABLE.c
    names = ("parent_kato", "path", "kind", "name_ru", "name_kk", "name_en")
    rows = db.session.execute(
        sa.select(
            columns.kato, columns.id, columns.valid_from, columns.valid_to, *(columns[name] for name in names)
        )
    )
    spans: dict[str, list[Span[UnitContent]]] = defaultdict(list)
    for kato, unit_id, valid_from, valid_to, *content in rows:
        spans[kato].append(Span(unit_id, valid_from, valid_to, UnitContent(*content)))
    return spans


def _refuse_vanishing(changes: Mapping[str, Iterable[Change[UnitContent]]]) -> None:
    lost = [kato for kato, found in changes.items() if any(isinstance(change, Vanish) for change in found)]
    if lost:
        raise Refused([Objection("territory.vanishes", "kato", {"kato": kato}) for kato in sorted(lost)])


def _write(changes: Mapping[str, Iterable[Change[UnitContent]]]) -> None:
    redated: list[dict[str, Any]] = []
    corrected: list[dict[str, Any]] = []
    opened: list[dict[str, Any]] = []
    for kato, found in changes.items():
        for change in found:
            match change:
                case Redate(unit_id, valid_from, valid_to):
                    redated.append({"unit_id": unit_id, "valid_from": valid_from, "valid_to": valid_to})
                case Correct(unit_id, content):
                    corrected.append({"unit_id": unit_id, **_columns(kato, content)})
                case Open(valid_from, valid_to, content):
                    opened.append({"valid_from": valid_from, "valid_to": valid_to, **_columns(kato, content)})
    chosen = sa.update(TABLE).where(TABLE.c.id == sa.bindparam("unit_id"))
    for rows in (redated, corrected):
        if rows:
            values: dict[str, Any] = {name: sa.bindparam(name) for name in rows[0] if name != "unit_id"}
            db.session.execute(chosen.values(values), rows)
    if opened:
        db.session.execute(sa.insert(TABLE), opened)
    db.session.expire_all()


def _columns(kato: str, content: UnitContent) -> dict[str, Any]:
    name = content.name_kk or content.name_ru
    words = fold(f"{content.name_ru} {content.name_kk} {kato}")
    return {**asdict(content), "kato": kato, "sort_key": sort_key(name)[:400], "search_text": words}


def _remember(
    actor: Actor, known: Snapshot | None, as_of: date, file_name: str, units: int, changes: int
) -> None:
    if known is None:
        db.session.add(Snapshot(as_of=as_of, file_name=file_name[:255], units=units))
    else:
        known.file_name, known.units = file_name[:255], units
    db.session.flush()
    after = {"as_of": as_of, "units": units, "changes": changes}
    record(actor, "territory.imported", "territory", label=file_name, after=after)


def set_precincts(
    actor: Actor | None, precincts: Mapping[tuple[int, int], tuple[str, int]], file_name: str = ""
) -> dict[tuple[int, int], str]:
    """Makes or changes precincts, given (path, voters) by (constituency's id, number).

    Returns "created", "updated" or "unchanged" for each; leaves precincts that are not named as they are.
    """
    actor = check_actor(actor)
    known = {(row.constituency_id, row.number): row for row in db.session.scalars(sa.select(Precinct))}
    done: dict[tuple[int, int], str] = {}
    for key, (path, voters) in precincts.items():
        row = known.get(key)
        if row is None:
            db.session.add(Precinct(constituency_id=key[0], number=key[1], path=path, voters=voters))
            done[key] = "created"
        elif row.voters != voters:
            row.voters = voters
            done[key] = "updated"
        else:
            done[key] = "unchanged"
    db.session.flush()
    if set(done.values()) - {"unchanged"}:
        record(actor, "precincts.imported", "precinct", label=file_name, after={"rows": len(done)})
    return done


def check_actor(actor: Actor | None) -> Actor:
    """Returns who changes the whole territory (None: the operator's command); raises Forbidden."""
    if actor is None or actor is SYSTEM:
        return SYSTEM
    if not actor.may(Permission.MANAGE_TERRITORY, EVERYWHERE):
        raise Forbidden
    return actor
