"""A protocol's way from paper to count."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.errors import Objection
from elections.results.entries import (
    State,
    apart,
    changes,
    differences,
    keys_of,
    look_again,
    objections_to_entry,
    objections_to_resolution,
    state_after_entry,
)
from elections.results.tally import ProtocolFigures

ENTRY = ProtocolFigures(
    voters=727, ballots_issued=600, took_part=590, invalid=10, against_all=20, votes={1: 400, 2: 170}
)  # fmt: skip
ENTRIES = st.builds(
    ProtocolFigures,
    voters=st.integers(0, 3),
    ballots_issued=st.integers(0, 3),
    took_part=st.integers(0, 3),
    invalid=st.integers(0, 3),
    against_all=st.integers(0, 3),
    votes=st.dictionaries(st.integers(1, 3), st.integers(0, 3)),
    outside=st.none() | st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("second", "fields"),
    [
        (ENTRY, ()),
        (replace(ENTRY, invalid=1, voters=1), ("voters", "invalid")),
        (replace(ENTRY, outside=0), ("outside",)),
        (replace(ENTRY, votes={1: 401, 2: 170, 3: 0}), ("votes.1", "votes.3")),
    ],
)
def test_differences(second: ProtocolFigures, fields: tuple[str, ...]) -> None:
    assert differences(ENTRY, second) == fields


@given(ENTRIES, ENTRIES)
def test_entries_differ_where_they_are_not_equal(one: ProtocolFigures, other: ProtocolFigures) -> None:
    assert bool(differences(one, other)) == (one != other)
    assert set(differences(one, other)) == set(differences(other, one))


@pytest.mark.parametrize(
    ("required", "first", "warned", "state"),
    [
        (1, None, False, State.ACCEPTED),
        (1, None, True, State.ACCEPTED),
        (2, None, True, State.FIRST),
        (2, ENTRY, False, State.ACCEPTED),
        (2, ENTRY, True, State.SECOND),
        (2, replace(ENTRY, voters=728), True, State.DIFFERS),
        (1, ENTRY, True, State.ACCEPTED),
        (1, replace(ENTRY, voters=728), False, State.DIFFERS),
    ],
)
def test_state_after_entry(required: int, first: ProtocolFigures | None, warned: bool, state: State) -> None:
    assert state_after_entry(required, first, ENTRY, warned=warned) == state


@pytest.mark.parametrize(
    ("state", "first_by", "objections"),
    [
        (State.EXPECTED, None, ()),
        (State.FIRST, 1, ()),
        (State.FIRST, 2, (Objection("protocol.same_person"),)),
        (State.FIRST, None, ()),
        *[
            (state, 1, (Objection("protocol.entered_already", params={"state": state}),))
            for state in (State.SECOND, State.DIFFERS, State.ACCEPTED, State.DISPUTED, State.REPLACED)
        ],
    ],
)
def test_objections_to_entry(state: State, first_by: int | None, objections: tuple[Objection, ...]) -> None:
    assert objections_to_entry(state, first_by, 2) == objections


OTHER = replace(ENTRY, voters=728, votes={1: 401, 2: 170}, outside=3)


def test_fields_in_which_several_entries_are_apart_are_in_the_order_of_the_paper() -> None:
    third = replace(ENTRY, against_all=21)

    assert apart([ENTRY]) == ()
    assert apart([ENTRY, OTHER, third]) == ("voters", "against_all", "votes.1", "outside")


@pytest.mark.parametrize(
    ("first", "seen", "figures"),
    [
        (None, (), None),
        (OTHER, (), 3),
        (OTHER, ("voters=727", "outside=None"), 3),
        (OTHER, ("voters=727", "votes.1=400", "outside=3"), 3),
        (OTHER, ("voters=727", "votes.1=400", "outside=None"), None),
        (OTHER, ("voters=727", "votes.1=400", "outside=None", "invalid=10"), None),
        (ENTRY, (), None),
    ],
)
def test_each_figure_that_differs_is_looked_at_again_once(first, seen, figures) -> None:
    wanted = () if figures is None else (Objection("protocol.look_again", params={"figures": figures}),)

    assert look_again(first, ENTRY, frozenset(seen)) == wanted


@given(ENTRIES, ENTRIES)
def test_second_look_at_all_that_differs_is_enough(first, entry) -> None:
    assert look_again(first, entry, keys_of(entry, differences(first, entry))) == ()
    assert bool(look_again(first, entry, frozenset())) == (first != entry)


def test_changes_are_told_field_by_field() -> None:
    assert changes(ENTRY, ENTRY) == ({}, {})
    assert changes(ENTRY, OTHER) == (
        {"voters": 727, "votes.1": 400, "outside": None}, {"voters": 728, "votes.1": 401, "outside": 3},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "accepted", "reason", "codes"),
    [
        (State.DIFFERS, None, "paper", []),
        (State.SECOND, None, "paper", []),
        (State.ACCEPTED, OTHER, "paper", []),
        (State.DISPUTED, ENTRY, "court", []),
        (State.DIFFERS, None, "", ["protocol.reason_missing"]),
        (State.ACCEPTED, ENTRY, "", ["protocol.reason_missing", "protocol.nothing_changed"]),
        *[
            (state, None, "paper", ["protocol.nothing_to_resolve"])
            for state in (State.EXPECTED, State.FIRST, State.REPLACED)
        ],
    ],
)
def test_objections_to_resolution(state, accepted, reason, codes) -> None:
    assert [one.code for one in objections_to_resolution(state, accepted, ENTRY, reason)] == codes
