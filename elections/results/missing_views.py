"""Pages of the precincts that have not reported: how many where, one by one with whom to call, as a file."""

import io
from typing import Any

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present, rules_of
from elections.candidates.export_forms import ExportForm
from elections.documents.spreadsheet import XLSX
from elections.errors import Forbidden
from elections.headquarters.observers import write_shift
from elections.headquarters.queries import place_name
from elections.headquarters.watchers import today_at
from elections.headquarters.words import ROLE_LABELS
from elections.results import missing_queries as queries
from elections.results.missing_sheets import export_missing
from elections.results.resolution_words import SHOWN, SORTS
from elections.results.words import STATE_LABELS, STATE_TONES
from elections.territory.queries import list_constituencies, place_labels
from elections.web.guards import fresh, requires, viewer
from elections.web.i18n import local
from elections.web.paging import page_number

bp = Blueprint("missing", __name__)
Answer = Response | str | tuple[str, int]
DISTRICT_DEPTH = 2


@bp.get("/protocols/missing")
@requires(Permission.SEE_RESULTS)
def list_missing() -> str:
    """Shows how many precincts have reported, place by place, and those that have not, with whom to call."""
    election, chosen = get_election(), _chosen()
    path, places = chosen["path"], place_labels()
    by_place = queries.count_reported(election, path)
    phones = viewer().allows(Permission.SEE_HEADQUARTERS)
    return render_template(
        "results/missing.html", chosen=chosen, scope=viewer().scope, whole=queries.together(by_place),
        by_place=by_place if path.count("/") <= DISTRICT_DEPTH else {}, titles=_titles(path, places), places=places,
        page=queries.list_missing(election, chosen, page_number(), phones=phones), at=present(election),
        phones=phones, shows=SHOWN, sorts=SORTS, **_words(election),
    )  # fmt: skip


@bp.route("/protocols/missing/export", methods=["GET", "POST"])
@requires(Permission.EXPORT_REGISTERS)
@fresh
def export() -> Answer:
    """Asks what for, then hands out the precincts of this view with whom to call."""
    if not viewer().allows(Permission.SEE_RESULTS):
        raise Forbidden
    election, form, chosen = get_election(), ExportForm(), _chosen()
    if form.validate_on_submit():
        suffix = str(form.format.data)
        content = export_missing(viewer(), election, chosen, form.reason.data or "", suffix)
        name = f"not-reported-{today_at(election, chosen['path']):%Y-%m-%d}.{suffix}"
        kind = XLSX if suffix == "xlsx" else "text/csv"
        return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    total = queries.list_missing(election, chosen, phones=False).total
    page = render_template("results/missing_export.html", form=form, total=total)
    return (page, 422) if form.is_submitted() else page


def _words(election: Any) -> dict[str, Any]:
    return {
        "states": STATE_LABELS, "tones": STATE_TONES, "roles": ROLE_LABELS, "write_shift": write_shift,
        "place_name": place_name, "closes": rules_of(election).voting_closes,
    }  # fmt: skip


def _chosen() -> dict[str, str]:
    found = {name: request.args.get(name, "")[:80] for name in ("path", "show", "search", "sort", "precinct")}
    return {**found, "path": found["path"] or viewer().scope}


def _titles(path: str, places: dict[str, str]) -> dict[str, str]:
    """Returns the names of regions and districts, and of a district's constituencies, by path."""
    below = list_constituencies(path) if path.count("/") >= DISTRICT_DEPTH else []
    return {one: name.strip() for one, name in places.items()} | {one.path: local(one) for one in below}
