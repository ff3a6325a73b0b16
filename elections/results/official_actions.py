"""Recording what a commission decided: a new version each time, and what it makes of the contest's outcome."""

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Contest
from elections.campaign.queries import rules_of, voting_day
from elections.candidates.queries import list_ballot
from elections.database import db, utc_now
from elections.errors import Stale, refuse_if
from elections.results.actions import require
from elections.results.confirmation import as_on_form
from elections.results.counting import keep_turn, turn_of, update_outcome
from elections.results.models import Outcome
from elections.results.official import (
    STATES,
    Ground,
    Official,
    OfficialKind,
    objections_to_official,
    objections_to_version,
)
from elections.results.official_models import OfficialResult, OfficialVotes
from elections.results.outcome_queries import find_official
from elections.results.tally import OutcomeState


def ground_of(contest: Contest, ballot: tuple[int, ...]) -> Ground:
    """Returns what a contest's official result is held against."""
    rules = rules_of(contest.election)
    return Ground(ballot, voting_day(contest), rules.result_days, rules.publication_days)


def record_official(
    actor: Actor, outcome: Outcome, version: int, told: Official, reason: str = ""
) -> OfficialResult:
    """Records a commission's result as the version that counts. Raises Refused, Stale, Forbidden."""
    require(actor, Permission.RESOLVE_PROTOCOLS, outcome.path)
    if outcome.version != version:
        raise Stale
    before = find_official(outcome.contest_id)
    ballot = tuple(one.id for one in list_ballot(outcome.contest_id))
    found = (
        *objections_to_official(told, ground_of(outcome.contest, ballot), reason),
        *objections_to_version(told, before.told if before else None, reason),
    )
    refuse_if(as_on_form(found))
    return add_version(actor, outcome, told, before, reason=reason)


def add_version(
    actor: Actor, outcome: Outcome, told: Official, before: OfficialResult | None, *, reason: str, filename: str = ""
) -> OfficialResult:  # fmt: skip
    """Keeps a checked result after the version before it, brings the outcome up to date and logs both."""
    result = OfficialResult(
        contest_id=outcome.contest_id, path=outcome.path, number=before.number + 1 if before else 1, kind=told.kind,
        elected_id=told.elected, decided_on=told.decided_on, voters=told.voters, took_part=told.took_part,
        invalid=told.invalid, against_all=told.against_all, source=told.source, reason=reason, filename=filename[:200],
        recorded_by_id=actor.user_id, recorded_by_login=actor.login,
    )  # fmt: skip
    result.votes = [OfficialVotes(candidate_id=one, votes=votes) for one, votes in sorted(told.votes.items())]
    db.session.add(result)
    db.session.flush()
    _settle(outcome, told)
    record(
        actor, "official.recorded", outcome, label=outcome.contest.constituency.name_ru,
        before=before.told.by_field() if before else None, after={"version": result.number, **told.by_field()},
        reason=reason or filename,
    )  # fmt: skip
    return result


def _settle(outcome: Outcome, told: Official) -> None:
    """Lets the outcome say what the commission says; the sums of our own count stay as they are."""
    before = turn_of(outcome)
    if told.kind is OfficialKind.MISTAKE:
        outcome.state, outcome.official_at = OutcomeState.COUNTING, None
        outcome.leader_id, outcome.winner_id, outcome.is_called, outcome.is_tie = None, None, False, False
        keep_turn(outcome, before)
        update_outcome(outcome.contest)
        return
    outcome.state, outcome.official_at = STATES[told.kind], utc_now()
    outcome.leader_id = outcome.winner_id = told.elected
    outcome.is_called, outcome.is_tie = told.elected is not None, told.kind is OfficialKind.TIE
    if told.votes:
        most, second = [*sorted(told.votes.values(), reverse=True), 0, 0][:2]
        outcome.margin = most - second
    keep_turn(outcome, before)
