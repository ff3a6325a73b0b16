"""The first page."""

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup

from elections.accounts.access import Permission
from elections.campaign.queries import find_election
from elections.candidates.words import STATUS_LABELS
from elections.charts.progress import Row, progress_chart
from elections.dashboard.queries import Dashboard, get_dashboard
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.pages import MenuEntry

bp = Blueprint("dashboard", __name__)
MENU = MenuEntry(lazy_gettext("Overview"), "dashboard.show", Permission.SEE_CANDIDATES)


@bp.get("/")
@requires(Permission.SEE_CANDIDATES)
def show() -> str:
    """Shows where the campaign stands."""
    if find_election() is None:
        return render_template("dashboard/empty.html")
    board = get_dashboard(viewer().user_id)
    return render_template(
        "dashboard/show.html", board=board, statuses=STATUS_LABELS, picture=_picture(board)
    )


def _picture(board: Dashboard) -> Markup:
    rows = [
        Row(local(line.region), one.won, one.open, one.lost, one.needed)
        for line in board.regions
        for one in [line.target.main]
    ]
    finding = _(
        "%(above)s of %(regions)s regions have the wins they need", above=board.above, regions=len(rows)
    )
    return progress_chart(rows, _("Won, open and lost constituencies by region"), finding)
