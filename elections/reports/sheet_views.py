"""The tables of a report as a workbook."""

from flask import Blueprint
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.documents.downloads import hand_out
from elections.reports.kinds import kind_of
from elections.reports.paper import file_name
from elections.reports.reach import path_of
from elections.reports.sheets import workbook_of
from elections.web.guards import requires
from elections.web.papers import asked_paper

bp = Blueprint("report_sheets", __name__)


@bp.get("/reports/<kind>/<key>.xlsx")
@requires(Permission.PRINT_REPORTS)
def show(kind: str, key: str) -> Response:
    """Hands the tables of a report out as XLSX, in the languages asked for (?paper=) or that of the page."""
    chosen = asked_paper()
    content = workbook_of(kind_of(kind), key, chosen, path_of(key))
    return hand_out(content, file_name(kind, key, chosen).replace(".pdf", ".xlsx"))
