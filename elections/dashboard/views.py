"""The first page."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

from elections.accounts.access import Permission
from elections.campaign.queries import find_election
from elections.candidates.words import STATUS_LABELS
from elections.dashboard.queries import get_dashboard
from elections.web.guards import requires
from elections.web.pages import MenuEntry

bp = Blueprint("dashboard", __name__)
MENU = MenuEntry(lazy_gettext("Overview"), "dashboard.show", Permission.SEE_CANDIDATES)


@bp.get("/")
@requires(Permission.SEE_CANDIDATES)
def show() -> str:
    """Shows where the campaign stands."""
    if find_election() is None:
        return render_template("dashboard/empty.html")
    return render_template("dashboard/show.html", board=get_dashboard(), statuses=STATUS_LABELS)
