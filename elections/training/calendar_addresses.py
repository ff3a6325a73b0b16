"""The secret addresses of the calendars of trainers and regions: which one is good, and how it is made anew."""

import sqlalchemy as sa

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden
from elections.territory.models import Unit
from elections.training.calendar_models import CalendarAddress
from elections.training.tokens import read_token, token_of
from elections.training.trainer_models import Trainer

TRAINER, REGION = "trainer", "region"
SIGN = "_"


def token_for(kind: str, owner: str, editions: dict[tuple[str, str], int]) -> str:
    """Returns the secret part of the address that is good now; `editions` are those of `list_editions`."""
    return token_of(kind, _signed(kind, owner, editions))


def _signed(kind: str, owner: str, editions: dict[tuple[str, str], int]) -> str:
    edition = editions.get((kind, owner), 0)
    return f"{owner}{SIGN}{edition}" if edition else owner


def owner_of(kind: str, token: str) -> str | None:
    """Returns whose calendar a token opens; None when it was not made here, or a newer one took its place."""
    value = read_token(kind, token)
    if value is None:
        return None
    owner = value.partition(SIGN)[0]
    return owner if value == _signed(kind, owner, list_editions(kind, owner)) else None


def list_editions(kind: str = "", owner: str = "") -> dict[tuple[str, str], int]:
    """Returns how many times addresses were made anew, by kind and owner: of all, or of one."""
    statement = sa.select(CalendarAddress)
    if kind:
        statement = statement.where(CalendarAddress.kind == kind, CalendarAddress.owner == owner)
    return {(one.kind, one.owner): one.edition for one in db.session.scalars(statement)}


def renew_of_trainer(actor: Actor, trainer: Trainer) -> None:
    """Gives a trainer's calendar a new address; the old one opens nothing any more. Raises Forbidden."""
    if not actor.allows(Permission.EDIT_TRAINING):
        raise Forbidden
    _renew(actor, TRAINER, str(trainer.id), trainer, trainer.name)


def renew_of_region(actor: Actor, region: Unit) -> None:
    """Gives a region's calendar a new address; the old one opens nothing any more. Raises Forbidden."""
    if not actor.may(Permission.EDIT_TRAINING, region.path):
        raise Forbidden
    _renew(actor, REGION, region.path.rstrip("/"), region, region.name_ru)


def _renew(actor: Actor, kind: str, owner: str, row: Trainer | Unit, label: str) -> None:
    statement = sa.select(CalendarAddress).where(CalendarAddress.kind == kind, CalendarAddress.owner == owner)
    known = db.session.scalar(statement.with_for_update())
    if known is None:
        known = CalendarAddress(kind=kind, owner=owner, edition=0)
        db.session.add(known)
    known.edition += 1
    db.session.flush()
    record(actor, "calendar.readdressed", row, label=label, after={"edition": known.edition})
