"""Reading for the forecast: what is known of each contest, the forecasts that were kept, and how good they were."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from elections.audit.chain import first_broken
from elections.campaign.models import Contest, Election
from elections.campaign.queries import get_election
from elections.candidates.models import STANDING, Candidate
from elections.database import EVERYWHERE, db, looking_from, starts_with
from elections.errors import NotFound
from elections.forecast.assessment_queries import list_all
from elections.forecast.models import ContestAssessment, KeptForecast
from elections.forecast.reckoning import (
    Counted,
    Facts,
    Prospect,
    Rule,
    Settings,
    Standing,
    chance_under,
    prospects,
    standing_of,
)
from elections.results.models import Outcome, OutcomeVotes
from elections.results.target import ContestState
from elections.results.target_queries import list_seats
from elections.territory.models import Constituency
from elections.web.paging import Page, paged
from elections.zones import zone_for

COVERED = (
    "at", "author_id", "author_login", "election_id", "path", "record", "national", "regional", "seed", "result",
    "chances",
)  # fmt: skip


@dataclass(frozen=True)
class Outlook:
    """A forecast of a territory: what is known of its contests, and what follows from it under each rule."""

    election: Election
    path: str
    today: date
    settings: Settings
    contests: list[Facts]
    by: dict[Rule, Prospect]

    @property
    def chosen(self) -> Rule:
        """Returns how this campaign measures its target."""
        return self.election.target_denominator, self.election.target_counting

    @property
    def main(self) -> Prospect:
        """Returns the forecast of this campaign's own target."""
        return self.by[self.chosen]

    def told(self, one: Facts) -> tuple[float, Standing]:
        """Returns the chance of a contest and where it stands, counted as the campaign counts."""
        counting = self.election.target_counting
        return chance_under(one, counting, self.settings, self.today), standing_of(one, counting)


def look_ahead(path: str, settings: Settings, today: date) -> Outlook:
    """Returns the forecast of a territory: five queries, whatever the number of contests."""
    election = get_election()
    contests = list_facts(election, path, today)
    share = Fraction(election.target_percent, 100)
    return Outlook(election, path, today, settings, contests, prospects(contests, share, settings, today))


def list_facts(election: Election, path: str, today: date) -> list[Facts]:
    """Returns what is known of each contest below `path` on a day: state, assessments, what is counted."""
    counted, members = _counted(election, path), _with_members(election, path)
    told: dict[int, list[ContestAssessment]] = {}
    for one in list_all(election, path):
        if one.held_on <= today:
            told.setdefault(one.contest_id, []).append(one)
    return [
        Facts(
            contest, seat.path, seat.state, contest in members,
            tuple(one.told for one in told.get(contest, ())), tuple(map(_mark, told.get(contest, ()))),
            counted.get(contest),
        )
        for seat in list_seats(path, election)
        for contest in [seat.contest_id]
    ]  # fmt: skip


def _mark(one: ContestAssessment) -> str:
    return f"{one.id}.{one.version} {one.held_on} {one.kind.value}"


def _with_members(election: Election, path: str) -> set[int]:
    statement = sa.select(Candidate.contest_id).where(
        Candidate.election_id == election.id, Candidate.member_of_id == election.own_party_id,
        starts_with(Candidate.path, path), sa.text(f"candidate.{STANDING}"),
    )  # fmt: skip
    return set(db.session.scalars(statement))


def _counted(election: Election, path: str) -> dict[int, Counted]:
    """Returns what is in of the contests that are counted in part: ours is the nominee, or without one the best member."""
    statement = (
        sa.select(
            Outcome.contest_id, Outcome.took_part, Outcome.precincts_received, Outcome.precincts_expected,
            OutcomeVotes.votes, Candidate.nominated_by_id, Candidate.member_of_id,
        )
        .join(OutcomeVotes, OutcomeVotes.outcome_id == Outcome.id)
        .join(Candidate, Candidate.id == OutcomeVotes.candidate_id)
        .where(
            Candidate.election_id == election.id, starts_with(Outcome.path, path), sa.not_(Outcome.is_called),
            Outcome.precincts_received > 0,
        )
    )  # fmt: skip
    ballots: dict[int, list[Any]] = {}
    for row in db.session.execute(statement):
        ballots.setdefault(row.contest_id, []).append(row)
    return {contest: _counted_of(rows, election.own_party_id) for contest, rows in ballots.items()}


