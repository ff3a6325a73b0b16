"""Reading commissions' results out of a file's rows: one contest at a time, every objection at its row and column."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from elections.accounts.access import Actor, Permission
from elections.accounts.queries import SYSTEM
from elections.alphabet import fold
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import get_election
from elections.database import db
from elections.errors import Objection
from elections.imports.registers import Row
from elections.results import official
from elections.results.models import Outcome
from elections.results.official import PLAIN, Official, OfficialKind
from elections.results.official_actions import ground_of
from elections.results.official_models import OfficialResult
from elections.results.outcome_queries import newest_of
from elections.results.protocol_ground import Ballot, ballots_of
from elections.results.protocol_reading import AGAINST_ALL, find_on_ballot
from elections.results.rules import read_figure
from elections.territory.models import Constituency


@dataclass
class Place:
    """A contest as an import holds results against it."""

    outcome: Outcome
    ballot: Ballot
    before: OfficialResult | None

    @property
    def rules(self) -> official.Ground:
        """Returns what the rules want to know."""
        return ground_of(self.outcome.contest, tuple(one.id for one in self.ballot.standing))


@dataclass
class Reading:
    """A contest's rows as they were read: which contest, what the commission decided, what objects."""

    rows: list[Row]
    place: Place | None = None
    told: Official | None = None
    objections: dict[int, list[Objection]] = field(default_factory=dict)

    @property
    def first(self) -> Row:
        """Returns the row at which the contest as a whole is decided."""
        return self.rows[0]

    @property
    def label(self) -> str:
        """Returns which contest it is about."""
        place = self.place
        return place.outcome.contest.constituency.name_ru if place else self.first.text("constituency_kato")

    @property
    def reason(self) -> str:
        """Returns what the file says about the decision."""
        return next((row.text("reason") for row in self.rows if row.text("reason")), "")

    def object(self, number: int, objection: Objection) -> None:
        """Notes an objection at a row."""
        self.objections.setdefault(number, []).append(objection)


def know(katos: Collection[str], actor: Actor) -> dict[tuple[str, int], Place]:
    """Returns the contests of these constituencies by code and round; round 0 is the newest: a few queries."""
    statement = (
        sa.select(Outcome).join(Outcome.contest).join(Contest.constituency)
        .options(contains_eager(Outcome.contest).options(contains_eager(Contest.constituency), joinedload(Contest.election)),
                 selectinload(Outcome.votes))
        .where(Contest.election_id == get_election().id, Contest.status != ContestStatus.CANCELLED,
               Constituency.kato.in_(katos))
        .order_by(Contest.round)
    )  # fmt: skip
    outcomes = [
        one for one in db.session.scalars(statement)
        if actor is SYSTEM or actor.may(Permission.RESOLVE_PROTOCOLS, one.path)
    ]  # fmt: skip
    contests = [one.contest_id for one in outcomes]
    ballots, newest = ballots_of(contests), newest_of(contests)
    found: dict[tuple[str, int], Place] = {}
    for one in outcomes:
        place = Place(one, ballots[one.contest_id], newest.get(one.contest_id))
        found[one.contest.constituency.kato, one.contest.round] = place
        found[one.contest.constituency.kato, 0] = place
    return found


def read_official(rows: list[Row], places: dict[tuple[str, int], Place], today: date) -> Reading:
    """Returns what the rows of one contest say, with all objections at once."""
    reading = Reading(rows)
    kato = reading.first.text("constituency_kato")
    reading.place = places.get((kato, reading.first.values.get("round") or 0))
    if reading.place is None:
        reading.object(
            reading.first.number, Objection("official.contest_unknown", "constituency_kato", {"kato": kato})
        )
        return reading
    figures = {name: _plain(reading, name) for name in PLAIN}
    votes, elected = _votes(reading, figures)
    before = reading.place.before
    kind = _one(reading, "decision") or _kind_of(votes, elected)
    decided_on = _one(reading, "decided_on") or (before.decided_on if before else today)
    source = _one(reading, "source") or (before.source if before else "")
    if kind is OfficialKind.ELECTED and elected is None:
        elected = _first_of(votes)
    if not reading.objections:
        reading.told = Official(kind, decided_on, elected, **figures, votes=votes, source=source)
        for one in official.objections_to_official(reading.told, reading.place.rules, reading.reason):
            reading.object(reading.first.number, _at_column(one))
    return reading


