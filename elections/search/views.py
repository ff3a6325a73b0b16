"""Pages of the search and of saved lists."""

from collections.abc import Mapping
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
    """Shows what fits, by kind: candidates, members of headquarters, constituencies, districts; or what a person is."""
    typed, only = _typed(request.args), request.args.get("kind", "")
    person, question = request.args.get("person", ""), read_question(typed)
    if person.isdecimal() and len(person) < 10:
        found = queries.list_roles(viewer(), int(person))
    else:
        found = queries.search(viewer(), question, only, page_number())
    return render_template(
        "search/found.html", typed="" if question.iin else typed, question=question, found=found, kinds=_kinds(),
        only=only if only in queries.GROUPS else "", may_see_iin=viewer().allows(Permission.SEE_IIN),
        is_of_person=bool(person), statuses=STATUS_LABELS, nominations=NOMINATION_LABELS, roles=ROLE_LABELS,
    )  # fmt: skip


@bp.post("/search")
@signed_in
def look_up() -> Response:
    """Looks an IIN up, which neither an address nor a browser's history may keep; other words are searched for."""
    typed = _typed(request.form)
    question = read_question(typed)
    if not question.iin:
        return redirect(url_for("search.find", q=typed), 303)
    person = actions.look_up(viewer(), question.iin)
    if person is None:
        flash(_("Nobody in your territory has this IIN. Check its digits."), "error")
        return redirect(url_for("search.find"), 303)
    return redirect(url_for("search.find", person=person.id), 303)


def _typed(values: Mapping[str, str]) -> str:
    return values.get("q", "").strip()[:LONGEST]


def _kinds() -> dict[str, str]:
    return {
        queries.CANDIDATES: _("Candidates"), queries.MEMBERS: _("Members of headquarters"),
        queries.CONSTITUENCIES: _("Constituencies"), queries.UNITS: _("Regions and districts"),
    }  # fmt: skip


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
