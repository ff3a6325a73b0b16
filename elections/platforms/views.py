"""Pages of platforms: list, one with its pledges, writing, and the steps to publication."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from elections.accounts.access import Actor, Permission
from elections.audit.queries import list_history
from elections.campaign.queries import get_election, present
from elections.candidates.queries import get_candidate
from elections.platforms import actions, comment_queries, queries, review_actions, review_queries
from elections.platforms.checklist import Point
from elections.platforms.comment_actions import may_comment
from elections.platforms.differences import compare_texts
from elections.platforms.forms import PlatformForm, StepForm
from elections.platforms.markup import blocks, lacks
from elections.platforms.models import Platform
from elections.platforms.review_words import LANGUAGE_LABELS, PART_LABELS, SIDE_LABELS
from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS, STATUS_LABELS, STEP_LABELS
from elections.platforms.workflow import STEPS, PlatformStatus, Side
from elections.territory.queries import place_labels
from elections.web.forms import run_form, version_of
from elections.web.guards import may, requires, viewer
from elections.web.pages import MenuEntry
from elections.web.paging import page_number

bp = Blueprint("platforms", __name__)
MENU = MenuEntry(
    lazy_gettext("Platforms"),
    "platforms.list_platforms",
    Permission.SEE_PLATFORMS,
    ("pledges", "means", "platform_reviews", "platform_comments", "platform_comparison"),
)
Answer = Response | str | tuple[str, int]
LABELS = {"statuses": STATUS_LABELS, "sectors": SECTOR_LABELS, "sources": SOURCE_LABELS, "steps": STEP_LABELS}
FILTERS = ("search", "status", "path", "sector", "waiting", "comments")
FLASHES = {
    PlatformStatus.DRAFT: lazy_gettext("The platform is a draft again."),
    PlatformStatus.SUBMITTED: lazy_gettext("Submitted: a coordinator and a lawyer have to approve it."),
    PlatformStatus.APPROVED: lazy_gettext("Your approval was saved."),
    PlatformStatus.PUBLISHED: lazy_gettext("The platform is published."),
}


@bp.get("/platforms")
@requires(Permission.SEE_PLATFORMS)
def list_platforms() -> str:
    """Lists the newest platform of each candidate."""
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    conditions = [
        *([review_queries.waits_for(viewer())] if chosen["waiting"] else []),
        *([review_queries.has_open_comments()] if chosen["comments"] else []),
    ]
    asked = {name: chosen[name] for name in ("search", "status", "path", "sector")}
    page = queries.list_platforms(*conditions, **asked, page=page_number())
    return render_template(
        "platforms/list.html", page=page, chosen=chosen, places=place_labels(), **LABELS,
        counts=review_queries.count_platforms(viewer(), chosen["path"]),
        comments=review_queries.count_open_comments([one.id for one in page.rows]),
    )  # fmt: skip


@bp.get("/platforms/<int:platform_id>")
@requires(Permission.SEE_PLATFORMS)
def show(platform_id: int) -> str:
    """Shows a platform with its pledges and what can be done next."""
    platform = queries.get_platform(platform_id)
    form = StepForm(formdata=None, version=platform.version)
    return render_template("platforms/show.html", form=form, **_page(platform))


@bp.route("/candidates/<int:candidate_id>/platforms/new", methods=["GET", "POST"])
@requires(Permission.EDIT_PLATFORMS)
def create(candidate_id: int) -> Answer:
    """Writes the next edition of a candidate's platform."""
    candidate, last = get_candidate(candidate_id), queries.find_newest(candidate_id)
    if last and last.status is not PlatformStatus.PUBLISHED and request.method == "GET":
        return redirect(url_for("platforms.show", platform_id=last.id))
    form = PlatformForm(obj=last)

    def act() -> str:
        platform = actions.create_platform(viewer(), candidate, _texts(form), present(get_election()).date())
        flash(_("The draft was saved. Now add its pledges."))
        return url_for("platforms.show", platform_id=platform.id)

    return _written(form, act, candidate=candidate, platform=None)


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

    return _written(form, act, record=platform, candidate=platform.candidate, platform=platform)


