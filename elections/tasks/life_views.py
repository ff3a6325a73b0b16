"""What is done with a task from its page or the list: done, opened again, cancelled, handed over, its files."""

import io
from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.errors import Objection, Refused
from elections.tasks import actions, queries
from elections.tasks.forms import DoneForm, OwnerForm, ReasonForm
from elections.tasks.models import Task
from elections.tasks.page import task_page
from elections.web.forms import Form, run_form, version_of
from elections.web.guards import requires, viewer

bp = Blueprint("task_life", __name__)
Answer = Response | str | tuple[str, int]
LIST = ("search", "whose", "when", "state", "kind", "path", "page")
MOST = 200
"""How many tasks are handed over at once."""


@bp.post("/tasks/<int:task_id>/done")
@requires(Permission.SEE_TASKS)
def mark_done(task_id: int) -> Answer:
    """Marks a task as done; from the list it leads back to it, as it was filtered."""
    task, form = queries.get_task(task_id), DoneForm()

    def act() -> str:
        uploads = [(one.filename or "", one.stream.read()) for one in form.files.data or ()]
        now, proof = present(get_election()), (form.proof.data or "").strip()
        actions.mark_done(viewer(), task, version_of(form), now, proof=proof, uploads=uploads)
        flash(_("Done. If that was a mistake, open the task again on its page."))
        return _back(task)

    return _run(form, act, task, done=form)


@bp.post("/tasks/<int:task_id>/reopening")
@requires(Permission.SEE_TASKS)
def reopen(task_id: int) -> Answer:
    """Opens a task again."""
    task, form = queries.get_task(task_id), ReasonForm()

    def act() -> str:
        actions.reopen(viewer(), task, version_of(form), form.reason.data or "")
        flash(_("The task is open again."))
        return _back(task)

    return _run(form, act, task, reason=form)


@bp.post("/tasks/<int:task_id>/cancellation")
@requires(Permission.EDIT_TASKS)
def cancel(task_id: int) -> Answer:
    """Cancels a task."""
    task, form = queries.get_task(task_id), ReasonForm()

    def act() -> str:
        actions.cancel(viewer(), task, version_of(form), form.reason.data or "")
        flash(_("The task was cancelled; it stays in the list of cancelled ones."))
        return _back(task)

    return _run(form, act, task, reason=form)


@bp.post("/tasks/<int:task_id>/owner")
@requires(Permission.EDIT_TASKS)
def hand_over(task_id: int) -> Answer:
    """Gives a task to somebody."""
    task, form = queries.get_task(task_id), OwnerForm()

    def act() -> str:
        actions.hand_over(viewer(), [task], form.owner.data or "")
        flash(_("The task was handed over."))
        return _back(task)

    return _run(form, act, task, owner=form)


@bp.post("/tasks/owner")
@requires(Permission.EDIT_TASKS)
def hand_over_marked() -> Response:
    """Gives the marked tasks of the list to somebody, all or none."""
    ids = {int(one) for one in request.form.getlist("id")[:MOST] if one.isdecimal() and len(one) < 10}
    if not ids:
        raise Refused([Objection("tasks.none_marked")])
    number = actions.hand_over(viewer(), queries.get_tasks(ids), request.form.get("owner", ""))
    flash(ngettext("%(num)s task was handed over.", "%(num)s tasks were handed over.", number))
    return redirect(_list(), 303)


@bp.post("/tasks/<int:task_id>/files/<int:file_id>/download")
@requires(Permission.SEE_TASKS)
def download(task_id: int, file_id: int) -> Response:
    """Hands a file out, never to be shown inside a page; the log says who took it, so it is no GET."""
    task, file = queries.get_task(task_id), queries.get_file(task_id, file_id)
    content = actions.look_at_file(viewer(), task, file)
    answer = send_file(io.BytesIO(content), file.mimetype, as_attachment=True, download_name=file.name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/tasks/<int:task_id>/files/<int:file_id>/removal")
@requires(Permission.EDIT_TASKS)
def remove_file(task_id: int, file_id: int) -> Response:
    """Takes a file away."""
    task, file = queries.get_task(task_id), queries.get_file(task_id, file_id)
    actions.remove_file(viewer(), task, file)
    flash(_("The file was removed."))
    return redirect(url_for("tasks.show", task_id=task_id), 303)


def _run(form: Form, act: Callable[[], str], task: Task, **refused: Form) -> Answer:
    page = task_page(task, **refused)  # type: ignore[arg-type]
    return run_form(form, "tasks/show.html", act, record=task, known=dict, **page)


def _back(task: Task) -> str:
    return _list() if request.args.get("from") == "list" else url_for("tasks.show", task_id=task.id)


def _list() -> str:
    kept = {name: request.args[name][:60] for name in LIST if request.args.get(name)}
    return url_for("tasks.list_tasks", **kept)  # type: ignore[arg-type]
