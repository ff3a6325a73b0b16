"""Pages of the search and of saved lists."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.candidates.views import FILTERS
from elections.candidates.words import NOMINATION_LABELS, STATUS_LABELS
from elections.headquarters.words import ROLE_LABELS
from elections.search import actions, queries
from elections.search.forms import SavedViewForm
from elections.search.terms import read_question
from elections.web.forms import run_form
from elections.web.guards import requires, signed_in, viewer
from elections.web.paging import page_number

bp = Blueprint("search", __name__)
LONGEST = 200
Answer = Response | str | tuple[str, int]


@bp.get("/search")
@signed_in
def find() -> str:
    """Shows what fits, by kind: candidates, members of headquarters, constituencies, districts."""
    typed, only = request.args.get("q", "").strip()[:LONGEST], request.args.get("kind", "")
    question = read_question(typed)
    found = queries.search(viewer(), question, only, page_number())
    kinds = {
        queries.CANDIDATES: _("Candidates"), queries.MEMBERS: _("Members of headquarters"),
        queries.CONSTITUENCIES: _("Constituencies"), queries.UNITS: _("Regions and districts"),
    }  # fmt: skip
    return render_template(
        "search/found.html", typed=typed, question=question, found=found, kinds=kinds,
        only=only if only in kinds else "", may_see_iin=viewer().allows(Permission.EDIT_CANDIDATES),
        statuses=STATUS_LABELS, nominations=NOMINATION_LABELS, roles=ROLE_LABELS,
    )  # fmt: skip


@bp.route("/search/views/new", methods=["GET", "POST"])
@requires(Permission.SEE_CANDIDATES)
def save_view() -> Answer:
    """Keeps the filtered list of candidates under a name."""
    form, filters = SavedViewForm(), _filters()

    def act() -> str:
        shared = bool(form.is_shared.data)
        actions.save_view(viewer(), form.name.data or "", filters, shared=shared)
        flash(_("The list was saved: it stands above the candidates."))
        return _list_of(filters)

    return run_form(form, "search/save_view.html", act, back=_list_of(filters))


@bp.get("/search/views/<int:view_id>")
@requires(Permission.SEE_CANDIDATES)
def open_view(view_id: int) -> Response:
    """Leads to the list that was saved; everybody sees it within their own territory."""
    view = queries.get_view(viewer(), view_id)
    return redirect(_list_of(view.filters), 303)


@bp.post("/search/views/<int:view_id>/removal")
@requires(Permission.SEE_CANDIDATES)
def remove_view(view_id: int) -> Response:
    """Takes one's own saved list away."""
    view = queries.get_view(viewer(), view_id)
    filters = dict(view.filters)
    actions.remove_view(viewer(), view)
    flash(_("The saved list was removed."))
    return redirect(_list_of(filters), 303)


def saved_views() -> list[Any]:
    """Returns the saved lists that the viewer may open, for the page of the candidates."""
    return queries.list_views(viewer())


def _list_of(filters: dict[str, Any]) -> str:
    return url_for("candidates.list_candidates", **filters)


def _filters() -> dict[str, str]:
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}
