"""Pages of pledges: writing them into a draft and taking them out."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.platforms import pledge_actions as actions
from elections.platforms import queries
from elections.platforms.models import MoneySource, Sector
from elections.platforms.pledge_forms import PledgeForm
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer

bp = Blueprint("pledges", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/platforms/<int:platform_id>/pledges/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def create(platform_id: int) -> Answer:
    """Adds a pledge to a draft."""
    platform, form = queries.get_platform(platform_id), PledgeForm()

    def act() -> str:
        actions.save_pledge(viewer(), platform, _pledge(form))
        flash(_("The pledge was saved."))
        return url_for("platforms.show", platform_id=platform_id)

    return run_form(form, "platforms/pledge.html", act, platform=platform, pledge=None)


@bp.route("/pledges/<int:pledge_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def edit(pledge_id: int) -> Answer:
    """Changes a pledge of a draft."""
    pledge = queries.get_pledge(pledge_id)
    platform = queries.get_platform(pledge.platform_id)
    form = PledgeForm(obj=pledge)

    def act() -> str:
        version = version_of(form)
        actions.save_pledge(viewer(), platform, _pledge(form), pledge=pledge, version=version)
        flash(_("The pledge was saved."))
        return url_for("platforms.show", platform_id=platform.id)

    return run_form(form, "platforms/pledge.html", act, record=pledge, platform=platform, pledge=pledge)


@bp.post("/pledges/<int:pledge_id>/removal")
@requires(Permission.EDIT_PLATFORMS)
def remove(pledge_id: int) -> Response:
    """Takes a pledge out of a draft."""
    pledge = queries.get_pledge(pledge_id)
    actions.remove_pledge(viewer(), pledge)
    flash(_("The pledge was removed. The log keeps what it said."))
    return redirect(url_for("platforms.show", platform_id=pledge.platform_id), 303)


def _pledge(form: PledgeForm) -> dict[str, object]:
    return {
        **{name: form[name].data for name in actions.PLEDGE_FIELDS},
        "sector": Sector(form.sector.data),
        "money_source": MoneySource(form.money_source.data),
        "cost_kzt": int(form.cost_kzt.data or 0),
    }
