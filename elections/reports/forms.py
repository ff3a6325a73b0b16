"""The forms of reports."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField

from elections.reports.kinds import KINDS
from elections.web.forms import MAY_BE_UNCHOSEN, Form, choices_of


class BatchForm(Form):
    """Which reports shall be made, of which territory, in which language, and whether bound into one file too."""

    level = SelectField(
        lazy_gettext("Kind of report"), choices=choices_of({one.name: one.label for one in KINDS.values()})
    )
    region = SelectField(lazy_gettext("Territory"), [MAY_BE_UNCHOSEN])
    paper = SelectField(lazy_gettext("Language of the reports"))
    merged = BooleanField(lazy_gettext("All in one PDF too, with a bookmark for each report"))
