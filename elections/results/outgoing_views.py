"""The page on which results are taken out as a file."""

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import RadioField

from elections.accounts.access import Permission
from elections.candidates.export_forms import ExportForm
from elections.documents.downloads import hand_out
from elections.results.outgoing_actions import CONTESTS, NIST, PRECINCTS, WORKBOOK, export_results
from elections.results.outgoing_queries import count_contests
from elections.web.forms import choices_of
from elections.web.guards import fresh, requires, viewer

bp = Blueprint("results_out", __name__)
FORMATS = {
    WORKBOOK: lazy_gettext("XLSX, for Excel: constituencies, and the precincts on a second sheet"),
    CONTESTS: lazy_gettext("CSV of the constituencies"),
    PRECINCTS: lazy_gettext("CSV of the precincts"),
    NIST: lazy_gettext("JSON for programs (the standard NIST SP 1500-100, version 2)"),
}
Answer = Response | str | tuple[str, int]


class ResultsExportForm(ExportForm):
    """Why the results are taken, and as which file."""

    format = RadioField(lazy_gettext("File"), choices=choices_of(FORMATS), default=WORKBOOK)


@bp.route("/results/export", methods=["GET", "POST"])
@requires(Permission.EXPORT_REGISTERS)
@fresh
def export() -> Answer:
    """Asks what for, then hands out the results of this view as a file; the log says who took which."""
    form, chosen = (
        ResultsExportForm(),
        {name: request.args.get(name, "")[:60] for name in ("search", "path", "state", "look")},
    )
    if form.validate_on_submit():
        return hand_out(*export_results(viewer(), chosen, form.reason.data or "", form.format.data))
    page = render_template("results/export.html", form=form, total=count_contests(**chosen), chosen=chosen)
    return (page, 422) if form.is_submitted() else page
