"""The form of a saved list."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from elections.web.forms import Answered, Form, trimmed


class SavedViewForm(Form):
    """The name of a list, and for whom it is."""

    name = StringField(
        lazy_gettext("Name of the list"),
        [Answered(lazy_gettext("Enter a name for the list")), Length(max=120)],
        [trimmed],
    )
    is_shared = BooleanField(
        lazy_gettext("Show it to colleagues too; each sees it within their own territory")
    )
