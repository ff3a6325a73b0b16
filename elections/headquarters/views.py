"""Pages of headquarters and their members."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.errors import Objection, Refused
from elections.headquarters import actions, queries
from elections.headquarters.forms import HeadquartersForm, MemberForm
from elections.headquarters.models import MemberRole
from elections.headquarters.words import LEVEL_LABELS, ROLE_LABELS, SUPPORT_LABELS
from elections.territory.queries import (
    list_constituencies,
    match_constituency,
    match_place,
    place_labels,
    suggest,
    suggest_places,
)
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("headquarters", __name__)
MENU = MenuEntry(lazy_gettext("Headquarters"), "headquarters.list_headquarters", Permission.SEE_HEADQUARTERS)
LABELS = {"levels": LEVEL_LABELS, "roles": ROLE_LABELS, "supports": SUPPORT_LABELS}
Answer = Response | str | tuple[str, int]


@bp.get("/headquarters")
@requires(Permission.SEE_HEADQUARTERS)
def list_headquarters() -> str:
    """Lists the headquarters, with what they lack."""
    chosen = {name: request.args.get(name, "") for name in ("search", "level", "path")}
    page = queries.list_headquarters(**chosen, page=page_number())
    return render_template(
        "headquarters/list.html", page=page, chosen=chosen, places=place_labels(), members=queries.present_members,
        vacancies=queries.vacancies, covered=lambda one: viewer().covers(one.path), **LABELS,
    )  # fmt: skip


@bp.get("/headquarters/<int:headquarters_id>")
@requires(Permission.SEE_HEADQUARTERS)
def show(headquarters_id: int) -> str:
    """Shows a headquarters with its members and the support it gets."""
    found = queries.get_headquarters(headquarters_id)
    return render_template(
        "headquarters/show.html", headquarters=found, members=queries.present_members(found),
        vacancies=queries.vacancies(found), covered=viewer().covers(found.path), can_edit=viewer().may(Permission.EDIT_HEADQUARTERS, found.path),
        history=list_history("headquarters", headquarters_id), **LABELS,
    )  # fmt: skip


@bp.route("/headquarters/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def create() -> Answer:
    """Opens a headquarters."""
    form = HeadquartersForm()

    def act() -> str:
        path, names = _territory(form.kato.data or "")
        saved = actions.create_headquarters(viewer(), get_election(), path, names, _contacts(form))
        flash(_("The headquarters was saved. Now add its members."))
        return url_for("headquarters.show", headquarters_id=saved.id)

    suggestions = [*suggest_places(), *suggest(list_constituencies(viewer().scope))]
    return run_form(form, "headquarters/edit.html", act, headquarters=None, suggestions=suggestions)


@bp.route("/headquarters/<int:headquarters_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def edit(headquarters_id: int) -> Answer:
    """Changes where and when a headquarters is found."""
    found = queries.get_headquarters(headquarters_id)
    form = HeadquartersForm(data={name: getattr(found, name) for name in actions.CONTACTS})

    def act() -> str:
        actions.change_headquarters(viewer(), found, version_of(form), _contacts(form))
        flash(_("The headquarters was saved."))
        return url_for("headquarters.show", headquarters_id=headquarters_id)

    return run_form(form, "headquarters/edit.html", act, record=found, headquarters=found)


@bp.route("/headquarters/<int:headquarters_id>/members/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HEADQUARTERS)
def add_member(headquarters_id: int) -> Answer:
    """Adds a member."""
    found, form = queries.get_headquarters(headquarters_id), MemberForm()
    form.since_on.data = form.since_on.data or present(get_election()).date()

    def answers() -> tuple[dict[str, Any], MemberRole, date]:
        person = {name: form[name].data for name in ("surname", "given_name", "patronymic", "iin", "phone")}
        return person, MemberRole(form.role.data), form.since_on.data or present(get_election()).date()

    def rules() -> list[Objection]:
        return [] if form.role.errors else actions.objections_to_member(found, *answers())

    def act() -> str:
        actions.add_member(viewer(), found, *answers())
        flash(_("The member was added."))
        return url_for("headquarters.show", headquarters_id=headquarters_id)

    return run_form(form, "headquarters/member.html", act, rules=rules, headquarters=found)


@bp.post("/members/<int:member_id>/end")
@requires(Permission.EDIT_HEADQUARTERS)
def end_membership(member_id: int) -> Response:
    """Ends a membership today."""
    member = queries.get_member(member_id)
    actions.end_membership(viewer(), member, present(get_election()).date())
    flash(_("The membership was ended."))
    return redirect(url_for("headquarters.show", headquarters_id=member.headquarters_id), 303)


def _contacts(form: HeadquartersForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in actions.CONTACTS}


def _territory(typed: str) -> tuple[str, tuple[str, str]]:
    if not typed:
        return "", ("", "")
    found = match_place(typed) or match_constituency(typed)
    if found is None:
        raise Refused([Objection("headquarters.territory_unknown", "kato")])
    return found.path, (found.name_ru, found.name_kk)
