"""The page of the log: who did what, filtered, newest first; and the check of its chain."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit import queries
from elections.audit.words import action_label
from elections.web.guards import requires
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("audit", __name__)
MENU = MenuEntry(lazy_gettext("Log"), "audit.list_events", Permission.SEE_AUDIT)
FILTERS = ("login", "action", "kind", "subject_id")


@bp.get("/audit")
@requires(Permission.SEE_AUDIT)
def list_events() -> str:
    """Lists the events of the viewer's territory."""
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    page = queries.list_events(**chosen, page=page_number())
    actions = {one: action_label(one) for one in queries.list_actions()}
    return render_template("audit/list.html", page=page, chosen=chosen, actions=actions)


@bp.post("/audit/verification")
@requires(Permission.SEE_AUDIT)
def verify() -> Response:
    """Checks the whole chain and says what was found."""
    broken = queries.find_broken()
    if broken is None:
        flash(_("The log is whole: no event was altered or removed."))
    else:
        flash(
            _("The log was altered: event %(number)s does not fit the one before it.", number=broken), "error"
        )
    return redirect(url_for("audit.list_events"), 303)
