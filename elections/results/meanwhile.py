"""Two people at one protocol at the same moment: whoever saves second is told in words, and loses nothing."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from elections.accounts.access import Actor
from elections.database import db
from elections.errors import Objection, Refused, Stale
from elections.results.entries import OPEN_FOR_ENTRY, State, objections_to_entry
from elections.results.models import Protocol
from elections.web.forms import Form
from elections.web.objections import overtaken_by

Saved = TypeVar("Saved")


def entering(form: Form, find: Callable[[], Protocol], actor: Actor, save: Callable[[], Saved]) -> Saved:
    """Carries out an entry; raises Refused with who saved meanwhile, and what becomes of the one that was typed.

    The form then stands at the protocol's present version: saved again, it is held against what the other one entered.
    """
    try:
        return save()
    except (Stale, StaleDataError, IntegrityError):  # of the last two: the database decided who was first
        db.session.rollback()
        protocol = find()
        found = [_told(form, protocol)]
        first_by = protocol.entries[-1].entered_by_id if protocol.entries else None
        found += objections_to_entry(protocol.state, first_by, actor.user_id or 0)
        if protocol.state in OPEN_FOR_ENTRY and len(found) == 1:
            is_second = protocol.state is State.FIRST
            found.append(Objection("protocol.save_as_second" if is_second else "protocol.save_again"))
        raise Refused(found) from None


def deciding(form: Form, protocol: Protocol, save: Callable[[], object]) -> None:
    """Carries out a coordinator's word on a protocol; raises Refused with who changed it meanwhile."""
    try:
        save()
    except (Stale, StaleDataError, IntegrityError):
        db.session.rollback()
        raise Refused([_told(form, protocol), Objection("protocol.decide_again")]) from None


def _told(form: Form, protocol: Protocol) -> Objection:
    form.version.data = str(protocol.version)
    overtaken = overtaken_by(protocol)
    if not overtaken.params:
        return overtaken
    return Objection("protocol.saved_meanwhile", params=overtaken.params)
