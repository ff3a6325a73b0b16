"""The forms of a seminar's list."""

from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import Length

from elections.web.forms import Answered, Form, trimmed


class RemovalForm(Form):
    """Why somebody is taken off the list."""

    reason = StringField(
        lazy_gettext("Reason"), [Answered(lazy_gettext("Enter why they are taken off the list")), Length(max=300)],
        [trimmed],
    )  # fmt: skip
