"""Pages of tasks: the list, one of them, own ones made and changed."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.models import Election
from elections.campaign.queries import find_contest, get_election, present
from elections.documents.downloads import hand_out
from elections.errors import Objection, Refused
from elections.tasks import actions, queries
from elections.tasks.forms import NewTaskForm, NoteForm, TaskForm
from elections.tasks.models import Task
from elections.tasks.pack_queries import list_shifts
from elections.tasks.page import LABELS, choices_of_owners, names_of_places, task_page
from elections.tasks.paper import list_pdf
from elections.tasks.rules import Kind
from elections.tasks.sheets import export_tasks
from elections.territory.queries import (
    list_constituencies,
    match_constituency,
    match_place,
    suggest,
    suggest_places,
)
from elections.web.forms import run_form, version_of
from elections.web.guards import fresh, may, requires, viewer
from elections.web.i18n import language
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("tasks", __name__)
MENU = MenuEntry(lazy_gettext("Tasks"), "tasks.list_tasks", Permission.SEE_TASKS, ("task_life", "task_packs"))
END_OF_DAY = time(23, 59)
FILTERS = ("search", "whose", "when", "state", "kind", "path")
Answer = Response | str | tuple[str, int]


@bp.get("/tasks")
@requires(Permission.SEE_TASKS)
def list_tasks() -> str:
    """Lists tasks, the earliest due first, with how many are late, due soon and nobody's on top."""
    election, actor = get_election(), viewer()
    now, chosen = present(election), _chosen()
    page = queries.list_tasks(election, now, actor.user_id, chosen, page_number())
    can_edit = may("edit_tasks")
    return render_template(
        "tasks/list.html", page=page, chosen=vars(chosen), counters=queries.count_tasks(election, now, actor.user_id, chosen.path),
        owners=queries.owners_of(page.rows), shifts=sum(one.number for one in list_shifts(election)) if can_edit else 0,
        places=names_of_places(chosen.path, page.rows), now=now, may_work=lambda one: actions.may_work(actor, one),
        choices=choices_of_owners(chosen.path if actor.covers(chosen.path) else actor.scope) if can_edit else {}, **LABELS,
    )  # fmt: skip


@bp.get("/tasks/<int:task_id>")
@requires(Permission.SEE_TASKS)
def show(task_id: int) -> str:
    """Shows a task, what proves it, and what can be done with it."""
    return render_template("tasks/show.html", **task_page(queries.get_task(task_id)))


@bp.route("/tasks/new", methods=["GET", "POST"])
@requires(Permission.EDIT_TASKS)
def create() -> Answer:
    """Makes an own task."""
    election, form = get_election(), NewTaskForm()
    given = request.args.get("place", "")[:60]
    if not form.is_submitted():
        form.place.data = given
    owners = choices_of_owners(_path_or_own(form.place.data or ""))
    form.owner.choices = list({"": _("nobody has it yet"), **owners}.items())

    def act() -> str:
        place = _place(election, form.place.data or "")
        content = _content(form, place.path)
        task = actions.create_task(viewer(), election, place, content, form.owner.data or "")
        flash(_("The task was saved."))
        return url_for("tasks.show", task_id=task.id)

    suggestions = [*suggest_places(), *suggest(list_constituencies(viewer().scope))]
    return run_form(form, "tasks/edit.html", act, task=None, suggestions=suggestions, **LABELS)


@bp.route("/tasks/<int:task_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_TASKS)
def edit(task_id: int) -> Answer:
    """Changes an own task; of the pack the note and the link."""
    election, task = get_election(), queries.get_task(task_id)
    known = _known(task)
    form = NoteForm(data=known) if task.template else TaskForm(data=known)

    def act() -> str:
        content = _content(form, task.path) if isinstance(form, TaskForm) else _of_pack(form, task)
        actions.change_task(viewer(), election, task, version_of(form), content)
        flash(_("The task was saved."))
        return url_for("tasks.show", task_id=task_id)

    return run_form(
        form, "tasks/edit.html", act, record=task, known=lambda: _known(task), task=task, **LABELS
    )


@bp.post("/tasks/export")
@requires(Permission.EXPORT_REGISTERS)
@fresh
def export() -> Response:
    """Hands the tasks of the list out as a spreadsheet; the log keeps who took them and what for."""
    election = get_election()
    content = export_tasks(viewer(), election, present(election), _chosen(), request.form.get("reason", ""))
    return hand_out(content, f"tasks-{present(election):%Y-%m-%d}.xlsx")


@bp.get("/tasks/list.pdf")
@requires(Permission.SEE_TASKS)
def print_list() -> Response:
    """Prints the tasks of the list, for the wall of a headquarters."""
    election = get_election()
    content = list_pdf(election, present(election), viewer(), _chosen(), language())
    headers = {"Content-Disposition": 'inline; filename="tasks.pdf"', "Cache-Control": "private, no-cache"}
    return Response(content, mimetype="application/pdf", headers=headers)


def _chosen() -> queries.Chosen:
    return queries.Chosen(**{name: request.args.get(name, "")[:60] for name in FILTERS})


def _path_or_own(typed: str) -> str:
    found = match_place(typed) or match_constituency(typed) if typed else None
    return found.path if found is not None and viewer().covers(found.path) else viewer().scope


def _place(election: Election, typed: str) -> actions.Place:
    """Returns the place that was typed, empty for the viewer's own; raises Refused."""
    if not typed:
        return _at(election, viewer().scope)
    found = match_place(typed) or match_constituency(typed)
    if found is None:
        raise Refused([Objection("task.place_unknown", "place")])
    if not viewer().covers(found.path):
        raise Refused([Objection("task.place_not_yours", "place")])
    return _at(election, found.path)


def _at(election: Election, path: str) -> actions.Place:
    contest = find_contest(path.split("/")[2], election) if path.count("/") > 2 else None
    return actions.Place(path, contest.id if contest else None)


def _content(form: TaskForm, path: str) -> actions.Content:
    day = form.due_on.data or date.min  # the form does not let an empty one through
    local = datetime.combine(day, form.due_time.data or END_OF_DAY, zone_for(path))
    return actions.Content(
        Kind(form.kind.data), form.title.data or "", (form.note.data or "").strip(), form.link.data or "", local,
        bool(form.needs_proof.data),
    )  # fmt: skip


def _of_pack(form: NoteForm, task: Task) -> actions.Content:
    kept = actions.Content(task.kind, task.title, task.note, task.link, task.due_at, task.needs_proof)
    return replace(kept, note=(form.note.data or "").strip(), link=form.link.data or "")


def _known(task: Task) -> dict[str, Any]:
    local = task.due_at.astimezone(zone_for(task.path))
    known = {name: getattr(task, name) for name in ("title", "kind", "note", "link", "needs_proof")}
    return {**known, "due_on": local.date(), "due_time": local.time()}
