"""Pages of the campaign: the election with its calendar and target, and the parties."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from elections.accounts.access import Permission
from elections.campaign import actions, queries, words
from elections.campaign.forms import ElectionForm, PartyForm
from elections.campaign.models import Election
from elections.campaign.strip import viewer_path, zone_label
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, signed_in, viewer
from elections.web.i18n import local
from elections.web.pages import MenuEntry

bp = Blueprint("campaign", __name__)
MENU = MenuEntry(lazy_gettext("Election"), "campaign.show_election")
Answer = Response | str | tuple[str, int]


@bp.app_errorhandler(queries.NoElection)
def no_election(_error: queries.NoElection) -> tuple[str, int]:
    """Answers every page that needs an election before there is one."""
    can_change = actions.may_change_campaign(g.get("viewer"))  # a page that anyone may open has none
    return render_template("campaign/none.html", can_change=can_change), 404


@bp.get("/election")
@signed_in
def show_election() -> str:
    """Shows the election: phase, calendar in the viewer's own time, party, target."""
    election = queries.find_election()
    can_change = actions.may_change_campaign(viewer())
    if election is None:
        return render_template("campaign/none.html", can_change=can_change)
    calendar, now = queries.calendar_of(election, viewer_path()), queries.present(election)
    return render_template(
        "campaign/election.html", election=election, now=now, milestones=calendar.milestones(), words=words,
        phase=calendar.phase_at(now), following=calendar.next_milestone(now), rules=calendar.rules,
        zone=zone_label(calendar.zone, now), contests=queries.count_contests(election),
        can_change=can_change,
    )  # fmt: skip


@bp.post("/election")
@requires(Permission.MANAGE_ELECTION)
def create_election() -> Response:
    """Makes the first election from the settings of the installation."""
    actions.ensure_election(viewer())
    return redirect(url_for("campaign.edit_election"), 303)


@bp.route("/election/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ELECTION)
def edit_election() -> Answer:
    """Changes the election."""
    actions.require_change(viewer())
    election = queries.get_election()
    rules = queries.rules_of(election)
    form = ElectionForm(data=_answers(election))
    form.own_party_id.choices = [SelectChoice(party.id, local(party)) for party in queries.list_parties()]

    def act() -> str:
        actions.change_election(viewer(), election, version_of(form), form.changes(rules))
        flash(_("The election was saved."))
        return url_for("campaign.show_election")

    return run_form(form, "campaign/edit.html", act, record=election, known=lambda: _answers(election))


def _answers(election: Election) -> dict[str, Any]:
    columns = (
        "version", "name_ru", "name_kk", "called_on", "voting_on", "own_party_id", "target_percent",
        "target_denominator", "target_counting", "entries_required",
    )  # fmt: skip
    return {**vars(queries.rules_of(election)), **{name: getattr(election, name) for name in columns}}


@bp.get("/parties")
@requires(Permission.MANAGE_ELECTION)
def list_parties() -> str:
    """Lists the parties."""
    can_change = actions.may_change_campaign(viewer())
    return render_template("campaign/parties.html", parties=queries.list_parties(), can_change=can_change)


@bp.route("/parties/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ELECTION)
def create_party() -> Answer:
    """Adds a party."""
    actions.require_change(viewer())
    form = PartyForm()

    def act() -> str:
        actions.create_party(viewer(), form.code.data or "", form.name_ru.data or "", form.name_kk.data or "")
        return url_for("campaign.list_parties")

    return run_form(form, "campaign/party.html", act, heading=_("New party"))


@bp.route("/parties/<int:party_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_ELECTION)
def edit_party(party_id: int) -> Answer:
    """Changes a party."""
    actions.require_change(viewer())
    party = queries.get_party(party_id)
    form = PartyForm(obj=party)

    def act() -> str:
        changes = {name: form[name].data for name in ("code", "name_ru", "name_kk")}
        actions.change_party(viewer(), party, version_of(form), changes)
        return url_for("campaign.list_parties")

    return run_form(form, "campaign/party.html", act, record=party, heading=local(party))
