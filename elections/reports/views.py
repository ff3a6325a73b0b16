"""Pages of reports: what can be printed, each report as PDF, and all of a kind in a territory as a job."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.alphabet import fold
from elections.reports.batch import enqueue_batch
from elections.reports.forms import BatchForm
from elections.reports.keys import Key, name_above, places_of
from elections.reports.kinds import KINDS, kind_of, kinds_offered
from elections.reports.nearness import is_near
from elections.reports.paper import file_name, pdf_of
from elections.territory.queries import place_labels
from elections.web.forms import choices_of, run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.pages import MenuEntry
from elections.web.paging import PAGE_SIZE, Page, page_number
from elections.web.papers import PAPER_NAMES, asked_paper

bp = Blueprint("reports", __name__)
MENU = MenuEntry(lazy_gettext("Reports"), "reports.list_reports", Permission.SEE_REPORTS)
Answer = Redirection | str | tuple[str, int]


@bp.get("/reports")
@requires(Permission.SEE_REPORTS)
def list_reports() -> str:
    """Lists the territories whose reports of a kind can be printed."""
    page = _page({name: request.args.get(name, "") for name in ("kind", "path", "search")})
    form = BatchForm(
        formdata=None, level=page["chosen"]["kind"], region=page["chosen"]["path"], paper=language()
    )
    _offer(form, page)
    return render_template("reports/list.html", form=form, **page)


@bp.post("/reports/batches")
@requires(Permission.PRINT_REPORTS)
def print_all() -> Answer:
    """Has all reports of a kind in a territory made, as a job."""
    form, page = BatchForm(), _page({"kind": "", "path": "", "search": ""})
    _offer(form, page)

    def act() -> str:
        place = form.region.data or viewer().scope
        job = enqueue_batch(viewer(), place, form.level.data, form.paper.data, form.merged.data)
        return url_for("jobs.show", job_id=job.id)

    return run_form(form, "reports/list.html", act, page=lambda: page)


def _offer(form: BatchForm, page: dict[str, Any]) -> None:
    form.level.choices, form.region.choices = choices_of(page["kinds"]), page["regions"]
    form.paper.choices = choices_of(PAPER_NAMES)


def _page(chosen: dict[str, str]) -> dict[str, Any]:
    """Returns what the list shows: the territories of a kind that lie in a place and are called so."""
    offered = kinds_offered(viewer().scope)
    kind = KINDS.get(chosen["kind"]) or KINDS[next(iter(offered), "district")]
    keys, labels = kind.list_keys(viewer().scope), place_labels()
    places = {path: name.strip() for path, name in labels.items()}
    held = places_of(keys)
    labels = {path: name for path, name in labels.items() if path in held}
    chosen = {**chosen, "path": chosen["path"] if chosen["path"] in labels else ""}
    return {
        "page": _keys(keys, chosen), "kind": kind, "kinds": offered | {kind.name: kind.label},
        "is_near": is_near(str(current_app.config["PUBLIC_ADDRESS"])), "languages": PAPER_NAMES, "places": labels, "chosen": {**chosen, "kind": kind.name},
        "above": lambda path: name_above(path, places),
        "regions": choices_of({"": _("all that you see"), **{
            path: name for path, name in labels.items() if viewer().covers(path)}}),
    }  # fmt: skip


def _keys(keys: Sequence[Key], chosen: dict[str, str]) -> Page[Any]:
    words = fold(chosen["search"]).split()
    found = [
        one
        for one in keys
        if one.path.startswith(chosen["path"])
        and all(word in fold(f"{one.name_ru} {one.name_kk} {one.name_en} {one.key}") for word in words)
    ]
    number = min(page_number(), max(1, -(-len(found) // PAGE_SIZE)))
    return Page(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(found), number)


@bp.get("/reports/<kind>/<key>.pdf")
@requires(Permission.PRINT_REPORTS)
def show_report(kind: str, key: str) -> Response:
    """Prints a report, in the language asked for (?paper=) or that of the page."""
    chosen = asked_paper()
    pdf = pdf_of(kind_of(kind), key, chosen)
    headers = {"Content-Disposition": f'inline; filename="{file_name(kind, key, chosen)}"'}
    return Response(pdf, mimetype="application/pdf", headers=headers)
