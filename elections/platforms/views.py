"""Pages of platforms: list, one with its pledges, writing, and the steps to publication."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.candidates.queries import get_candidate
from elections.platforms import actions, queries
from elections.platforms.forms import PlatformForm, StepForm
from elections.platforms.models import Platform
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS, STATUS_LABELS, STEP_LABELS
from elections.platforms.workflow import STEPS, PlatformStatus
from elections.territory.queries import place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("platforms", __name__)
MENU = MenuEntry(
    lazy_gettext("Platforms"), "platforms.list_platforms", Permission.SEE_PLATFORMS, ("pledges", "means")
)
Answer = Response | str | tuple[str, int]
LABELS = {"statuses": STATUS_LABELS, "sectors": SECTOR_LABELS, "sources": SOURCE_LABELS, "steps": STEP_LABELS}


@bp.get("/platforms")
@requires(Permission.SEE_PLATFORMS)
def list_platforms() -> str:
    """Lists the newest platform of each candidate."""
    chosen = {name: request.args.get(name, "") for name in ("search", "status", "path", "sector")}
    page = queries.list_platforms(**chosen, page=page_number())
    return render_template("platforms/list.html", page=page, chosen=chosen, places=place_labels(), **LABELS)


@bp.get("/platforms/<int:platform_id>")
@requires(Permission.SEE_PLATFORMS)
def show(platform_id: int) -> str:
    """Shows a platform with its pledges and what can be done next."""
    page = _page(queries.get_platform(platform_id))
    return render_template("platforms/show.html", form=StepForm(formdata=None), **page)


@bp.route("/candidates/<int:candidate_id>/platforms/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def create(candidate_id: int) -> Answer:
    """Writes the next edition of a candidate's platform."""
    candidate, form = get_candidate(candidate_id), PlatformForm()

    def act() -> str:
        platform = actions.create_platform(viewer(), candidate, _texts(form), present(get_election()).date())
        flash(_("The draft was saved. Now add its pledges."))
        return url_for("platforms.show", platform_id=platform.id)

    return run_form(form, "platforms/edit.html", act, candidate=candidate, platform=None)


@bp.route("/platforms/<int:platform_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def edit(platform_id: int) -> Answer:
    """Changes the texts of a draft."""
    platform = queries.get_platform(platform_id)
    form = PlatformForm(obj=platform)

    def act() -> str:
        actions.change_platform(viewer(), platform, version_of(form), _texts(form))
        flash(_("The draft was saved."))
        return url_for("platforms.show", platform_id=platform_id)

    return run_form(
        form, "platforms/edit.html", act, record=platform, candidate=platform.candidate, platform=platform
    )


@bp.post("/platforms/<int:platform_id>/step")
@requires(Permission.EDIT_PLATFORMS)
def step(platform_id: int) -> Answer:
    """Takes a platform a step further, or back."""
    platform, form = queries.get_platform(platform_id), StepForm()

    def act() -> str:
        today = present(get_election()).date()
        actions.step(viewer(), platform, PlatformStatus(form.status.data), version_of(form), today)
        flash(str(STATUS_LABELS[platform.status]))
        return url_for("platforms.show", platform_id=platform_id)

    return run_form(form, "platforms/show.html", act, record=platform, **_page(platform))


def _page(platform: Platform) -> dict[str, Any]:
    return {
        "platform": platform, "next_steps": STEPS[platform.status],
        "editions": queries.list_editions(platform.candidate_id),
        "history": list_history("platform", platform.id), **LABELS,
    }  # fmt: skip


def _texts(form: PlatformForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in actions.TEXTS}
