"""Pages of reports: what can be printed, the district report as PDF, and all of a region as a job."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.campaign.queries import get_election
from elections.reports.batch import enqueue_districts, file_name
from elections.reports.forms import BatchForm
from elections.reports.paper import district_pdf
from elections.reports.queries import list_districts_with_contests
from elections.territory.queries import place_labels
from elections.web.forms import choices_of, run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import OWN_NAMES, language
from elections.web.pages import MenuEntry

bp = Blueprint("reports", __name__)
MENU = MenuEntry(lazy_gettext("Reports"), "reports.list_reports", Permission.SEE_REPORTS)
Answer = Redirection | str | tuple[str, int]


@bp.get("/reports")
@requires(Permission.SEE_REPORTS)
def list_reports() -> str:
    """Lists the districts whose reports can be printed."""
    path = request.args.get("path", "")
    form, page = BatchForm(formdata=None, region=path, paper=language()), _page(path)
    form.region.choices = page["regions"]
    return render_template("reports/list.html", form=form, **page)


@bp.post("/reports/batches")
@requires(Permission.PRINT_REPORTS)
def print_all() -> Answer:
    """Has the reports of all districts of a region made, as a job."""
    form, page = BatchForm(), _page("")
    form.region.choices = page["regions"]

    def act() -> str:
        job = enqueue_districts(viewer(), form.region.data or viewer().scope, form.paper.data)
        return url_for("jobs.show", job_id=job.id)

    return run_form(form, "reports/list.html", act, **page)


def _page(path: str) -> dict[str, Any]:
    found, places = list_districts_with_contests(get_election()), place_labels()
    return {
        "districts": [line for line in found if line[1].path.startswith(path)], "languages": OWN_NAMES,
        "places": places, "path": path,
        "regions": choices_of({"": _("all districts that you see"), **{
            path: name for path, name in places.items() if viewer().covers(path)}}),
    }  # fmt: skip


@bp.get("/reports/districts/<kato>.pdf")
@requires(Permission.PRINT_REPORTS)
def district(kato: str) -> Response:
    """Prints the report of a district."""
    asked = request.args.get("paper", "")
    chosen = asked if asked in OWN_NAMES else language()
    headers = {"Content-Disposition": f'inline; filename="{file_name(kato[:9], chosen)}"'}
    return Response(district_pdf(kato, chosen), mimetype="application/pdf", headers=headers)
