"""What the page of a dossier shows: every part of it, with the form that was refused among them as it came."""

from typing import Any

from elections.audit.queries import list_history
from elections.campaign.models import Contest
from elections.campaign.queries import present
from elections.candidates import file_queries, queries
from elections.candidates.completeness import ON_THE_DOSSIER, Part, completeness_of
from elections.candidates.consent import CURRENT, ConsentWay, text_of
from elections.candidates.deadlines import list_deadlines
from elections.candidates.file_forms import ConsentForm, PhotoForm, ScanForm, WithdrawalForm
from elections.candidates.forms import DocumentsForm, StepForm
from elections.candidates.funnel_queries import FEWEST, is_open, list_steps
from elections.candidates.models import Candidate, CandidateFile, Consent
from elections.candidates.registration import (
    STANDING,
    STEPS,
    Document,
    Status,
    missing_documents,
    required_documents,
)
from elections.candidates.words import (
    DOCUMENT_LABELS,
    NOMINATION_LABELS,
    PART_LABELS,
    STATUS_LABELS,
    WAY_LABELS,
    ground_label,
)
from elections.people.protected import has_contacts
from elections.people.words import SEX_LABELS
from elections.web.forms import Form, choices_of

LABELS = {"statuses": STATUS_LABELS, "nominations": NOMINATION_LABELS, "document_labels": DOCUMENT_LABELS}
PERSON_PARTS = {
    Part.BIRTH_DATE: "born_on", Part.SEX: "sex", Part.IIN: "iin_masked", Part.PHONE: "phone", Part.ADDRESS: "address",
}  # fmt: skip
OWN_PARTS = (Part.EDUCATION, Part.OCCUPATION, Part.WORKPLACE, Part.BIOGRAPHY)


def dossier(
    candidate: Candidate, *, step: StepForm | None = None, papers: DocumentsForm | None = None, **files: Form
) -> dict[str, Any]:
    """Returns what the template of a dossier needs, by name; `files` are forms of its files as they came back."""
    return {
        "candidate": candidate, "sexes": SEX_LABELS, **opposition(candidate.contest),
        "history": list_history("candidate", candidate.id), **LABELS, **_registration(candidate, step, papers),
        **_files(candidate), **_file_forms(candidate), **files,
    }  # fmt: skip


def next_steps(candidate: Candidate) -> dict[str, object]:
    """Returns the labels of the steps that follow from where the candidacy stands, by status."""
    return {one.value: STATUS_LABELS[one] for one in Status if one in STEPS[candidate.status]}


def _registration(
    candidate: Candidate, step: StepForm | None, papers: DocumentsForm | None
) -> dict[str, Any]:
    election = candidate.contest.election
    received = {one.kind: one.received_on for one in candidate.documents}
    if step is None:
        step = StepForm(formdata=None, status_on=present(election).date(), version=candidate.version)
        step.status.choices = choices_of(next_steps(candidate))
    marked = [one.value for one in received]
    return {
        "step": step,
        "papers": papers or DocumentsForm(formdata=None, documents=marked, version=candidate.version),
        "required": required_documents(candidate.nomination), "received": received,
        "missing": missing_documents(candidate.nomination, received), "steps": list_steps(candidate.id),
        "deadlines": list_deadlines(election, candidate.path, candidate.contest), "ground_label": ground_label,
    }  # fmt: skip


def opposition(contest: Contest) -> dict[str, Any]:
    """Returns what is shown of everybody in a contest: the ballot, who is not on it, our nominee and the rivals.

    `is_short`: the law extends an election with so few, counted as they stand until registration closes.
    """
    everybody = queries.list_contest_candidates(contest.id)
    standing = [one for one in everybody if one.status in STANDING]
    ballot = [one for one in standing if one.status is Status.REGISTERED]
    own_id, open_still = contest.election.own_party_id, is_open(contest.election, contest.path)
    rivals = [one for one in standing if one.nominated_by_id != own_id]
    return {
        "ballot": ballot, "others": [one for one in everybody if one.status is not Status.REGISTERED],
        "standing": len(standing), "is_open": open_still,
        "is_short": len(standing if open_still else ballot) < FEWEST,
        "nominees": [one for one in standing if one.nominated_by_id == own_id], "rivals": rivals,
        "own_members": sum(one.member_of_id == own_id for one in rivals),
    }  # fmt: skip


def scanned_documents(candidate: Candidate) -> dict[str, object]:
    """Returns the labels of the documents that may be scanned into the dossier, by kind."""
    return {one.value: DOCUMENT_LABELS[one] for one in required_documents(candidate.nomination)}


def _files(candidate: Candidate) -> dict[str, Any]:
    files, consents = file_queries.list_files(candidate.id), file_queries.list_consents(candidate.id)
    photo = next((one for one in files if one.document is None), None)
    in_force = next((one for one in consents if one.withdrawn_on is None), None)
    person, own_party = candidate.person, candidate.contest.election.own_party
    is_ours = own_party.id in (candidate.nominated_by_id, candidate.member_of_id)
    scans: dict[Document, list[CandidateFile]] = {}
    for one in files:
        if one.document is not None:
            scans.setdefault(one.document, []).append(one)
    return {
        "photo": photo, "scans": scans, "consents": consents, "consent": in_force, "is_ours": is_ours,
        "consent_missing": in_force is None and (is_ours or has_contacts(person)),
        "consent_text": (in_force and text_of(in_force.text_version)) or CURRENT, "own_party": own_party, "ways": WAY_LABELS, "part_labels": PART_LABELS,
        "on_the_dossier": ON_THE_DOSSIER, "completeness": completeness_of(
            candidate.nomination, _parts(candidate, photo, in_force), {one.kind for one in candidate.documents}),
    }  # fmt: skip


def _parts(candidate: Candidate, photo: CandidateFile | None, consent: Consent | None) -> set[Part]:
    found = {part for part, name in PERSON_PARTS.items() if getattr(candidate.person, name)}
    found |= {part for part in OWN_PARTS if getattr(candidate, part.value)}
    return found | ({Part.PHOTO} if photo else set()) | ({Part.CONSENT} if consent else set())


def _file_forms(candidate: Candidate) -> dict[str, Form]:
    today = present(candidate.contest.election).date()
    scan = ScanForm(formdata=None)
    scan.document.choices = choices_of(scanned_documents(candidate))
    return {
        "photo_form": PhotoForm(formdata=None), "scan_form": scan,
        "consent_form": ConsentForm(
            formdata=None, text_version=str(CURRENT.version), given_on=today, way=ConsentWay.PAPER),
        "withdrawal_form": WithdrawalForm(formdata=None, withdrawn_on=today),
    }  # fmt: skip
