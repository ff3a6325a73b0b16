"""Pages of the rehearsal, in the real system: start it, see how far it is, pause it, end it."""

from collections.abc import Callable

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.errors import Refused
from elections.rehearsal import actions
from elections.rehearsal.forms import StartForm
from elections.rehearsal.queries import get_state
from elections.rehearsal.stage import PREFIX
from elections.rehearsal.words import finding_text
from elections.web.forms import run_form
from elections.web.guards import public, requires, viewer
from elections.web.objections import describe
from elections.web.pages import MenuEntry

bp = Blueprint("rehearsal", __name__)
MENU = MenuEntry(lazy_gettext("Rehearsal"), "rehearsal.show", Permission.REHEARSE)
Answer = Response | str | tuple[str, int]


@bp.before_request
def leave_the_copy() -> Response | None:
    """Leads out of a rehearsal: it is run from the real system."""
    return redirect("/rehearsals", 303) if current_app.config["REHEARSAL"] else None


@bp.route("/rehearsals", methods=["GET", "POST"])
@requires(Permission.REHEARSE)
def show() -> Answer:
    """Shows how the rehearsal stands, or starts one."""
    form = StartForm()

    def act() -> str:
        sent = form.file.data if form.file.data and form.file.data.filename else None
        content, name = (sent.read(), str(sent.filename)) if sent else (None, "")
        actions.ask_for(viewer(), content, name, form.minutes.data or 0, form.hours.data or 0)
        return url_for("rehearsal.show")

    return run_form(
        form, "rehearsal/show.html", act, state=get_state(), finding_text=finding_text, prefix=PREFIX,
        may_start=not viewer().scope,
    )  # fmt: skip


@bp.post("/rehearsals/pause")
@requires(Permission.REHEARSE)
def pause() -> Response:
    """Stops the night where it is."""
    return _do(lambda: actions.pause(viewer(), wanted=True), _("The night is paused."))


@bp.post("/rehearsals/going-on")
@requires(Permission.REHEARSE)
def go_on() -> Response:
    """Lets the night go on."""
    return _do(lambda: actions.pause(viewer(), wanted=False), _("The night goes on."))


@bp.post("/rehearsals/end")
@requires(Permission.REHEARSE)
def end() -> Response:
    """Ends the rehearsal and wipes it."""
    return _do(lambda: actions.end(viewer()), _("The rehearsal has ended. All of it was wiped."))


@bp.get("/rehearsal/")
@public
def over() -> tuple[str, int]:
    """Says, where a rehearsal was, that it is over."""
    return render_template("rehearsal/over.html"), 410


def _do(act: Callable[[], None], done: str) -> Response:
    try:
        act()
    except Refused as refused:
        for one in refused.objections:
            flash(describe(one), "error")
    else:
        flash(done)
    return redirect(url_for("rehearsal.show"), 303)
