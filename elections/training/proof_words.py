"""The words of what proves training: certificates, coverage, its statements, the trainers' work."""

from flask_babel import lazy_gettext

from elections.training.certificates import Slip, Standing
from elections.training.gaps import Group, Step

STANDING_LABELS = {
    Standing.VALID: lazy_gettext("valid"),
    Standing.EXPIRED: lazy_gettext("expired"),
    Standing.REVOKED: lazy_gettext("revoked"),
}

SLIP_LABELS = {
    Slip.LENGTH: lazy_gettext("A code has %(length)s signs, you typed %(typed)s"),
    Slip.SIGN: lazy_gettext("No code has the sign %(signs)s"),
    Slip.CHECK: lazy_gettext("One sign is wrong, or two have changed places"),
}

GROUP_LABELS = {
    Group.CANDIDATES: lazy_gettext("Registered nominees of the party"),
    Group.MEMBERS: lazy_gettext("Members of headquarters"),
    Group.HEADS: lazy_gettext("Heads of headquarters"),
    Group.PROXIES: lazy_gettext("Proxies of the party's nominees"),
}

STEP_LABELS = {
    Step.REQUIRED: lazy_gettext("Must take it"),
    Step.ENROLLED: lazy_gettext("Enrolled"),
    Step.ATTENDED: lazy_gettext("Came"),
    Step.PASSED: lazy_gettext("Passed"),
    Step.CERTIFIED: lazy_gettext("Have a certificate"),
}

OBJECTIONS = {
    "certificate.not_closed": lazy_gettext(
        "Certificates are issued once the list of the seminar is closed: close it first"
    ),
    "certificate.not_passed": lazy_gettext("%(name)s did not pass the test of this seminar"),
    "certificate.in_force": lazy_gettext("A certificate of this seminar is in force: revoke it first"),
    "certificate.revoked_already": lazy_gettext("This certificate was revoked on %(day)s already"),
    "certificate.reason_missing": lazy_gettext("Enter why the certificate is revoked"),
    "certificate.revoked_is_not_printed": lazy_gettext("A revoked certificate is not printed again"),
    "certificate.nothing_to_print": lazy_gettext("There is no certificate to print here yet"),
    "work.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "coverage.nobody": lazy_gettext("There is nobody here who must be trained: there is nothing to publish"),
}

ACTIONS = {
    "trainers.exported": lazy_gettext("trainers' work taken as a file"),
    "coverage.published": lazy_gettext("statement of coverage published"),
    "certificates.issued": lazy_gettext("certificates issued"),
    "certificate.revoked": lazy_gettext("certificate revoked"),
}
"""What the log calls what was done here."""
