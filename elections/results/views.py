"""Pages of the count: protocols, outcomes, the target."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.candidates.queries import list_ballot
from elections.errors import Objection, refuse_if
from elections.results import actions, queries
from elections.results.confirmation import Confirmation, find_warnings
from elections.results.dispute_queries import list_disputes
from elections.results.disputes import CAN_BE_DISPUTED, CAN_BE_RECOUNTED
from elections.results.entry_page import entry_page, objections_to_names, paper_of
from elections.results.entry_queries import read_ballot, read_paper
from elections.results.forms import FIGURE_NAMES, figures_from, protocol_form
from elections.results.meanwhile import entering
from elections.results.models import Protocol
from elections.results.outcome_page import contest_page, list_page
from elections.results.resolution_queries import find_successor, first_for, list_elsewhere
from elections.results.resolution_words import INSTANCE_LABELS, SETTLEMENT_LABELS
from elections.results.rule_words import SAYS
from elections.results.words import STATE_LABELS, STATE_TONES
from elections.territory.queries import place_labels
from elections.web.forms import run_form, version_of
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
        places=place_labels(), states=STATE_LABELS, tones=STATE_TONES,
        numbers=queries.count_states(search=chosen["search"], path=chosen["path"]),
    )  # fmt: skip


@bp.get("/protocols/<int:protocol_id>")
@requires(Permission.SEE_RESULTS)
def show(protocol_id: int) -> str:
    """Shows a protocol with its entries side by side."""
    return render_template("results/protocol.html", **page_of(queries.get_protocol(protocol_id)))


@bp.route("/protocols/<int:protocol_id>/entry", methods=["GET", "POST"])
@requires(Permission.ENTER_PROTOCOLS)
@reads_first
def enter(protocol_id: int) -> Answer:
    """Enters a protocol from its paper; whoever enters second sees, once they have entered all, which fields differ.

    What is unlikely in the figures is shown, and saved once it is confirmed with a reason.
    """
    paper = read_paper(protocol_id)
    ballot = paper.ballot
    form = protocol_form(ballot)

    def act() -> str:
        refuse_if(objections_to_names(paper.contest_id, [one.id for one in ballot]))
        figures = figures_from(form, ballot)

        def confirm(found: Sequence[Objection]) -> Confirmation:
            if any(one.code == "W.201" for one in found):
                form.elsewhere = list_elsewhere(paper, figures.voters)
            return form.confirmation(found, figures, first_for(paper, viewer().user_id))

        saved = entering(
            form, find, viewer(),
            lambda: actions.enter_protocol(viewer(), paper, version_of(form), figures, confirm),
        )  # fmt: skip
        flash(_("The protocol was saved: %(state)s.", state=str(STATE_LABELS[saved.state]).lower()))
        return url_for("results.show", protocol_id=protocol_id)

    def find() -> Protocol:
        return queries.get_protocol(protocol_id)

    def page() -> dict[str, Any]:
        protocol = find()
        return {"protocol": protocol, "page": entry_page(form, protocol)}

    return run_form(form, "results/entry.html", act, record=find, known=dict, page=page)


def page_of(protocol: Protocol, *, back: str = "") -> dict[str, Any]:
    """Returns what the page of a protocol shows: its entries, disputes, and what a recount replaced or put in its place.

    `back` is the page to which its photos lead back, when it is not the protocol's own.
    """
    ballot = list_ballot(protocol.contest_id)
    return {
        "protocol": protocol, "ballot": ballot, "says": SAYS, "states": STATE_LABELS, "tones": STATE_TONES,
        "names": FIGURE_NAMES, "labels": protocol_form(read_ballot(protocol.contest_id)), "votes_of": queries.votes_of,
        "warnings": _warnings(protocol), "history": list_history("protocol", protocol.id),
        **paper_of(protocol, back=back),
        "disputes": list_disputes(protocol.id), "instances": INSTANCE_LABELS, "settlements": SETTLEMENT_LABELS,
        "successor": find_successor(protocol.id), "can_be_disputed": protocol.state in CAN_BE_DISPUTED,
        "can_be_recounted": protocol.state in CAN_BE_RECOUNTED,
    }  # fmt: skip


def _warnings(protocol: Protocol) -> list[str]:
    if not protocol.entries:
        return []
    counted = protocol.accepted_entry or protocol.entries[-1]
    return [describe(one) for one in find_warnings(protocol, queries.figures_of(counted))]
