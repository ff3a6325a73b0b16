"""The page on which the packs of tasks are made, and made again when the calendar moved."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import calendar_of, get_election, present
from elections.tasks.pack import PACK, due_of
from elections.tasks.pack_actions import Made, make_packs
from elections.tasks.pack_queries import count_packs, list_grounds, list_shifts
from elections.tasks.rules import nature_of
from elections.tasks.words import KIND_LABELS, NATURE_LABELS, PACK_LABELS
from elections.territory.queries import place_labels
from elections.web.guards import requires, viewer

bp = Blueprint("task_packs", __name__)


@bp.get("/tasks/packs")
@requires(Permission.SEE_TASKS)
def show() -> str:
    """Shows the pack with its due dates in the time of the viewer's region, and what a making would change."""
    election, path = get_election(), viewer().scope
    calendar = calendar_of(election, path)
    return render_template(
        "tasks/packs.html", grounds=len(list_grounds(election)), packs=count_packs(election), pack_labels=PACK_LABELS,
        pack=[(one, due_of(one, calendar)) for one in PACK], shifts=list_shifts(election), kinds=KIND_LABELS,
        natures=NATURE_LABELS, nature_of=nature_of, places=place_labels(), path=path,
    )  # fmt: skip


@bp.post("/tasks/packs")
@requires(Permission.EDIT_TASKS)
def make() -> Response:
    """Makes the packs of a territory, of the viewer's own where none is chosen."""
    election, path = get_election(), request.form.get("path", "") or viewer().scope
    made = make_packs(viewer(), election, path, present(election))
    for text in _told(made):
        flash(text)
    return redirect(url_for("tasks.list_tasks", path=path or None), 303)


def _told(made: Made) -> list[str]:
    said = []
    if made.added:
        said.append(ngettext("%(num)s task was made.", "%(num)s tasks were made.", made.added))
    if made.proven:
        said.append(ngettext("%(num)s task is done by what the dossiers show.", "%(num)s tasks are done by what the dossiers show.", made.proven))  # fmt: skip
    if made.left:
        said.append(ngettext("The undone tasks of %(num)s constituency were cancelled: nobody of ours stands there any more.", "The undone tasks of %(num)s constituencies were cancelled: nobody of ours stands there any more.", made.left))  # fmt: skip
    if made.returned:
        said.append(ngettext("The tasks of %(num)s constituency are open again: somebody of ours stands there again.", "The tasks of %(num)s constituencies are open again: somebody of ours stands there again.", made.returned))  # fmt: skip
    by_template: dict[str, int] = {}
    for one in made.moved:
        by_template[one.template] = by_template.get(one.template, 0) + one.number
    said += [
        _("Moved with the calendar: %(task)s (%(number)s)", task=PACK_LABELS[template], number=number)
        for template, number in by_template.items()
    ]
    return said or [_("Nothing to do: all tasks of the pack are there, at the dates of the calendar.")]
