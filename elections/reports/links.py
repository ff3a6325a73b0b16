"""Where pages of other rooms lead to a report: the address of a territory's own, for whoever may print it."""

import sqlalchemy as sa
from flask import url_for

from elections.accounts.access import Permission
from elections.campaign.models import Contest, ContestStatus
from elections.campaign.queries import find_election
from elections.database import db, starts_with
from elections.territory.models import Constituency, Unit
from elections.web.guards import viewer


def report_url(place: Unit | Constituency) -> str:
    """Returns the address of the report about a territory, "" where there is none or the viewer may not print it."""
    kind = "constituency" if isinstance(place, Constituency) else {1: "region", 2: "district"}.get(place.path.count("/"), "")  # fmt: skip
    if not kind or not viewer().may(Permission.PRINT_REPORTS, place.path) or not _has_contests(place.path):
        return ""
    return url_for("reports.show_report", kind=kind, key=place.kato)


def _has_contests(path: str) -> bool:
    election = find_election()
    statement = sa.select(Contest.id).where(
        Contest.election_id == (election.id if election else None),
        Contest.status != ContestStatus.CANCELLED, starts_with(Contest.path, path),
    )  # fmt: skip
    return db.session.scalar(statement.limit(1)) is not None
