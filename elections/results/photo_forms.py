"""The forms of a protocol's photos."""

from flask_babel import lazy_gettext
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from elections.web.forms import Answered, Form, trimmed


class PhotosForm(Form):
    """Pages of a protocol's paper: out of the camera or out of the phone's pictures."""

    camera = MultipleFileField(
        lazy_gettext("Take a photo"), render_kw={"accept": "image/*", "capture": "environment"}
    )
    photos = MultipleFileField(
        lazy_gettext("Choose the photo of the paper"),
        render_kw={"accept": "image/jpeg,image/png,image/webp,image/*"},
    )
    back = HiddenField()
    """Where the photos were added: "entry", "resolution", or "" for the protocol's page."""


class PhotoRemovalForm(Form):
    """Why a photo is taken away."""

    reason = StringField(
        lazy_gettext("Why is this photo removed?"),
        [Answered(lazy_gettext("Enter the reason")), Length(max=500)],
        [trimmed],
    )
