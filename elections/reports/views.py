"""Pages of reports: what can be printed, and the district report as PDF."""

from flask import Blueprint, Response, render_template, request
from flask_babel import lazy_gettext

from elections.accounts.access import Permission
from elections.campaign.queries import get_election
from elections.reports.paper import district_pdf
from elections.reports.queries import list_districts_with_contests
from elections.web.guards import requires
from elections.web.i18n import OWN_NAMES, language
from elections.web.pages import MenuEntry

bp = Blueprint("reports", __name__)
MENU = MenuEntry(lazy_gettext("Reports"), "reports.list_reports", Permission.SEE_REPORTS)


@bp.get("/reports")
@requires(Permission.SEE_REPORTS)
def list_reports() -> str:
    """Lists the districts whose reports can be printed."""
    districts = list_districts_with_contests(get_election())
    return render_template("reports/list.html", districts=districts, languages=OWN_NAMES)


@bp.get("/reports/districts/<kato>.pdf")
@requires(Permission.PRINT_REPORTS)
def district(kato: str) -> Response:
    """Prints the report of a district."""
    asked = request.args.get("paper", "")
    chosen = asked if asked in OWN_NAMES else language()
    headers = {"Content-Disposition": f'inline; filename="district-{kato[:9]}-{chosen}.pdf"'}
    return Response(district_pdf(kato, chosen), mimetype="application/pdf", headers=headers)
