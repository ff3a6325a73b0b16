"""The first page."""

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.board.maps import Drawing, target_map
from elections.campaign.queries import find_election
from elections.candidates.words import STATUS_LABELS
from elections.charts.progress import Row, progress_chart
from elections.dashboard.queries import Dashboard, get_dashboard
from elections.documents.downloads import Picture, asked_numbers
from elections.web.guards import requires, viewer
from elections.web.i18n import local
from elections.web.pages import MenuEntry

bp = Blueprint("dashboard", __name__)
MENU = MenuEntry(lazy_gettext("Overview"), "dashboard.show", Permission.SEE_CANDIDATES)


@bp.get("/")
@requires(Permission.SEE_CANDIDATES)
def show() -> Response | str:
    """Shows where the campaign stands."""
    if find_election() is None:
        return render_template("dashboard/empty.html")
    board = get_dashboard(viewer().user_id)
    picture = _picture(board)
    if numbers := asked_numbers(picture):
        return numbers
    return render_template(
        "dashboard/show.html", board=board, statuses=STATUS_LABELS, picture=picture, map=_map(board),
        covers=viewer().covers,
    )  # fmt: skip


def _map(board: Dashboard) -> Drawing:
    return target_map((line.region.path, local(line.region), line.target.main) for line in board.regions)


def _picture(board: Dashboard) -> Picture:
    rows = [
        Row(local(line.region), one.won, one.open, one.lost, one.needed)
        for line in board.regions
        for one in [line.target.main]
    ]
    finding = _(
        "%(above)s of %(regions)s regions have the wins they need", above=board.above, regions=len(rows)
    )
    drawing = progress_chart(rows, _("Won, open and lost constituencies by region"), finding)
    headings = [_("Region"), _("Won"), _("Open"), _("Lost"), _("Needed")]
    numbers = [[one.label, one.won, one.open, one.lost, one.needed] for one in rows]
    return Picture("regions", drawing, headings, numbers)
