"""The form that starts a rehearsal."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import IntegerField
from wtforms.validators import InputRequired

from elections.imports.forms import KINDS_OF_FILE
from elections.rehearsal.actions import USUAL_HOURS, USUAL_MINUTES
from elections.web.forms import REQUIRED, Form

NUMERIC = {"inputmode": "numeric"}


class StartForm(Form):
    """What is replayed, over how long, and when it is wiped at the latest."""

    file = FileField(_("File of protocols"), render_kw={"accept": KINDS_OF_FILE})
    minutes = IntegerField(
        _("The night lasts, minutes"), [InputRequired(REQUIRED)], default=USUAL_MINUTES, render_kw=NUMERIC
    )
    hours = IntegerField(
        _("Wiped after, hours"), [InputRequired(REQUIRED)], default=USUAL_HOURS, render_kw=NUMERIC
    )
