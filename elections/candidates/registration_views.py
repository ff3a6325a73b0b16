"""Pages of a candidacy's registration: the documents that were received, and the steps of the commission."""

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from elections.accounts.access import Permission
from elections.campaign.queries import get_election, present
from elections.candidates import actions
from elections.candidates.dossier import dossier, next_steps
from elections.candidates.forms import DocumentsForm, StepForm
from elections.candidates.queries import get_candidate
from elections.candidates.registration import Document, Status
from elections.candidates.words import STATUS_LABELS
from elections.web.forms import choices_of, run_form, version_of
from elections.web.guards import requires, viewer

bp = Blueprint("registration", __name__)
Answer = Response | str | tuple[str, int]


@bp.post("/candidates/<int:candidate_id>/documents")
@requires(Permission.EDIT_CANDIDATES)
def mark_documents(candidate_id: int) -> Answer:
    """Marks the documents that the HQ has received."""
    candidate = get_candidate(candidate_id)
    form, today = DocumentsForm(), present(get_election()).date()

    def act() -> str:
        received = {Document(one) for one in form.documents.data or ()}
        actions.mark_documents(viewer(), candidate, version_of(form), received, today)
        flash(_("The documents were saved."))
        return url_for("candidates.show", candidate_id=candidate_id)

    page = dossier(candidate, papers=form)
    return run_form(form, "candidates/show.html", act, record=candidate, **page)


@bp.post("/candidates/<int:candidate_id>/step")
@requires(Permission.EDIT_CANDIDATES)
def take_step(candidate_id: int) -> Answer:
    """Takes the registration a step further."""
    candidate, form = get_candidate(candidate_id), StepForm()
    form.status.choices = choices_of(next_steps(candidate))

    def act() -> str:
        status, on = Status(form.status.data), form.status_on.data or candidate.status_on
        actions.take_step(viewer(), candidate, version_of(form), status, on, form.ground.data or "")
        flash(str(STATUS_LABELS[status]))
        return url_for("candidates.show", candidate_id=candidate_id)

    return run_form(form, "candidates/show.html", act, record=candidate, **dossier(candidate, step=form))
