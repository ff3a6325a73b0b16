"""The hash chain of the log: each event's digest covers its content and the digest before it (pure).

Whoever rewrites the log from some event to its end makes a chain that fits in itself. Anchors, digests of its head
that were noted day by day and signed on paper, are what such a chain does not fit.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

FIRST = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
Link = tuple[int, Mapping[str, object], str, str]
"""An event as it is checked: its number, its content, the digest before it, its digest."""


class Fault(StrEnum):
    """What is wrong with the log at an event."""

    ALTERED = "altered"
    MISSING = "missing"
    REWRITTEN = "rewritten"
    LOOKS = "looks"


@dataclass(frozen=True)
class Anchor:
    """The head of the log as it was noted: the number of its last event, and that event's digest."""

    event_id: int
    digest: str


@dataclass(frozen=True)
class Verdict:
    """What a check of the log found: how many events and anchors fit, and the first fault.

    ALTERED: event `event_id` does not fit its own digest. MISSING: what stood between `after` and `event_id` is gone
    or was altered. REWRITTEN: the chain fits, but not the anchor at `event_id`; the one at `after` did. LOOKS: the log is
    whole, but the register of who saw whom says something else than event `event_id`.
    """

    events: int = 0
    anchors: int = 0
    fault: Fault | None = None
    event_id: int | None = None
    after: int | None = None


def canonical(content: Mapping[str, object]) -> str:
    """Returns content as the one JSON text that its digest covers."""
    return _CANONICAL.encode(content)


def digest_of(content: Mapping[str, object], previous: str, number: int | None = None) -> str:
    """Returns the SHA-256 (hex) of the previous digest, of an event's number where it has one, and of its content.

    Each stands on a line of its own, the content as canonical JSON.
    """
    own = "" if number is None else f"{number}\n"
    return hashlib.sha256(f"{previous}\n{own}{canonical(content)}".encode()).hexdigest()


def first_broken(events: Iterable[Link]) -> int | None:
    """Returns the id of the first event (id, content, previous digest, digest) that does not fit the chain, or None."""
    return judge(events, ()).event_id


def judge(events: Iterable[Link], anchors: Iterable[Anchor]) -> Verdict:
    """Holds the events, from the first on, against their digests and against the anchors; ends at the first fault.

    The oldest digests do not cover the event's number. From the first that does, all do.
    """
    noted, has_numbers = sorted(anchors, key=_place), False
    expected, last, number, fitting = FIRST, 0, 0, 0
    for event_id, content, previous, digest in events:
        fits = digest == digest_of(content, previous, event_id)
        has_numbers = has_numbers or fits
        if not fits and (has_numbers or digest != digest_of(content, previous)):
            return Verdict(number, fitting, Fault.ALTERED, event_id, last or None)
        if previous != expected:
            return Verdict(number, fitting, Fault.MISSING, event_id, last or None)
        if fitting < len(noted) and noted[fitting].event_id < event_id:
            return _rewritten(noted, fitting, number)
        expected, last, number = digest, event_id, number + 1
        while fitting < len(noted) and noted[fitting].event_id == event_id:
            if noted[fitting].digest != digest:
                return _rewritten(noted, fitting, number)
            fitting += 1
    return Verdict(number, fitting) if fitting == len(noted) else _rewritten(noted, fitting, number)


def _rewritten(noted: list[Anchor], place: int, number: int) -> Verdict:
    before = noted[place - 1].event_id if place else None
    return Verdict(number, place, Fault.REWRITTEN, noted[place].event_id, before)


def _place(anchor: Anchor) -> int:
    return anchor.event_id
