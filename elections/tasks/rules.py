"""What a task is about, how it lives, when it is late, and when the law lets it be done (pure).

Campaigning is allowed from the end of registration until 00:00 local time of the day before the voting (CL 27(2), 32):
a task of a campaigning kind may be due in that time only. Everything else is organisational and may be due at any time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from elections.campaign.calendar import Calendar
from elections.errors import Objection

LAST_MOMENT = timedelta(minutes=1)
"""How long before the silence the last campaigning task may be due."""
WEEK = timedelta(days=7)
HORIZON = timedelta(days=366)
"""How far before the call and after the voting a task may be due: beyond it is a slip of the pen."""


class Kind(StrEnum):
    """What a task is about."""

    DOCUMENTS = "documents"
    REGISTRATION = "registration"
    PROXIES = "proxies"
    PRINTING = "printing"
    ROOMS = "rooms"
    MEETING = "meeting"
    AGITATION = "agitation"
    DISTRIBUTION = "distribution"
    MEDIA = "media"
    SILENCE = "silence"
    OBSERVERS = "observers"
    COUNT = "count"
    TRAINING = "training"
    OTHER = "other"


class State(StrEnum):
    """How far a task is."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Nature(StrEnum):
    """Whether a task is campaigning in the sense of the law."""

    CAMPAIGNING = "campaigning"
    ORGANISATIONAL = "organisational"


CAMPAIGNING = frozenset({Kind.MEETING, Kind.AGITATION, Kind.DISTRIBUTION, Kind.MEDIA})
STEPS = {
    State.OPEN: frozenset({State.DONE, State.CANCELLED}),
    State.DONE: frozenset({State.OPEN}),
    State.CANCELLED: frozenset({State.OPEN}),
}


@dataclass(frozen=True)
class Window:
    """The time in which campaigning is allowed: from `opens` until `closes`, which lies outside."""

    opens: datetime
    closes: datetime

    def holds(self, at: datetime) -> bool:
        """Returns whether the moment (aware) lies in the time."""
        return self.opens <= at < self.closes


def nature_of(kind: Kind) -> Nature:
    """Returns whether tasks of this kind are campaigning."""
    return Nature.CAMPAIGNING if kind in CAMPAIGNING else Nature.ORGANISATIONAL


def window_of(calendar: Calendar) -> Window:
    """Returns when campaigning is allowed by a calendar (CL 27(2), 32)."""
    moments = {one.code: one.at for one in calendar.milestones()}
    return Window(moments["campaign_opens"], moments["silence_begins"])


def objections_to_time(kind: Kind, due_at: datetime, calendar: Calendar) -> tuple[Objection, ...]:
    """Returns what speaks against a task of this kind being due at that moment (aware)."""
    opens, closes = calendar.called_on, calendar.voting_on
    day = due_at.astimezone(calendar.zone).date()
    if not opens - HORIZON <= day <= closes + HORIZON:
        return (Objection("task.far_away", "due_on", {"voting_on": closes}),)
    window = window_of(calendar)
    if nature_of(kind) is Nature.ORGANISATIONAL or window.holds(due_at):
        return ()
    if due_at < window.opens:
        return (Objection("task.before_campaign", "due_on", {"opens": _moment(window.opens)}, "CL 27(2)"),)
    return (Objection("task.in_silence", "due_on", {"closes": _moment(window.closes)}, "CL 27(2), 32"),)


def objections_to_step(state: State, new_state: State, reason: str) -> tuple[Objection, ...]:
    """Returns what speaks against a task going from one state to the other; only what is done needs no reason."""
    if new_state not in STEPS[state]:
        return (Objection("task.step_not_allowed", "", {"state": state, "new_state": new_state}),)
    if new_state is not State.DONE and not reason.strip():
        return (Objection("task.reason_missing", "reason"),)
    return ()


def objections_to_proof(proof: str, files: int, *, needed: bool) -> tuple[Objection, ...]:
    """Returns the objection to a task being done without proof that needs one: a text or a file."""
    if not needed or proof.strip() or files:
        return ()
    return (Objection("task.proof_missing", "proof"),)


def is_late(state: State, due_at: datetime, now: datetime) -> bool:
    """Returns whether a task should have been done by `now` and is not; the moment itself is in time."""
    return state is State.OPEN and due_at < now


def is_forbidden_now(kind: Kind, state: State, calendar: Calendar, now: datetime) -> bool:
    """Returns whether an open task must not be done any more: it is campaigning, and that is over."""
    return state is State.OPEN and kind in CAMPAIGNING and now >= window_of(calendar).closes


def _moment(at: datetime) -> str:
    return at.strftime("%d.%m.%Y %H:%M")
