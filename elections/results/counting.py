"""Keeping what the accepted protocols of a contest add up to, in the transaction that changes one of them."""

import sqlalchemy as sa

from elections.campaign.models import Contest
from elections.database import db, utc_now
from elections.results.entries import State
from elections.results.models import Outcome, OutcomeChange, OutcomeVotes, Protocol
from elections.results.queries import accepted_figures, figures_of
from elections.results.tally import BY_THE_COMMISSION, OutcomeState, Totals, decide, tally
from elections.results.tally import Outcome as Tally
from elections.territory.models import Precinct


def update_outcome(contest: Contest) -> Outcome:
    """Adds the accepted protocols of a contest up anew and keeps what they say (CL 9(2-1), 113-10).

    Nothing is called early while a missing precinct has no voters in the register: theirs are unknown, not none.
    """
    missing = db.session.execute(
        sa.select(Precinct.voters, Protocol.state).join(Protocol, Protocol.precinct_id == Precinct.id)
        .where(Protocol.contest_id == contest.id, Protocol.state.not_in((State.ACCEPTED, State.REPLACED)))
    ).all()  # fmt: skip
    accepted = [figures_of(entry) for _protocol, entry in accepted_figures(contest.id)]
    totals = tally(accepted)
    voters = [row.voters for row in missing]
    outcome = db.session.scalar(sa.select(Outcome).where(Outcome.contest_id == contest.id))
    if outcome is None:
        outcome = Outcome(contest_id=contest.id, path=contest.path, votes=[])
    outcome.precincts_expected, outcome.precincts_received = len(missing) + len(accepted), len(accepted)
    outcome.precincts_disputed = sum(row.state is State.DISPUTED for row in missing)
    outcome.missing_voters = sum(voters) if all(voters) else None
    _keep_sums(outcome, totals)
    decided = decide(
        totals, expected_precincts=outcome.precincts_expected, received_precincts=outcome.precincts_received,
        missing_voters=outcome.missing_voters,
    )  # fmt: skip
    db.session.add(outcome)
    keep_decision(outcome, decided)
    return outcome


def keep_decision(outcome: Outcome, decided: Tally) -> None:
    """Keeps what the sums decide, unless a commission has decided; a turn of the count is kept with its time."""
    before = turn_of(outcome)
    if outcome.state not in BY_THE_COMMISSION:
        outcome.state, outcome.margin = decided.state, decided.margin
        outcome.leader_id, outcome.winner_id = decided.leader, decided.winner
        outcome.is_tie, outcome.is_called = decided.tie, decided.called
        _keep_times(outcome)
    keep_turn(outcome, before)


def keep_turn(outcome: Outcome, before: tuple[object, ...]) -> None:
    """Keeps a line of the night when a contest stands otherwise than `before` (see turn_of)."""
    db.session.flush()
    if turn_of(outcome) != before and (outcome.precincts_received or outcome.state in BY_THE_COMMISSION):
        db.session.add(
            OutcomeChange(
                contest_id=outcome.contest_id, path=outcome.path, state=outcome.state, winner_id=outcome.winner_id,
                is_called=outcome.is_called, is_tie=outcome.is_tie, precincts_received=outcome.precincts_received,
            )
        )  # fmt: skip
        db.session.flush()


def turn_of(outcome: Outcome) -> tuple[object, ...]:
    """Returns what makes a turn of the count: state, winner, called or not, even or not."""
    return outcome.state, outcome.winner_id, bool(outcome.is_called), bool(outcome.is_tie)


def _keep_sums(outcome: Outcome, totals: Totals) -> None:
    outcome.voters, outcome.ballots_issued = totals.voters, totals.ballots_issued
    outcome.took_part, outcome.invalid = totals.took_part, totals.invalid
    outcome.against_all = totals.against_all
    outcome.votes = [
        OutcomeVotes(candidate_id=one, votes=votes) for one, votes in sorted(totals.votes.items())
    ]


def _keep_times(outcome: Outcome) -> None:
    now = utc_now()
    outcome.counting_at = (outcome.counting_at or now) if outcome.precincts_received else None
    is_whole = outcome.state is OutcomeState.PRELIMINARY
    outcome.preliminary_at = (outcome.preliminary_at or now) if is_whole else None
