"""A protocol's way from paper to count: entries by independent people, compared figure by figure."""

from enum import StrEnum

from elections.results.tally import ProtocolFigures


class State(StrEnum):
    """Where a protocol stands.

    expected: not entered; first: one of two entries is in; differs: two entries do not agree, and a
    coordinator decides; accepted: counted; disputed: taken out of the count, to be entered anew.
    """

    EXPECTED = "expected"
    FIRST = "first"
    DIFFERS = "differs"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"


def differences(first: ProtocolFigures, second: ProtocolFigures) -> tuple[str, ...]:
    """Returns the fields in which two entries differ, in the order of the paper; votes as "votes.7"."""
    one, other = first.by_field(), second.by_field()
    order = [*one, *(field for field in other if field not in one)]
    return tuple(field for field in order if one.get(field) != other.get(field))


def state_after_entry(state: State, required: int, agree: bool) -> State:
    """Returns the state after an entry, of `required` (1 or 2) asked for; `agree`: it is like the one before.

    A disputed protocol begins anew: its earlier entries do not count as the first one.
    """
    if required == 1:
        return State.ACCEPTED
    if state is not State.FIRST:
        return State.FIRST
    return State.ACCEPTED if agree else State.DIFFERS
