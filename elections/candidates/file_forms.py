"""The forms of a dossier's photo, scans and consents."""

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from elections.candidates.words import WAY_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed

PICTURES = "image/jpeg,image/png,image/webp"


class PhotoForm(Form):
    """A photo of the candidate."""

    photo = FileField(
        lazy_gettext("Photo"), [FileRequired(lazy_gettext("Choose the photo's file"))],
        render_kw={"accept": PICTURES},
    )  # fmt: skip


class ScanForm(Form):
    """Scans of one document of the law's list, a page or more."""

    document = SelectField(lazy_gettext("Document"))
    scans = MultipleFileField(
        lazy_gettext("Files"), [FileRequired(lazy_gettext("Choose at least one file"))],
        render_kw={"accept": f"application/pdf,{PICTURES}"},
    )  # fmt: skip


class ConsentForm(Form):
    """A consent to the processing of personal data."""

    text_version = HiddenField()
    given_on = DateField(
        lazy_gettext("Given on"), [Answered(lazy_gettext("Enter the date on which the consent was given"))]
    )
    way = SelectField(lazy_gettext("How it was given"), choices=choices_of(WAY_LABELS))


class WithdrawalForm(Form):
    """The withdrawal of a consent."""

    withdrawn_on = DateField(
        lazy_gettext("Withdrawn on"), [Answered(lazy_gettext("Enter the date of the withdrawal"))]
    )
    withdrawal_reason = StringField(
        lazy_gettext("Reason, or the letter that states it"),
        [Answered(lazy_gettext("Enter the reason of the withdrawal, or the letter that states it")), Length(max=300)],
        [trimmed],
    )  # fmt: skip
