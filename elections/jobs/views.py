"""Pages of background jobs: what runs, how far it is, what came of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.jobs import queue
from elections.jobs.words import KIND_LABELS, STATE_LABELS
from elections.web.guards import requires
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("jobs", __name__)
MENU = MenuEntry(lazy_gettext("Jobs"), "jobs.list_jobs", Permission.SEE_JOBS)


@bp.get("/jobs")
@requires(Permission.SEE_JOBS)
def list_jobs() -> str:
    """Lists the jobs of the viewer's territory, newest first."""
    return render_template(
        "jobs/list.html", page=queue.list_jobs(page_number()), kinds=KIND_LABELS, states=STATE_LABELS
    )


@bp.get("/jobs/<int:job_id>")
@requires(Permission.SEE_JOBS)
def show(job_id: int) -> str:
    """Shows one job."""
    return render_template(
        "jobs/show.html", job=queue.get_job(job_id), kinds=KIND_LABELS, states=STATE_LABELS
    )


@bp.post("/jobs/<int:job_id>/cancellation")
@requires(Permission.SEE_JOBS)
def cancel(job_id: int) -> Response:
    """Cancels a job that has not ended."""
    queue.cancel(queue.get_job(job_id))
    flash(_("The job was cancelled. What it had finished stays."))
    return redirect(url_for("jobs.show", job_id=job_id), 303)
