"""The forms of headquarters and their members."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from elections.headquarters.staffing import Level
from elections.headquarters.words import LEVEL_LABELS, ROLE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed

BY_TERRITORY: dict[Any, Any] = {"": lazy_gettext("that of the territory"), **LEVEL_LABELS}


class HeadquartersForm(Form):
    """Where a headquarters is, and when it is open."""

    level = SelectField(lazy_gettext("Level"), choices=choices_of(BY_TERRITORY), default="")
    kato = StringField(
        lazy_gettext("Territory (name or KATO code; empty is the whole country)"), filters=[trimmed]
    )
    address = StringField(lazy_gettext("Address"), [Length(max=300)], [trimmed])
    phone = StringField(lazy_gettext("Phone"), [Length(max=100)], [trimmed])
    opening_hours = StringField(lazy_gettext("Opening hours"), [Length(max=120)], [trimmed])
    opened_on = DateField(lazy_gettext("Opened"), [Optional()])


class CloseForm(Form):
    """When and why a headquarters is closed."""

    on = DateField(lazy_gettext("Closed since"), [Answered(lazy_gettext("Enter the day"))])
    reason = StringField(
        lazy_gettext("Why it is closed"),
        [Answered(lazy_gettext("Enter why the headquarters is closed")), Length(max=300)],
        [trimmed],
    )


class MemberForm(Form):
    """A new member of a headquarters: somebody of the register, or somebody new."""

    look = StringField(lazy_gettext("Name, IIN or phone"), filters=[trimmed])
    person = HiddenField()
    surname = StringField(lazy_gettext("Surname"), [Answered(lazy_gettext("Enter the surname"))], [trimmed])
    given_name = StringField(
        lazy_gettext("Given name"), [Answered(lazy_gettext("Enter the given name"))], [trimmed]
    )
    patronymic = StringField(lazy_gettext("Patronymic"), filters=[trimmed])
    iin = StringField(lazy_gettext("IIN"), filters=[trimmed])
    phone = StringField(lazy_gettext("Phone"), [Length(max=100)], [trimmed])
    email = StringField(lazy_gettext("E-mail"), [Length(max=200)], [trimmed])
    consent_on = DateField(
        lazy_gettext("Agreed that phone and e-mail may be handed on, on the day"), [Optional()]
    )
    role = SelectField(lazy_gettext("Work in the headquarters"), choices=choices_of(ROLE_LABELS))
    since_on = DateField(lazy_gettext("Since"), [Answered(lazy_gettext("Enter the first day"))])
    is_somebody_new = BooleanField(lazy_gettext("I have compared: save a new person"))

    def take_known(self) -> None:
        """Asks for no name: the person is one of the register."""
        for field in (self.surname, self.given_name):
            field.validators, field.flags.required = [Optional()], False


class ContactsForm(Form):
    """How a member is reached."""

    phone = StringField(lazy_gettext("Phone"), [Length(max=100)], [trimmed])
    email = StringField(lazy_gettext("E-mail"), [Length(max=200)], [trimmed])
    consent_on = DateField(
        lazy_gettext("Agreed that phone and e-mail may be handed on, on the day"), [Optional()]
    )


class RoleForm(Form):
    """Another role of a member."""

    role = SelectField(lazy_gettext("Work in the headquarters"), choices=choices_of(ROLE_LABELS))
    since_on = DateField(lazy_gettext("Since"), [Answered(lazy_gettext("Enter the first day"))])


class EndForm(Form):
    """The last day of a member."""

    on = DateField(lazy_gettext("Last day"), [Answered(lazy_gettext("Enter the last day"))])


class RolesField(SelectMultipleField):
    """Roles to be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class NeedsForm(Form):
    """Whom a headquarters of each level needs."""

    nation = RolesField(LEVEL_LABELS[Level.NATION], choices=choices_of(ROLE_LABELS))
    region = RolesField(LEVEL_LABELS[Level.REGION], choices=choices_of(ROLE_LABELS))
    district = RolesField(LEVEL_LABELS[Level.DISTRICT], choices=choices_of(ROLE_LABELS))
    constituency = RolesField(LEVEL_LABELS[Level.CONSTITUENCY], choices=choices_of(ROLE_LABELS))
