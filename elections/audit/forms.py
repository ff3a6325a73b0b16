"""The form that asks why the log is taken out."""

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.validators import Length

from elections.web.forms import Answered, Form, choices_of, trimmed

FORMATS = {"xlsx": lazy_gettext("XLSX, for Excel"), "csv": lazy_gettext("CSV, for Excel and other programs")}


class LogExportForm(Form):
    """Why the log is taken, and as which file."""

    reason = StringField(
        lazy_gettext("What the log is taken for"),
        [Answered(lazy_gettext("Enter what the log is taken for: the log keeps it")), Length(max=500)],
        [trimmed],
    )
    format = RadioField(lazy_gettext("File"), choices=choices_of(FORMATS), default="xlsx")
