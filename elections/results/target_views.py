"""Pages of the target: where the party stands, the way to it, the night, and what was published."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.audit.queries import list_history
from elections.documents.downloads import asked_numbers
from elections.errors import NotFound
from elections.platforms.means_queries import find_place
from elections.results import statement_queries as statements
from elections.results import target_numbers as numbers
from elections.results import target_page as page
from elections.results.target_actions import publish_target
from elections.results.target_forms import PublishForm
from elections.results.target_paper import shown, statement_pdf
from elections.results.target_queries import find_constituencies
from elections.results.target_words import VARIANT_LABELS
from elections.territory.models import Constituency, Unit
from elections.territory.queries import place_labels
from elections.web.forms import run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import OWN_NAMES, language
from elections.web.paging import Page, page_number

bp = Blueprint("target", __name__)
PAGE, NEAREST = 25, 10


@bp.get("/target")
@requires(Permission.SEE_RESULTS)
def show() -> str | Response:
    """Shows where the party stands against its target, place by place, the way to it, and the night so far."""
    path, place = _territory()
    look = page.look_at(path)
    way, leads = page.way_of(look)
    moments, number = look.moments, page_number()
    night = numbers.night_picture(moments, look.view.main.needed, path)
    pictures = {
        "variants": numbers.ways_picture(look), "way": numbers.way_table(way, whole=request.args.get("numbers") == numbers.WAY),
        "places": numbers.places_picture(numbers.places_of(look), page.verdict(look.view.main)),
    }  # fmt: skip
    if found := asked_numbers(night, *pictures.values()):
        return found
    steps = Page(way.steps[(number - 1) * PAGE : number * PAGE], len(way.steps), number, PAGE)
    names = find_constituencies(
        [one.contest_id for one in leads[:NEAREST]] + [one.prospect.contest_id for one in steps.rows]
    )
    return render_template(
        "results/target.html", look=look, main=look.view.main, verdict=page.verdict(look.view.main), way=way,
        page=steps, enough_page=-(-way.enough // PAGE), leads=leads[:NEAREST], in_play=len(leads), names=names, labels=VARIANT_LABELS,
        place=place, places=place_labels(), pictures=pictures, gauge=numbers.gauge_of(look.view.main),
        night=night, moments=page.told(moments),
        name_of=numbers.name_of, may_publish=viewer().may(Permission.PUBLISH_COUNT, look.path),
    )  # fmt: skip


@bp.get("/target/statements")
@requires(Permission.SEE_RESULTS)
def list_statements() -> str:
    """Lists the targets that were published."""
    return render_template(
        "results/target_statements.html", page=statements.list_statements(page_number()), main_of=statements.main_of,
        verdict=page.verdict,
    )  # fmt: skip


@bp.route("/target/statements/new", methods=["GET", "POST"])
@requires(Permission.PUBLISH_COUNT)
def publish() -> Response | str | tuple[str, int]:
    """Publishes the target of a territory as it stands."""
    path, place = _territory()
    look, form = page.look_at(path), PublishForm(path=path)

    def act() -> str:
        statement = publish_target(viewer(), look, place, form.note.data or "")
        flash(_("The target was published: it stays as it is, whatever changes."))
        return url_for("target.show_statement", statement_id=statement.id)

    return run_form(
        form, "results/target_publish.html", act, look=look, place=place, main=look.view.main,
        verdict=page.verdict(look.view.main),
    )  # fmt: skip


@bp.get("/target/statements/<int:statement_id>")
@requires(Permission.SEE_RESULTS)
def show_statement(statement_id: int) -> str | Response:
    """Shows a target as it was published, and apart from it what has changed since."""
    found = statements.get_statement(statement_id)
    published = shown(found)
    if answer := asked_numbers(published["night"], published["picture"]):
        return answer
    look = page.look_at(found.path)
    ways, places = statements.changes_since(found, look)
    return render_template(
        "results/target_statement.html", **published, ways=ways, changed=places, at=look.at, languages=OWN_NAMES,
        history=list_history("target_statement", found.id),
    )  # fmt: skip


@bp.get("/target/statements/<int:statement_id>.pdf")
@requires(Permission.SEE_RESULTS)
def print_statement(statement_id: int) -> Response:
    """Prints a target as it was published."""
    asked, found = request.args.get("paper", ""), statements.get_statement(statement_id)
    chosen = asked if asked in OWN_NAMES else language()
    headers = {"Content-Disposition": f'inline; filename="target-{statement_id}-{chosen}.pdf"'}
    return Response(statement_pdf(found, chosen), mimetype="application/pdf", headers=headers)


def _territory() -> tuple[str, Unit | Constituency | None]:
    """Returns the path that is asked for, and its place; raises NotFound for what is none, or lies beyond the viewer's own."""
    path = request.values.get("path", "")[:60] or viewer().scope
    if not viewer().covers(path):
        raise NotFound
    return path, find_place(path)
