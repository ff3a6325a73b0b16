"""The forms of data protection."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from elections.privacy.erasure import LONGEST_REASON
from elections.privacy.incident_rule import LONGEST_LINE, LONGEST_TEXT
from elections.privacy.words import BASIS_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed

WRITTEN = "%Y-%m-%dT%H:%M"


class IncidentForm(Form):
    """What happened to personal data."""

    what = TextAreaField(
        _("What happened"), [Answered(_("Say what happened")), Length(max=LONGEST_TEXT)], [trimmed]
    )
    noticed_at = DateTimeLocalField(
        _("Noticed on, local time"), [Answered(_("Enter when it was noticed"))], format=WRITTEN
    )
    whose = StringField(_("Whose data"), [Length(max=LONGEST_LINE)], [trimmed])
    which_data = StringField(_("Which data"), [Length(max=LONGEST_LINE)], [trimmed])
    people = IntegerField(_("How many people, about"), [Optional()])
    measures = TextAreaField(_("What was done against it"), [Length(max=LONGEST_TEXT)], [trimmed])
    contact = StringField(_("Who answers questions: name and phone"), [Length(max=LONGEST_LINE)], [trimmed])


class TellForm(Form):
    """That the authority was told."""

    told_at = DateTimeLocalField(
        _("The authority was told on, local time"),
        [Answered(_("Enter when the authority was told"))],
        format=WRITTEN,
    )
    told_number = StringField(_("Number of the message"), [Length(max=60)], [trimmed])


class CloseForm(Form):
    """What was found."""

    finding = TextAreaField(
        _("What was found, and what changes so that it does not happen again"),
        [Answered(_("Say what was found")), Length(max=LONGEST_TEXT)], [trimmed],
    )  # fmt: skip


class PeriodForm(Form):
    """For how many days a kind of data is kept."""

    days = IntegerField(_("Days"), [Answered(_("Enter a number of days"))])


class EraseForm(Form):
    """Erasing a person."""

    basis = SelectField(_("On what basis"), choices=choices_of(BASIS_LABELS))
    reason = StringField(
        _("Document or explanation"),
        [Answered(_("Enter why the data is erased")), Length(max=LONGEST_REASON)],
        [trimmed],
    )
    is_sure = BooleanField(_("I know that this cannot be taken back"))
