"""A protocol's way from paper to count: entries by independent people, compared figure by figure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from elections.errors import Objection
from elections.results.tally import ProtocolFigures


class State(StrEnum):
    """Where a protocol stands; only an accepted one is counted.

    expected: not entered; first: one of two entries is in; second: two entries agree, but what is unlikely in
    them waits for a coordinator; differs: two entries do not agree; accepted: counted; disputed: contested
    before a commission or a court; replaced: another protocol took its place after a recount (CL 43(9)).
    """

    EXPECTED = "expected"
    FIRST = "first"
    SECOND = "second"
    DIFFERS = "differs"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    REPLACED = "replaced"


OPEN_FOR_ENTRY = frozenset({State.EXPECTED, State.FIRST})
OPEN_FOR_RESOLUTION = frozenset({State.SECOND, State.DIFFERS, State.ACCEPTED, State.DISPUTED})
"""Where a coordinator says what the paper says: entries that wait for it, and accepted figures that are corrected."""
MISSING = frozenset(set(State) - {State.ACCEPTED, State.REPLACED})
"""Where a precinct's protocol stands whose figures are not in the count yet."""


def differences(first: ProtocolFigures, second: ProtocolFigures) -> tuple[str, ...]:
    """Returns the fields in which two entries differ, in the order of the paper; votes as "votes.7"."""
    one, other = first.by_field(), second.by_field()
    order = [*one, *(field for field in other if field not in one)]
    return tuple(field for field in order if one.get(field) != other.get(field))


def apart(entries: Sequence[ProtocolFigures]) -> tuple[str, ...]:
    """Returns the fields in which several entries do not all agree, in the order of the paper."""
    several = {field for one in entries[1:] for field in differences(entries[0], one)}
    order = dict.fromkeys(field for one in entries for field in one.by_field())
    return tuple(field for field in order if field in several)


def keys_of(entry: ProtocolFigures, fields: Iterable[str]) -> frozenset[str]:
    """Returns what a second look is about: the fields with the values that were typed there, "votes.7=12"."""
    figures = entry.by_field()
    return frozenset(f"{field}={figures.get(field)}" for field in fields)


def look_again(
    first: ProtocolFigures | None, entry: ProtocolFigures, seen: frozenset[str]
) -> tuple[Objection, ...]:
    """Returns why an entry is not kept yet: a figure differs from the first one and was not looked at again.

    What was shown for a second look at the paper counts with the very value that was typed then.
    """
    fields = differences(first, entry) if first else ()
    if keys_of(entry, fields) <= seen:
        return ()
    return (Objection("protocol.look_again", params={"figures": len(fields)}),)


def changes(
    before: ProtocolFigures, after: ProtocolFigures
) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """Returns the figures that differ, as they were and as they are, by field: what the log keeps of a correction."""
    was, now = before.by_field(), after.by_field()
    fields = differences(before, after)
    return {field: was.get(field) for field in fields}, {field: now.get(field) for field in fields}


def state_after_entry(
    required: int, first: ProtocolFigures | None, entry: ProtocolFigures, *, warned: bool = False
) -> State:
    """Returns the state after an entry, of `required` (1 or 2) that are asked for, when `first` came before.

    `warned` says that the figures are unlikely: where two entries are asked for, two that agree then wait for a
    coordinator. A first entry is held against the second even where one alone would do by now.
    """
    if first is None:
        return State.ACCEPTED if required == 1 else State.FIRST
    if differences(first, entry):
        return State.DIFFERS
    return State.SECOND if warned and required > 1 else State.ACCEPTED


def objections_to_entry(state: State, first_by: int | None, entered_by: int) -> tuple[Objection, ...]:
    """Returns why this person may not enter the protocol now: it is entered, or the first entry is theirs."""
    if state not in OPEN_FOR_ENTRY:
        return (Objection("protocol.entered_already", params={"state": state}),)
    if state is State.FIRST and first_by == entered_by:
        return (Objection("protocol.same_person"),)
    return ()


def objections_to_resolution(
    state: State, accepted: ProtocolFigures | None, figures: ProtocolFigures, reason: str
) -> tuple[Objection, ...]:
    """Returns why the coordinator's figures are not taken: nothing waits for them, they change nothing, or no reason."""
    if state not in OPEN_FOR_RESOLUTION:
        return (Objection("protocol.nothing_to_resolve", params={"state": state}),)
    found = [] if reason else [Objection("protocol.reason_missing", "reason")]
    if state is State.ACCEPTED and accepted == figures:
        found.append(Objection("protocol.nothing_changed"))
    return tuple(found)
