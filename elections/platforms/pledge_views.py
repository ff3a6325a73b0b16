"""Pages of pledges: the list, one beside its like, writing them into a draft and taking them out."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.candidates.export_forms import ExportForm
from elections.documents.downloads import hand_out
from elections.errors import Forbidden, Objection
from elections.platforms import pledge_actions as actions
from elections.platforms import pledge_queries, queries
from elections.platforms.means_queries import find_place
from elections.platforms.models import DemandWay, MoneySource, Platform, Pledge, Sector
from elections.platforms.pledge_comparison import compare
from elections.platforms.pledge_forms import PledgeForm, value_of
from elections.platforms.pledge_sheets import export_pledges
from elections.platforms.pledge_words import DEMAND_LABELS, STATE_LABELS, mark_text, tenge
from elections.platforms.sums import grouped, read_people, read_quantity, read_sum, written
from elections.platforms.usual import Mark
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS, STATUS_LABELS
from elections.territory.models import Constituency
from elections.territory.queries import list_children, place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh_to_send, may, requires, viewer
from elections.web.i18n import local, number
from elections.web.paging import page_number

bp = Blueprint("pledges", __name__)
Answer = Response | str | tuple[str, int]
LABELS = {
    "statuses": STATUS_LABELS, "sectors": SECTOR_LABELS, "sources": SOURCE_LABELS, "ways": DEMAND_LABELS,
    "tenge": tenge,
}  # fmt: skip
FILTERS = ("path", "sector", "source", "year", "state", "marked")


@bp.route("/pledges", methods=["GET", "POST"])
@requires(Permission.SEE_PLATFORMS)
@fresh_to_send
def list_pledges() -> Answer:
    """Lists the pledges that count; asked for with a reason, hands them out as a spreadsheet."""
    form, chosen = ExportForm(), {name: request.args.get(name, "")[:60] for name in FILTERS}
    if request.method == "POST" and not may("export_registers"):
        raise Forbidden
    survey = pledge_queries.survey()
    if form.validate_on_submit():
        suffix = form.format.data
        content = export_pledges(viewer(), survey, chosen, form.reason.data or "", suffix)
        return hand_out(content, f"pledges-{present(get_election()):%Y-%m-%d}.{suffix}")
    marked = survey.marked if chosen["marked"] else ()
    firm, drafted = pledge_queries.sums_of(chosen, marked)
    page = render_template(
        "platforms/pledges.html", form=form, chosen=chosen, firm=firm, drafted=drafted, survey=survey,
        page=pledge_queries.list_pledges(chosen, marked, page_number()), places=_places(chosen["path"]),
        years={str(one): str(one) for one in survey.years}, states=STATE_LABELS, **LABELS,
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@bp.get("/pledges/<int:pledge_id>")
@requires(Permission.SEE_PLATFORMS)
def show(pledge_id: int) -> str:
    """Shows a pledge, what marks it, and the same promised nearby."""
    pledge, survey = pledge_queries.get_pledge_page(pledge_id), pledge_queries.survey()
    alike = survey.alike(pledge_id)
    others = pledge_queries.list_by_id(one.id for one in alike)
    return render_template(
        "platforms/pledge_page.html", pledge=pledge, marks=survey.marks(pledge_id), written=written,
        comparison=compare(pledge, others, {one.id for one in alike if one.is_neighbour}),
        history=list_history("pledge", pledge_id), **LABELS,
    )  # fmt: skip


@bp.route("/platforms/<int:platform_id>/pledges/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def create(platform_id: int) -> Answer:
    """Adds a pledge to a draft."""
    platform, form = queries.get_platform(platform_id), PledgeForm()

    def act() -> str:
        return _saved(actions.save_pledge(viewer(), platform, _said(form)))

    return run_form(
        form,
        "platforms/pledge.html",
        act,
        rules=lambda: _rules(form, platform),
        pledge=None,
        **_page(platform),
    )


@bp.route("/pledges/<int:pledge_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def edit(pledge_id: int) -> Answer:
    """Changes a pledge of a draft."""
    pledge = queries.get_pledge(pledge_id)
    platform = queries.get_platform(pledge.platform_id)

    def known() -> dict[str, Any]:
        return _answers(pledge)

    form = PledgeForm(data=known())

    def act() -> str:
        version = version_of(form)
        return _saved(actions.save_pledge(viewer(), platform, _said(form), pledge=pledge, version=version))

    return run_form(
        form, "platforms/pledge.html", act, record=pledge, known=known, rules=lambda: _rules(form, platform),
        pledge=pledge, **_page(platform),
    )  # fmt: skip


@bp.post("/pledges/<int:pledge_id>/removal")
@requires(Permission.EDIT_PLATFORMS)
def remove(pledge_id: int) -> Response:
    """Takes a pledge out of a draft."""
    pledge = queries.get_pledge(pledge_id)
    actions.remove_pledge(viewer(), pledge)
    flash(_("The pledge was removed. The log keeps what it said."))
    return redirect(url_for("platforms.show", platform_id=pledge.platform_id), 303)


def marks_of(pledges: list[Pledge]) -> dict[int, tuple[Mark, ...]]:
    """Returns the marks of the pledges of a platform, by id, for its page."""
    if not pledges:
        return {}
    survey = pledge_queries.survey()
    return {one.id: survey.marks(one.id) for one in pledges}


def _places(path: str) -> dict[str, str]:
    """Returns the regions and districts to choose from, and the constituency that a link led from."""
    places = place_labels()
    if path and path not in places:
        places[path] = local(find_place(path))
    return places


def _saved(pledge: Pledge) -> str:
    """Says what was saved, the cost as it was read, and what marks the pledge now."""
    flash(_("The pledge was saved: %(cost)s tenge.", cost=number(pledge.cost_kzt)))
    for mark in pledge_queries.survey().marks(pledge.id):
        flash(_("Look at it again: %(why)s.", why=mark_text(mark)))
    return url_for("platforms.show", platform_id=pledge.platform_id)


def _page(platform: Platform) -> dict[str, Any]:
    constituency: Constituency = platform.candidate.contest.constituency
    villages = [local(one) for one in list_children(constituency.kato)] or [local(constituency)]
    return {"platform": platform, "villages": villages}


def _answers(pledge: Pledge) -> dict[str, Any]:
    """Returns what a pledge says as its form shows it."""
    said = actions.said_in(pledge)
    for name in ("cost_kzt", "beneficiaries", "demand_people"):
        said[name] = "" if said[name] is None else grouped(said[name])
    said["demand_way"] = said["demand_way"] or ""
    return {**said, "start_value": written(pledge.start_value), "goal_value": written(pledge.goal_value)}


def _rules(form: PledgeForm, platform: Platform) -> list[Objection]:
    """Returns what the rules say of a form with errors; nothing where a choice is none of those that were offered."""
    chosen = {"sector", "money_source", "demand_way"}
    return [] if form.errors.keys() & chosen else actions.objections_to(platform, _said(form))


def _said(form: PledgeForm) -> dict[str, Any]:
    return {
        **{name: form[name].data for name in actions.PLEDGE_FIELDS},
        "sector": Sector(form.sector.data),
        "money_source": MoneySource(form.money_source.data),
        "demand_way": DemandWay(form.demand_way.data) if form.demand_way.data else None,
        "cost_kzt": value_of(form.cost_kzt, read_sum),
        **{name: value_of(form[name], read_people) for name in ("beneficiaries", "demand_people")},
        **{name: value_of(form[name], read_quantity) for name in ("start_value", "goal_value")},
    }
