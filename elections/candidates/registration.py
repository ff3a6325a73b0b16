"""The road of a candidacy to the ballot: ways of nomination, the papers of each, the steps the law allows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elections.campaign.calendar import Calendar
from elections.errors import Objection


class Nomination(StrEnum):
    """Who put the candidate forward (CL 113-3(1))."""

    PARTY = "party"
    SELF = "self"
    AKIM = "akim"


class Status(StrEnum):
    """How far a candidacy has come."""

    PROPOSED = "proposed"
    DOCUMENTS = "documents"
    FILED = "filed"
    REGISTERED = "registered"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class Document(StrEnum):
    """A paper of the law's lists (CL 113-5(5)–(7))."""

    MINUTES_EXTRACT = "minutes_extract"
    PARTY_REGISTRATION = "party_registration"
    SIGNATURES_PROTOCOL = "signatures_protocol"
    AKIM_SUBMISSION = "akim_submission"
    CONSENT = "consent"
    DECLARATION_OF_INTENT = "declaration_of_intent"
    BIOGRAPHY = "biography"
    TAX_CERTIFICATE = "tax_certificate"
    DEPOSIT = "deposit"
    PARTY_MEMBERSHIP = "party_membership"
    SPECIAL_CHECK = "special_check"


class Ground(StrEnum):
    """Why a registration is refused or cancelled (CL 113-5(11), points 1 to 9 in this order)."""

    NOMINATION_BROKEN = "nomination_broken"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    OFFICE_USED = "office_used"
    CAMPAIGNED_OUT_OF_TIME = "campaigned_out_of_time"
    DEFAMATION = "defamation"
    BRIBERY = "bribery"
    DECLARATION_UNTRUE = "declaration_untrue"
    SPECIAL_CHECK_FAILED = "special_check_failed"
    OTHER = "other"


GROUNDS = tuple(Ground)
STANDING = frozenset({Status.PROPOSED, Status.DOCUMENTS, Status.FILED, Status.REGISTERED})
ENDED = frozenset(Status) - STANDING

STEPS: dict[Status, frozenset[Status]] = {
    Status.PROPOSED: frozenset({Status.DOCUMENTS, Status.WITHDRAWN}),
    Status.DOCUMENTS: frozenset({Status.PROPOSED, Status.FILED, Status.WITHDRAWN}),
    Status.FILED: frozenset({Status.DOCUMENTS, Status.REGISTERED, Status.REFUSED, Status.WITHDRAWN}),
    Status.REGISTERED: frozenset({Status.CANCELLED, Status.WITHDRAWN}),
    Status.REFUSED: frozenset({Status.REGISTERED}),  # restored on appeal, CL 113-5(13)
    Status.CANCELLED: frozenset({Status.REGISTERED}),
    Status.WITHDRAWN: frozenset(),
}

_OWN_PAPERS = {
    Nomination.PARTY: (Document.MINUTES_EXTRACT, Document.PARTY_REGISTRATION, Document.CONSENT),
    Nomination.SELF: (Document.SIGNATURES_PROTOCOL, Document.DECLARATION_OF_INTENT),
    Nomination.AKIM: (Document.AKIM_SUBMISSION, Document.CONSENT),
}
_EVERYBODYS_PAPERS = (Document.BIOGRAPHY, Document.TAX_CERTIFICATE, Document.DEPOSIT)
_CHANGES_CODES = {
    Status.WITHDRAWN: ("registration.withdrawal_too_late", "CL 113-6"),
    Status.CANCELLED: ("registration.cancellation_too_late", "CL 113-5(12)"),
}


@dataclass(frozen=True)
class Step:
    """A step that somebody wants to take with a candidacy."""

    status: Status
    new_status: Status
    nomination: Nomination
    received: frozenset[Document]
    on: date
    ground: str = ""


def required_documents(nomination: Nomination) -> tuple[Document, ...]:
    """Returns the papers that this way of nomination needs, in the order of the law (CL 113-5(5)–(7))."""
    membership = (Document.PARTY_MEMBERSHIP,) if nomination is Nomination.PARTY else ()
    return (*_OWN_PAPERS[nomination], *_EVERYBODYS_PAPERS, *membership, Document.SPECIAL_CHECK)


def missing_documents(nomination: Nomination, received: Collection[Document]) -> tuple[Document, ...]:
    """Returns the papers that are still to come, in the order of the law."""
    return tuple(document for document in required_documents(nomination) if document not in received)


def may_step(status: Status, new_status: Status) -> bool:
    """Returns whether the law knows the way from one status to the other."""
    return new_status in STEPS[status]


def objections_to_step(step: Step, calendar: Calendar) -> tuple[Objection, ...]:
    """Returns what speaks against the step, by the calendar of its election."""
    found = []
    if not may_step(step.status, step.new_status):
        params: dict[str, object] = {"status": step.status, "new_status": step.new_status}
        found.append(Objection("registration.step_not_allowed", "status", params))
    if step.new_status in (Status.FILED, Status.REGISTERED):
        found += _documents(step)
    if step.new_status in ENDED and not step.ground.strip():
        found.append(Objection("registration.ground_missing", "ground", article="CL 113-5(11)"))
    return (*found, *_dates(step, calendar))


def _documents(step: Step) -> list[Objection]:
    missing = missing_documents(step.nomination, step.received)
    if not missing:
        return []
    params = {"count": len(missing), "documents": missing}
    return [Objection("registration.documents_missing", "documents", params, "CL 113-5(5)–(7)")]


def _dates(step: Step, calendar: Calendar) -> list[Objection]:
    restored = step.new_status is Status.REGISTERED and step.status in ENDED
    if restored or (step.new_status is Status.WITHDRAWN and step.status is Status.REGISTERED):
        return _change_in_time(step, calendar)
    if step.new_status is Status.CANCELLED:
        return _change_in_time(step, calendar)
    if step.new_status not in (Status.FILED, Status.REGISTERED):
        return []
    opens = calendar.called_on + timedelta(days=1)
    if step.on < opens:
        return [Objection("registration.before_nomination", "status_on", {"opens": opens}, "CL 113-3(5)")]
    if step.on > calendar.registration_closes_on:
        params = {"deadline": calendar.registration_closes_on, "hour": calendar.rules.closing_hour}
        return [Objection("registration.after_deadline", "status_on", params, "CL 113-5(14)")]
    return []


def _change_in_time(step: Step, calendar: Calendar) -> list[Objection]:
    if step.on <= calendar.last_change_on:
        return []
    code, article = _CHANGES_CODES.get(step.new_status, ("registration.restoration_too_late", "CL 113-5(12)"))
    return [Objection(code, "status_on", {"deadline": calendar.last_change_on}, article)]
