"""The words of the search and of saved lists."""

from flask_babel import lazy_gettext

from elections.search.models import SubjectKind

SUBJECT_LABELS = {
    SubjectKind.PERSON: lazy_gettext("people"),
    SubjectKind.CONSTITUENCY: lazy_gettext("constituencies"),
    SubjectKind.UNIT: lazy_gettext("regions and districts"),
}

OBJECTIONS = {
    "view.name_taken": lazy_gettext("You have a list with this name already: choose another name"),
}

ACTIONS = {
    "person.looked_up": lazy_gettext("person looked up by IIN"),
    "view.saved": lazy_gettext("list saved under a name"),
    "view.removed": lazy_gettext("saved list removed"),
    "search.rebuilt": lazy_gettext("search index made anew"),
}
"""What the log calls what was done here."""
