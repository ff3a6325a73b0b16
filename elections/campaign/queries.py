"""Reading the campaign: the election that this installation runs, its present moment, its parties and contests."""

from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from flask import current_app, g, has_request_context
from sqlalchemy.orm import aliased, joinedload

from elections.campaign.calendar import Calendar, Rules
from elections.campaign.models import Contest, ContestStatus, Election, Party
from elections.database import db, starts_with, utc_now
from elections.errors import NotFound
from elections.territory.models import Constituency
from elections.zones import zone_for


class NoElection(NotFound):
    """No election was set up yet: the page about it says who does that."""


def find_election() -> Election | None:
    """Returns the election that this installation runs, with its party, or None when none was set up."""
    statement = sa.select(Election).where(Election.is_current).options(joinedload(Election.own_party))
    election: Election | None = db.session.scalar(statement)
    if election is not None and has_request_context():
        g.election_day = election.voting_on
    return election


def get_election() -> Election:
    """Returns the election that this installation runs; raises NoElection when an administrator has set none up."""
    election = find_election()
    if election is None:
        raise NoElection
    return election


def own_names() -> list[str]:
    """Returns the names of the party that runs this installation, in both languages, and its code."""
    election = find_election()
    party = election.own_party if election is not None else None
    return [] if party is None else [party.name_ru, party.name_kk, party.code]


def present(election: Election | None) -> datetime:
    """Returns the campaign's present moment: a demo's standing clock, or now (UTC)."""
    return (election.clock_at if election else None) or utc_now()


def rules_of(election: Election) -> Rules:
    """Returns the law's numbers as this election has them."""
    return Rules.from_json(election.rules)


def calendar_of(election: Election, path: str = "") -> Calendar:
    """Returns the election's calendar in the time of the region of `path`."""
    return Calendar(election.called_on, election.voting_on, rules_of(election), zone_for(path))


def contest_calendar(contest: Contest) -> Calendar:
    """Returns the calendar of a contest in its region's time: a repeat election has its own day (CL 113-9)."""
    if contest.voting_on is None:
        return calendar_of(contest.election, contest.path)
    called_on = present(contest.election).date() if contest.created_at is None else contest.created_at.date()
    return Calendar(called_on, contest.voting_on, rules_of(contest.election), zone_for(contest.path))


def voting_day(contest: Contest) -> date:
    """Returns the day of the vote in a contest."""
    return contest.voting_on or contest.election.voting_on


def is_newest() -> sa.ColumnElement[bool]:
    """Returns the condition of a contest that no repeat election stands for (CL 113-9): one in each constituency."""
    later = aliased(Contest)
    return sa.and_(
        sa.not_(sa.exists().where(later.repeats_id == Contest.id, later.status != ContestStatus.CANCELLED)),
        sa.or_(Contest.repeats_id.is_(None), Contest.status != ContestStatus.CANCELLED),
    )


def election_day() -> date:
    """Returns the day as whose territory pages show: voting day, or today when there is no election; read once a page."""
    if has_request_context() and "election_day" in g:
        return cast(date, g.election_day)
    election = find_election()
    return election.voting_on if election else utc_now().date()


def first_election_day() -> date:
    """Returns voting day of the election, or of the one that the settings would create."""
    election = find_election()
    return election.voting_on if election else current_app.config["SETTINGS"].election.voting_on


def list_parties() -> list[Party]:
    """Returns all parties by code."""
    return list(db.session.scalars(sa.select(Party).order_by(Party.code)))


def find_party(code: str) -> Party | None:
    """Returns the party with this code in any case, or None."""
    return db.session.scalar(sa.select(Party).where(sa.func.lower(Party.code) == code.strip().lower()))


def get_party(party_id: int) -> Party:
    """Returns a party; raises NotFound."""
    party = db.session.get(Party, party_id)
    if party is None:
        raise NotFound
    return party


def list_all_contests(election: Election, path: str = "") -> list[Contest]:
    """Returns all contests in the viewer's territory and in `path`, by region, district and name (for choices)."""
    return list(db.session.scalars(_contests(election).where(starts_with(Contest.path, path))))


def get_contest(contest_id: int) -> Contest:
    """Returns a contest in the viewer's territory with its constituency, district and region; raises NotFound."""
    contest = db.session.scalar(sa.select(Contest).where(Contest.id == contest_id).options(*_places()))
    if contest is None:
        raise NotFound
    return contest


def find_contest_by_id(contest_id: int | None) -> Contest | None:
    """Returns a contest of the viewer's territory, or None; of None there is none."""
    if contest_id is None:
        return None
    return db.session.scalar(sa.select(Contest).where(Contest.id == contest_id))


def find_contest(kato: str, election: Election | None = None) -> Contest | None:
    """Returns the contest in the constituency with this code, in the given or the present election, or None."""
    election = election or find_election()
    if election is None:
        return None
    found: Contest | None = db.session.scalar(_contests(election).where(Constituency.kato == kato))
    return found


def count_contests(election: Election, path: str = "") -> int:
    """Returns how many contests are held in the viewer's territory and in `path`: all but the cancelled ones."""
    statement = sa.select(Contest.id).where(
        Contest.election_id == election.id,
        Contest.status != ContestStatus.CANCELLED,
        is_newest(),
        starts_with(Contest.path, path),
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(statement.subquery())) or 0


def _contests(election: Election) -> sa.Select[Any]:
    return (
        sa.select(Contest)
        .join(Contest.constituency)
        .where(Contest.election_id == election.id, is_newest())
        .options(*_places())
        .order_by(sa.func.substr(Contest.path, 1, 20), Constituency.sort_key, Contest.id)
    )


def _places() -> tuple[Any, ...]:
    constituency = joinedload(Contest.constituency)
    return (constituency.joinedload(Constituency.district), constituency.joinedload(Constituency.region))
