"""The words of what goes out of the count, and of an import of protocols that is taken back."""

from flask_babel import lazy_gettext

OBJECTIONS = {
    "results.export_reason_missing": lazy_gettext("Enter what the list is taken for: the log keeps it"),
    "protocol.undo_by_coordinator": lazy_gettext(
        "This import replaced figures that were accepted before. Ask a coordinator to take it back"
    ),
}

ACTIONS = {
    "results.exported": lazy_gettext("results taken as a file"),
    "protocol.import_undone": lazy_gettext("imported protocol taken back out of the count"),
}
"""What the log calls what was done here."""