def _plain(reading: Reading, name: str) -> int | None:
    text = _one(reading, name)
    figure, wrong = read_figure(str(text or ""), name, required=False)
    if wrong:
        reading.object(reading.first.number, wrong)
    return figure


def _one(reading: Reading, name: str) -> Any:
    """Returns what a contest's rows say in a column: once, or the same in each."""
    told = [(row.number, row.values.get(name)) for row in reading.rows if row.values.get(name) is not None]
    for number, value in told:
        if value != told[0][1]:
            params = {"row": told[0][0], "value": str(told[0][1])}
            reading.object(number, Objection("official.rows_differ", name, params))
    return told[0][1] if told else None


def _votes(reading: Reading, figures: dict[str, int | None]) -> tuple[dict[int, int], int | None]:
    is_long = any(row.text(name) for row in reading.rows for name in ("candidate", "ballot_place", "votes"))
    return _long(reading, figures) if is_long else _wide(reading)


def _long(reading: Reading, figures: dict[str, int | None]) -> tuple[dict[int, int], int | None]:
    votes: dict[int, int] = {}
    elected: list[tuple[int, int]] = []
    seen: dict[int, int] = {}
    place = reading.place
    for row in reading.rows if place else ():
        number, wrong = read_figure(row.text("votes"), "votes", required=False)
        if fold(row.text("candidate")) in AGAINST_ALL:
            figures["against_all"] = number
            continue
        candidate, unknown = find_on_ballot(row, place.ballot)  # type: ignore[union-attr]
        for objection in filter(None, (unknown, wrong)):
            reading.object(row.number, objection)
        if candidate is None:
            continue
        if candidate.id in seen:
            reading.object(
                row.number, Objection("import.duplicate_row", "candidate", {"row": seen[candidate.id]})
            )
        seen[candidate.id] = row.number
        if number is not None:
            votes[candidate.id] = number
        if row.values.get("elected"):
            elected.append((row.number, candidate.id))
    for number, _candidate in elected[1:]:
        reading.object(number, Objection("official.two_elected", "elected", {"row": elected[0][0]}))
    return votes, elected[0][1] if elected else None


def _wide(reading: Reading) -> tuple[dict[int, int], int | None]:
    row, votes, elected = reading.first, {}, None
    standing = reading.place.ballot.standing if reading.place else []
    for other in reading.rows[1:]:
        reading.object(
            other.number, Objection("import.duplicate_row", "constituency_kato", {"row": row.number})
        )
    for number, candidate in enumerate(standing, 1):
        figure, wrong = read_figure(row.text(f"place_{number}"), f"place_{number}", required=False)
        if wrong:
            reading.object(row.number, wrong)
        if figure is not None:
            votes[candidate.id] = figure
    chosen = row.values.get("elected_place")
    if chosen is not None:
        if 0 < chosen <= len(standing):
            elected = standing[chosen - 1].id
        else:
            reading.object(row.number, Objection("official.elected_not_on_ballot", "elected_place"))
    return votes, elected


def _kind_of(votes: dict[int, int], elected: int | None) -> OfficialKind:
    """Returns what a file without a word on it says: by its votes, somebody is elected or the first are level."""
    return (
        OfficialKind.TIE if elected is None and votes and _first_of(votes) is None else OfficialKind.ELECTED
    )


def _first_of(votes: dict[int, int]) -> int | None:
    most = max(votes.values(), default=0)
    first = [one for one, number in votes.items() if number == most]
    return first[0] if len(first) == 1 else None


def _at_column(objection: Objection) -> Objection:
    column = {"kind": "decision"}.get(
        objection.field, "votes" if objection.field.startswith("votes.") else objection.field
    )
    return Objection(objection.code, column, objection.params, objection.article)
