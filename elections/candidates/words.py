"""The words of candidacies: statuses, ways of nomination, documents, and what speaks against a step."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from elections.candidates.completeness import Part
from elections.candidates.consent import ConsentWay
from elections.candidates.funnel import STAGES
from elections.candidates.registration import (
    GROUND_ARTICLES,
    REFUSAL_GROUNDS,
    Document,
    Ground,
    Nomination,
    Status,
)
from elections.web.objections import article

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

FLAG_LABELS = {
    "is_new_face": lazy_gettext("New face"),
    "is_incumbent": lazy_gettext("Incumbent akim"),
    "was_in_primaries": lazy_gettext("Took part in the primaries"),
    "heads_primary_organisation": lazy_gettext("Heads a primary party organisation"),
}
"""What is marked of a candidate, by the name of the column."""

PART_LABELS = {
    Part.PHOTO: lazy_gettext("Photo"),
    Part.CONSENT: lazy_gettext("Consent to the processing of personal data"),
    Part.BIRTH_DATE: lazy_gettext("Birth date"),
    Part.SEX: lazy_gettext("Sex"),
    Part.IIN: lazy_gettext("IIN"),
    Part.PHONE: lazy_gettext("Phone"),
    Part.ADDRESS: lazy_gettext("Address"),
    Part.EDUCATION: lazy_gettext("Education"),
    Part.OCCUPATION: lazy_gettext("Occupation"),
    Part.WORKPLACE: lazy_gettext("Place of work"),
    Part.BIOGRAPHY: lazy_gettext("Biography"),
}

WAY_LABELS = {
    ConsentWay.PAPER: lazy_gettext("signed on paper"),
    ConsentWay.ELECTRONIC: lazy_gettext("signed electronically"),
}

GROUND_LABELS = {
    Ground.NOMINATION_BROKEN: lazy_gettext("rules of nomination broken, or documents missing"),
    Ground.REQUIREMENTS_NOT_MET: lazy_gettext("does not meet the requirements of the law"),
    Ground.OFFICE_USED: lazy_gettext("used an office in the campaign"),
    Ground.CAMPAIGNED_OUT_OF_TIME: lazy_gettext(
        "campaigned before the end of registration, or when it is banned"
    ),
    Ground.DEFAMATION: lazy_gettext("defamed another candidate, as a court established"),
    Ground.BRIBERY: lazy_gettext("bribed voters, as a court established"),
    Ground.DECLARATION_UNTRUE: lazy_gettext("untrue declaration of assets of candidate or spouse"),
    Ground.SPECIAL_CHECK_FAILED: lazy_gettext("negative result of the special check"),
    Ground.OTHER: lazy_gettext("another case of the law"),
    Ground.OWN_WISH: lazy_gettext("the candidate's own wish"),
    Ground.REVOKED: lazy_gettext("the branch of the party revoked the nomination"),
}

DEADLINE_LABELS = {
    "nomination_closes": lazy_gettext("Nomination"),
    "revocation_closes": lazy_gettext("Revocation by the party's branch"),
    "registration_closes": lazy_gettext("Registration"),
    "changes_close": lazy_gettext("Withdrawal, cancellation, restoration"),
}


def ground_label(ground: Ground) -> str:
    """Returns a ground with its article, as clerks and commissions write it."""
    return f"{article(GROUND_ARTICLES[ground])} – {GROUND_LABELS[ground]}"


def on_the_way_labels() -> dict[str, dict[Any, str]]:
    """Returns what the filters by the way of a candidacy are called, by filter and value."""
    return {
        "reached": {one: str(_("ever reached: %(stage)s", stage=STATUS_LABELS[one])) for one in STAGES},
        "lost_at": {one: str(_("lost at the stage: %(stage)s", stage=STATUS_LABELS[one])) for one in STAGES},
        "ground": {**{one: ground_label(one) for one in Ground}, "none": str(_("ground not recorded"))},
    }


def ground_choices() -> list[SelectChoice]:
    """Returns the grounds to choose from: those of the commission's decisions, and those of a withdrawal."""
    refusal, withdrawal = str(_("To refuse or cancel a registration")), str(_("To withdraw a candidacy"))
    return [
        SelectChoice("", str(_("no ground is needed for this step"))),
        *(
            SelectChoice(
                one.value, ground_label(one), optgroup=refusal if one in REFUSAL_GROUNDS else withdrawal
            )
            for one in Ground
        ),
    ]


