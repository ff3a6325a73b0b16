"""The words of candidacies: statuses, ways of nomination, documents, and what speaks against a step."""

from flask_babel import lazy_gettext

from elections.candidates.registration import Document, Nomination, Status

STATUS_LABELS = {
    Status.PROPOSED: lazy_gettext("Proposed"),
    Status.DOCUMENTS: lazy_gettext("Collecting documents"),
    Status.FILED: lazy_gettext("Filed with the commission"),
    Status.REGISTERED: lazy_gettext("Registered"),
    Status.REFUSED: lazy_gettext("Registration refused"),
    Status.CANCELLED: lazy_gettext("Registration cancelled"),
    Status.WITHDRAWN: lazy_gettext("Withdrawn"),
}

NOMINATION_LABELS = {
    Nomination.PARTY: lazy_gettext("a party"),
    Nomination.SELF: lazy_gettext("self-nomination"),
    Nomination.AKIM: lazy_gettext("the akim of the district"),
}

DOCUMENT_LABELS = {
    Document.MINUTES_EXTRACT: lazy_gettext("Extract from the minutes of the party branch"),
    Document.PARTY_REGISTRATION: lazy_gettext("Copy of the party's state registration"),
    Document.SIGNATURES_PROTOCOL: lazy_gettext("Protocol of the check of signatures"),
    Document.AKIM_SUBMISSION: lazy_gettext("Submission of the akim of the district"),
    Document.CONSENT: lazy_gettext("Consent to stand"),
    Document.DECLARATION_OF_INTENT: lazy_gettext("Declaration of the intent to stand"),
    Document.BIOGRAPHY: lazy_gettext("Biographical data"),
    Document.TAX_CERTIFICATE: lazy_gettext(
        "Tax body's certificate of the declarations of candidate and spouse"
    ),
    Document.DEPOSIT: lazy_gettext("Proof of the election deposit"),
    Document.PARTY_MEMBERSHIP: lazy_gettext("Proof of party membership"),
    Document.SPECIAL_CHECK: lazy_gettext("Documents for the special check"),
}

OBJECTIONS = {
    "candidate.birth_date_missing": lazy_gettext(
        "Enter the birth date: a candidate must be at least %(minimum)s years old"
    ),
    "candidate.too_young": lazy_gettext(
        "On %(voting_on)s the candidate will be %(age)s years old, and the law asks for at least %(minimum)s"
    ),
    "candidate.party_needless": lazy_gettext(
        "Who is not nominated by a party has no nominating party: leave it empty"
    ),
    "candidate.party_missing": lazy_gettext("Choose the party that nominates"),
    "candidate.not_a_member": lazy_gettext(
        "A party nominates only its own members: choose the same party as membership"
    ),
    "candidate.party_has_nominee": lazy_gettext(
        "The party has a nominee in this constituency already: %(name)s"
    ),
    "candidate.stands_elsewhere": lazy_gettext(
        "This person stands already in the constituency %(constituency)s"
    ),
    "candidate.contest_unknown": lazy_gettext(
        "Choose a constituency of the list: by its name or its KATO code"
    ),
    "registration.step_not_allowed": lazy_gettext(
        "This step does not follow from where the candidacy stands now"
    ),
    "registration.documents_missing": lazy_gettext("Documents are still missing: %(count)s"),
    "registration.ground_missing": lazy_gettext(
        "Enter the ground: what was decided, by whom, by which article"
    ),
    "registration.before_nomination": lazy_gettext("Nomination opens on %(opens)s: enter a later date"),
    "registration.after_deadline": lazy_gettext(
        "Registration closed on %(deadline)s at %(hour)s:00: enter the date of the commission's decision"
    ),
    "registration.withdrawal_too_late": lazy_gettext("A candidate may withdraw until %(deadline)s"),
    "registration.cancellation_too_late": lazy_gettext("A registration may be cancelled until %(deadline)s"),
    "registration.restoration_too_late": lazy_gettext("A registration may be restored until %(deadline)s"),
}

ACTIONS = {
    "candidate.created": lazy_gettext("candidate put up"),
    "candidate.changed": lazy_gettext("dossier changed"),
    "candidate.documents": lazy_gettext("documents marked"),
    "candidate.proposed": lazy_gettext("candidate proposed"),
    "candidate.filed": lazy_gettext("documents filed with the commission"),
    "candidate.registered": lazy_gettext("candidate registered"),
    "candidate.refused": lazy_gettext("registration refused"),
    "candidate.cancelled": lazy_gettext("registration cancelled"),
    "candidate.withdrawn": lazy_gettext("candidacy withdrawn"),
    "candidates.exported": lazy_gettext("candidates taken as a spreadsheet"),
}
"""What the log calls what was done here."""
