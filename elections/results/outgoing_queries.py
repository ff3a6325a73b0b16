"""Gathering what goes out of the count: five queries, whatever the number of contests."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from elections.campaign import models as campaign
from elections.campaign.models import Contest
from elections.campaign.queries import get_election, present
from elections.candidates.models import Candidate
from elections.candidates.registration import Status
from elections.database import db, starts_with
from elections.people.models import Person
from elections.results.entries import State
from elections.results.models import IN_FORCE, Outcome, Protocol, ProtocolEntry
from elections.results.outcome_queries import narrowed
from elections.results.outgoing import ContestCount, Party, Place, PrecinctCount, Results, Stander
from elections.results.queries import figures_of
from elections.territory.models import Constituency, Precinct, Unit

PLAIN = (
    "state", "counting_at", "preliminary_at", "official_at", "voters", "ballots_issued", "took_part", "invalid",
    "against_all", "margin", "is_called", "is_tie",
)  # fmt: skip


def count_contests(search: str = "", path: str = "", state: str = "", look: str = "") -> int:
    """Returns how many contests would go out."""
    wanted = _wanted(get_election(), search, path, state, look).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(wanted)) or 0


def gather_results(search: str = "", path: str = "", state: str = "", look: str = "") -> Results:
    """Returns the count of the contests that the list of results shows with these filters, in its order."""
    election = get_election()
    ids = _wanted(election, search, path, state, look)
    ballots, precincts = _ballots(ids), _precincts(ids)
    place = joinedload(Outcome.contest).joinedload(Contest.constituency)
    statement = (
        sa.select(Outcome).join(Outcome.contest).join(Contest.constituency).where(Outcome.contest_id.in_(ids))
        .options(place.joinedload(Constituency.district), place.joinedload(Constituency.region),
                 selectinload(Outcome.votes))
        .order_by(Constituency.sort_key, Outcome.id)
    )  # fmt: skip
    contests = [
        _contest(outcome, election, ballots[outcome.contest_id], precincts[outcome.contest_id])
        for outcome in db.session.scalars(statement)
    ]
    return Results(
        election.name_ru, election.name_kk, election.voting_on, _party(election.own_party), election.is_demo,
        present(election), contests,
    )  # fmt: skip


def _wanted(election: campaign.Election, search: str, path: str, state: str, look: str) -> sa.Select[Any]:
    statement = (
        sa.select(Outcome.contest_id).join(Outcome.contest).join(Contest.constituency)
        .where(Contest.election_id == election.id, starts_with(Outcome.path, path))
    )  # fmt: skip
    return narrowed(statement, search, state, look)


def _contest(
    outcome: Outcome, election: campaign.Election, ballot: list[Candidate], precincts: list[PrecinctCount]
) -> ContestCount:
    contest, votes = outcome.contest, {one.candidate_id: one.votes for one in outcome.votes}
    place = contest.constituency
    standing = [one for one in ballot if one.status is Status.REGISTERED or one.id in votes]
    return ContestCount(
        id=contest.id, region=_place(place.region), district=_place(place.district), constituency=_place(place),
        round=contest.round, repeats=contest.repeats_id, voting_on=contest.voting_on or election.voting_on,
        expected=outcome.precincts_expected, received=outcome.precincts_received, winner=outcome.winner_id,
        standers=[_stander(number, one, votes) for number, one in enumerate(standing, 1)], precincts=precincts,
        **{name: getattr(outcome, name) for name in PLAIN},
    )  # fmt: skip


def _ballots(ids: sa.Select[Any]) -> Mapping[int, list[Candidate]]:
    """Returns everybody of each contest, in the order of the ballot (CL 37)."""
    found: Mapping[int, list[Candidate]] = defaultdict(list)
    statement = (
        sa.select(Candidate).join(Candidate.person).where(Candidate.contest_id.in_(ids))
        .options(contains_eager(Candidate.person), joinedload(Candidate.nominated_by), joinedload(Candidate.member_of))
        .order_by(Person.sort_key, Candidate.id)
    )  # fmt: skip
    for one in db.session.scalars(statement):
        found[one.contest_id].append(one)
    return found


def _precincts(ids: sa.Select[Any]) -> Mapping[int, list[PrecinctCount]]:
    found: Mapping[int, list[PrecinctCount]] = defaultdict(list)
    statement = (
        sa.select(Protocol).join(Protocol.precinct)
        .where(Protocol.contest_id.in_(ids), sa.text(f"protocol.{IN_FORCE}"))
        .options(contains_eager(Protocol.precinct), joinedload(Protocol.accepted_entry).selectinload(ProtocolEntry.votes))
        .order_by(Precinct.number, Protocol.id)
    )  # fmt: skip
    for one in db.session.scalars(statement):
        counts = one.state is State.ACCEPTED and one.accepted_entry is not None
        figures = figures_of(one.accepted_entry) if counts and one.accepted_entry else None
        precinct = one.precinct
        found[one.contest_id].append(
            PrecinctCount(precinct.id, precinct.number, precinct.voters, one.state, figures)
        )
    return found


def _stander(place: int, one: Candidate, votes: Mapping[int, int]) -> Stander:
    person = one.person
    return Stander(
        one.id, person.id, place, person.surname, person.given_name, person.patronymic, _party_of(one.nominated_by),
        _party_of(one.member_of), votes.get(one.id),
    )  # fmt: skip


def _place(unit: Unit | Constituency) -> Place:
    return Place(unit.kato, unit.name_ru, unit.name_kk)


def _party(party: campaign.Party) -> Party:
    return Party(party.code, party.name_ru, party.name_kk)


def _party_of(party: campaign.Party | None) -> Party | None:
    return None if party is None else _party(party)
