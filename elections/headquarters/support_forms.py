"""The forms of support: what is asked for, and each step of it."""

import re

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, ValidationError

from elections.headquarters.words import SUPPORT_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed

MOST_DIGITS = 13


def whole(typed: str) -> int | None:
    """Returns a whole number that people wrote, with spaces between its digits or none; None for anything else."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", typed)
    return int(digits) if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", digits) else None


def is_whole(_form: Form, field: StringField) -> None:
    """Refuses what is neither empty nor a whole number."""
    if field.data and whole(field.data) is None:
        raise ValidationError(str(lazy_gettext("Enter a whole number, in digits: 1 200")))


class SupportForm(Form):
    """What a headquarters asks for."""

    kind = SelectField(lazy_gettext("Sort"), choices=choices_of(SUPPORT_LABELS))
    what = StringField(
        lazy_gettext("What is asked for"),
        [Answered(lazy_gettext("Enter what is asked for")), Length(max=300)],
        [trimmed],
    )
    quantity = StringField(
        lazy_gettext("How many"), [Answered(lazy_gettext("Enter how many")), is_whole], [trimmed]
    )
    unit = StringField(lazy_gettext("Unit: pieces, copies, hours"), [Length(max=40)], [trimmed])
    cost_kzt = StringField(lazy_gettext("Cost in tenge"), [is_whole], [trimmed])
    on = DateField(lazy_gettext("Asked for on"), [Answered(lazy_gettext("Enter the day"))])


class StepForm(Form):
    """A step of a support: on which day, how many, why."""

    on = DateField(lazy_gettext("On the day"), [Answered(lazy_gettext("Enter the day"))])
    quantity = StringField(lazy_gettext("How many"), [is_whole], [trimmed])
    reason = StringField(lazy_gettext("Reason"), [Length(max=500)], [trimmed])
