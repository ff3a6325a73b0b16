"""What the page of a dossier shows: every part of it, with the form that was refused among them as it came."""

from typing import Any

from elections.audit.queries import list_history
from elections.campaign.queries import calendar_of, get_election, present
from elections.candidates import queries
from elections.candidates.forms import DocumentsForm, StepForm
from elections.candidates.models import Candidate
from elections.candidates.registration import STEPS, Status, required_documents
from elections.candidates.words import DOCUMENT_LABELS, NOMINATION_LABELS, STATUS_LABELS
from elections.people.words import SEX_LABELS
from elections.web.forms import choices_of

LABELS = {"statuses": STATUS_LABELS, "nominations": NOMINATION_LABELS, "document_labels": DOCUMENT_LABELS}


def dossier(
    candidate: Candidate, *, step: StepForm | None = None, papers: DocumentsForm | None = None
) -> dict[str, Any]:
    """Returns what the template of a dossier needs, by name."""
    return {
        "candidate": candidate, "sexes": SEX_LABELS, "ballot": queries.list_ballot(candidate.contest_id),
        "history": list_history("candidate", candidate.id), **LABELS, **_registration(candidate, step, papers),
    }  # fmt: skip


def next_steps(candidate: Candidate) -> dict[str, object]:
    """Returns the labels of the steps that follow from where the candidacy stands, by status."""
    return {one.value: STATUS_LABELS[one] for one in Status if one in STEPS[candidate.status]}


def _registration(
    candidate: Candidate, step: StepForm | None, papers: DocumentsForm | None
) -> dict[str, Any]:
    election = get_election()
    received = {one.kind: one.received_on for one in candidate.documents}
    if step is None:
        step = StepForm(formdata=None, status_on=present(election).date(), version=candidate.version)
        step.status.choices = choices_of(next_steps(candidate))
    marked = [one.value for one in received]
    return {
        "step": step,
        "papers": papers or DocumentsForm(formdata=None, documents=marked, version=candidate.version),
        "required": required_documents(candidate.nomination), "received": received,
        "deadline": calendar_of(election, candidate.path).registration_closes_on,
    }  # fmt: skip
