"""The forms of reports."""

from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.validators import Optional

from elections.web.forms import Form, choices_of
from elections.web.i18n import OWN_NAMES


class BatchForm(Form):
    """Which districts' reports shall be made, and in which language."""

    region = SelectField(lazy_gettext("Territory"), [Optional()])
    paper = SelectField(lazy_gettext("Language of the reports"), choices=choices_of(OWN_NAMES))
