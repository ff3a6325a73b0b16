"""Writes the demo's outcomes: sums, turns in order of time, what commissions decided, the repeat of a tie."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from elections.campaign.models import Contest, ContestStatus
from elections.database import db
from elections.demo.bulk import Row, insert, insert_returning
from elections.demo.load_people import Roll
from elections.demo.load_territory import Ground
from elections.demo.outcomes import Counted
from elections.results.entries import State
from elections.results.models import Outcome, OutcomeChange, OutcomeVotes, Protocol
from elections.results.official_models import OfficialResult, OfficialVotes
from elections.results.tally import OutcomeState
from elections.territory.models import Precinct

REPEAT_ON = date(2021, 8, 22)
RECORDED_BY = "coordinator"


def load_outcomes(counted: Sequence[Counted], ground: Ground, roll: Roll) -> None:
    """Writes the outcome of each contest with its votes, its turns and its official result."""
    ids = insert_returning(Outcome, [_outcome(one, ground, roll) for one in counted])
    insert(
        OutcomeVotes,
        [
            {"outcome_id": outcome, "candidate_id": candidate, "votes": votes}
            for outcome, one in zip(ids, counted, strict=True)
            for candidate, votes in sorted(one.totals.votes.items())
        ],
    )
    turns = [(turn, one.constituency.kato) for one in counted for turn in one.turns]
    insert(
        OutcomeChange,
        [
            {
                "contest_id": roll.contests[kato], "path": ground.paths[kato], "at": turn.at, "state": turn.state,
                "winner_id": turn.winner, "is_called": turn.is_called, "is_tie": turn.is_tie,
                "precincts_received": turn.received,
            }
            for turn, kato in sorted(turns, key=lambda pair: (pair[0].at, pair[1]))
        ],
    )  # fmt: skip
    _load_official([one for one in counted if one.official], ground, roll)


def _outcome(one: Counted, ground: Ground, roll: Roll) -> Row:
    kato, totals, decided = one.constituency.kato, one.totals, one.decided
    return {
        "contest_id": roll.contests[kato],
        "state": decided.state,
        "precincts_expected": len(one.constituency.precincts),
        "precincts_received": one.received,
        "precincts_disputed": one.disputed,
        "missing_voters": one.missing_voters,
        "voters": totals.voters,
        "ballots_issued": totals.ballots_issued,
        "took_part": totals.took_part,
        "invalid": totals.invalid,
        "against_all": totals.against_all,
        "leader_id": decided.leader,
        "winner_id": decided.winner,
        "margin": decided.margin,
        "is_tie": decided.tie,
        "is_called": decided.called,
        "counting_at": min(one.times, default=None),
        "preliminary_at": max(one.times, default=None) if one.is_whole else None,
        "official_at": one.official_at,
        "path": ground.paths[kato],
    }


def _load_official(decided: Iterable[Counted], ground: Ground, roll: Roll) -> None:
    told = [(one, one.official) for one in decided if one.official is not None]
    rows = [
        {
            "contest_id": roll.contests[one.constituency.kato], "path": ground.paths[one.constituency.kato], "number": 1,
            "kind": official.kind, "elected_id": official.elected, "decided_on": official.decided_on,
            "voters": official.voters, "took_part": official.took_part, "invalid": official.invalid,
            "against_all": official.against_all, "source": official.source, "reason": "", "filename": "",
            "recorded_at": one.official_at, "recorded_by_login": RECORDED_BY,
        }
        for one, official in told
    ]  # fmt: skip
    ids = insert_returning(OfficialResult, rows)
    insert(
        OfficialVotes,
        [
            {"result_id": result, "candidate_id": candidate, "votes": votes}
            for result, (_one, official) in zip(ids, told, strict=True)
            for candidate, votes in sorted(official.votes.items())
        ],
    )


def load_repeat() -> None:
    """Calls the repeat election of the tie: the last thing that happened, after all that was planned before the vote."""
    tied = sa.select(Outcome).join(Outcome.contest).where(Outcome.is_tie).order_by(Outcome.id)
    for outcome in db.session.scalars(tied).all():
        first = outcome.contest
        row = {
            "election_id": first.election_id, "constituency_id": first.constituency_id, "path": first.path,
            "status": ContestStatus.REPEAT, "reason": "", "round": 2, "repeats_id": first.id, "voting_on": REPEAT_ON,
        }  # fmt: skip
        contest = insert_returning(Contest, [row])[0]
        precincts = db.session.execute(
            sa.select(Precinct.id, Precinct.voters).where(Precinct.constituency_id == first.constituency_id)
        ).all()
        _expect(contest, first.path, {one.id: one.voters for one in precincts})


def _expect(contest: int, path: str, voters: Mapping[int, int]) -> None:
    insert(
        Protocol,
        [
            {"contest_id": contest, "precinct_id": one, "state": State.EXPECTED, "path": path}
            for one in voters
        ],
    )
    row = {
        "contest_id": contest, "path": path, "state": OutcomeState.COUNTING, "precincts_expected": len(voters),
        "precincts_received": 0, "missing_voters": sum(voters.values()),
    }  # fmt: skip
    insert(Outcome, [row])
