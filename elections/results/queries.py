"""Reading results: the protocols expected and received, the outcomes, and the target in both of its ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from elections.alphabet import fold
from elections.campaign.models import Contest, ContestStatus, Election
from elections.campaign.queries import get_election
from elections.campaign.target_rule import Counting, Denominator, TargetRule
from elections.candidates.models import STANDING, Candidate
from elections.candidates.registration import Nomination
from elections.database import db, starts_with
from elections.errors import NotFound
from elections.results.entries import State
from elections.results.models import IN_FORCE, Outcome, OutcomeVotes, Protocol, ProtocolEntry
from elections.results.tally import ProtocolFigures
from elections.results.target import ContestState, Target, measure
from elections.territory.models import Constituency, Precinct
from elections.web.paging import Page, paged

FIGURES = (
    "voters", "ballots_received", "ballots_issued", "ballots_cancelled", "took_part", "invalid", "against_all",
    "outside", "absentee",
)  # fmt: skip


@dataclass(frozen=True)
class TargetView:
    """The target by denominator (contested, all) and way of counting (nominated, members)."""

    by: dict[tuple[Denominator, Counting], Target]
    chosen: tuple[Denominator, Counting]
    share: Fraction

    @property
    def main(self) -> Target:
        """The target as the election's settings define it."""
        return self.by[self.chosen]


def measure_target(path: str = "") -> TargetView:
    """Returns the target over the contests below `path`: two queries, whatever their number."""
    election = get_election()
    return target_of(election, [state for _path, state in list_contest_states(path, election)])


def target_of(election: Election, states: Iterable[ContestState]) -> TargetView:
    """Returns the target over contests in the given states."""
    kept, share = list(states), Fraction(election.target_percent, 100)
    by = {
        (denominator, counting): measure(kept, TargetRule(share, denominator, counting))
        for denominator in Denominator
        for counting in Counting
    }
    return TargetView(by, (election.target_denominator, election.target_counting), share)


def list_contest_states(path: str = "", election: Election | None = None) -> list[tuple[str, ContestState]]:
    """Returns (path, state) of each contest below `path` that is not cancelled, in order of the path."""
    election = election or get_election()
    contested = (
        sa.select(Candidate.contest_id)
        .where(
            Candidate.election_id == election.id, Candidate.nomination == Nomination.PARTY,
            Candidate.nominated_by_id == election.own_party_id, sa.text(f"candidate.{STANDING}"),
        )
        .subquery("contested")
    )  # fmt: skip
    statement = (
        sa.select(
            Contest.path, contested.c.contest_id, Outcome.is_called, Outcome.is_tie,
            Candidate.nominated_by_id, Candidate.member_of_id,
        )
        .select_from(Contest)
        .outerjoin(contested, contested.c.contest_id == Contest.id)
        .outerjoin(Outcome, Outcome.contest_id == Contest.id)
        .outerjoin(Candidate, Candidate.id == sa.case((Outcome.is_called, Outcome.leader_id)))
        .where(
            Contest.election_id == election.id, Contest.status != ContestStatus.CANCELLED,
            starts_with(Contest.path, path),
        )
        .order_by(Contest.path)
    )  # fmt: skip
    own = election.own_party_id
    return [
        (
            row.path,
            ContestState(
                contested=row.contest_id is not None,
                decided=bool(row.is_called or row.is_tie),
                won_by_nominee=row.nominated_by_id == own,
                won_by_member=own in (row.nominated_by_id, row.member_of_id),
            ),
        )
        for row in db.session.execute(statement)
    ]