OBJECTIONS = {
    "candidate.both_stand": lazy_gettext(
        "Both stand: in %(one)s and in %(other)s. Nobody stands twice: withdraw one candidacy first"
    ),
    "candidate.birth_date_missing": lazy_gettext(
        "Enter the birth date: a candidate must be at least %(minimum)s years old"
    ),
    "candidate.too_young": lazy_gettext(
        "On %(voting_on)s the candidate will be %(age)s years old, and the law asks for at least %(minimum)s"
    ),
    "candidate.party_needless": lazy_gettext(
        "Who is not nominated by a party has no nominating party: leave it empty"
    ),
    "candidate.party_unknown": lazy_gettext(
        "No party is called “%(name)s” yet: it will be made. If it is one of the list, write its name as there"
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
    "candidates.too_many_together": lazy_gettext(
        "At most %(most)s candidates are changed together: narrow the list"
    ),
    "candidates.nobody_chosen": lazy_gettext("Mark the candidates on the list first"),
    "candidates.nothing_chosen": lazy_gettext("Choose the documents that were received"),
    "candidate.contest_ambiguous": lazy_gettext(
        "“%(name)s” is the name of several constituencies: %(districts)s. Add the district after a comma, or write the KATO code"
    ),
    "candidate.contest_unknown": lazy_gettext(
        "Choose a constituency of the list: by its name or its KATO code"
    ),
    "registration.step_not_allowed": lazy_gettext(
        "This step does not follow from where the candidacy stands now"
    ),
    "registration.documents_missing": lazy_gettext("Documents are still missing: %(count)s"),
    "registration.ground_missing": lazy_gettext("Choose the ground: by which article the candidacy ends"),
    "registration.ground_not_fitting": lazy_gettext(
        "This ground does not belong to this step: choose another"
    ),
    "registration.note_missing": lazy_gettext("Write which case of the law it is, and who decided"),
    "registration.date_in_future": lazy_gettext("The decision cannot be later than today, %(today)s"),
    "registration.date_too_early": lazy_gettext(
        "The decision before this one is of %(previous)s: enter that day or a later one"
    ),
    "registration.before_nomination": lazy_gettext("Nomination opens on %(opens)s: enter a later date"),
    "registration.after_deadline": lazy_gettext(
        "Registration closed on %(deadline)s at %(hour)s:00: enter the date of the commission's decision"
    ),
    "registration.nomination_closed": lazy_gettext(
        "Nomination closed on %(deadline)s at %(hour)s:00: after it, documents are filed in an extension only"
    ),
    "registration.revocation_too_late": lazy_gettext("A branch may revoke its nomination until %(deadline)s"),
    "registration.documents_kept": lazy_gettext(
        "The registration rests on these documents: %(count)s would be taken back"
    ),
    "registration.reason_missing": lazy_gettext(
        "You may record this nevertheless: say why, and your reason is kept with it"
    ),
    "registration.coordinator_needed": lazy_gettext(
        "Only a coordinator may record this, saying why. Ask: %(who)s"
    ),
    "registration.coordinator_missing": lazy_gettext(
        "Only a coordinator may record this, and this territory has none: ask the administrator for one"
    ),
    "registration.withdrawal_too_late": lazy_gettext("A candidate may withdraw until %(deadline)s"),
    "registration.cancellation_too_late": lazy_gettext("A registration may be cancelled until %(deadline)s"),
    "registration.restoration_too_late": lazy_gettext("A registration may be restored until %(deadline)s"),
    "picture.kind": lazy_gettext("“%(name)s” is no JPEG, PNG or WebP picture: choose another file"),
    "picture.heic": lazy_gettext(
        "“%(name)s” is a HEIC picture of a phone: save or send it as JPEG (in the phone's camera settings: most compatible) and choose it again"
    ),
    "picture.too_heavy": lazy_gettext("“%(name)s” is larger than %(maximum)s MB: choose a smaller file"),
    "picture.too_many_pixels": lazy_gettext(
        "“%(name)s” has more than %(maximum)s million pixels: make the picture smaller"
    ),
    "picture.broken": lazy_gettext(
        "“%(name)s” cannot be read: it is damaged or not whole; choose another file"
    ),
    "scan.kind": lazy_gettext(
        "“%(name)s” is neither a PDF nor a JPEG, PNG or WebP picture: choose another file"
    ),
    "scan.known": lazy_gettext("“%(name)s” is in the dossier already as a scan of this document"),
    "scan.twice": lazy_gettext("The same file was chosen twice: choose each page once"),
    "scan.missing": lazy_gettext("Choose at least one file"),
    "scan.too_many": lazy_gettext(
        "A dossier holds at most %(maximum)s scans and this one has %(held)s: remove some, or join pages in one PDF"
    ),
    "scan.document_not_asked": lazy_gettext("The law does not ask this document of this way of nomination"),
    "consent.in_force": lazy_gettext("A consent is in force already: record its withdrawal first"),
    "consent.unknown_text": lazy_gettext("There is no version %(version)s of the text of the consent"),
    "consent.in_future": lazy_gettext("The date lies in the future: today is %(today)s"),
    "consent.none_in_force": lazy_gettext("No consent is in force that could be withdrawn"),
    "consent.withdrawn_before_given": lazy_gettext(
        "The consent was given on %(given_on)s: enter a later date"
    ),
    "consent.reason_missing": lazy_gettext(
        "Enter the reason of the withdrawal, or the letter that states it"
    ),
    "candidates.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "history.nothing_chosen": lazy_gettext("Mark at least one field that differs from what it was then"),
}

ACTIONS = {
    "candidates.imported": lazy_gettext("candidates imported"),
    "candidates.import_undone": lazy_gettext("import of candidates taken back"),
    "candidate.import_undone": lazy_gettext("candidate put back as before the import"),
    "candidate.created": lazy_gettext("candidate put up"),
    "candidate.changed": lazy_gettext("dossier changed"),
    "candidate.documents": lazy_gettext("documents marked"),
    "candidate.proposed": lazy_gettext("candidate proposed"),
    "candidate.filed": lazy_gettext("documents filed with the commission"),
    "candidate.registered": lazy_gettext("candidate registered"),
    "candidate.refused": lazy_gettext("registration refused"),
    "candidate.cancelled": lazy_gettext("registration cancelled"),
    "candidate.withdrawn": lazy_gettext("candidacy withdrawn"),
    "candidate.photo_saved": lazy_gettext("photo saved"),
    "candidate.photo_removed": lazy_gettext("photo removed"),
    "candidate.scans_added": lazy_gettext("scans added"),
    "candidate.scan_removed": lazy_gettext("scan removed"),
    "candidate.scan_seen": lazy_gettext("scan looked at"),
    "candidate.consent_given": lazy_gettext("consent to the processing of personal data given"),
    "candidate.consent_withdrawn": lazy_gettext("consent to the processing of personal data withdrawn"),
    "candidate.restored": lazy_gettext("dossier brought back to an earlier version"),
    "candidates.exported": lazy_gettext("candidates taken as a spreadsheet"),
}
"""What the log calls what was done here."""
