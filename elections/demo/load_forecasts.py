"""Writes the demo's assessments, and two forecasts of the days before the vote, of the country and of the coordinator's region."""

from datetime import UTC, datetime

import sqlalchemy as sa

from elections.accounts.queries import SYSTEM
from elections.database import db
from elections.demo.accounts import REGION
from elections.demo.assessments import SOURCES, assessments
from elections.demo.bulk import insert
from elections.demo.invention import Campaign
from elections.demo.load_people import Roll
from elections.demo.load_territory import Ground
from elections.forecast.actions import keep_forecast
from elections.forecast.chances import Kind
from elections.forecast.models import ContestAssessment, KeptForecast
from elections.forecast.reckoning import Settings

KEPT_AT = (datetime(2021, 7, 20, 13, tzinfo=UTC), datetime(2021, 7, 24, 13, tzinfo=UTC))
SETTINGS = Settings(record=70, national=20, regional=20)


def load_forecasts(campaign: Campaign, ground: Ground, roll: Roll) -> None:
    """Writes the assessments; the forecasts once, since nobody deletes them when a demo is loaded anew."""
    rows = [
        {
            "contest_id": roll.contests[one.kato], "kind": Kind(one.kind), "held_on": one.held_on, "own": one.own,
            "rival": one.rival, "sample": one.sample, "chance": one.chance, "source": SOURCES[one.kind][0],
            "author": SOURCES[one.kind][1], "path": ground.paths[one.kato],
        }
        for one in assessments(campaign.own, _leading(campaign))
    ]  # fmt: skip
    insert(ContestAssessment, rows)
    if db.session.scalar(sa.select(sa.func.count(KeptForecast.id))):
        return
    for at in KEPT_AT:
        for path in ("", f"{REGION}/"):
            keep_forecast(SYSTEM, path, SETTINGS, at=at)


def _leading(campaign: Campaign) -> dict[str, bool]:
    """Returns of the contests that are counted by now whether the own nominee leads."""
    own = {one.number for one in campaign.own}
    votes: dict[str, dict[int, int]] = {}
    for paper in campaign.protocols:
        found = votes.setdefault(paper.constituency_kato, {})
        for candidate, number in paper.figures.votes:
            found[candidate] = found.get(candidate, 0) + number
    return {kato: max(found, key=lambda one: found[one]) in own for kato, found in votes.items()}
