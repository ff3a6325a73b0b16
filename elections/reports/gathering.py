"""Gathering what several reports say: constituencies as they stand, headquarters with their vacancies."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from elections.campaign.models import Election
from elections.candidates.models import Candidate
from elections.database import EVERYWHERE, db, looking_from
from elections.headquarters.models import Headquarters, Member, MemberRole
from elections.headquarters.queries import (
    Needs,
    list_all_headquarters,
    list_needs,
    present_members,
    vacancies,
)
from elections.people.actions import full_name
from elections.people.models import Person
from elections.people.names import FullName
from elections.readiness.formula import Component
from elections.readiness.queries import PLATFORM_STEPS, Line
from elections.reports.contents import (
    Campaign,
    ContestLine,
    Count,
    CourseName,
    Nominee,
    Office,
    Place,
    Stand,
)
from elections.results.models import Outcome, OutcomeVotes
from elections.results.tally import OutcomeState
from elections.territory.models import Constituency, Unit
from elections.training.coverage import trained_people
from elections.training.models import Course, Participation

_BY_STATE = {OutcomeState.ANNULLED: Stand.ANNULLED, OutcomeState.NOT_HELD: Stand.NOT_HELD}


def campaign_of(election: Election) -> Campaign:
    """Returns the election as a report names it."""
    return Campaign(election.name_ru, election.name_kk, election.voting_on)


def place_of(row: Unit | Constituency) -> Place:
    """Returns a territory as a report names it."""
    return Place(row.path, row.name_ru, row.name_kk, getattr(row, "name_en", ""))


def course_names(courses: Iterable[Course]) -> tuple[CourseName, ...]:
    """Returns courses as a report names them, each once."""
    found = {one.code: CourseName(one.code, one.title_ru, one.title_kk) for one in courses}
    return tuple(found[code] for code in sorted(found))


def contest_lines(lines: Sequence[Line]) -> tuple[ContestLine, ...]:
    """Returns the constituencies of a report as they stand: three queries, whatever their number."""
    outcomes = outcomes_of([one.contest.id for one in lines])
    trained = _trained(one.candidate.person_id for one in lines if one.candidate)
    return tuple(
        ContestLine(
            place_of(line.contest.constituency), nominee_of(line, trained),
            line.readiness.points if line.readiness else None, count_of(line, outcomes.get(line.contest.id)),
            line.contest.voting_on,
        )
        for line in lines
    )  # fmt: skip


def nominee_of(line: Line, trained: set[int]) -> Nominee | None:
    """Returns who stands for the party; trained is who passed what is required, or, where nothing is, took part in a training."""
    own, readiness = line.candidate, line.readiness
    if own is None or readiness is None:
        return None
    training, platform = (readiness.measures[one] for one in (Component.TRAINING, Component.PLATFORM))
    return Nominee(
        full_name(own.person), own.status,
        training.have >= training.need if training.need else own.person_id in trained,
        PLATFORM_STEPS[platform.have - 1] if platform.have else None,
    )  # fmt: skip


def outcomes_of(contest_ids: Sequence[int]) -> dict[int, Outcome]:
    """Returns the outcomes of contests with the votes of each candidate, by contest."""
    person = joinedload(OutcomeVotes.candidate).joinedload(Candidate.person)
    statement = sa.select(Outcome).where(Outcome.contest_id.in_(contest_ids)).options(selectinload(Outcome.votes).options(person))  # fmt: skip
    return {one.contest_id: one for one in db.session.scalars(statement)}


def count_of(line: Line, outcome: Outcome | None) -> Count | None:
    """Returns how the count of a contest stands for the party, None before it is expected."""
    if outcome is None:
        return None
    votes = {one.candidate_id: one for one in outcome.votes}
    own = line.candidate
    others = sorted((one for key, one in votes.items() if own is None or key != own.id), key=_most_first)
    rival = others[0] if others and outcome.precincts_received else None
    own_votes = votes[own.id].votes if own and own.id in votes else None
    return Count(
        outcome.state, stand_of(own, outcome), outcome.precincts_received, outcome.precincts_expected, outcome.voters,
        outcome.took_part, own_votes if outcome.precincts_received else None,
        short_name(rival.candidate.person) if rival else "", rival.votes if rival else None,
    )  # fmt: skip


def stand_of(own: Candidate | None, outcome: Outcome) -> Stand:
    """Returns what a contest is for the party at this moment of the count."""
    if outcome.state in _BY_STATE:
        return _BY_STATE[outcome.state]
    if outcome.is_tie:
        return Stand.TIE
    if not outcome.precincts_received and outcome.winner_id is None:
        return Stand.WAITING
    if own is None:
        return Stand.OTHERS
    if outcome.is_called and outcome.winner_id is not None:
        return Stand.WON if outcome.winner_id == own.id else Stand.LOST
    if outcome.leader_id is None:
        return Stand.LEVEL
    return Stand.LEADS if outcome.leader_id == own.id else Stand.BEHIND


def offices_below(election: Election, path: str) -> tuple[list[Headquarters], Needs]:
    """Returns the open headquarters at and below `path` with their members, and whom each level needs: three queries."""
    return list_all_headquarters(path=path), list_needs(election.id)


def list_serving(election: Election, path: str) -> list[Headquarters]:
    """Returns the open headquarters of a constituency and of its district, the nearer first: two queries."""
    above = path[: path.rstrip("/").rfind("/") + 1]
    statement = (
        sa.select(Headquarters)
        .where(Headquarters.election_id == election.id, Headquarters.closed_on.is_(None), Headquarters.path.in_((path, above)))
        .options(selectinload(Headquarters.members).joinedload(Member.person))
        .order_by(Headquarters.path.desc())
    )  # fmt: skip
    with looking_from(EVERYWHERE):  # who helps a village is told on its sheet, as tasks tell whose they are
        return list(db.session.scalars(statement))


def office_of(row: Headquarters, needs: Needs) -> Office:
    """Returns a headquarters as a report tells of it."""
    present = present_members(row)
    head = next((full_name(one.person) for one in present if one.role is MemberRole.HEAD), "")
    return Office(
        row.path, row.territory_ru, row.territory_kk, row.address, row.phone, head, len(present),
        tuple(vacancies(row, needs)),
    )  # fmt: skip


def people_of(offices: Iterable[Headquarters]) -> Mapping[MemberRole, str]:
    """Returns who has which role in these headquarters, named as in tasks; of two, who is in the first."""
    members = [one for office in offices for one in present_members(office)]
    return {one.role: f"{one.person.surname} {one.person.given_name}" for one in reversed(members)}


def short_name(person: Person) -> str:
    """Returns the surname with initials."""
    return FullName(person.surname, person.given_name, person.patronymic).initials


def _trained(people: Iterable[int]) -> set[int]:
    """Returns who of them was trained, wherever and as whatever: a nominee may have been a region's HQ member."""
    return set(db.session.scalars(trained_people().where(Participation.person_id.in_(list(people)))))


def _most_first(votes: OutcomeVotes) -> tuple[int, int]:
    return -votes.votes, votes.candidate_id
