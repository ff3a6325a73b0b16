"""The board's pages: on a wall by a link, for who is logged in, and the links themselves."""

from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.board import actions, queries
from elections.board.forms import LinkForm
from elections.board.page import look, stamp_of
from elections.board.words import STANDING_LABELS, STANDING_MARKS
from elections.campaign.queries import find_election, present
from elections.candidates.words import NOMINATION_LABELS
from elections.errors import NotFound
from elections.results.words import OUTCOME_LABELS
from elections.territory.queries import place_labels
from elections.web.forms import choices_of, run_form
from elections.web.guards import may, public, requires, viewer
from elections.web.i18n import language
from elections.web.pages import static_url
from elections.web.paging import page_number

bp = Blueprint("board", __name__)
Answer = Redirection | str | tuple[str, int]
USUAL_DAYS = 2
FILES = ("board.css", "board.js")


@bp.get("/board")
@requires(Permission.SEE_RESULTS)
def show() -> Response:
    """Shows the night of the viewer's territory, or of a place in it, as a wall screen does."""
    path = request.args.get("path", "") or viewer().scope
    if not viewer().covers(path):
        raise NotFound
    return _answer(path, "", viewer().role)


@bp.get("/board/<token>")
@public
def show_public(token: str) -> Response:
    """Shows the night to whoever has the link, and nothing else of the application."""
    link = queries.find_open_link(token, present(find_election()))
    if link is None:
        page = render_template("board/ended.html")
        return Response(page, 404, {"X-Robots-Tag": "noindex, nofollow"}, mimetype="text/html")
    with queries.seen_from(link):
        return _answer(link.path, token, str(link.id))


@bp.post("/board/<token>/sight")
@public
def note_sight(token: str) -> Response:
    """Hears from a screen that it shows the board."""
    link = queries.find_open_link(token, present(find_election()))
    if link is None:
        raise NotFound
    with queries.seen_from(link):
        actions.note_sight(link)
    return Response(status=204, mimetype="text/plain")


@bp.route("/board/links", methods=["GET", "POST"])
@requires(Permission.PUBLISH_COUNT)
def list_links() -> Answer:
    """Lists the links to the board, and makes one: its address is shown once."""
    now = present(find_election())
    today = queries.local_day(viewer().scope, now)
    form = LinkForm(data={"ends_on": today + timedelta(days=USUAL_DAYS)})
    places = _places()
    form.path.choices = choices_of(places)

    def act() -> str:
        link, token = actions.make_link(
            viewer(),
            name=form.name.data or "",
            path=form.path.data or "",
            ends_on=form.ends_on.data or today,
            now=now,
        )
        address = url_for("board.show_public", token=token, lang=language(), _external=True)
        flash(_("The link for “%(name)s”, shown only now: %(link)s", name=link.name, link=address))
        return url_for("board.list_links")

    return run_form(
        form, "board/links.html", act, page=lambda: {"page": queries.list_links(page_number())}, places=places,
        is_open=lambda link: queries.is_open(link, now),
    )  # fmt: skip


@bp.post("/board/links/<int:link_id>/end")
@requires(Permission.PUBLISH_COUNT)
def end_link(link_id: int) -> Redirection:
    """Ends a link: its screens lose the board at their next look."""
    link = queries.get_link(link_id)
    actions.end_link(viewer(), link)
    flash(_("The link was ended. Its screen shows the board no more."))
    return redirect(url_for("board.list_links"), 303)


def _places() -> dict[str, str]:
    own = {path: name for path, name in place_labels().items() if viewer().covers(path)}
    return own if viewer().scope else {"": _("the whole country"), **own}


def _answer(path: str, token: str, who: str) -> Response:
    """Returns the board, or 304 when whoever asks has it as it stands: told by one query."""
    stamp, time = stamp_of(path, who, *map(static_url, FILES))
    if request.if_none_match.contains_weak(stamp):
        answer = Response(status=304)
    else:
        page = render_template(
            "board/show.html", board=look(path), time=time, stamp=f'W/"{stamp}"', token=token,
            labels=STANDING_LABELS, marks=STANDING_MARKS, outcomes=OUTCOME_LABELS, nominations=NOMINATION_LABELS,
            may_publish=not token and may("publish_count"),
        )  # fmt: skip
        answer = Response(page, mimetype="text/html")
    answer.set_etag(stamp, weak=True)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Sailau-Time"] = time
    return answer
