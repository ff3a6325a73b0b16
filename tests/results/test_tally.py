"""The count: checks of a protocol, sums, decisions."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elections.results.tally import (
    Outcome,
    OutcomeState,
    ProtocolFigures,
    Totals,
    decide,
    tally,
)

FIGURES = ProtocolFigures(
    voters=727, ballots_received=735, ballots_issued=600, ballots_cancelled=135, took_part=590, invalid=10,
    outside=25, absentee=3, against_all=20, votes={1: 400, 2: 170},
)  # fmt: skip


@st.composite
def protocols(draw: st.DrawFn) -> ProtocolFigures:
    """Returns the figures of a protocol without errors, of three candidates."""
    votes = {candidate: draw(st.integers(0, 500)) for candidate in (1, 2, 3)}
    against_all, invalid, kept, away, unused = draw(st.tuples(*[st.integers(0, 50)] * 5))
    took_part = sum(votes.values()) + against_all
    issued = took_part + invalid + kept
    return ProtocolFigures(
        voters=issued + away, ballots_received=issued + unused, ballots_issued=issued,
        ballots_cancelled=unused, took_part=took_part, invalid=invalid, against_all=against_all, votes=votes,
        outside=draw(st.integers(0, issued)), absentee=draw(st.none() | st.integers(0, issued)),
    )  # fmt: skip


def test_tally_sums_protocols() -> None:
    other = ProtocolFigures(
        voters=100, ballots_issued=80, took_part=70, invalid=5, against_all=10, votes={2: 40, 3: 20}
    )  # fmt: skip
    assert tally([FIGURES, other]) == Totals(
        voters=827,
        ballots_issued=680,
        took_part=660,
        invalid=15,
        against_all=30,
        votes={1: 400, 2: 210, 3: 20},
    )


def test_tally_of_nothing() -> None:
    assert tally([]) == Totals(voters=0, ballots_issued=0, took_part=0, invalid=0, against_all=0, votes={})


@given(st.lists(protocols(), max_size=4), st.lists(protocols(), max_size=4))
def test_tally_does_not_depend_on_the_order(one: list[ProtocolFigures], other: list[ProtocolFigures]) -> None:
    assert tally(one + other) == tally(other + one)


@given(st.lists(protocols(), min_size=1, max_size=4))
def test_sums_of_protocols_without_errors_add_up(received: list[ProtocolFigures]) -> None:
    totals = tally(received)
    assert sum(totals.votes.values()) + totals.against_all == totals.took_part
    assert totals.took_part + totals.invalid <= totals.ballots_issued <= totals.voters


def of(votes: dict[int, int]) -> Totals:
    return Totals(voters=1000, ballots_issued=900, took_part=800, invalid=0, against_all=700, votes=votes)


COUNTING, PRELIMINARY = OutcomeState.COUNTING, OutcomeState.PRELIMINARY


@pytest.mark.parametrize(
    ("votes", "expected", "received", "missing_voters", "outcome"),
    [
        ({}, 3, 0, 900, Outcome(COUNTING, (), None, False, 0, False)),
        ({}, 0, 0, 0, Outcome(COUNTING, (), None, False, 0, False)),
        ({1: 0, 2: 0}, 3, 1, 900, Outcome(COUNTING, (), None, False, 0, False)),
        ({1: 60, 2: 40}, 3, 2, 900, Outcome(COUNTING, (1,), None, False, 20, False)),
        ({1: 60, 2: 40}, 3, 2, None, Outcome(COUNTING, (1,), None, False, 20, False)),
        ({1: 60, 2: 40}, 3, 2, 20, Outcome(COUNTING, (1,), None, False, 20, False)),
        ({1: 60, 2: 40}, 3, 2, 19, Outcome(COUNTING, (1,), 1, False, 20, True)),
        ({1: 50, 2: 50}, 3, 2, 0, Outcome(COUNTING, (1, 2), None, False, 0, False)),
        ({1: 40, 2: 60, 3: 5}, 3, 3, 0, Outcome(PRELIMINARY, (2,), 2, False, 20, True)),
        ({1: 40, 2: 60, 3: 5}, 3, 3, None, Outcome(PRELIMINARY, (2,), 2, False, 20, True)),
        ({1: 50, 2: 50, 3: 5}, 3, 3, 0, Outcome(PRELIMINARY, (1, 2), None, True, 0, False)),
        ({1: 0, 2: 0}, 3, 3, 0, Outcome(PRELIMINARY, (), None, True, 0, False)),
        ({1: 7}, 1, 1, 0, Outcome(PRELIMINARY, (1,), 1, False, 7, True)),
    ],
)
def test_decide(
    votes: dict[int, int], expected: int, received: int, missing_voters: int | None, outcome: Outcome
) -> None:
    assert decide(of(votes), expected, received, missing_voters) == outcome


def test_leader_is_the_only_one_ahead() -> None:
    assert [decide(of(votes), 2, 1).leader for votes in ({1: 3, 2: 4}, {1: 4, 2: 4}, {})] == [2, None, None]


@given(st.lists(protocols(), min_size=2, max_size=5), st.integers(1, 4))
def test_a_called_contest_is_won_by_who_led(received: list[ProtocolFigures], done: int) -> None:
    assume(done < len(received))
    missing_voters = sum(protocol.voters for protocol in received[done:])
    early = decide(tally(received[:done]), len(received), done, missing_voters)
    final = decide(tally(received), len(received), len(received))
    assert early.called == (early.winner is not None)
    assert early.winner in (None, final.winner)
    assert final.tie == (final.winner is None)
