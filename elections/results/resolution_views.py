"""Pages of the coordinator's word: which figures are right, corrections, disputes, recounts, one entry for two."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election
from elections.results import dispute_actions, queries, resolution_actions
from elections.results.confirmation import find_warnings, keys_of
from elections.results.entries import State
from elections.results.entry_queries import read_ballot
from elections.results.forms import figures_from
from elections.results.meanwhile import deciding
from elections.results.models import Protocol
from elections.results.resolution_forms import (
    DisputeForm,
    ReasonForm,
    ResolutionForm,
    known_of,
    resolution_form,
)
from elections.results.resolution_queries import count_entered_once
from elections.results.rules import check
from elections.results.views import page_of
from elections.web.forms import Form, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.objections import describe

bp = Blueprint("resolution", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/protocols/<int:protocol_id>/resolution", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def resolve(protocol_id: int) -> Answer:
    """Decides what the paper says where entries differ, and corrects accepted figures."""
    protocol = queries.get_protocol(protocol_id)
    ballot, known = read_ballot(protocol.contest_id), known_of(protocol)
    form = resolution_form(ballot, known)
    if protocol.state is State.SECOND and not form.is_submitted():
        _show_unlikely(form, protocol)

    def act() -> str:
        figures = figures_from(form, ballot)
        found = () if check(figures) else find_warnings(protocol, figures)
        confirmation = form.confirmation(found, figures)
        reason = form.reason.data or ""
        deciding(form, protocol, lambda: resolution_actions.resolve_protocol(
            viewer(), protocol, version_of(form), figures, reason, confirmation
        ))  # fmt: skip
        flash(_("The figures were saved and count."))
        return url_for("results.show", protocol_id=protocol_id)

    return run_form(
        form, "results/resolution.html", act, record=protocol, known=dict, known_figures=known, describe=describe,
        **page_of(protocol, back="resolution"),
    )  # fmt: skip


def _show_unlikely(form: ResolutionForm, protocol: Protocol) -> None:
    """Shows at once what is unlikely in two entries that agree: that is what waits for the coordinator."""
    figures = queries.figures_of(protocol.entries[-1])
    form.found = find_warnings(protocol, figures)
    form.shown.data = " ".join(sorted(keys_of(form.found, figures)))


@bp.route("/protocols/<int:protocol_id>/dispute", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def dispute(protocol_id: int) -> Answer:
    """Marks a protocol as disputed."""
    form = DisputeForm()
    return _step(
        protocol_id, form, _("Mark as disputed"),
        _("A disputed protocol is not counted until the dispute is settled. Its figures stay to be read."),
        lambda one: dispute_actions.dispute_protocol(viewer(), one, version_of(form), form.claim()),
        _("The protocol is marked as disputed and is not counted."),
    )  # fmt: skip


@bp.route("/protocols/<int:protocol_id>/settlement", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def let_stand(protocol_id: int) -> Answer:
    """Settles a dispute: the protocol stands as it was."""
    form = ReasonForm()
    return _step(
        protocol_id, form, _("The dispute is settled: the figures stand"),
        _("The protocol goes back to where it stood before the dispute; an accepted one is counted again."),
        lambda one: dispute_actions.let_stand(viewer(), one, version_of(form), form.reason.data or ""),
        _("The dispute is settled: the protocol stands as it was."),
    )  # fmt: skip


@bp.route("/protocols/<int:protocol_id>/recount", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def recount(protocol_id: int) -> Answer:
    """Expects a new protocol after a recount."""
    form = ReasonForm()
    made: list[int] = []
    return _step(
        protocol_id, form, _("The votes are counted anew"),
        _("A new protocol of the precinct is expected, the present one is not counted any more. Its entries stay to be read."),
        lambda one: made.append(
            dispute_actions.recount(viewer(), one, version_of(form), form.reason.data or "").id
        ),
        _("A new protocol is expected. Enter it from the paper of the recount."), made,
    )  # fmt: skip


def _step(
    protocol_id: int, form: Form, heading: str, explained: str, save: Callable[[Protocol], object], done: str,
    made: list[int] | None = None,
) -> Answer:  # fmt: skip
    protocol = queries.get_protocol(protocol_id)

    def act() -> str:
        deciding(form, protocol, lambda: save(protocol))
        flash(done)
        return url_for("results.show", protocol_id=made[0] if made else protocol_id)

    context: dict[str, Any] = {"heading": heading, "explained": explained, "protocol": protocol}
    return run_form(form, "results/step.html", act, record=protocol, known=dict, **context)


@bp.route("/protocols/entered-once", methods=["GET", "POST"])
@requires(Permission.RESOLVE_PROTOCOLS)
def accept_once() -> Answer:
    """Accepts what was entered once, where two entries were required and one is enough by now."""
    election, form = get_election(), ReasonForm()

    def act() -> str:
        number = resolution_actions.accept_entered_once(viewer(), election, form.reason.data or "")
        flash(_("Protocols accepted: %(number)s.", number=number))
        return url_for("results.list_protocols")

    return run_form(
        form, "results/entered_once.html", act, waiting=count_entered_once(election), election=election
    )


def entered_once() -> int:
    """Returns how many protocols wait for a second entry, for the page of the election."""
    return count_entered_once(get_election())
