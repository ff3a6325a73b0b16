"""The form by which the target is published."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from elections.web.forms import Form, trimmed


class PublishForm(Form):
    """The territory whose target is published, and a word on the occasion."""

    path = HiddenField()
    note = StringField(lazy_gettext("Note"), [Length(max=500)], [trimmed])
