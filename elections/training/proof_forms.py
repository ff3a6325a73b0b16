"""The forms of certificates, statements and the trainers' work."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from elections.web.forms import Answered, Form, trimmed


class RevokeForm(Form):
    """Why a certificate is revoked."""

    reason = StringField(
        lazy_gettext("Why it is revoked"),
        [Answered(lazy_gettext("Enter why the certificate is revoked")), Length(max=300)],
        [trimmed],
    )


class TerritoryForm(Form):
    """The territory that something is done for, and of it the one seminar, if only one is meant."""

    path = HiddenField()
    seminar = HiddenField()