def list_protocols(*, search: str = "", state: str = "", path: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of the expected protocols, by constituency and precinct number; replaced ones only when asked for."""
    statement = (
        sa.select(Protocol)
        .join(Protocol.contest)
        .join(Contest.constituency)
        .join(Protocol.precinct)
        .options(
            contains_eager(Protocol.contest)
            .contains_eager(Contest.constituency)
            .joinedload(Constituency.district),
            contains_eager(Protocol.precinct),
            joinedload(Protocol.accepted_entry),
        )
        .order_by(Constituency.sort_key, Constituency.id, Precinct.number)
    )
    wanted = State(state) if state in list(State) else None
    statement = statement.where(Protocol.state == wanted if wanted else sa.text(f"protocol.{IN_FORCE}"))
    return paged(statement.where(*_in_place(search, path)), page)


def count_states(*, search: str = "", path: str = "") -> dict[State, int]:
    """Returns how many protocols stand where, of those that a list with these filters shows: one query."""
    statement = (
        sa.select(Protocol.state, sa.func.count()).join(Protocol.contest).join(Contest.constituency)
        .join(Protocol.precinct).where(*_in_place(search, path)).group_by(Protocol.state)
    )  # fmt: skip
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {state: found[state] for state in State if state in found}


def _in_place(search: str, path: str) -> list[Any]:
    conditions = [starts_with(Protocol.path, path)]
    if search:
        number = int(search) if search.isdecimal() and len(search) < 6 else None
        named = Constituency.search_text.contains(fold(search), autoescape=True)
        conditions.append(sa.or_(named, Precinct.number == number) if number else named)
    return conditions


def get_protocol(protocol_id: int) -> Protocol:
    """Returns a protocol with its precinct, contest and entries; raises NotFound."""
    statement = (
        sa.select(Protocol)
        .options(
            joinedload(Protocol.contest).joinedload(Contest.constituency).joinedload(Constituency.district),
            joinedload(Protocol.precinct),
            selectinload(Protocol.entries).selectinload(ProtocolEntry.votes),
        )
        .where(Protocol.id == protocol_id)
    )
    protocol = db.session.scalar(statement)
    if protocol is None:
        raise NotFound
    return protocol


def accepted_figures(contest_id: int) -> list[tuple[Protocol, ProtocolEntry]]:
    """Returns (protocol, accepted entry with its votes) of each accepted protocol of a contest."""
    statement = (
        sa.select(Protocol)
        .options(joinedload(Protocol.accepted_entry).selectinload(ProtocolEntry.votes))
        .where(Protocol.contest_id == contest_id, Protocol.state == State.ACCEPTED)
    )
    return [(one, one.accepted_entry) for one in db.session.scalars(statement) if one.accepted_entry]


def list_outcomes(*, search: str = "", path: str = "", page: int = 1) -> Page[Any]:
    """Returns a page of the contests' outcomes with their leaders, by constituency."""
    statement = (
        sa.select(Outcome)
        .join(Outcome.contest)
        .join(Contest.constituency)
        .options(
            contains_eager(Outcome.contest)
            .contains_eager(Contest.constituency)
            .joinedload(Constituency.district),
            joinedload(Outcome.leader).joinedload(Candidate.person),
            joinedload(Outcome.winner).joinedload(Candidate.person),
        )
        .order_by(Constituency.sort_key, Outcome.id)
    )
    if search:
        statement = statement.where(Constituency.search_text.contains(fold(search), autoescape=True))
    if path:
        statement = statement.where(starts_with(Outcome.path, path))
    return paged(statement, page)


def get_outcome(contest_id: int) -> Outcome:
    """Returns the outcome of a contest with the votes of each candidate; raises NotFound."""
    statement = (
        sa.select(Outcome)
        .options(
            joinedload(Outcome.contest).joinedload(Contest.constituency),
            selectinload(Outcome.votes).joinedload(OutcomeVotes.candidate).joinedload(Candidate.person),
        )
        .where(Outcome.contest_id == contest_id)
    )
    outcome = db.session.scalar(statement)
    if outcome is None:
        raise NotFound
    return outcome


def count_received(path: str = "") -> tuple[int, int]:
    """Returns (accepted, expected) protocols below `path`; one that a recount replaced is not expected any more."""
    accepted = sa.func.count(Protocol.id).filter(Protocol.state == State.ACCEPTED)
    row = db.session.execute(
        sa.select(accepted, sa.func.count(Protocol.id)).where(
            starts_with(Protocol.path, path), sa.text(f"protocol.{IN_FORCE}")
        )
    ).one()
    return row[0], row[1]


def figures_of(entry: ProtocolEntry) -> ProtocolFigures:
    """Returns an entry as the rules want it."""
    return ProtocolFigures(**{name: getattr(entry, name) for name in FIGURES}, votes=votes_of(entry))


def votes_of(entry: ProtocolEntry) -> dict[int, int]:
    """Returns the votes of an entry by candidate."""
    return {one.candidate_id: one.votes for one in entry.votes}
