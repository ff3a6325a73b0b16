"""Pages of the count: protocols, outcomes, the target."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.candidates.queries import list_ballot
from elections.errors import refuse_if
from elections.results import actions, queries, resolution_actions
from elections.results.confirmation import find_warnings
from elections.results.draft_actions import drop_draft
from elections.results.entry_page import entry_page, objections_to_names, paper_of
from elections.results.entry_queries import read_ballot, read_paper
from elections.results.forms import FIGURE_NAMES, ReopeningForm, ResolutionForm, figures_from, protocol_form
from elections.results.models import Protocol
from elections.results.outcome_page import contest_page, list_page
from elections.results.words import STATE_LABELS
from elections.territory.queries import place_labels
from elections.web.forms import choices_of, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.objections import describe
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.web.unit_of_work import reads_first

bp = Blueprint("results", __name__)
MENU = MenuEntry(
    lazy_gettext("Results"),
    "results.list_outcomes",
    Permission.SEE_RESULTS,
    ("forecast", "assessments", "target", "outcomes", "board"),
)
Answer = Response | str | tuple[str, int]


@bp.get("/results")
@requires(Permission.SEE_RESULTS)
def list_outcomes() -> str:
    """Lists the contests with where their count stands, under the target."""
    return render_template(
        "results/outcomes.html",
        target=queries.measure_target(),
        received=queries.count_received(),
        **list_page(),
    )


@bp.get("/results/contests/<int:contest_id>")
@requires(Permission.SEE_RESULTS)
def show_outcome(contest_id: int) -> str:
    """Shows a contest: our count beside the commission's, what is missing, who could still overtake."""
    return render_template("results/outcome.html", **contest_page(contest_id))


@bp.get("/protocols")
@requires(Permission.SEE_RESULTS)
def list_protocols() -> str:
    """Lists the protocols, expected and received."""
    chosen = {name: request.args.get(name, "") for name in ("search", "state", "path")}
    return render_template(
        "results/protocols.html", page=queries.list_protocols(**chosen, page=page_number()), chosen=chosen,
        places=place_labels(), states=STATE_LABELS,
    )  # fmt: skip


@bp.get("/protocols/<int:protocol_id>")
@requires(Permission.SEE_RESULTS)
def show(protocol_id: int) -> str:
    """Shows a protocol with its entries side by side."""
    page = _page(queries.get_protocol(protocol_id))
    return render_template("results/protocol.html", form=page["resolution"], **page)


@bp.route("/protocols/<int:protocol_id>/entry", methods=["GET", "POST"])
@requires(Permission.ENTER_PROTOCOLS)
@reads_first
def enter(protocol_id: int) -> Answer:
    """Enters a protocol from its paper; whoever enters second does not see the first entry.

    What is unlikely in the figures is shown, and saved once it is confirmed with a reason.
    """
    paper = read_paper(protocol_id)
    ballot = read_ballot(paper.contest_id)
    form = protocol_form(ballot)

    def act() -> str:
        refuse_if(objections_to_names(paper.contest_id, [one.id for one in ballot]))
        figures = figures_from(form, ballot)
        saved = actions.enter_protocol(
            viewer(), paper, version_of(form), figures, lambda found: form.confirmation(found, figures)
        )
        drop_draft(viewer(), paper)
        flash(_("The protocol was saved: %(state)s.", state=str(STATE_LABELS[saved.state]).lower()))
        return url_for("results.show", protocol_id=protocol_id)

    def page() -> dict[str, Any]:
        protocol = queries.get_protocol(protocol_id)
        return {"protocol": protocol, "page": entry_page(form, protocol)}

    return run_form(
        form, "results/entry.html", act, record=lambda: queries.get_protocol(protocol_id), page=page
    )


@bp.post("/protocols/<int:protocol_id>/resolution")
@requires(Permission.RESOLVE_PROTOCOLS)
def resolve(protocol_id: int) -> Answer:
    """Accepts one of the entries of a protocol."""
    protocol = queries.get_protocol(protocol_id)
    form = _with_entries(ResolutionForm(), protocol)

    def act() -> str:
        entry = next(one for one in protocol.entries if str(one.id) == form.entry.data)
        resolution_actions.resolve_protocol(
            viewer(), protocol, entry, version_of(form), form.reason.data or ""
        )
        flash(_("The protocol was accepted."))
        return url_for("results.show", protocol_id=protocol_id)

    page = _page(protocol, resolution=form)
    return run_form(form, "results/protocol.html", act, record=protocol, **page)


@bp.post("/protocols/<int:protocol_id>/reopening")
@requires(Permission.RESOLVE_PROTOCOLS)
def reopen(protocol_id: int) -> Answer:
    """Takes an accepted protocol out of the count, to be entered anew."""
    protocol, form = queries.get_protocol(protocol_id), ReopeningForm()

    def act() -> str:
        resolution_actions.reopen_protocol(viewer(), protocol, version_of(form), form.reason.data or "")
        flash(_("The protocol was taken out of the count. Enter it anew from the paper."))
        return url_for("results.show", protocol_id=protocol_id)

    page = _page(protocol, reopening=form)
    return run_form(form, "results/protocol.html", act, record=protocol, **page)


def _page(
    protocol: Protocol, *, resolution: ResolutionForm | None = None, reopening: ReopeningForm | None = None
) -> dict[str, Any]:
    """Returns what the page of a protocol shows; the form that was refused among it as it came."""
    version = protocol.version
    return {
        "protocol": protocol, "ballot": list_ballot(protocol.contest_id), "states": STATE_LABELS,
        "resolution": resolution or _with_entries(ResolutionForm(formdata=None, version=version), protocol),
        "reopening": reopening or ReopeningForm(formdata=None, version=version),
        "names": FIGURE_NAMES, "labels": protocol_form([]), "votes_of": queries.votes_of,
        "warnings": _warnings(protocol), "history": list_history("protocol", protocol.id),
        **paper_of(protocol),
    }  # fmt: skip


def _with_entries(form: ResolutionForm, protocol: Protocol) -> ResolutionForm:
    form.entry.choices = choices_of(
        {one.id: _entry_label(one.number, one.entered_by_login) for one in protocol.entries}
    )
    return form


def _warnings(protocol: Protocol) -> list[str]:
    if not protocol.entries:
        return []
    found = find_warnings(protocol, queries.figures_of(protocol.entries[-1]))
    return [describe(one) for one in found]


def _entry_label(number: int, login: str) -> str:
    return _("Entry %(number)s by %(login)s", number=number, login=login)
