"""Remembering that two people are two, and taking that back."""

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden
from elections.people.actions import full_name
from elections.people.distinction_queries import find_distinction
from elections.people.models import Person, PersonDistinction


def tell_apart(actor: Actor, one: Person, other: Person) -> None:
    """Remembers that these are two people; doing so again changes nothing. Raises Forbidden."""
    _require(actor)
    if find_distinction(one.id, other.id) is None:
        keep_distinction(actor, one.id, other.id)
        record(actor, "people.told_apart", one, label=_both(one, other), after={"other": other.id})


def forget_distinction(actor: Actor, one: Person, other: Person) -> None:
    """Takes back that these are two people. Raises Forbidden."""
    _require(actor)
    known = find_distinction(one.id, other.id)
    if known is not None:
        db.session.delete(known)
        db.session.flush()
        record(actor, "people.distinction_forgotten", one, label=_both(one, other), after={"other": other.id})


def keep_distinction(actor: Actor, one: int, other: int) -> int:
    """Writes that two people are two and returns the row's number; the caller tells the log."""
    first, second = sorted((one, other))
    row = PersonDistinction(first_id=first, second_id=second, made_by=actor.login)
    db.session.add(row)
    db.session.flush()
    return row.id


def keep_distinctions(actor: Actor, kept: Person, gone: Person) -> list[int]:
    """Lets the one who stays be told apart from all whom the one who is gone was; returns the numbers of new rows."""
    first, second = PersonDistinction.first_id, PersonDistinction.second_id
    rows = db.session.execute(sa.select(first, second).where(sa.or_(first == gone.id, second == gone.id)))
    others = {number for pair in rows for number in pair if number not in (gone.id, kept.id)}
    return [
        keep_distinction(actor, kept.id, number)
        for number in sorted(others)
        if find_distinction(kept.id, number) is None
    ]


def _both(one: Person, other: Person) -> str:
    return f"{full_name(one)} – {full_name(other)}"


def _require(actor: Actor) -> None:
    if not actor.allows(Permission.EDIT_CANDIDATES):
        raise Forbidden
