"""The words of who saw whom."""

from flask_babel import lazy_gettext

from elections.audit.look_models import Protected

ACTIONS = {"people.seen": lazy_gettext("protected data looked at")}
OBJECTIONS: dict[str, object] = {}
PROTECTED_LABELS = {
    Protected.CONTACTS: lazy_gettext("contacts"),
    Protected.IIN: lazy_gettext("IIN"),
    Protected.SCANS: lazy_gettext("scans of papers"),
}
