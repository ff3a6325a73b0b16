"""The road of a candidacy to the ballot: ways of nomination, the papers of each, the steps the law allows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
    """Why a candidacy ends: by decision of the commission (CL 113-5(11), points 1 to 9 in this order), or without."""

    NOMINATION_BROKEN = "nomination_broken"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    OFFICE_USED = "office_used"
    CAMPAIGNED_OUT_OF_TIME = "campaigned_out_of_time"
    DEFAMATION = "defamation"
    BRIBERY = "bribery"
    DECLARATION_UNTRUE = "declaration_untrue"
    SPECIAL_CHECK_FAILED = "special_check_failed"
    OTHER = "other"
    OWN_WISH = "own_wish"
    REVOKED = "revoked"


WITHDRAWAL_GROUNDS = (Ground.OWN_WISH, Ground.REVOKED)
REFUSAL_GROUNDS = tuple(ground for ground in Ground if ground not in WITHDRAWAL_GROUNDS)
GROUND_ARTICLES = {
    **{ground: f"CL 113-5(11) {point})" for point, ground in enumerate(REFUSAL_GROUNDS, 1)},
    **dict.fromkeys(WITHDRAWAL_GROUNDS, "CL 113-6"),
}
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
NOMINATION_PAPERS = {
    Nomination.PARTY: Document.MINUTES_EXTRACT,
    Nomination.SELF: Document.DECLARATION_OF_INTENT,
    Nomination.AKIM: Document.AKIM_SUBMISSION,
}
"""The paper by which somebody is nominated, by way of nomination."""
_AT_CLOSING_HOUR = ("registration.nomination_closed", "registration.after_deadline")


@dataclass(frozen=True)
class Step:
    """A step that somebody wants to take at the moment `now` (aware) with a candidacy; `on` is the decision's day.

    `previous_on` is the day of the decision before it, None where there was none: the days on which the headquarters
    itself put the candidate up and collected papers do not bind the commission.
    """

    status: Status
    new_status: Status
    nomination: Nomination
    received: frozenset[Document]
    on: date
    now: datetime
    previous_on: date | None = None
    ground: Ground | None = None
    note: str = ""
    nominated_on: date | None = None
    """The day since which the paper is there by which the candidate was nominated; None without it."""


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


def grounds_for(new_status: Status, nomination: Nomination) -> tuple[Ground, ...]:
    """Returns the grounds on which a candidacy ends so; none for a step that does not end it."""
    if new_status in (Status.REFUSED, Status.CANCELLED):
        return REFUSAL_GROUNDS
    if new_status is not Status.WITHDRAWN:
        return ()
    return WITHDRAWAL_GROUNDS if nomination is Nomination.PARTY else (Ground.OWN_WISH,)


def objections_to_step(step: Step, calendar: Calendar) -> tuple[Objection, ...]:
    """Returns what speaks against the step, but for its deadline, by the calendar of its election."""
    found = []
    if not may_step(step.status, step.new_status):
        params: dict[str, object] = {"status": step.status, "new_status": step.new_status}
        found.append(Objection("registration.step_not_allowed", "status", params))
    if step.new_status in (Status.FILED, Status.REGISTERED):
        found += _documents(step)
    return (*found, *_ground(step), *_days(step, calendar))


def objections_to_lateness(step: Step, calendar: Calendar) -> tuple[Objection, ...]:
    """Returns what speaks against the step because its deadline is over.

    A decision of an earlier day is in time on the day of the deadline; a decision of today is taken now, so that the
    deadline's hour counts.
    """
    deadline = _deadline(step, calendar)
    if deadline is None:
        return ()
    code, day, article = deadline
    closes = code in _AT_CLOSING_HOUR
    at = datetime.combine(day, time(calendar.rules.closing_hour), calendar.zone)
    is_over = closes and step.on == day == step.now.astimezone(calendar.zone).date() and step.now > at
    if step.on <= day and not is_over:
        return ()
    params: dict[str, object] = {"deadline": day}
    if closes:
        params["hour"] = calendar.rules.closing_hour
    return (Objection(code, "status_on", params, article),)


def objections_to_removal(status: Status, removed: Collection[Document]) -> tuple[Objection, ...]:
    """Returns what speaks against taking papers out of a dossier: the registration that rests on them."""
    if status not in (Status.REGISTERED, Status.CANCELLED) or not removed:
        return ()
    return (Objection("registration.documents_kept", "documents", {"count": len(removed)}, "CL 113-5"),)


def unless_excused(
    late: tuple[Objection, ...], reason: str, *, may_override: bool, who: str = "", field: str = "reason"
) -> tuple[Objection, ...]:
    """Returns what is left of objections that a coordinator may override by a reason; `who` are the coordinators."""
    if not late or (may_override and reason.strip()):
        return ()
    if may_override:
        return (*late, Objection("registration.reason_missing", field))
    if not who:
        return (*late, Objection("registration.coordinator_missing"))
    return (*late, Objection("registration.coordinator_needed", params={"who": who}))


def _ground(step: Step) -> list[Objection]:
    fitting = grounds_for(step.new_status, step.nomination)
    if fitting and step.ground is None:
        article = "CL 113-6" if step.new_status is Status.WITHDRAWN else "CL 113-5(11)"
        return [Objection("registration.ground_missing", "ground", article=article)]
    if step.ground is not None and step.ground not in fitting:
        return [Objection("registration.ground_not_fitting", "ground", article=GROUND_ARTICLES[step.ground])]
    if step.ground is Ground.OTHER and not step.note.strip():
        return [Objection("registration.note_missing", "note", article=GROUND_ARTICLES[step.ground])]
    return []


def _documents(step: Step) -> list[Objection]:
    missing = missing_documents(step.nomination, step.received)
    if not missing:
        return []
    params = {"count": len(missing), "documents": missing}
    return [Objection("registration.documents_missing", "documents", params, "CL 113-5(5)–(7)")]


def _days(step: Step, calendar: Calendar) -> list[Objection]:
    found = []
    today, opens = step.now.astimezone(calendar.zone).date(), calendar.called_on + timedelta(days=1)
    if step.on > today:
        found.append(Objection("registration.date_in_future", "status_on", {"today": today}))
    if step.previous_on is not None and step.on < step.previous_on:
        found.append(Objection("registration.date_too_early", "status_on", {"previous": step.previous_on}))
    if step.new_status in (Status.FILED, Status.REGISTERED) and step.on < opens:
        params: dict[str, object] = {"opens": opens}
        found.append(Objection("registration.before_nomination", "status_on", params, "CL 113-3(5)"))
    return found


def _deadline(step: Step, calendar: Calendar) -> tuple[str, date, str] | None:
    """Returns (code of the objection, last day, article) of the step's deadline, or None where the law sets none."""
    if step.new_status is Status.WITHDRAWN:
        return _deadline_of_withdrawal(step, calendar)
    if step.new_status is Status.CANCELLED:
        return "registration.cancellation_too_late", calendar.last_change_on, "CL 113-5(12)"
    if step.new_status is Status.FILED and _is_nominated_late(step, calendar):
        return "registration.nomination_closed", calendar.nomination_closes_on, "CL 113-3(5)"
    if step.new_status not in (Status.FILED, Status.REGISTERED):
        return None
    if step.status in ENDED:
        return "registration.restoration_too_late", calendar.last_change_on, "CL 113-5(12)"
    return "registration.after_deadline", calendar.registration_closes_on, "CL 113-5(14)"


def _is_nominated_late(step: Step, calendar: Calendar) -> bool:
    """Returns whether nothing shows a nomination in time; the akim of the district nominates when it has ended."""
    in_time = step.nominated_on is not None and step.nominated_on <= calendar.nomination_closes_on
    return step.nomination is not Nomination.AKIM and not in_time


def _deadline_of_withdrawal(step: Step, calendar: Calendar) -> tuple[str, date, str] | None:
    if step.ground is Ground.REVOKED:
        return "registration.revocation_too_late", calendar.revocation_closes_on, "CL 113-6"
    if step.status is Status.REGISTERED:
        return "registration.withdrawal_too_late", calendar.last_change_on, "CL 113-6"
    return None
