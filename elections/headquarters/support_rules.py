"""The way of a support (pure): requested, sent, received, or refused or cancelled; which step follows which, and what is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from elections.errors import Objection

LATE_DAYS = 5
"""After how many days what was sent and has not been received is late, where nobody says otherwise."""
DEAREST = 10**12
MOST = 10**7
"""The greatest cost (tenge) and quantity that are taken for meant."""


class SupportKind(StrEnum):
    """What sort of support the party gives."""

    ORGANISATIONAL = "organisational"
    METHODOLOGICAL = "methodological"
    MATERIAL = "material"


class SupportState(StrEnum):
    """How far a support is."""

    REQUESTED = "requested"
    SENT = "sent"
    RECEIVED = "received"
    REFUSED = "refused"
    CANCELLED = "cancelled"


NEXT: Mapping[SupportState, tuple[SupportState, ...]] = MappingProxyType(
    {
        SupportState.REQUESTED: (SupportState.SENT, SupportState.REFUSED, SupportState.CANCELLED),
        SupportState.SENT: (SupportState.RECEIVED, SupportState.CANCELLED),
        SupportState.RECEIVED: (),
        SupportState.REFUSED: (),
        SupportState.CANCELLED: (),
    }
)
"""Which step may follow which; what was received, refused or cancelled is over."""
COUNTED = (SupportState.SENT, SupportState.RECEIVED)
"""The steps that say how many."""
ENDINGS = (SupportState.REFUSED, SupportState.CANCELLED)
"""The steps that say why."""


@dataclass(frozen=True)
class Way:
    """How far a support has come: its state, the day of its last step, and how many were asked for and sent."""

    state: SupportState
    last_on: date
    requested: int
    sent: int | None = None


@dataclass(frozen=True)
class Step:
    """A step to take: where to, on which day, how many, why."""

    state: SupportState
    on: date
    quantity: int | None = None
    reason: str = ""


def objections_to_step(way: Way, step: Step, today: date) -> list[Objection]:
    """Returns everything that speaks against a step: its order, its day, its number, a missing reason."""
    found = []
    if step.state not in NEXT[way.state]:
        found.append(Objection("support.step_order"))
    if step.on < way.last_on:
        found.append(Objection("support.before_last_step", "on", {"last": way.last_on}))
    if step.on > today:
        found.append(Objection("support.in_future", "on", {"day": step.on}))
    if step.state in COUNTED:
        found += _objections_to_quantity(way, step)
    if step.state in ENDINGS and not step.reason.strip():
        found.append(Objection("support.reason_missing", "reason"))
    return found


def objections_to_request(quantity: int, cost: int | None, on: date, today: date) -> list[Objection]:
    """Returns what speaks against asking for a support: its number, its cost, its day."""
    found = []
    if not 0 < quantity <= MOST:
        found.append(Objection("support.quantity_range", "quantity", {"most": MOST}))
    if cost is not None and not 0 <= cost <= DEAREST:
        found.append(Objection("support.cost_range", "cost_kzt", {"most": DEAREST}))
    if on > today:
        found.append(Objection("support.in_future", "on", {"day": on}))
    return found


def shortage(sent: int | None, received: int | None) -> int:
    """Returns how many of what was sent have not arrived."""
    return max((sent or 0) - received, 0) if received is not None else 0


def is_late(state: SupportState, sent_on: date | None, today: date, days: int = LATE_DAYS) -> bool:
    """Tells whether something was sent more than so many days ago and has not been received."""
    return state is SupportState.SENT and sent_on is not None and (today - sent_on).days > days


def _objections_to_quantity(way: Way, step: Step) -> list[Objection]:
    least = 1 if step.state is SupportState.SENT else 0
    if step.quantity is None or not least <= step.quantity <= MOST:
        return [Objection("support.step_quantity", "quantity", {"least": least, "most": MOST})]
    if step.state is SupportState.RECEIVED and way.sent is not None and step.quantity > way.sent:
        return [Objection("support.more_than_sent", "quantity", {"sent": way.sent})]
    return []
