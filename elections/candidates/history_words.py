"""The words of a candidate's history: fields by their names, codes by their labels, and no IIN in clear."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext, lazy_gettext

from elections.candidates.forms import CandidateForm
from elections.candidates.registration import Ground
from elections.candidates.words import (
    DOCUMENT_LABELS,
    NOMINATION_LABELS,
    STATUS_LABELS,
    WAY_LABELS,
    ground_label,
)
from elections.people.iin import mask
from elections.people.words import SEX_LABELS
from elections.web.i18n import day, moment

_OF_THE_FORM = {
    name: field.args[0] for name, field in vars(CandidateForm).items() if hasattr(field, "field_class")
}
FIELD_LABELS: dict[str, object] = {
    **{one.value: label for one, label in DOCUMENT_LABELS.items()}, **_OF_THE_FORM, "iin_masked": lazy_gettext("IIN"), "nominated_by_id": _OF_THE_FORM["nominated_by"],
    "member_of_id": _OF_THE_FORM["member_of"], "email": lazy_gettext("E-mail"), "address": lazy_gettext("Address"),
    "status": lazy_gettext("Status"), "on": lazy_gettext("Date of the decision"), "ground": lazy_gettext("Ground"),
    "fields": lazy_gettext("Fields"), "document": lazy_gettext("Document"),
    "documents": lazy_gettext("Documents"), "file": lazy_gettext("Files"),
    "files": lazy_gettext("Files"), "text_version": lazy_gettext("Version of the text"),
    "given_on": lazy_gettext("Given on"), "way": lazy_gettext("How it was given"),
    "withdrawn_on": lazy_gettext("Withdrawn on"),
}  # fmt: skip
"""What a field of the log is called: as on the form, where it stands there."""
_CODES: dict[str, Mapping[str, object]] = {
    "sex": {one.value: label for one, label in SEX_LABELS.items()},
    "nomination": {one.value: label for one, label in NOMINATION_LABELS.items()},
    "status": {one.value: label for one, label in STATUS_LABELS.items()},
    "fields": FIELD_LABELS,
    "document": {one.value: label for one, label in DOCUMENT_LABELS.items()},
    "documents": {one.value: label for one, label in DOCUMENT_LABELS.items()},
    "way": {one.value: label for one, label in WAY_LABELS.items()},
}
_PARTIES = ("nominated_by_id", "member_of_id")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*[+-]\d{2}:\d{2}")
_IIN = re.compile(r"(?<!\d)\d{12}(?!\d)")


def field_label(name: str) -> str:
    """Returns what a field of the log is called; a bygone one, or another room's, by its own name."""
    return str(FIELD_LABELS.get(name, name))


def worded(
    name: str, value: Any, parties: Mapping[str, str], path: str = "", hidden: Collection[str] = ()
) -> str:
    """Returns a value of the log in words, of the fields that are `hidden` that they are.

    `parties` are names by number, `path` says whose time of day it is.
    """
    if value is None or value in ("", [], {}):
        return "–"
    if name in hidden:
        return gettext("hidden")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple):
        return ", ".join(worded(name, one, parties, path, hidden) for one in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{field_label(key)}: {worded(key, one, parties, path, hidden)}" for key, one in value.items()
        )
    text = str(value)
    if name == "ground" and text in list(Ground):
        return ground_label(Ground(text))
    if name in _PARTIES:
        return parties.get(text, text)
    return str(_CODES.get(name, {}).get(text) or _plain(text, path))


def _plain(text: str, path: str) -> str:
    if _DATE.fullmatch(text):
        return day(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        return moment(datetime.fromisoformat(text), path)
    return _IIN.sub(lambda found: mask(found[0]), text)
