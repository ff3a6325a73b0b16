"""The forms that make two people one, and part them again."""

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.validators import Length

from elections.web.forms import Answered, Form, choices_of, trimmed

THIS, THAT = "one", "other"
SIDES = choices_of({THIS: "", THAT: ""})
"""Which of the two: the one in the left column, or the other."""


class MergeForm(Form):
    """Which record stays, and of which of the two each value."""

    stays = RadioField(lazy_gettext("Which record stays"), choices=SIDES)
    surname = RadioField(lazy_gettext("Surname"), choices=SIDES)
    given_name = RadioField(lazy_gettext("Given name"), choices=SIDES)
    patronymic = RadioField(lazy_gettext("Patronymic"), choices=SIDES)
    born_on = RadioField(lazy_gettext("Birth date"), choices=SIDES)
    sex = RadioField(lazy_gettext("Sex"), choices=SIDES)
    iin = RadioField(lazy_gettext("IIN"), choices=SIDES)
    phone = RadioField(lazy_gettext("Phone"), choices=SIDES)
    email = RadioField(lazy_gettext("E-mail"), choices=SIDES)
    address = RadioField(lazy_gettext("Address"), choices=SIDES)


class PartingForm(Form):
    """Why two people are parted again."""

    reason = StringField(
        lazy_gettext("Reason"), [Answered(lazy_gettext("Enter the reason")), Length(max=500)], [trimmed]
    )
