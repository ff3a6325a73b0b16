"""Noting an incident (anybody with an account may), saying what was done, telling the authority, closing it."""

from datetime import datetime
from typing import Any

from elections.accounts.access import Actor, Permission
from elections.audit.actions import record
from elections.database import db
from elections.errors import Forbidden, Objection, Stale, refuse_if
from elections.privacy.incident_rule import objections_to_closing, objections_to_report, objections_to_telling
from elections.privacy.models import Incident, IncidentState

FIELDS = ("what", "noticed_at", "whose", "data", "people", "measures", "contact")
TOLD_IN_LOG = ("noticed_at", "people", "state")
"""What the log tells of an incident; its texts may name people."""


def report_incident(actor: Actor, values: dict[str, Any], now: datetime) -> Incident:
    """Notes an incident in the actor's territory. Raises Refused with every objection."""
    refuse_if(objections_to_report(values["what"], values["noticed_at"], now, values["people"]))
    incident = Incident(path=actor.scope, reported_by=actor.login, **{name: values[name] for name in FIELDS})
    db.session.add(incident)
    db.session.flush()
    record(actor, "incident.reported", incident, label=_label(incident), after=_shown(incident))
    return incident


def change_incident(
    actor: Actor, incident: Incident, values: dict[str, Any], version: int, now: datetime
) -> None:
    """Changes what is noted. Raises Refused with every objection, Stale, Forbidden."""
    _require(actor, incident, version)
    refuse_if(
        [
            *_if_closed(incident),
            *objections_to_report(values["what"], values["noticed_at"], now, values["people"]),
        ]
    )
    before = _shown(incident)
    changed = [name for name in FIELDS if getattr(incident, name) != values[name]]
    for name in changed:
        setattr(incident, name, values[name])
    db.session.flush()
    if changed:
        after = {**_shown(incident), "fields": ", ".join(changed)}
        record(actor, "incident.changed", incident, label=_label(incident), before=before, after=after)


def tell_authority(
    actor: Actor, incident: Incident, told_at: datetime | None, number: str, version: int, now: datetime
) -> None:
    """Notes when the authority was told, and under which number. Raises Refused with every objection, Stale, Forbidden."""
    _require(actor, incident, version)
    refuse_if(
        [*_if_closed(incident), *objections_to_telling(told_at, incident.noticed_at, now, incident.measures)]
    )
    incident.told_at, incident.told_number, incident.state = told_at, number, IncidentState.TOLD
    db.session.flush()
    record(
        actor, "incident.told", incident, label=_label(incident), after={"told_at": told_at, "number": number}
    )


def close_incident(actor: Actor, incident: Incident, finding: str, version: int, now: datetime) -> None:
    """Closes an incident with what was found. Raises Refused with every objection, Stale, Forbidden."""
    _require(actor, incident, version)
    refuse_if([*_if_closed(incident), *objections_to_closing(finding)])
    incident.finding, incident.closed_at, incident.state = finding, now, IncidentState.CLOSED
    db.session.flush()
    record(actor, "incident.closed", incident, label=_label(incident), after=_shown(incident))


def _require(actor: Actor, incident: Incident, version: int) -> None:
    if not actor.may(Permission.MANAGE_ACCOUNTS, incident.path):
        raise Forbidden
    if incident.version != version:
        raise Stale


def _if_closed(incident: Incident) -> list[Objection]:
    return [Objection("incident.closed")] if incident.state is IncidentState.CLOSED else []


def _label(incident: Incident) -> str:
    return f"№ {incident.id}"


def _shown(incident: Incident) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in TOLD_IN_LOG}
