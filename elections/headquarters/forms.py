"""The forms of headquarters."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from elections.headquarters.words import ROLE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class HeadquartersForm(Form):
    """Where a headquarters is, and when it is open."""

    kato = StringField(
        lazy_gettext("Territory (name or KATO code; empty is the whole country)"), filters=[trimmed]
    )
    address = StringField(lazy_gettext("Address"), [Length(max=300)], [trimmed])
    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])
    opening_hours = StringField(lazy_gettext("Opening hours"), [Length(max=120)], [trimmed])


class MemberForm(Form):
    """A new member of a headquarters."""

    surname = StringField(lazy_gettext("Surname"), [Answered(lazy_gettext("Enter the surname"))], [trimmed])
    given_name = StringField(
        lazy_gettext("Given name"), [Answered(lazy_gettext("Enter the given name"))], [trimmed]
    )
    patronymic = StringField(lazy_gettext("Patronymic"), filters=[trimmed])
    iin = StringField(lazy_gettext("IIN"), filters=[trimmed])
    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])
    role = SelectField(lazy_gettext("Work in the headquarters"), choices=choices_of(ROLE_LABELS))
    since_on = DateField(lazy_gettext("Since"), [Answered(lazy_gettext("Enter the first day"))])
