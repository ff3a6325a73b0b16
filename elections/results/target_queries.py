"""Reading the target: where each contest stands by its kept outcome, never by protocols, and what moved it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting, Denominator, TargetRule
from elections.candidates.models import STANDING, Candidate
from elections.candidates.registration import Nomination
from elections.database import db, starts_with
from elections.results.models import Outcome, OutcomeChange, OutcomeVotes
from elections.results.tally import BY_THE_COMMISSION, OutcomeState
from elections.results.target import ContestState, Target, measure_each
from elections.results.target_history import Turn
from elections.results.target_way import Lead
from elections.territory.models import Constituency

WITHOUT_WINNER = (OutcomeState.ANNULLED, OutcomeState.NOT_HELD)


@dataclass(frozen=True)
class TargetView:
    """The target by denominator (contested, all) and way of counting (nominated, members), the chosen one first."""

    by: dict[tuple[Denominator, Counting], Target]
    chosen: tuple[Denominator, Counting]
    share: Fraction

    @property
    def main(self) -> Target:
        """The target as the election's settings define it."""
        return self.by[self.chosen]

    def of(self, denominator: Denominator) -> Target:
        """The target over these constituencies, counted as the election counts."""
        return self.by[denominator, self.chosen[1]]

    @property
    def rule(self) -> TargetRule:
        """The rule by which the election measures."""
        return TargetRule(self.share, *self.chosen)


@dataclass(frozen=True)
class Seat:
    """A contest that counts in the target, and where it stands."""

    contest_id: int
    path: str
    state: ContestState


def measure_target(path: str = "") -> TargetView:
    """Returns the target over the contests below `path`: two queries, whatever their number."""
    election = get_election()
    return target_of(election, [one.state for one in list_seats(path, election)])


def target_of(election: Election, states: Iterable[ContestState]) -> TargetView:
    """Returns the target over contests in the given states."""
    share = Fraction(election.target_percent, 100)
    chosen = (election.target_denominator, election.target_counting)
    return TargetView(measure_each(list(states), share, chosen), chosen, share)


def targets_by_place(election: Election, seats: Iterable[Seat], level: int) -> dict[str, TargetView]:
    """Returns the target of each territory of a level (1 regions, 2 districts) by path, in one pass."""
    parted: dict[str, list[ContestState]] = defaultdict(list)
    for one in seats:
        parted["".join(part + "/" for part in one.path.split("/")[:level])].append(one.state)
    return {place: target_of(election, states) for place, states in sorted(parted.items())}


def list_contest_states(path: str = "", election: Election | None = None) -> list[tuple[str, ContestState]]:
    """Returns (path, state) of each contest below `path` that counts in the target, in order of the path."""
    return [(one.path, one.state) for one in list_seats(path, election)]


def list_seats(path: str = "", election: Election | None = None) -> list[Seat]:
    """Returns the contests below `path` that count in the target, in order of the path.

    Cancelled ones are out. A repeat election stands for the contest that it repeats; before anybody stands in it, it is
    contested if the other was.
    """
    election = election or get_election()
    rows = {row.id: row for row in db.session.execute(_contests(election, path))}
    repeated = {row.repeats_id for row in rows.values()}
    own = election.own_party_id
    return [
        Seat(
            row.id, row.path,
            ContestState(
                contested=_is_contested(row, rows), decided=_is_decided(row),
                won_by_nominee=_is_decided(row) and row.nominated_by_id == own,
                won_by_member=_is_decided(row) and own in (row.nominated_by_id, row.member_of_id),
            ),
        )
        for row in rows.values() if row.id not in repeated
    ]  # fmt: skip


def _contests(election: Election, path: str) -> sa.Select[Any]:
    nominee = sa.and_(
        Candidate.nomination == Nomination.PARTY, Candidate.nominated_by_id == election.own_party_id
    )
    standing = (
        sa.select(Candidate.contest_id, sa.func.max(sa.case((nominee, 1), else_=0)).label("nominees"))
        .where(
            Candidate.election_id == election.id,
            starts_with(Candidate.path, path),
            sa.text(f"candidate.{STANDING}"),
        )
        .group_by(Candidate.contest_id)
        .subquery("standing")
    )
    return (
        sa.select(
            Contest.id, Contest.path, Contest.repeats_id, standing.c.nominees, Outcome.is_called, Outcome.state,
            Outcome.winner_id, Candidate.nominated_by_id, Candidate.member_of_id,
        )
        .select_from(Contest)
        .outerjoin(standing, standing.c.contest_id == Contest.id)
        .outerjoin(Outcome, Outcome.contest_id == Contest.id)
        .outerjoin(Candidate, Candidate.id == Outcome.winner_id)
        .where(
            Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED,
            starts_with(Contest.path, path),
        )
        .order_by(Contest.path, Contest.id)
    )  # fmt: skip


