"""Reading incidents."""

from typing import Any

import sqlalchemy as sa

from elections.database import db
from elections.errors import NotFound
from elections.privacy.models import Incident, IncidentState
from elections.web.paging import Page, paged


def list_incidents(page: int = 1) -> Page[Any]:
    """Returns a page of the incidents of the viewer's territory: those not closed first, the newest first."""
    is_closed = Incident.state == IncidentState.CLOSED
    return paged(
        sa.select(Incident).order_by(is_closed, Incident.noticed_at.desc(), Incident.id.desc()), page
    )


def list_own(login: str, page: int = 1) -> Page[Any]:
    """Returns a page of what somebody reported, the newest first."""
    statement = sa.select(Incident).where(Incident.reported_by == login)
    return paged(statement.order_by(Incident.noticed_at.desc(), Incident.id.desc()), page)


def get_incident(incident_id: int) -> Incident:
    """Returns an incident of the viewer's territory; raises NotFound."""
    found = db.session.scalar(sa.select(Incident).where(Incident.id == incident_id))
    if found is None:
        raise NotFound
    return found


def count_open() -> int:
    """Returns how many incidents of the viewer's territory the authority was not told of and are not closed."""
    statement = sa.select(sa.func.count(Incident.id)).where(Incident.state == IncidentState.OPEN)
    return db.session.scalar(statement) or 0
