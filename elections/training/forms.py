"""The forms of the School."""

from flask_babel import lazy_gettext
from wtforms import DateTimeLocalField, IntegerField, SelectField, StringField
from wtforms.validators import Length

from elections.training.words import LANGUAGE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class SeminarForm(Form):
    """A seminar: which course, where, when in local time, for how many."""

    course_id = SelectField(lazy_gettext("Course"), coerce=int)
    kato = StringField(
        lazy_gettext("Region or district (KATO code)"),
        [Answered(lazy_gettext("Enter the KATO code"))],
        [trimmed],
    )
    place = StringField(
        lazy_gettext("Place"), [Answered(lazy_gettext("Enter the place")), Length(max=300)], [trimmed]
    )
    trainer = StringField(
        lazy_gettext("Trainer"),
        [Answered(lazy_gettext("Enter the trainer's name")), Length(max=200)],
        [trimmed],
    )
    language = SelectField(lazy_gettext("Language"), choices=choices_of(LANGUAGE_LABELS))
    capacity = IntegerField(
        lazy_gettext("How many people fit in"), [Answered(lazy_gettext("Enter how many people fit in"))]
    )
    starts_at = DateTimeLocalField(
        lazy_gettext("Begins, local time"), [Answered(lazy_gettext("Enter when the seminar begins"))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
    ends_at = DateTimeLocalField(
        lazy_gettext("Ends, local time"), [Answered(lazy_gettext("Enter when the seminar ends"))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
