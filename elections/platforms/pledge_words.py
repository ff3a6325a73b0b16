"""The words of pledges: what speaks against them, and what the log calls what was done."""

from flask_babel import lazy_gettext

OBJECTIONS = {
    "pledge.cost_range": lazy_gettext("Enter the cost in whole tenge, from 0 to %(maximum)s"),
    "pledge.due_too_early": lazy_gettext("Enter a due date after the day of the vote, %(voting_on)s"),
    "pledge.what_missing": lazy_gettext("Say what is promised, in Kazakh or in Russian"),
}

ACTIONS = {
    "pledge.created": lazy_gettext("pledge added"),
    "pledge.changed": lazy_gettext("pledge changed"),
    "pledge.removed": lazy_gettext("pledge removed"),
}
"""What the log calls what was done here."""
