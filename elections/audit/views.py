"""The pages of the log: who did what, filtered, newest first; one event; the log as a file; the check of its chain."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit import queries
from elections.audit.check_actions import is_long, start_check, told_of
from elections.audit.forms import LogExportForm
from elections.audit.places import page_of, places
from elections.audit.queries import Filters
from elections.audit.sheets import MOST, export_log
from elections.audit.wording import worded
from elections.audit.words import action_label, kind_label
from elections.documents.downloads import hand_out
from elections.errors import Refused
from elections.web.guards import fresh, requires, viewer
from elections.web.objections import show_on_form
from elections.web.pages import MenuEntry
from elections.web.paging import page_number
from elections.zones import zone_for

bp = Blueprint("audit", __name__)
MENU = MenuEntry(lazy_gettext("Log"), "audit.list_events", Permission.SEE_AUDIT, also=("anchors",))
NAMES = ("login", "action", "kind", "subject_id", "path", "since", "until")
Answer = Response | str | tuple[str, int]


@bp.get("/audit")
@requires(Permission.SEE_AUDIT)
def list_events() -> str:
    """Lists the events of the viewer's territory."""
    chosen = _chosen()
    return render_template(
        "audit/list.html", page=queries.list_events(chosen, page_number()), chosen=vars(chosen), set=chosen.chosen(),
        actions={one: action_label(one) for one in queries.list_actions()}, kind_label=kind_label, page_of=page_of,
        kinds={one: kind_label(one) for one in queries.list_kinds()}, places=places(),
        anchor=queries.find_last_anchor(),
    )  # fmt: skip


@bp.get("/audit/<int:event_id>")
@requires(Permission.SEE_AUDIT)
def show(event_id: int) -> str:
    """Shows one event: what stood there before and after it, and how it is chained."""
    event = queries.get_event(event_id)
    return render_template(
        "audit/event.html", event=event, rows=worded(event), link=page_of(event.subject_kind, event.subject_id),
        kind_label=kind_label, day=event.at.astimezone(zone_for("")).date(),
    )  # fmt: skip


@bp.route("/audit/export", methods=["GET", "POST"])
@fresh
@requires(Permission.SEE_AUDIT)
def export() -> Answer:
    """Asks what for, then hands out the events of this view."""
    form, chosen = LogExportForm(), _chosen()
    if form.validate_on_submit():
        suffix = str(form.format.data)
        try:
            return hand_out(export_log(viewer(), chosen, form.reason.data or "", suffix), f"log.{suffix}")
        except Refused as refused:
            show_on_form(form, refused)
    total = queries.count_events(chosen)
    page = render_template("audit/export.html", form=form, total=total, most=MOST, chosen=chosen.chosen())
    return (page, 422) if form.is_submitted() else page


@bp.post("/audit/verification")
@requires(Permission.SEE_AUDIT)
def verify() -> Response:
    """Checks the whole chain and says what was found; a long one is left to the worker, whose job's page says it."""
    if is_long():
        return redirect(url_for("jobs.show", job_id=start_check(viewer()).id), 303)
    verdict = queries.check_log()
    flash(told_of(verdict), "error" if verdict.fault else "message")
    return redirect(url_for("audit.list_events"), 303)


@bp.errorhandler(queries.Unreadable)
def tell_unreadable(_error: queries.Unreadable) -> tuple[str, int]:
    """Says that an event was altered past the product, and offers the check that names it."""
    return render_template("audit/unreadable.html"), 500


def _chosen() -> Filters:
    return Filters(**{name: request.args.get(name, "").strip()[:60] for name in NAMES})
