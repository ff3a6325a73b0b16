"""Pages of incidents: anybody reports one, an administrator sees to it; the law's clock stands on each."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import find_election, present
from elections.documents.pdf import render_pdf
from elections.privacy import incident_actions as actions
from elections.privacy.business_time import deadline_of, minutes_left
from elections.privacy.forms import CloseForm, IncidentForm, TellForm
from elections.privacy.incident_queries import get_incident, list_incidents, list_own
from elections.privacy.models import Incident
from elections.privacy.words import STATE_LABELS
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, signed_in, viewer
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("incidents", __name__)
FIELD_OF = {"data": "which_data"}
"""A form has a `data` of its own."""
Answer = Response | str | tuple[str, int]


@bp.get("/incidents")
@signed_in
def list_all() -> str:
    """Lists the incidents: all for who sees to them, for others what they reported."""
    manages = viewer().allows(Permission.MANAGE_ACCOUNTS)
    page = list_incidents(page_number()) if manages else list_own(viewer().login, page_number())
    clocks = {one.id: clock_of(one) for one in page.rows}
    return render_template(
        "privacy/incidents.html", page=page, clocks=clocks, states=STATE_LABELS, manages=manages
    )


@bp.route("/incidents/new", methods=["GET", "POST"])
@signed_in
def report() -> Answer:
    """Takes a report; whoever sends it gets an answer at once."""
    form = IncidentForm(noticed_at=_now().astimezone(zone_for(viewer().scope)))

    def act() -> str:
        incident = actions.report_incident(viewer(), _values(form, viewer().scope), _now())
        flash(
            _("Thank you. The incident is noted as № %(number)s; administrators see it.", number=incident.id)
        )
        return url_for("incidents.list_all")

    return run_form(form, "privacy/incident_new.html", act)


@bp.route("/incidents/<int:incident_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def show(incident_id: int) -> Answer:
    """Shows an incident with the law's clock, and changes what is noted."""
    incident, form = get_incident(incident_id), IncidentForm()
    if not form.is_submitted():
        form = IncidentForm(data=_typed(incident))

    def act() -> str:
        actions.change_incident(viewer(), incident, _values(form, incident.path), version_of(form), _now())
        flash(_("Saved."))
        return _page(incident)

    return _run(form, incident, act, edit=form)


@bp.post("/incidents/<int:incident_id>/told")
@requires(Permission.MANAGE_ACCOUNTS)
def tell(incident_id: int) -> Answer:
    """Notes that the authority was told."""
    incident, form = get_incident(incident_id), TellForm()

    def act() -> str:
        at = _aware(form.told_at.data, incident.path)
        actions.tell_authority(viewer(), incident, at, form.told_number.data or "", version_of(form), _now())
        flash(_("Noted: the authority was told."))
        return _page(incident)

    return _run(form, incident, act, tell=form)


@bp.post("/incidents/<int:incident_id>/closed")
@requires(Permission.MANAGE_ACCOUNTS)
def close(incident_id: int) -> Answer:
    """Closes an incident."""
    incident, form = get_incident(incident_id), CloseForm()

    def act() -> str:
        actions.close_incident(viewer(), incident, form.finding.data or "", version_of(form), _now())
        flash(_("The incident is closed."))
        return _page(incident)

    return _run(form, incident, act, close=form)


@bp.get("/incidents/<int:incident_id>.pdf")
@requires(Permission.MANAGE_ACCOUNTS)
def paper(incident_id: int) -> Response:
    """Prints an incident: what the message to the authority says."""
    incident = get_incident(incident_id)
    answer = Response(print_incident(incident), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="incident-{incident.id}.pdf"'
    return answer


def print_incident(incident: Incident) -> bytes:
    """Returns what the message to the authority says as PDF, in the present language."""
    page = render_template(
        "paper/incident.html", incident=incident, clock=clock_of(incident), states=STATE_LABELS, at=_now(),
        election=find_election(),
    )  # fmt: skip
    return render_pdf(page)


def clock_of(incident: Incident) -> dict[str, Any]:
    """Returns until when the authority must be told, how much time is left, and whether it was told in time."""
    noticed = incident.noticed_at.astimezone(zone_for(incident.path))
    until = deadline_of(noticed)
    left = minutes_left(noticed, _now())
    in_time = incident.told_at is not None and incident.told_at <= until
    return {
        "until": until,
        "minutes": left,
        "hours": abs(left) // 60,
        "rest": abs(left) % 60,
        "in_time": in_time,
    }


def _run(form: Any, incident: Incident, act: Any, **mine: Any) -> Answer:
    forms = {"edit": IncidentForm(data=_typed(incident), formdata=None), "tell": TellForm(formdata=None),
             "close": CloseForm(formdata=None), **mine}  # fmt: skip
    for one in forms.values():
        if one is not form:
            one.version.data = str(incident.version)
    return run_form(
        form, "privacy/incident.html", act, record=incident, known=lambda: _typed(incident), incident=incident,
        clock=clock_of(incident), states=STATE_LABELS, edit_form=forms["edit"], tell_form=forms["tell"],
        close_form=forms["close"],
    )  # fmt: skip


def _typed(incident: Incident) -> dict[str, Any]:
    values = {name: getattr(incident, name) for name in actions.FIELDS}
    local = incident.noticed_at.astimezone(zone_for(incident.path)).replace(tzinfo=None)
    return {**values, "which_data": incident.data, "noticed_at": local}


def _values(form: IncidentForm, path: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: form[FIELD_OF.get(name, name)].data for name in actions.FIELDS}
    return {**values, "noticed_at": _aware(values["noticed_at"], path)}


def _aware(typed: datetime | None, path: str) -> datetime | None:
    return typed.replace(tzinfo=zone_for(path)) if typed else None


def _page(incident: Incident) -> str:
    return url_for("incidents.show", incident_id=incident.id)


def _now() -> datetime:
    if "incident_now" not in g:
        g.incident_now = present(find_election())
    now: datetime = g.incident_now
    return now
