"""The pages of the log's anchors: the list, one on paper, and whether a printed one still fits the log."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit import queries
from elections.audit.anchor_actions import make_anchor
from elections.audit.chain import Anchor
from elections.audit.paper import anchor_pdf, in_groups
from elections.errors import Refused
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.objections import describe
from elections.web.paging import page_number

bp = Blueprint("anchors", __name__)
SHORTEST = 8
"""So many signs of a digest must be typed: chance meets them once in four thousand million times."""


@bp.get("/audit/anchors")
@requires(Permission.SEE_AUDIT)
def list_anchors() -> str:
    """Lists the anchors, newest first."""
    return render_template(
        "audit/anchors.html", page=queries.list_anchors(page_number()), in_groups=in_groups
    )


@bp.post("/audit/anchors")
@requires(Permission.SEE_AUDIT)
def make() -> Response:
    """Notes the head of the log now."""
    try:
        make_anchor(viewer())
    except Refused as refused:
        flash(describe(refused.objections[0]))
    else:
        flash(_("The head of the log was noted. Print the sheet, sign it and keep it."))
    return redirect(url_for("anchors.list_anchors"), 303)


@bp.get("/audit/anchors/<int:anchor_id>.pdf")
@requires(Permission.SEE_AUDIT)
def print_anchor(anchor_id: int) -> Response:
    """Prints an anchor as a sheet to sign."""
    anchor = queries.get_anchor(anchor_id)
    headers = {"Content-Disposition": f'inline; filename="log-anchor-{anchor.day}-{anchor.event_id}.pdf"'}
    return Response(anchor_pdf(anchor, language()), mimetype="application/pdf", headers=headers)


@bp.get("/audit/anchors/check")
@requires(Permission.SEE_AUDIT)
def check() -> str:
    """Says whether the log still has what a printed sheet says."""
    event, digest = (
        request.args.get("event", "").strip(),
        "".join(request.args.get("digest", "").split()).lower(),
    )
    is_typed = event.isdecimal() and len(event) < 10 and len(digest) >= SHORTEST
    fits = queries.has_digest(Anchor(int(event), digest)) if is_typed else None
    return render_template("audit/check.html", event=event[:20], digest=digest[:64], fits=fits)
