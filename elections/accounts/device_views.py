"""My devices: where one is logged in, and ending it there."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts import session_actions
from elections.accounts.browsers import browser_name
from elections.accounts.queries import list_sessions
from elections.accounts.sessions import session_id
from elections.database import utc_now
from elections.web.guards import signed_in, viewer

bp = Blueprint("devices", __name__)


@bp.get("/account/devices")
@signed_in
def list_devices() -> str:
    """Lists the viewer's open log-ins."""
    opened = list_sessions(viewer().user_id or 0, utc_now(), current_app.permanent_session_lifetime)
    return render_template(
        "accounts/devices.html", opened=opened, mine=session_id(), browser_name=browser_name,
    )  # fmt: skip


@bp.post("/account/devices/<int:number>/end")
@signed_in
def end(number: int) -> Response:
    """Ends one log-in."""
    session_actions.end_session(viewer(), number)
    flash(_("That device was logged out."))
    return redirect(url_for("devices.list_devices"), 303)


@bp.post("/account/devices/end-others")
@signed_in
def end_others() -> Response:
    """Ends all log-ins but this one."""
    session_actions.end_other_sessions(viewer(), session_id())
    flash(_("You are logged out everywhere but here."))
    return redirect(url_for("devices.list_devices"), 303)
