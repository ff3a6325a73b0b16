"""Reading outcomes: the list with its filters, a contest with its precincts, and what commissions decided."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from elections.alphabet import fold
from elections.campaign.models import Contest
from elections.candidates.models import Candidate
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.results.calling import Standing, stand
from elections.results.entries import State
from elections.results.models import IN_FORCE, Outcome, OutcomeVotes, Protocol, ProtocolEntry
from elections.results.official import VOTED, OfficialKind
from elections.results.official_models import OfficialResult, OfficialVotes
from elections.results.tally import BY_THE_COMMISSION, OutcomeState
from elections.territory.models import Constituency, Precinct
from elections.web.paging import Page, paged


class Filter(StrEnum):
    """Where a contest stands, as the list tells them apart: final states beside what the count says."""

    WAITING = "waiting"
    COUNTING = "counting"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"
    TIE = "tie"
    ANNULLED = "annulled"
    NOT_HELD = "not_held"


class Look(StrEnum):
    """What somebody looks for on the night, and the day after."""

    CALLED = "called"
    IN_PLAY = "in_play"
    ALARM = "alarm"
    DIFFERS = "differs"
    REPEATS = "repeats"


_COUNTED = Outcome.state.not_in(BY_THE_COMMISSION)
IN_PLAY = sa.and_(
    _COUNTED, Outcome.is_called.is_(False), Outcome.is_tie.is_(False), Outcome.precincts_received > 0,
    Outcome.state == OutcomeState.COUNTING,
)  # fmt: skip
"""The contests that missing precincts can still turn."""
ALARM = sa.and_(_COUNTED, Outcome.is_called.is_(False), Outcome.precincts_disputed > 0)
"""A contest that is not called is within reach of what is missing, so that disputed protocols may turn it."""
_FILTERS: Mapping[Filter, sa.ColumnElement[bool]] = {
    Filter.WAITING: sa.and_(Outcome.state == OutcomeState.COUNTING, Outcome.precincts_received == 0),
    Filter.COUNTING: sa.and_(Outcome.state == OutcomeState.COUNTING, Outcome.precincts_received > 0),
    Filter.PRELIMINARY: Outcome.state == OutcomeState.PRELIMINARY,
    Filter.OFFICIAL: Outcome.state == OutcomeState.OFFICIAL,
    Filter.TIE: Outcome.is_tie.is_(True),
    Filter.ANNULLED: Outcome.state == OutcomeState.ANNULLED,
    Filter.NOT_HELD: Outcome.state == OutcomeState.NOT_HELD,
}


def newest_official() -> sa.ColumnElement[bool]:
    """Returns the condition of an official result that no later version stands for."""
    later = aliased(OfficialResult)
    return sa.not_(
        sa.exists().where(later.contest_id == OfficialResult.contest_id, later.number > OfficialResult.number)
    )


def differs() -> sa.ColumnElement[bool]:
    """Returns the condition of a contest whose count is not what the commission says.

    A count that lacks precincts differs where it already has more votes than the commission's.
    """
    whole = Outcome.precincts_received >= Outcome.precincts_expected
    decided = sa.and_(
        OfficialResult.contest_id == Outcome.contest_id, OfficialResult.kind.in_(VOTED), newest_official()
    )
    votes = (
        sa.select(OfficialVotes.result_id)
        .join(OfficialResult, OfficialResult.id == OfficialVotes.result_id)
        .outerjoin(OutcomeVotes, sa.and_(OutcomeVotes.outcome_id == Outcome.id,
                                         OutcomeVotes.candidate_id == OfficialVotes.candidate_id))
        .where(decided, sa.or_(OutcomeVotes.votes > OfficialVotes.votes,
                               sa.and_(whole, sa.func.coalesce(OutcomeVotes.votes, 0) != OfficialVotes.votes)))
    )  # fmt: skip
    sums = sa.select(OfficialResult.id).where(
        decided, whole,
        sa.or_(*(getattr(OfficialResult, name) != getattr(Outcome, name) for name in ("took_part", "invalid", "against_all"))),
    )  # fmt: skip
    more, elected = aliased(OutcomeVotes), aliased(OutcomeVotes)
    other_winner = (
        sa.select(OfficialResult.id).select_from(OfficialResult)
        .join(elected, elected.candidate_id == OfficialResult.elected_id)
        .join(more, sa.and_(more.outcome_id == elected.outcome_id, more.votes > elected.votes))
        .where(decided, whole, elected.outcome_id == Outcome.id)
    )  # fmt: skip
    counted = Outcome.precincts_received > 0
    return sa.and_(counted, sa.or_(*(one.correlate(Outcome).exists() for one in (votes, sums, other_winner))))


def list_outcomes(
    *, search: str = "", path: str = "", state: str = "", look: str = "", page: int = 1
) -> Page[Any]:
    """Returns a page of the outcomes with their leaders, by constituency; those in play by how few votes decide them."""
    statement = (
        sa.select(Outcome)
        .join(Outcome.contest)
        .join(Contest.constituency)
        .options(
            contains_eager(Outcome.contest)
            .contains_eager(Contest.constituency)
            .joinedload(Constituency.district),
            joinedload(Outcome.leader).joinedload(Candidate.person),
        )
        .where(starts_with(Outcome.path, path))
    )
    statement = narrowed(statement, search, state, look)
    closest = [Outcome.margin] if look in (Look.IN_PLAY, Look.ALARM) else []
    return paged(
        statement.order_by(*closest, Constituency.sort_key, Contest.constituency_id, Contest.round), page
    )


def narrowed(statement: sa.Select[Any], search: str, state: str, look: str) -> sa.Select[Any]:
    """Returns a statement over outcomes and their constituencies, filtered as the list's address says."""
    if search:
        statement = statement.where(Constituency.search_text.contains(fold(search), autoescape=True))
    if state in list(Filter):
        statement = statement.where(_FILTERS[Filter(state)])
    return statement.where(_looked_for(Look(look))) if look in list(Look) else statement


