"""Pages of headquarters: the list, each with its members and support, opened, changed, closed, and whom each needs."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import find_election, get_election, present
from elections.candidates.export_forms import ExportForm
from elections.documents.downloads import hand_out
from elections.headquarters import actions, queries
from elections.headquarters.forms import CloseForm, HeadquartersForm, NeedsForm
from elections.headquarters.models import Headquarters, Level, MemberRole
from elections.headquarters.places import find_place
from elections.headquarters.sheets import export_members, list_covered
from elections.headquarters.words import LEVEL_LABELS, ROLE_LABELS, STATE_LABELS, SUPPORT_LABELS
from elections.territory.queries import list_constituencies, place_labels, suggest, suggest_places
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh, requires, viewer
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("headquarters", __name__)
MENU = MenuEntry(
    lazy_gettext("Headquarters"), "headquarters.list_headquarters", Permission.SEE_HEADQUARTERS,
    ("members", "support", "headquarters_coverage"),
)  # fmt: skip
LABELS = {
    "levels": LEVEL_LABELS, "roles": ROLE_LABELS, "supports": SUPPORT_LABELS, "support_states": STATE_LABELS,
}  # fmt: skip
Answer = Response | str | tuple[str, int]


@bp.get("/headquarters")
@requires(Permission.SEE_HEADQUARTERS)
def list_headquarters() -> str:
    """Lists the headquarters, with what they lack."""
    chosen = _filters()
    page, needs = queries.list_headquarters(**chosen, page=page_number()), _needs()
    return render_template(
        "headquarters/list.html", page=page, chosen=chosen, places=place_labels(), members=queries.present_members,
        states={queries.CLOSED: _("closed")}, can_set_needs=viewer().may(Permission.EDIT_HEADQUARTERS, ""),
        vacancies=lambda one: queries.vacancies(one, needs), covered=lambda one: viewer().covers(one.path),
        can_fill=lambda one: viewer().may(Permission.EDIT_HEADQUARTERS, one.path), **LABELS,
    )  # fmt: skip


@bp.route("/headquarters/export", methods=["GET", "POST"])
@requires(Permission.EXPORT_REGISTERS)
@fresh
def export() -> Answer:
    """Asks what for, then hands out the headquarters of this view with their members as a spreadsheet."""
    form, chosen = ExportForm(), _filters()
    if form.validate_on_submit():
        suffix = form.format.data
        content = export_members(viewer(), chosen, form.reason.data or "", suffix)
        return hand_out(content, f"headquarters-{_today():%Y-%m-%d}.{suffix}")
    total = len(list_covered(viewer(), chosen))
    page = render_template("headquarters/export.html", form=form, total=total)
    return (page, 422) if form.is_submitted() else page


@bp.get("/headquarters/<int:headquarters_id>")
@requires(Permission.SEE_HEADQUARTERS)
def show(headquarters_id: int) -> str:
    """Shows a headquarters with its members and the support it gets."""
    found = queries.get_headquarters(headquarters_id)
    return render_template(
        "headquarters/show.html", headquarters=found, members=queries.present_members(found),
        past=queries.past_members(found), vacancies=queries.vacancies(found, _needs()),
        covered=viewer().covers(found.path), can_edit=viewer().may(Permission.EDIT_HEADQUARTERS, found.path),
        history=list_history("headquarters", headquarters_id), **LABELS,
    )  # fmt: skip


@bp.route("/headquarters/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def create() -> Answer:
    """Opens a headquarters."""
    form = HeadquartersForm(kato=request.args.get("kato", ""), level=request.args.get("level", ""))
    form.opened_on.data = form.opened_on.data or (None if form.is_submitted() else _today())

    def act() -> str:
        place = find_place(form.kato.data or "", form.level.data or "")
        saved = actions.create_headquarters(viewer(), get_election(), place.path, place.names, _facts(form))
        flash(_("The headquarters was saved. Now add its members."))
        return url_for("headquarters.show", headquarters_id=saved.id)

    suggestions = [*suggest_places(), *suggest(list_constituencies(viewer().scope))]
    return run_form(form, "headquarters/edit.html", act, headquarters=None, suggestions=suggestions)


@bp.route("/headquarters/<int:headquarters_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def edit(headquarters_id: int) -> Answer:
    """Changes where and when a headquarters is found."""
    found = queries.get_headquarters(headquarters_id)
    form = HeadquartersForm(data=actions.facts_of(found))

    def act() -> str:
        actions.change_headquarters(viewer(), found, version_of(form), _facts(form))
        flash(_("The headquarters was saved."))
        return url_for("headquarters.show", headquarters_id=headquarters_id)

    return run_form(
        form, "headquarters/edit.html", act, record=found, known=lambda: actions.facts_of(found),
        headquarters=found,
    )  # fmt: skip


@bp.route("/headquarters/<int:headquarters_id>/close", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def close(headquarters_id: int) -> Answer:
    """Closes a headquarters on a day, with all the work in it."""
    found, form = queries.get_headquarters(headquarters_id), CloseForm()
    form.on.data = form.on.data or (None if form.is_submitted() else _today())

    def act() -> str:
        ended = actions.close_headquarters(
            viewer(), found, version_of(form), form.on.data or _today(), form.reason.data or ""
        )
        flash(ngettext("The headquarters was closed; the work of %(num)s member ended.",
                       "The headquarters was closed; the work of %(num)s members ended.", ended))  # fmt: skip
        return url_for("headquarters.show", headquarters_id=headquarters_id)

    return run_form(
        form, "headquarters/close.html", act, record=found, known=dict, headquarters=found,
        members=queries.present_members(found),
    )  # fmt: skip


@bp.post("/headquarters/<int:headquarters_id>/reopen")
@requires(Permission.EDIT_HEADQUARTERS)
def reopen(headquarters_id: int) -> Response:
    """Opens a closed headquarters again."""
    actions.reopen_headquarters(viewer(), queries.get_headquarters(headquarters_id))
    flash(_("The headquarters is open again. Now add its members."))
    return redirect(url_for("headquarters.show", headquarters_id=headquarters_id), 303)


@bp.route("/headquarters/needs", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def needs() -> Answer:
    """Says whom a headquarters of each level needs: what is missing is shown as vacant everywhere."""
    actions.require(viewer(), "")
    form = NeedsForm(data={level.value: list(roles) for level, roles in _needs().items()})

    def act() -> str:
        chosen = {level: [MemberRole(role) for role in form[level.value].data or ()] for level in Level}
        actions.set_needs(viewer(), get_election(), chosen)
        flash(_("Saved. Vacancies are counted by this from now on."))
        return url_for("headquarters.list_headquarters")

    return run_form(form, "headquarters/needs.html", act, levels_of_form=[form[one.value] for one in Level])


def headquarters_of(path: str) -> dict[str, Any]:
    """Returns what the page of a territory shows of its headquarters."""
    election = find_election()
    may_see = viewer().allows(Permission.SEE_HEADQUARTERS)
    found: Headquarters | None = None
    if election is not None and may_see:
        found = queries.find_headquarters(election.id, path)
    can_open = election is not None and viewer().may(Permission.EDIT_HEADQUARTERS, path)
    return {"headquarters": found, "can_open": can_open and found is None, "is_shown": may_see}


def _filters() -> dict[str, str]:
    return {name: request.args.get(name, "") for name in ("search", "level", "path", "state")}


def _needs() -> dict[Level, tuple[MemberRole, ...]]:
    return queries.list_needs(get_election().id)


def _today() -> date:
    return present(get_election()).date()


def _facts(form: HeadquartersForm) -> dict[str, Any]:
    return {name: form[name].data or (None if name == "opened_on" else "") for name in actions.FACTS}
