"""The page that changes many candidates at once: whom, what, a look at each, and then in one go."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.candidates import queries
from elections.candidates.forms import TogetherForm
from elections.candidates.models import Candidate
from elections.candidates.registration import Document, Ground, Status
from elections.candidates.together import Outcome, Wish, change_together, preview
from elections.candidates.words import DOCUMENT_LABELS, STATUS_LABELS
from elections.errors import Refused
from elections.web.forms import choices_of
from elections.web.guards import requires, viewer
from elections.web.objections import describe, show_on_form

bp = Blueprint("together", __name__)
STEPS = (
    Status.DOCUMENTS,
    Status.FILED,
    Status.REGISTERED,
    Status.REFUSED,
    Status.CANCELLED,
    Status.WITHDRAWN,
)
Answer = Response | str | tuple[str, int]


@bp.route("/candidates/together", methods=["GET", "POST"])
@requires(Permission.EDIT_CANDIDATES)
def change() -> Answer:
    """Shows the marked candidates and what can be done with them; then what it would do with each; then does it."""
    today = present(get_election()).date()
    candidates = queries.list_chosen(request.values.getlist("id", type=int))
    form = TogetherForm(status_on=today)
    form.status.choices = choices_of({one.value: STATUS_LABELS[one] for one in STEPS})
    if not form.is_submitted():
        return _page(form, candidates)
    if not form.validate():
        return _page(form, candidates), 422
    try:
        if "confirmed" in request.form:
            batch = change_together(viewer(), candidates, _wish(form), today)
            flash(_("Changed: %(changed)s, left out: %(left)s.", changed=batch.counts["changed"],
                    left=len(candidates) - batch.counts["changed"]))  # fmt: skip
            return redirect(url_for("imports.show", batch_id=batch.id), 303)
        return _page(form, candidates, preview(viewer(), candidates, _wish(form), today))
    except Refused as refused:
        show_on_form(form, refused)
        return _page(form, candidates), 422


def _wish(form: TogetherForm) -> Wish:
    if form.what.data == "step":
        ground = Ground(form.ground.data) if form.ground.data else None
        return Wish(status=Status(form.status.data), on=form.status_on.data, ground=ground,
                    note=form.note.data or "", reason=form.reason.data or "")  # fmt: skip
    return Wish(
        documents=frozenset(Document(one) for one in form.documents.data or ()), on=form.status_on.data
    )


def _page(form: TogetherForm, candidates: list[Candidate], outcomes: list[Outcome] | None = None) -> str:
    return render_template(
        "candidates/together.html", form=form, candidates=candidates, outcomes=outcomes, describe=describe,
        document_labels=DOCUMENT_LABELS, statuses=STATUS_LABELS,
        changing=sum(one.changes for one in outcomes or ()),
    )  # fmt: skip