def _counted_of(rows: list[Any], own: int) -> Counted:
    ours = [row for row in rows if row.nominated_by_id == own] or sorted(
        (row for row in rows if row.member_of_id == own), key=lambda row: -row.votes
    )
    rivals = [row.votes for row in rows if row not in ours[:1]]
    first = rows[0]
    return Counted(
        ours[0].votes if ours else 0, max(rivals, default=0), first.took_part, first.precincts_received,
        first.precincts_expected,
    )  # fmt: skip


def list_places(contests: Iterable[int]) -> dict[int, Constituency]:
    """Returns the constituencies of contests by contest."""
    statement = (
        sa.select(Contest.id, Constituency)
        .join(Constituency, Constituency.id == Contest.constituency_id)
        .where(Contest.id.in_(list(contests)))
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


# --- what was kept -------------------------------------------------------------------------------------------------


def list_kept(path: str, page: int = 1) -> Page[Any]:
    """Returns a page of the forecasts that were kept of a territory, the latest first."""
    statement = sa.select(KeptForecast).where(KeptForecast.path == path).order_by(KeptForecast.id.desc())
    return paged(statement, page)


def get_kept(kept_id: int) -> KeptForecast:
    """Returns a kept forecast of the viewer's territory; raises NotFound."""
    found = db.session.scalar(sa.select(KeptForecast).where(KeptForecast.id == kept_id))
    if found is None:
        raise NotFound
    return found


def find_before(path: str, kept_id: int | None = None) -> KeptForecast | None:
    """Returns the last forecast that was kept of a territory, or the one before `kept_id`, or None."""
    statement = sa.select(KeptForecast).where(KeptForecast.path == path)
    if kept_id is not None:
        statement = statement.where(KeptForecast.id < kept_id)
    return db.session.scalar(statement.order_by(KeptForecast.id.desc()).limit(1))


def list_before_vote(path: str, election: Election) -> list[KeptForecast]:
    """Returns the forecasts that were kept of a territory before voting day, the earliest first."""
    begun = datetime.combine(election.voting_on, time(0), zone_for(path))
    statement = sa.select(KeptForecast).where(
        KeptForecast.path == path, KeptForecast.election_id == election.id, KeptForecast.at < begun
    )
    return list(db.session.scalars(statement.order_by(KeptForecast.id)))


def content_of(kept: KeptForecast) -> dict[str, Any]:
    """Returns what a kept forecast's digest covers."""
    return {**{name: getattr(kept, name) for name in COVERED}, "at": kept.at.isoformat()}


def find_broken_forecast() -> int | None:
    """Returns the id of the first kept forecast that was altered or whose predecessor is gone, or None."""
    with looking_from(EVERYWHERE):
        return first_broken(_chain())


def _chain() -> Iterator[tuple[int, Mapping[str, object], str, str]]:
    for one in db.session.scalars(sa.select(KeptForecast).order_by(KeptForecast.id)):
        yield one.id, content_of(one), one.previous_digest, one.digest


# --- how good it was -----------------------------------------------------------------------------------------------


def list_decided(election: Election, path: str) -> dict[int, bool]:
    """Returns the decided contests, by contest whether ours won: the nominee, or without one a member."""
    return {one.contest_id: _won(one.state) for one in list_seats(path, election) if one.state.decided}


def _won(state: ContestState) -> bool:
    return state.won_by_nominee if state.contested else state.won_by_member
