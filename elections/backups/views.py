"""The page of backups, for administrators of the whole country who said just now who they are."""

import errno

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.backups import actions
from elections.backups.queries import list_backups, usual_folder
from elections.errors import Forbidden, Refused
from elections.web.guards import fresh, requires, viewer
from elections.web.objections import describe

bp = Blueprint("backups", __name__)


@bp.get("/backups")
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def list_all() -> str:
    """Lists the backups of this machine."""
    _require_national()
    return render_template("backups/list.html", kept=list_backups(usual_folder()))


@bp.post("/backups")
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def make() -> Response:
    """Makes a backup."""
    _require_national()
    try:
        actions.make_here(viewer())
        flash(_("The backup was made."))
    except Refused as refused:
        for one in refused.objections:
            flash(describe(one), "error")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        flash(_("There is no room on the disk for a backup."), "error")
    return redirect(url_for("backups.list_all"), 303)


@bp.get("/backups/<name>")
@requires(Permission.MANAGE_ACCOUNTS)
@fresh
def take(name: str) -> Response:
    """Hands a backup out, encrypted as it is; the log says who took it."""
    _require_national()
    path = actions.take_backup(viewer(), name)
    return send_file(
        path, mimetype="application/octet-stream", as_attachment=True, download_name=name, max_age=0
    )


def _require_national() -> None:
    """Raises Forbidden for an administrator of a part of the country: a backup holds all of it."""
    if viewer().scope:
        raise Forbidden
