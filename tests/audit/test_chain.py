"""The chain of hashes: whatever is altered, taken out or put between is found, and found at its first place."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.audit.chain import FIRST, Anchor, Fault, Verdict, digest_of, first_broken, judge

Event = tuple[int, dict[str, object], str, str]


def chain(*contents: dict[str, object]) -> list[Event]:
    """Returns events with these contents, chained, numbered from 1."""
    events: list[Event] = []
    previous = FIRST
    for number, content in enumerate(contents, start=1):
        digest = digest_of(content, previous)
        events.append((number, content, previous, digest))
        previous = digest
    return events


THREE = chain({"action": "made"}, {"action": "changed"}, {"action": "ended"})


def numbered(*contents: dict[str, object], after: list[Event]) -> list[Event]:
    """Returns events that follow those before, each with a digest that covers its number."""
    events, previous = list(after), after[-1][3] if after else FIRST
    for number, content in enumerate(contents, start=len(after) + 1):
        digest = digest_of(content, previous, number)
        events.append((number, content, previous, digest))
        previous = digest
    return events


def test_a_number_is_covered_by_the_digest_from_the_first_event_on_that_has_it_so() -> None:
    old = THREE[:2]
    whole = numbered({"action": "ended"}, {"action": "made"}, after=old)
    assert first_broken(whole) is None
    moved = [*whole[:3], (9, *whole[3][1:])]
    assert first_broken(moved) == 9
    without = chain(*(one[1] for one in whole))
    assert first_broken(without) is None
    mixed = [*whole[:3], (4, {"action": "made"}, whole[2][3], digest_of({"action": "made"}, whole[2][3]))]
    assert first_broken(mixed) == 4


def test_digest_covers_the_content_and_the_digest_before_it() -> None:
    expected = hashlib.sha256(f'{FIRST}\n{{"action":"made","reason":"Ә"}}'.encode()).hexdigest()
    assert digest_of({"reason": "Ә", "action": "made"}, FIRST) == expected
    assert digest_of({"reason": "Ә", "action": "made"}, expected) != expected


@pytest.mark.parametrize(
    ("events", "broken"),
    [
        ([], None),
        (THREE, None),
        (THREE[:2], None),
        (THREE[1:], 2),
        ([THREE[0], THREE[2]], 3),
        ([THREE[1], THREE[0], THREE[2]], 2),
        ([THREE[0], (2, {"action": "else"}, *THREE[1][2:]), THREE[2]], 2),
        ([THREE[0], (2, THREE[1][1], FIRST, THREE[1][3]), THREE[2]], 2),
        ([THREE[0], (2, THREE[1][1], THREE[1][2], "f" * 64), THREE[2]], 2),
    ],
    ids=[
        "empty", "whole", "end cut", "first gone", "middle gone", "order", "content", "previous", "digest",
    ],
)  # fmt: skip
def test_first_broken(events: list[Event], broken: int | None) -> None:
    assert first_broken(events) == broken


def test_an_event_altered_with_its_own_digest_is_found_at_the_next() -> None:
    forged = {"action": "else"}
    events = [THREE[0], (2, forged, THREE[1][2], digest_of(forged, THREE[1][2])), THREE[2]]
    assert first_broken(events) == 3


DIGESTS = [event[3] for event in THREE]
GAP = [THREE[0], (3, THREE[1][1], THREE[1][2], THREE[1][3])]
"""A log from which the second event was taken, and whose chain was made to fit again."""


@pytest.mark.parametrize(
    ("events", "anchors", "verdict"),
    [
        (THREE, [Anchor(3, DIGESTS[2]), Anchor(1, DIGESTS[0])], Verdict(3, 2)),
        (THREE, [Anchor(2, DIGESTS[1]), Anchor(2, DIGESTS[1])], Verdict(3, 2)),
        (THREE, [Anchor(1, DIGESTS[0]), Anchor(3, "f" * 64)], Verdict(3, 1, Fault.REWRITTEN, 3, 1)),
        (THREE[:2], [Anchor(3, DIGESTS[2])], Verdict(2, 0, Fault.REWRITTEN, 3)),
        (GAP, [Anchor(1, DIGESTS[0]), Anchor(2, DIGESTS[1])], Verdict(1, 1, Fault.REWRITTEN, 2, 1)),
    ],
    ids=["fitting", "noted twice", "another head", "end cut", "noted event gone"],
)
def test_anchors_find_what_a_chain_that_fits_in_itself_hides(
    events: list[Event], anchors: list[Anchor], verdict: Verdict
) -> None:
    assert judge(events, anchors) == verdict


CONTENTS = st.lists(
    st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5), max_size=3),
    min_size=1,
    max_size=6,
)


@given(contents=CONTENTS, chosen=st.integers(min_value=0))
def test_any_altered_event_is_the_first_broken(contents: list[dict[str, object]], chosen: int) -> None:
    events = chain(*contents)
    assert first_broken(events) is None
    number, content, previous, digest = events[chosen % len(events)]
    events[number - 1] = (number, {**content, "longer key": 1}, previous, digest)
    assert first_broken(events) == number
