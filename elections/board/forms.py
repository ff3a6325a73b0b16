"""The form of a link to the board."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from elections.board.models import NAME_LENGTH
from elections.web.forms import Answered, Form, trimmed


class LinkForm(Form):
    """Which screen it is, what it shows, and until when."""

    name = StringField(
        lazy_gettext("Where the screen is"),
        [Answered(lazy_gettext("Enter where the screen is, so that you know later which link to end")),
         Length(max=NAME_LENGTH)], [trimmed],
    )  # fmt: skip
    path = SelectField(lazy_gettext("What it shows"))
    ends_on = DateField(
        lazy_gettext("Last day on which it opens"), [Answered(lazy_gettext("Enter the last day"))]
    )
