"""Replaying the night: what is due is entered by the product's own actions, a step a transaction."""

import time
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.accounts.models import User
from elections.accounts.queries import actor_of
from elections.database import EVERYWHERE, db, looking_from, transaction
from elections.errors import Refused
from elections.rehearsal.script import Fate, mark_step, next_step, read_standing
from elections.rehearsal.writing import ACTORS
from elections.results.actions import enter_protocol
from elections.results.confirmation import Confirmation, find_warnings, keys_of
from elections.results.entries import OPEN_FOR_ENTRY
from elections.results.models import Protocol
from elections.results.queries import get_protocol
from elections.results.tally import ProtocolFigures

PORTION = 25
"""So many steps are done before the worker looks at its other work."""
BREATH_SECONDS = 0.01
"""Between two steps the file is left to the people: SQLite has one writer at a time, and those who wait only look in now and then."""
REASON = "rehearsal"
"""Why the two actors confirm what is unlikely, where the file does not say."""


def replay(now: datetime, most: int = PORTION) -> int:
    """Does at most so many of the steps whose moment has come, in the copy; returns how many it did."""
    with looking_from(EVERYWHERE):
        standing = read_standing(db.session.connection())
        db.session.rollback()
        if standing.is_over(now) or not standing.waiting:
            return 0
        done = 0
        while done < most and _do_next(now):
            done += 1
            time.sleep(BREATH_SECONDS)
        return done


def _do_next(now: datetime) -> bool:
    """Does one step and marks it, together or not at all; only one worker can be inside."""
    with transaction():
        connection = db.session.connection()
        step = next_step(connection, read_standing(connection).passed(now))
        if step is None:
            return False
        mark_step(connection, step.id, _enter(step))
        return True


def _enter(step: Any) -> Fate:
    protocol = get_protocol(step.protocol_id)
    if protocol.state not in OPEN_FOR_ENTRY or len(protocol.entries) >= step.number:
        return Fate.OVERTAKEN
    try:
        with db.session.begin_nested():
            enter_as(_actor(step.number), protocol, _figures(step.figures), step.reason)
    except Refused:
        return Fate.REFUSED
    return Fate.DONE


def enter_as(actor: Actor, protocol: Protocol, figures: ProtocolFigures, reason: str = "") -> None:
    """Enters a protocol as somebody who has seen what is unlikely in it and confirms that."""
    shown = keys_of(find_warnings(protocol, figures), figures)
    confirmation = Confirmation(shown, is_ticked=True, reason=reason or REASON)
    enter_protocol(actor, protocol, protocol.version, figures, confirmation)


def _actor(number: int) -> Actor:
    login = ACTORS[number - 1]
    return actor_of(db.session.scalars(sa.select(User).where(User.login == login)).one())


def _figures(kept: dict[str, Any]) -> ProtocolFigures:
    return ProtocolFigures(**{**kept, "votes": {int(one): votes for one, votes in kept["votes"].items()}})
