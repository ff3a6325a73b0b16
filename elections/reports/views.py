"""Pages of reports: what can be printed, each report as PDF, and all of a kind in a territory as a job."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as Redirection

from elections.accounts.access import Permission
from elections.alphabet import fold
from elections.reports.batch import enqueue_batch
from elections.reports.forms import BatchForm
from elections.reports.keys import name_above
from elections.reports.kinds import KINDS, Kind, kind_of
from elections.reports.paper import PAPER_NAMES, file_name, pdf_of
from elections.territory.queries import place_labels
from elections.web.forms import choices_of, run_form
from elections.web.guards import requires, viewer
from elections.web.i18n import language
from elections.web.pages import MenuEntry
from elections.web.paging import PAGE_SIZE, Page, page_number

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
    form.region.choices, form.paper.choices = page["regions"], choices_of(PAPER_NAMES)
    return render_template("reports/list.html", form=form, **page)


@bp.post("/reports/batches")
@requires(Permission.PRINT_REPORTS)
def print_all() -> Answer:
    """Has all reports of a kind in a territory made, as a job."""
    form, page = BatchForm(), _page({"kind": "", "path": "", "search": ""})
    form.region.choices, form.paper.choices = page["regions"], choices_of(PAPER_NAMES)

    def act() -> str:
        place = form.region.data or viewer().scope
        job = enqueue_batch(viewer(), place, form.level.data, form.paper.data, form.merged.data)
        return url_for("jobs.show", job_id=job.id)

    return run_form(form, "reports/list.html", act, page=lambda: page)


def _page(chosen: dict[str, str]) -> dict[str, Any]:
    """Returns what the list shows: the territories of a kind that lie in a place and are called so."""
    kind = KINDS.get(chosen["kind"], KINDS["district"])
    labels = place_labels()
    places = {path: name.strip() for path, name in labels.items()}
    return {
        "page": _keys(kind, chosen), "kind": kind, "kinds": {one.name: one.label for one in KINDS.values()},
        "languages": PAPER_NAMES, "places": labels, "chosen": {**chosen, "kind": kind.name},
        "above": lambda path: name_above(path, places),
        "regions": choices_of({"": _("all that you see"), **{
            path: name for path, name in labels.items() if viewer().covers(path)}}),
    }  # fmt: skip


def _keys(kind: Kind, chosen: dict[str, str]) -> Page[Any]:
    words = fold(chosen["search"]).split()
    found = [
        one
        for one in kind.list_keys(chosen["path"] or viewer().scope)
        if all(word in fold(f"{one.name_ru} {one.name_kk} {one.key}") for word in words)
    ]
    number = min(page_number(), max(1, -(-len(found) // PAGE_SIZE)))
    return Page(found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(found), number)


@bp.get("/reports/<kind>/<key>.pdf")
@requires(Permission.PRINT_REPORTS)
def show_report(kind: str, key: str) -> Response:
    """Prints a report, in the language asked for (?paper=) or that of the page."""
    asked = request.args.get("paper", "")
    chosen = asked if asked in PAPER_NAMES else language()
    pdf = pdf_of(kind_of(kind), key, chosen)
    headers = {"Content-Disposition": f'inline; filename="{file_name(kind, key, chosen)}"'}
    return Response(pdf, mimetype="application/pdf", headers=headers)