def count_looks(path: str = "") -> dict[Look, int]:
    """Returns how many contests below `path` are called, in play, within reach of disputed protocols: one query."""
    looks = (Look.CALLED, Look.IN_PLAY, Look.ALARM)
    counted = [sa.func.count(Outcome.id).filter(_looked_for(one)) for one in looks]
    counted_here = sa.select(*counted).select_from(Outcome).where(starts_with(Outcome.path, path))
    row = db.session.execute(counted_here).one()
    return dict(zip(looks, row, strict=True))


def _looked_for(look: Look) -> sa.ColumnElement[bool]:
    if look is Look.DIFFERS:
        return differs()
    if look is Look.REPEATS:
        return Outcome.contest_id.in_(sa.select(Contest.id).where(Contest.round > 1))
    return {Look.CALLED: Outcome.is_called.is_(True), Look.IN_PLAY: IN_PLAY, Look.ALARM: ALARM}[look]


def get_outcome(contest_id: int) -> Outcome:
    """Returns the outcome of a contest with the votes of each candidate; raises NotFound."""
    contest = joinedload(Outcome.contest)
    statement = (
        sa.select(Outcome)
        .options(
            contest.joinedload(Contest.constituency).joinedload(Constituency.district),
            contest.joinedload(Contest.election), joinedload(Outcome.leader).joinedload(Candidate.person),
            selectinload(Outcome.votes).joinedload(OutcomeVotes.candidate).joinedload(Candidate.person),
        )
        .where(Outcome.contest_id == contest_id)
    )  # fmt: skip
    outcome = db.session.scalar(statement)
    if outcome is None:
        raise NotFound
    return outcome


@dataclass(frozen=True)
class PrecinctLine:
    """A precinct of a contest: its protocol in force, the voters of the register, the accepted figures."""

    protocol: int
    number: int
    state: State
    voters: int | None
    took_part: int | None

    @property
    def is_in(self) -> bool:
        """Returns whether its protocol counts."""
        return self.state is State.ACCEPTED


def list_precincts(contest_id: int) -> list[PrecinctLine]:
    """Returns the precincts of a contest by number: which are in, which are missing."""
    statement = (
        sa.select(Protocol.id, Precinct.number, Protocol.state, Precinct.voters, ProtocolEntry.took_part)
        .select_from(Protocol)
        .join(Precinct, Precinct.id == Protocol.precinct_id)
        .outerjoin(ProtocolEntry, sa.and_(ProtocolEntry.id == Protocol.accepted_entry_id,
                                          Protocol.state == State.ACCEPTED))
        .where(Protocol.contest_id == contest_id, sa.text(f"protocol.{IN_FORCE}"))
        .order_by(Precinct.number, Protocol.id)
    )  # fmt: skip
    return [PrecinctLine(*row) for row in db.session.execute(statement)]


def standing_of(outcome: Outcome, ballot: Collection[int], precincts: Collection[PrecinctLine]) -> Standing:
    """Returns how a contest stands: who could overtake, how many votes that takes, what disputed protocols can do."""
    votes = dict.fromkeys(ballot, 0) | {one.candidate_id: one.votes for one in outcome.votes}
    disputed = [one.voters for one in precincts if one.state is State.DISPUTED]
    missing = outcome.precincts_expected - outcome.precincts_received
    known = sum(one or 0 for one in disputed) if all(disputed) else None
    return stand(votes, missing, outcome.missing_voters, len(disputed), known)


def list_official(contest_id: int) -> list[OfficialResult]:
    """Returns the versions of a contest's official result, the newest first."""
    statement = (
        sa.select(OfficialResult).where(OfficialResult.contest_id == contest_id)
        .options(selectinload(OfficialResult.votes)).order_by(OfficialResult.number.desc())
    )  # fmt: skip
    return list(db.session.scalars(statement))


def find_official(contest_id: int) -> OfficialResult | None:
    """Returns the official result of a contest that counts, or None."""
    return next(iter(list_official(contest_id)), None)


def newest_of(contest_ids: Collection[int]) -> dict[int, OfficialResult]:
    """Returns the official result that counts of each of these contests that has one."""
    statement = (
        sa.select(OfficialResult).where(OfficialResult.contest_id.in_(contest_ids), newest_official())
        .options(selectinload(OfficialResult.votes))
    )  # fmt: skip
    return {one.contest_id: one for one in db.session.scalars(statement)}


def find_repeat(contest_id: int) -> Contest | None:
    """Returns the repeat election of a contest, or None."""
    return db.session.scalar(sa.select(Contest).where(Contest.repeats_id == contest_id))


def is_known(result: OfficialResult | None) -> bool:
    """Returns whether there is an official result: a version may say that the one before was recorded by mistake."""
    return result is not None and result.kind is not OfficialKind.MISTAKE
