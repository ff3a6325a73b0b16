"""Pages of comments: on a passage of a platform, with replies, until they are resolved."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.errors import Forbidden, NotFound
from elections.platforms import comment_actions as actions
from elections.platforms import comment_queries, queries
from elections.platforms.models import Platform
from elections.platforms.review_forms import CommentForm, ReplyForm
from elections.platforms.review_models import PlatformComment
from elections.web.forms import run_form
from elections.web.guards import requires, viewer

bp = Blueprint("platform_comments", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/platforms/<int:platform_id>/comments/new", methods=["GET", "POST"])
@requires(Permission.SEE_PLATFORMS)
def create(platform_id: int) -> Answer:
    """Comments on the passage that the address names: its language and place."""
    platform, form = _commented(platform_id), CommentForm()
    if request.method == "GET":
        form.language.data, form.quote.data = _asked(platform)

    def act() -> str:
        language, quote, body = form.language.data or "", form.quote.data or "", form.body.data or ""
        comment = actions.add_comment(viewer(), platform, language, quote, body, present(get_election()))
        flash(_("The comment was saved."))
        return _thread(comment)

    return run_form(form, "platforms/comment_new.html", act, platform=platform)


@bp.route("/platforms/comments/<int:comment_id>", methods=["GET", "POST"])
@requires(Permission.SEE_PLATFORMS)
def reply(comment_id: int) -> Answer:
    """Shows a comment with its replies, and takes another."""
    comment = comment_queries.get_comment(comment_id)
    platform, form = queries.get_platform(comment.platform_id), ReplyForm()
    threads = {one.comment.id: one for one in comment_queries.list_threads(platform)}

    def act() -> str:
        actions.reply(viewer(), comment, form.body.data or "", present(get_election()))
        flash(_("The reply was saved."))
        return _thread(comment)

    may_comment = actions.may_comment(viewer(), comment.path)
    if request.method == "POST" and not may_comment:
        raise Forbidden
    return run_form(
        form, "platforms/comment.html", act, platform=platform, thread=threads[comment_id], may_comment=may_comment
    )  # fmt: skip


@bp.post("/platforms/comments/<int:comment_id>/resolution")
@requires(Permission.SEE_PLATFORMS)
def resolve(comment_id: int) -> Response:
    """Says that a comment is dealt with, or opens it again."""
    comment, done = comment_queries.get_comment(comment_id), request.form.get("open") != "1"
    actions.resolve(viewer(), comment, present(get_election()), done=done)
    flash(_("The comment is resolved.") if done else _("The comment is open again."))
    return redirect(_thread(comment), 303)


def _thread(comment: PlatformComment) -> str:
    return url_for("platforms.show", platform_id=comment.platform_id, _anchor=f"comment-{comment.id}")


def _commented(platform_id: int) -> Platform:
    """Returns a platform that the viewer may comment on; raises NotFound, Forbidden."""
    platform = queries.get_platform(platform_id)
    if not actions.may_comment(viewer(), platform.path):
        raise Forbidden
    return platform


def _asked(platform: Platform) -> tuple[str, str]:
    """Returns the language and the text of the passage that the address names; raises NotFound."""
    language, place = request.args.get("language", ""), request.args.get("passage", "")
    passages = comment_queries.passages_of(platform).get(language, ())
    if not place.isdecimal() or len(place) > 6 or int(place) >= len(passages):
        raise NotFound
    return language, passages[int(place)].source
