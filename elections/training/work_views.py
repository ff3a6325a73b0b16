"""The page of the trainers' work in a period, and the same as a spreadsheet."""

from datetime import date

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.candidates.export_forms import ExportForm
from elections.documents.downloads import hand_out
from elections.errors import Forbidden
from elections.territory.queries import list_regions
from elections.training.work_queries import list_held
from elections.training.work_sheets import export_work
from elections.training.workload import summed, workloads
from elections.web.guards import fresh_to_send, may, requires, viewer
from elections.web.i18n import local

bp = Blueprint("trainers_work", __name__)
Answer = Response | str | tuple[str, int]


@bp.route("/training/trainers", methods=["GET", "POST"])
@requires(Permission.SEE_TRAINING)
@fresh_to_send
def show() -> Answer:
    """Shows what each trainer did in a period; asked for with a reason, hands it out as a spreadsheet."""
    form, path = ExportForm(), request.args.get("path", "")[:40]
    since, until = _day("since"), _day("until")
    if request.method == "POST" and not may("export_registers"):
        raise Forbidden
    if form.validate_on_submit():
        suffix = form.format.data
        content = export_work(viewer(), path, since, until, form.reason.data or "", suffix)
        return hand_out(content, f"trainers-{present(get_election()):%Y-%m-%d}.{suffix}")
    held = list_held(path, since, until)
    page = render_template(
        "training/work.html", form=form, lines=workloads(held), everybody=summed("", held), path=path,
        since=request.args.get("since", ""), until=request.args.get("until", ""),
        wrong=[one for one in ("since", "until") if request.args.get(one) and _day(one) is None],
        places={one.path: local(one) for one in list_regions()},
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _day(name: str) -> date | None:
    """Returns a day of the address, as browsers send it or as people write it; None for anything else."""
    typed = request.args.get(name, "").strip()
    parts = typed.split(".")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else typed)
    except ValueError:
        return None