@bp.post("/platforms/<int:platform_id>/step")
@requires(Permission.SEE_PLATFORMS)
def step(platform_id: int) -> Answer:
    """Takes a platform a step further, or back."""
    platform, form = queries.get_platform(platform_id), StepForm()
    page = _page(platform)

    def act() -> str:
        new, reason = PlatformStatus(form.status.data), form.reason.data or ""
        review_actions.step(viewer(), platform, new, version_of(form), present(get_election()), reason)
        flash(str(FLASHES[new]))
        if new is PlatformStatus.SUBMITTED and (number := page["open_comments"]):
            flash(ngettext("%(num)s comment is still open.", "%(num)s comments are still open.", number))
        return url_for("platforms.show", platform_id=platform_id)

    return run_form(form, "platforms/show.html", act, record=platform, **page)


def platforms_of(candidate_id: int) -> dict[str, Any]:
    """Returns the part of a dossier: the editions of the candidate's platform, newest first."""
    if not may("see_platforms"):
        return {"editions": None}
    editions = queries.list_editions(candidate_id)
    is_free = not editions or editions[0].status is PlatformStatus.PUBLISHED
    return {"editions": editions, "statuses": STATUS_LABELS, "may_begin": is_free and may("edit_platforms")}


def _page(platform: Platform) -> dict[str, Any]:
    actor, history = viewer(), list_history("platform", platform.id)
    threads = comment_queries.list_threads(platform)
    returned = next((one for one in history if one.action == "platform.draft"), None)
    return {
        "platform": platform, "editions": queries.list_editions(platform.candidate_id), "history": history,
        "passages": comment_queries.passages_of(platform), "threads": threads,
        "open_comments": sum(one.comment.resolved_at is None for one in threads),
        "may_comment": may_comment(actor, platform.path) and platform.status is not PlatformStatus.PUBLISHED,
        "may_resolve": may_comment(actor, platform.path),
        "lacks": lacks(review_queries.texts_of(platform), [(one.what_kk, one.what_ru) for one in platform.pledges]),
        "languages": LANGUAGE_LABELS, "parts": PART_LABELS,
        "returned": returned if platform.status is PlatformStatus.DRAFT else None, **_standing(platform), **LABELS,
    }  # fmt: skip


def _standing(platform: Platform) -> dict[str, Any]:
    """Returns who wrote a version, who approved it and who has to, and what the viewer may do with it."""
    checks = review_queries.list_checks(platform)
    approvals = review_queries.list_approvals(platform)
    writers = review_queries.writer_logins(platform)
    return {
        "approvals": approvals, "sides": SIDE_LABELS, "writers": writers, "checks": checks,
        "points": len(Point), "next_steps": _steps(viewer(), platform, approvals, writers, len(checks) == len(Point)),
        "is_writer": platform.status is PlatformStatus.SUBMITTED and viewer().login in writers
        and viewer().allows(Permission.APPROVE_PLATFORMS),
    }  # fmt: skip


def _steps(
    actor: Actor,
    platform: Platform,
    approvals: Mapping[Side, object],
    writers: Collection[str],
    is_checked: bool,
) -> list[PlatformStatus]:
    """Returns the steps that the viewer is offered."""
    sides = [side for side, need in review_queries.SIDE_PERMISSIONS.items() if actor.allows(need)]
    open_sides = [one for one in sides if one not in approvals and (one is not Side.LAWYER or is_checked)]
    offered = []
    for new in STEPS[platform.status]:
        if new is PlatformStatus.APPROVED:
            is_offered = bool(open_sides) and actor.login not in writers
        elif new is PlatformStatus.PUBLISHED:
            is_offered = Side.COORDINATOR in sides
        else:
            is_offered = actor.allows(Permission.EDIT_PLATFORMS) or (
                new is PlatformStatus.DRAFT and bool(sides)
            )
        if is_offered:
            offered.append(new)
    return offered


def _written(form: PlatformForm, act: Callable[[], str], **page: Any) -> Answer:
    """Shows or carries out the form of the texts; asked for a preview it shows them as they will be read."""
    template, record = "platforms/edit.html", page.pop("record", None)
    if request.method == "POST" and "preview" in request.form:
        form.seen = request.form.get("seen", "")
        preview = {name: blocks(form[f"text_{name}"].data or "") for name in LANGUAGE_LABELS}
        lacking = lacks(_texts(form), ())
        return render_template(
            template, form=form, preview=preview, lacks=lacking, parts=PART_LABELS, languages=LANGUAGE_LABELS, **page
        )  # fmt: skip
    return run_form(
        form,
        template,
        act,
        record=record,
        preview=None,
        languages=LANGUAGE_LABELS,
        compare=compare_texts,
        **page,
    )


def _texts(form: PlatformForm) -> dict[str, str]:
    return {name: form[name].data or "" for name in review_queries.TEXTS}
