"""What accepted protocols add up to: who leads, who has won, and when it may be said."""

import pytest

from elections.campaign.models import ContestStatus
from elections.campaign.target_rule import Counting, Denominator
from elections.database import transaction
from elections.results.actions import expect_protocols
from elections.results.counting import update_outcome
from elections.results.queries import count_received
from elections.results.tally import OutcomeState
from elections.results.target import ContestState, Target
from elections.results.target_queries import list_contest_states, measure_target
from tests.results.count import Count, start_count

COUNTED = (
    "state", "precincts_received", "precincts_expected", "leader_id", "winner_id", "margin", "is_tie", "is_called",
)  # fmt: skip


def outcome(count: Count) -> dict[str, object]:
    """Returns the outcome as it is kept."""
    found = count.outcome()
    return {name: getattr(found, name) for name in COUNTED}


def of(state: OutcomeState, received: int, expected: int, leader: int | None, **changes: object) -> object:
    """Returns the outcome that a test expects."""
    values = [state, received, expected, leader, None, 0, False, False]
    return {**dict(zip(COUNTED, values, strict=True)), **changes}


def sums(count: Count) -> tuple[int, int, int, int, dict[int, int]]:
    found = count.outcome()
    votes = {one.candidate_id: one.votes for one in found.votes}
    return found.voters, found.took_part, found.invalid, found.against_all, votes


def test_nothing_entered_is_counting_without_a_leader(factory) -> None:
    count = start_count(factory, precincts=2)

    assert outcome(count) == of(OutcomeState.COUNTING, 0, 2, None)
    assert sums(count) == (0, 0, 0, 0, {})


def test_missing_precinct_is_missing_and_not_zero(factory) -> None:
    count = start_count(factory, precincts=3)

    count.enter(count.figures(250, 150))

    assert outcome(count) == of(OutcomeState.COUNTING, 1, 3, count.own.id, margin=100)
    assert sums(count) == (500, 420, 10, 20, {count.own.id: 250, count.rival.id: 150})
    assert count_received() == (1, 3)


def test_winner_is_who_leads_when_all_precincts_are_in(factory) -> None:
    count = start_count(factory, precincts=2)

    count.enter(count.figures(250, 150))
    count.enter(count.figures(100, 210), number=1)

    assert outcome(count) == of(
        OutcomeState.PRELIMINARY, 2, 2, count.rival.id, winner_id=count.rival.id, margin=10, is_called=True
    )
    assert sums(count) == (1000, 750, 20, 40, {count.own.id: 350, count.rival.id: 360})


def test_equal_votes_are_a_tie_that_nobody_won(factory) -> None:
    count = start_count(factory, precincts=2)

    count.enter(count.figures(250, 150))
    count.enter(count.figures(150, 250), number=1)

    assert outcome(count) == of(OutcomeState.PRELIMINARY, 2, 2, None, is_tie=True)


@pytest.mark.parametrize(("missing", "is_called"), [(101, False), (100, False), (99, True), (0, False)])
def test_called_early_only_when_missing_voters_cannot_change_the_winner(
    factory, missing: int, is_called: bool
) -> None:
    count = start_count(factory)
    factory.precinct(count.contest.constituency, voters=missing)
    with transaction():
        expect_protocols(count.contest)

    count.enter(count.figures(250, 150))

    assert outcome(count) == of(
        OutcomeState.COUNTING, 1, 2, count.own.id, winner_id=count.own.id if is_called else None, margin=100,
        is_called=is_called,
    )  # fmt: skip


def test_outcome_added_up_anew_is_the_same_row(factory) -> None:
    count = start_count(factory)
    count.enter(count.figures(250, 150))
    before, kept = count.outcome().id, outcome(count)

    with transaction():
        update_outcome(count.contest)

    assert (count.outcome().id, outcome(count)) == (before, kept)


def test_protocols_are_expected_once(factory) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(250, 150))

    with transaction():
        again = expect_protocols(count.contest)

    assert (again, count_received(), count.outcome().precincts_received) == (0, (1, 2), 1)


def test_target_counts_each_contest_by_its_outcome(factory) -> None:
    won = start_count(factory)
    lost = start_count(factory, contest=factory.contest())
    start_count(factory, contest=factory.contest())
    factory.candidate(factory.contest(), own=False)
    won.enter(won.figures(250, 150))
    lost.enter(lost.figures(150, 250))

    view = measure_target()

    assert view.main == view.by[Denominator.CONTESTED, Counting.NOMINATED]
    assert view.by == {
        (Denominator.CONTESTED, Counting.NOMINATED): Target(3, 3, 1, 1, 1, 0, False, 0),
        (Denominator.CONTESTED, Counting.MEMBERS): Target(3, 3, 1, 1, 1, 0, False, 0),
        (Denominator.ALL, Counting.NOMINATED): Target(4, 4, 1, 1, 2, 1, False, 0),
        (Denominator.ALL, Counting.MEMBERS): Target(4, 4, 1, 2, 1, 0, False, 0),
    }


def test_win_of_a_member_whom_others_nominated_counts_where_members_count(factory) -> None:
    count = start_count(factory)
    with transaction():
        count.rival.member_of_id = count.contest.election.own_party_id
    count.enter(count.figures(150, 250))

    won = {key: target.won for key, target in measure_target().by.items() if key[0] is Denominator.ALL}

    assert won == {(Denominator.ALL, Counting.NOMINATED): 0, (Denominator.ALL, Counting.MEMBERS): 1}


def test_tie_is_open_until_its_repeat_election_is_decided(factory) -> None:
    count = start_count(factory)

    count.enter(count.figures(200, 200))

    assert list_contest_states() == [(count.contest.path, ContestState(contested=True, decided=False))]


def test_cancelled_contest_is_no_part_of_the_target(factory) -> None:
    count = start_count(factory)
    factory.candidate(factory.contest(status=ContestStatus.CANCELLED))

    states = [path for path, _state in list_contest_states()]

    assert states == [count.contest.path]
