"""Pages of background jobs: what runs, how far it is, what came of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FileAnswer
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from elections.accounts.access import Permission
from elections.errors import Forbidden
from elections.jobs import queue
from elections.jobs.failures import list_objections
from elections.jobs.words import KIND_LABELS, STATE_LABELS, time_left
from elections.web.guards import requires, viewer
from elections.web.objections import describe
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
    job = queue.get_job(job_id)
    return render_template(
        "jobs/show.html",
        job=job,
        can_take=queue.may_take_files(viewer(), job),
        part=queue.part_of(job),
        left=time_left(queue.seconds_left(job)),
        told=queue.describe_job(job),
        objections=[describe(one) for one in list_objections(job)],
        kinds=KIND_LABELS,
        states=STATE_LABELS,
    )


@bp.get("/jobs/<int:job_id>/files/<int:file_id>")
@requires(Permission.SEE_JOBS)
def file(job_id: int, file_id: int) -> FileAnswer:
    """Hands out a file that a job made."""
    if not queue.may_take_files(viewer(), queue.get_job(job_id)):
        raise Forbidden
    found = queue.get_file(job_id, file_id)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return FileAnswer(found.content, mimetype=found.mimetype, headers=headers)


@bp.get("/jobs/<int:job_id>/files.zip")
@requires(Permission.SEE_JOBS)
def files(job_id: int) -> FileAnswer:
    """Hands out all files of a job as one ZIP, whose name says so when there should be more of them."""
    job = queue.get_job(job_id)
    if not queue.may_take_files(viewer(), job):
        raise Forbidden
    part = queue.part_of(job)
    told = f"-part-{part[0]}-of-{part[1]}" if part else ""
    headers = {"Content-Disposition": f'attachment; filename="sailau-{job.id}{told}.zip"'}
    archive = wrap_file(request.environ, queue.zip_files(job))
    return FileAnswer(archive, mimetype="application/zip", headers=headers, direct_passthrough=True)


@bp.post("/jobs/<int:job_id>/cancellation")
@requires(Permission.SEE_JOBS)
def cancel(job_id: int) -> Response:
    """Cancels a job that has not ended."""
    if queue.cancel(queue.get_job(job_id)):
        flash(_("The job was cancelled. What it had finished stays."))
    else:
        flash(_("The job had ended already: nothing was changed."))
    return redirect(url_for("jobs.show", job_id=job_id), 303)
