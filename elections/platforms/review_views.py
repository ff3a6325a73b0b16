"""Pages of the law's checklist: a lawyer answers it, everybody reads it."""

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.errors import Forbidden
from elections.platforms import queries, review_queries
from elections.platforms import review_actions as actions
from elections.platforms.checklist import ARTICLES, Point, words_field
from elections.platforms.comment_queries import passages_of
from elections.platforms.review_forms import answers_in, checklist_form, typed_answers
from elections.platforms.review_words import LANGUAGE_LABELS, POINT_LABELS, VERDICT_LABELS
from elections.platforms.workflow import PlatformStatus, Side
from elections.web.forms import run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.objections import article

bp = Blueprint("platform_reviews", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/platforms/<int:platform_id>/checklist", methods=["GET", "POST"])
@requires(Permission.SEE_PLATFORMS)
def checklist(platform_id: int) -> Answer:
    """Shows the checklist of the law; a lawyer answers it, and may approve at once."""
    platform = queries.get_platform(platform_id)
    checks = review_queries.list_checks(platform)
    typed = typed_answers(review_queries.answers_of(checks))
    form = checklist_form()(data=typed)

    def act() -> str:
        version, now = version_of(form), present(get_election())
        if actions.save_answers(viewer(), platform, version, answers_in(form), now):
            flash(_("The platform was sent back to the draft with your words."))
        elif "approve" in request.form:
            actions.step(viewer(), platform, PlatformStatus.APPROVED, platform.version, now)
            flash(_("Your approval was saved."))
        else:
            flash(_("The answers were saved."))
        return url_for("platforms.show", platform_id=platform_id)

    may_answer = viewer().may(Permission.CHECK_PLATFORMS, platform.path)
    if request.method == "POST" and not may_answer:
        raise Forbidden
    is_open = may_answer and platform.status is PlatformStatus.SUBMITTED
    is_open = is_open and Side.LAWYER not in review_queries.list_approvals(platform)
    before = review_queries.list_checks(platform, platform.submissions - 1)
    return run_form(
        form, "platforms/checklist.html", act, record=platform, known=lambda: typed, platform=platform, points=Point,
        labels=POINT_LABELS, verdicts=VERDICT_LABELS, articles=ARTICLES, article=article, words_field=words_field,
        checks=checks, before=before, is_open=is_open, passages=passages_of(platform), languages=LANGUAGE_LABELS,
    )  # fmt: skip
