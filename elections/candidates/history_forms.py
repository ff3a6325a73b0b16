"""The form that brings a dossier back to what it was."""

from flask_babel import lazy_gettext
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length, Optional

from elections.web.forms import Answered, Form, trimmed


class RestorationForm(Form):
    """Which fields are brought back, and why."""

    fields = SelectMultipleField(lazy_gettext("Fields"), [Optional()])
    reason = StringField(
        lazy_gettext("Reason"), [Answered(lazy_gettext("Enter the reason")), Length(max=500)], [trimmed]
    )
