"""Calling a repeat election: a contest of its own in the same precincts, nominated for anew (CL 113-9)."""

from datetime import date

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import voting_day
from elections.database import db
from elections.errors import Stale, refuse_if
from elections.results.actions import expect_protocols, require
from elections.results.models import Outcome
from elections.results.outcome_queries import find_repeat
from elections.results.repeats import Earlier, objections_to_repeat


def earlier_of(outcome: Outcome) -> Earlier:
    """Returns a contest as the rules of repeat elections want it."""
    is_repeated = find_repeat(outcome.contest_id) is not None
    return Earlier(voting_day(outcome.contest), outcome.state, bool(outcome.is_tie), is_repeated)


def call_repeat(actor: Actor, outcome: Outcome, version: int, voting_on: date, reason: str = "") -> Contest:
    """Calls the repeat election of a contest in which nobody was elected. Raises Refused, Stale, Forbidden.

    Its protocols are expected at once; candidates are nominated anew.
    """
    require(actor, Permission.RESOLVE_PROTOCOLS, outcome.path)
    if outcome.version != version:
        raise Stale
    refuse_if(objections_to_repeat(earlier_of(outcome), voting_on, reason))
    first = outcome.contest
    repeat = Contest(
        election_id=first.election_id, constituency_id=first.constituency_id, path=first.path,
        status=ContestStatus.REPEAT, reason=reason[:300], round=first.round + 1, repeats_id=first.id, voting_on=voting_on,
    )  # fmt: skip
    db.session.add(repeat)
    db.session.flush()
    protocols = expect_protocols(repeat)
    record(
        actor, "contest.repeated", repeat, label=first.constituency.name_ru, reason=reason,
        after={"repeats": first.id, "round": repeat.round, "voting_on": voting_on, "protocols": protocols},
    )  # fmt: skip
    return repeat
