"""The words of data protection."""

from flask_babel import lazy_gettext as _

from elections.privacy.erasure import Basis
from elections.privacy.models import IncidentState
from elections.privacy.retention import Kept

KEPT_LABELS = {
    Kept.SCANS: _("Photos and scans of dossiers"),
    Kept.CONTACTS: _("Phones, e-mail and home addresses of people"),
    Kept.IINS: _("IINs"),
    Kept.PHOTOS: _("Photos of protocols"),
    Kept.IMPORTS: _("Files and rows of imports"),
    Kept.FILES: _("Files that jobs made: reports, certificates"),
}
BASIS_LABELS = {
    Basis.DEMAND: _("the person demands it"),
    Basis.WITHDRAWN: _("the consent was withdrawn"),
    Basis.PURPOSE: _("the data is needed no more"),
    Basis.MISTAKE: _("the data was entered by mistake or against the law"),
}
STATE_LABELS = {
    IncidentState.OPEN: _("the authority is to be told"),
    IncidentState.TOLD: _("the authority was told"),
    IncidentState.CLOSED: _("closed"),
}
ACTIONS = {
    "vault.rotated": _("secret changed: data sealed anew"),
    "retention.changed": _("period of keeping changed"),
    "retention.erased": _("data erased whose time was over"),
    "person.erased": _("personal data erased"),
    "incident.reported": _("incident reported"),
    "incident.changed": _("incident changed"),
    "incident.told": _("authority told of an incident"),
    "incident.closed": _("incident closed"),
}
OBJECTIONS = {
    "retention.days": _("A period is between 1 and %(longest)s days"),
    "erasure.done": _("The data of this person was erased already"),
    "erasure.stands": _("This person stands in an election that is not over: withdraw the candidacy first"),
    "erasure.serves": _("This person works in a headquarters until the election is over: end the membership first"),
    "erasure.reason": _("Enter why the data is erased"),
    "erasure.sure": _("Confirm that you know that this cannot be taken back"),
    "erasure.changed": _("Somebody changed this person's data while you were reading. Look at the page once more"),
    "incident.what": _("Say what happened"),
    "incident.noticed": _("Enter when it was noticed"),
    "incident.in_future": _("This moment has not come yet"),
    "incident.people": _("Enter how many people, or nothing"),
    "incident.told_when": _("Enter when the authority was told"),
    "incident.told_before": _("The authority cannot have been told before the incident was noticed"),
    "incident.measures": _("The law asks for the measures in the message: enter above what was done, save, and note the message then"),
    "incident.finding": _("Say what was found"),
    "incident.closed": _("This incident is closed"),
}  # fmt: skip
