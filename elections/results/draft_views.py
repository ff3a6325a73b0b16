"""Keeping and dropping a draft: by the page itself after each pause in typing, by a button without JavaScript."""

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.errors import Refused
from elections.results import draft_actions as actions
from elections.results.queries import get_protocol
from elections.web.guards import requires, viewer
from elections.web.i18n import clock
from elections.web.objections import describe

bp = Blueprint("protocol_drafts", __name__)


@bp.post("/protocols/<int:protocol_id>/draft")
@requires(Permission.ENTER_PROTOCOLS)
def keep(protocol_id: int) -> Response:
    """Keeps what was typed so far; sending it again changes nothing. Tells scripts in JSON when it was kept."""
    protocol = get_protocol(protocol_id)
    is_script = request.accept_mimetypes.best == "application/json"
    try:
        at = actions.keep_draft(viewer(), protocol, request.form)
    except Refused as refused:
        why = " ".join(describe(one) for one in refused.objections)
        if is_script:
            return jsonify(kept=False, why=why)
        flash(why, "error")
        return redirect(url_for("results.show", protocol_id=protocol_id), 303)
    time = clock(at, protocol.path)
    if is_script:
        return jsonify(kept=True, at=round(at.timestamp() * 1000), time=time)
    flash(_("Your draft was kept at %(time)s. It is not counted until you save the protocol.", time=time))
    return redirect(url_for("results.enter", protocol_id=protocol_id), 303)


@bp.post("/protocols/<int:protocol_id>/draft/removal")
@requires(Permission.ENTER_PROTOCOLS)
def drop(protocol_id: int) -> Response:
    """Drops the viewer's draft: the form is empty again."""
    actions.drop_draft(viewer(), get_protocol(protocol_id))
    flash(_("Your draft was dropped."))
    return redirect(url_for("results.enter", protocol_id=protocol_id), 303)
