"""Taking an import of headquarters back: what it made goes, what it changed is as before; edited records stop it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError

from elections.accounts.access import Actor
from elections.audit.actions import record
from elections.database import EVERYWHERE, db, looking_from
from elections.headquarters.models import Headquarters, Member
from elections.imports.changes import Applied, Blocked
from elections.people.actions import full_name
from elections.people.merge_actions import name_anew
from elections.people.models import Person

MODELS: dict[str, Any] = {one.__tablename__: one for one in (Headquarters, Member, Person)}
DAYS = ("since_on", "until_on", "consent_on", "opened_on")


class _Used(Exception):
    """Something that the import made is referred to by now."""

    def __init__(self, number: int, label: str) -> None:
        super().__init__(label)
        self.blocked = Blocked(number, label)


def undo_headquarters(actor: Actor, applied: Sequence[Applied]) -> list[Blocked]:
    """Takes rows back, all of them or none; returns those whose records somebody has edited or refers to since."""
    with looking_from(EVERYWHERE):
        blocked = [Blocked(one.number, _label(one)) for one in applied if _is_edited(one)]
        if blocked:
            return blocked
        try:
            with db.session.begin_nested():
                for one in sorted(applied, key=lambda each: -each.number):
                    _take_back(one)
        except _Used as used:
            db.session.expire_all()
            return [used.blocked]
    record(actor, "headquarters.import_undone", "headquarters", after={"rows": len(applied)})
    return []


def _is_edited(one: Applied) -> bool:
    for name, number, version in one.undo["versions"]:
        row = db.session.get(MODELS[name], number)
        if row is None or row.version != version:
            return True
    return False


def _take_back(one: Applied) -> None:
    undo, label = one.undo, _label(one)
    _delete(Member, undo.get("made_member"), one.number, label)
    for name, model in (
        ("member", Member),
        ("replaced", Member),
        ("person", Person),
        ("office", Headquarters),
    ):
        if name in undo:
            _put_back(model, undo[name])
    _delete(Person, undo.get("made_person"), one.number, label)
    _delete(Headquarters, undo.get("made_office"), one.number, label)


def _put_back(model: Any, values: dict[str, Any]) -> None:
    row = db.session.get_one(model, values["id"])
    for name, value in values.items():
        if name != "id":
            setattr(row, name, date.fromisoformat(value) if name in DAYS and value else value)
    if isinstance(row, Person):
        name_anew(row)
    db.session.flush()


def _delete(model: Any, number: int | None, row_number: int, label: str) -> None:
    row = db.session.get(model, number) if number is not None else None
    if row is None:
        return
    try:
        db.session.delete(row)
        db.session.flush()
    except IntegrityError as error:
        raise _Used(row_number, label) from error


def _label(one: Applied) -> str:
    member = db.session.get(Member, one.undo.get("made_member") or one.undo.get("member", {}).get("id") or 0)
    return full_name(member.person) if member else ""
