"""Keeping what the accepted protocols of a contest add up to, in the transaction that changes one of them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import selectinload

from elections.campaign.models import Contest
from elections.database import db, utc_now
from elections.results.kept_sums import (
    DECIDED,
    Growth,
    Kept,
    add_turn,
    add_up,
    hold,
    read_missing,
)
from elections.results.models import Outcome, OutcomeChange, OutcomeVotes
from elections.results.tally import BY_THE_COMMISSION, OutcomeState, ProtocolFigures, Totals, decide
from elections.results.tally import Outcome as Tally


def update_outcome(contest: Contest) -> Outcome:
    """Adds the accepted protocols of a contest up anew and keeps what they say (CL 9(2-1), 113-10).

    Nothing is called early while a missing precinct has no voters in the register: theirs are unknown, not none.
    """
    connection = db.session.connection()
    hold(connection, [contest.id])
    db.session.flush()
    totals, missing = add_up(connection, contest.id), read_missing(connection, contest.id)
    statement = sa.select(Outcome).where(Outcome.contest_id == contest.id)
    fresh = statement.options(selectinload(Outcome.votes)).execution_options(populate_existing=True)
    outcome = db.session.scalar(fresh)
    if outcome is None:
        outcome = Outcome(contest_id=contest.id, path=contest.path, votes=[])
    for name, number in missing.items():
        setattr(outcome, name, number)
    _keep_sums(outcome, totals)
    db.session.add(outcome)
    keep_decision(outcome, _decide(totals, missing))
    return outcome


def growth_by(kept: Kept, figures: ProtocolFigures) -> Growth:
    """Returns what one more accepted protocol changes in what its contest adds up to; the others are not read again.

    `kept` is the contest's outcome as the transaction that holds it has read it. It comes to the same as
    `update_outcome`, at a price that does not grow with the contest's precincts.
    """
    missing, now = kept.missing, utc_now()
    decided = decided_values(kept, _decide(kept.with_protocol(figures), missing), missing, now)
    return Growth(kept.id, figures, {"updated_at": now, **missing, **decided})


def note_growth(connection: Connection, kept: Kept, growth: Growth) -> None:
    """Keeps a turn of the count, when the sums that were kept with an entry have made one."""
    then = growth.then
    if turn_of(kept) != (then["state"], then["winner_id"], then["is_called"], then["is_tie"]):
        add_turn(connection, kept, growth)


def _decide(totals: Totals, missing: dict[str, Any]) -> Tally:
    return decide(
        totals, missing["precincts_expected"], missing["precincts_received"], missing["missing_voters"]
    )


def keep_decision(outcome: Outcome, decided: Tally) -> None:
    """Keeps what the sums decide, unless a commission has decided; a turn of the count is kept with its time."""
    before = turn_of(outcome)
    missing = {"precincts_received": outcome.precincts_received}
    for name, value in decided_values(outcome, decided, missing, utc_now()).items():
        setattr(outcome, name, value)
    keep_turn(outcome, before)


def decided_values(
    outcome: Outcome | Kept, decided: Tally, missing: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Returns what an outcome keeps of a decision, by column; what a commission has decided stays."""
    if outcome.state in BY_THE_COMMISSION:
        return {name: getattr(outcome, name) for name in DECIDED}
    is_whole = decided.state is OutcomeState.PRELIMINARY
    return {
        "state": decided.state, "margin": decided.margin, "leader_id": decided.leader, "winner_id": decided.winner,
        "is_tie": decided.tie, "is_called": decided.called,
        "counting_at": (outcome.counting_at or now) if missing["precincts_received"] else None,
        "preliminary_at": (outcome.preliminary_at or now) if is_whole else None,
    }  # fmt: skip


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


def turn_of(outcome: Outcome | Kept) -> tuple[object, ...]:
    """Returns what makes a turn of the count: state, winner, called or not, even or not."""
    return outcome.state, outcome.winner_id, bool(outcome.is_called), bool(outcome.is_tie)


def _keep_sums(outcome: Outcome, totals: Totals) -> None:
    # its version rises though nothing but candidates' votes may change: who waits for it must see that
    outcome.updated_at = utc_now()
    outcome.voters, outcome.ballots_issued = totals.voters, totals.ballots_issued
    outcome.took_part, outcome.invalid = totals.took_part, totals.invalid
    outcome.against_all = totals.against_all
    outcome.votes = [
        OutcomeVotes(candidate_id=one, votes=votes) for one, votes in sorted(totals.votes.items())
    ]