def _is_decided(row: Any) -> bool:
    return bool(row.is_called) and row.winner_id is not None and row.state not in WITHOUT_WINNER


def _is_contested(row: Any, rows: Mapping[int, Any]) -> bool:
    while row.nominees is None and row.repeats_id in rows:
        row = rows[row.repeats_id]
    return bool(row.nominees)


def list_turns(election: Election, path: str = "") -> list[Turn]:
    """Returns the turns of the counts below `path` in order of time."""
    statement = (
        sa.select(
            OutcomeChange.contest_id, OutcomeChange.at, OutcomeChange.state, OutcomeChange.is_called,
            OutcomeChange.winner_id, Candidate.nominated_by_id, Candidate.member_of_id,
        )
        .join(Contest, Contest.id == OutcomeChange.contest_id)
        .outerjoin(Candidate, Candidate.id == OutcomeChange.winner_id)
        .where(Contest.election_id == election.id, starts_with(OutcomeChange.path, path))
        .order_by(OutcomeChange.at, OutcomeChange.id)
    )  # fmt: skip
    own = election.own_party_id
    return [
        Turn(
            row.contest_id, row.at,
            ContestState(
                contested=True, decided=_is_decided(row), won_by_nominee=row.nominated_by_id == own,
                won_by_member=own in (row.nominated_by_id, row.member_of_id),
            ),
        )
        for row in db.session.execute(statement)
    ]  # fmt: skip


def list_leads(election: Election, path: str = "") -> list[Lead]:
    """Returns what is in of each contest in play below `path` in which ours stands: counted in part and not called.

    Ours is the nominee; where members count and there is no nominee, the member with the most votes.
    """
    statement = (
        sa.select(
            Outcome.contest_id, Outcome.took_part, Outcome.missing_voters, Outcome.precincts_received,
            Outcome.precincts_expected, OutcomeVotes.votes, Candidate.nominated_by_id, Candidate.member_of_id,
        )
        .join(OutcomeVotes, OutcomeVotes.outcome_id == Outcome.id)
        .join(Candidate, Candidate.id == OutcomeVotes.candidate_id)
        .join(Contest, Contest.id == Outcome.contest_id)
        .where(
            Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED,
            starts_with(Outcome.path, path), sa.not_(Outcome.is_called),
            sa.not_(Outcome.is_tie), Outcome.precincts_received > 0,
            Outcome.precincts_received < Outcome.precincts_expected, Outcome.state.not_in(list(BY_THE_COMMISSION)),
        )
    )  # fmt: skip
    ballots: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement):
        ballots[row.contest_id].append(row)
    found = (_lead_of(rows, election) for rows in ballots.values())
    return [one for one in found if one is not None]


def _lead_of(rows: list[Any], election: Election) -> Lead | None:
    own = election.own_party_id
    ours = [row for row in rows if row.nominated_by_id == own]
    if not ours and election.target_counting is Counting.MEMBERS:
        ours = sorted((row for row in rows if row.member_of_id == own), key=lambda row: -row.votes)
    if not ours:
        return None
    rival = max((row.votes for row in rows if row is not ours[0]), default=0)
    first = rows[0]
    return Lead(
        first.contest_id, ours[0].votes, rival, first.took_part, first.missing_voters, first.precincts_received,
        first.precincts_expected,
    )  # fmt: skip


def count_precincts(election: Election, path: str = "") -> tuple[int, int]:
    """Returns (counted, expected) precincts of the contests below `path`, out of the kept sums."""
    row = db.session.execute(
        sa.select(sa.func.sum(Outcome.precincts_received), sa.func.sum(Outcome.precincts_expected))
        .join(Contest, Contest.id == Outcome.contest_id)
        .where(Contest.election_id == election.id, starts_with(Outcome.path, path))
    ).one()
    return row[0] or 0, row[1] or 0


def find_constituencies(contests: Iterable[int]) -> dict[int, Constituency]:
    """Returns the constituencies of contests by contest."""
    statement = (
        sa.select(Contest.id, Constituency)
        .join(Constituency, Constituency.id == Contest.constituency_id)
        .where(Contest.id.in_(list(contests)))
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}
