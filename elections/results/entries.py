"""A protocol's way from paper to count: entries by independent people, compared figure by figure."""

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


def differences(first: ProtocolFigures, second: ProtocolFigures) -> tuple[str, ...]:
    """Returns the fields in which two entries differ, in the order of the paper; votes as "votes.7"."""
    one, other = first.by_field(), second.by_field()
    order = [*one, *(field for field in other if field not in one)]
    return tuple(field for field in order if one.get(field) != other.get(field))


def state_after_entry(
    required: int, first: ProtocolFigures | None, entry: ProtocolFigures, *, warned: bool = False
) -> State:
    """Returns the state after an entry, of `required` (1 or 2) that are asked for, when `first` came before.

    `warned` says that the figures are unlikely: two entries that agree then wait for a coordinator.
    """
    if required == 1:
        return State.ACCEPTED
    if first is None:
        return State.FIRST
    if differences(first, entry):
        return State.DIFFERS
    return State.SECOND if warned else State.ACCEPTED


def objections_to_entry(state: State, first_by: int | None, entered_by: int) -> tuple[Objection, ...]:
    """Returns why this person may not enter the protocol now: it is entered, or the first entry is theirs."""
    if state not in OPEN_FOR_ENTRY:
        return (Objection("protocol.entered_already", params={"state": state}),)
    if state is State.FIRST and first_by == entered_by:
        return (Objection("protocol.same_person"),)
    return ()
