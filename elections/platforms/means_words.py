"""The words of means: what speaks against them, and what the log calls what was done."""

from flask_babel import lazy_gettext

OBJECTIONS = {
    "means.amount_range": lazy_gettext("Enter a sum from 1 to %(maximum)s tenge"),
    "means.year_range": lazy_gettext("Enter a year from %(first)s to %(last)s: the akim's term"),
    "means.document_missing": lazy_gettext("Enter the document that the sum is taken from"),
    "means.document_on_missing": lazy_gettext("Enter the date of the document"),
    "means.document_ahead": lazy_gettext("Enter a document that is dated already, not %(on)s"),
    "means.twice": lazy_gettext("This document of this source and year is entered already: change that line"),
    "means.place_unknown": lazy_gettext("There is no constituency with the code %(kato)s in your territory"),
    "means.export_reason_missing": lazy_gettext("Enter what the table is taken for: the log keeps it"),
}

ACTIONS = {
    "means.created": lazy_gettext("means entered"),
    "means.changed": lazy_gettext("means changed"),
    "means.removed": lazy_gettext("means removed"),
    "means.exported": lazy_gettext("table of means taken"),
}
"""What the log calls what was done here."""
