"""The forms of proxies, observers and commissions."""

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, Optional

from elections.headquarters.proxies import Declaration
from elections.headquarters.proxy_words import DECLARATION_LABELS, GROUND_LABELS
from elections.web.forms import MAY_BE_UNCHOSEN, REQUIRED, Answered, Form, choices_of, trimmed

PERSON = ("surname", "given_name", "patronymic", "born_on", "iin", "phone")


class PersonForm(Form):
    """Somebody who comes to stand at a precinct."""

    surname = StringField(lazy_gettext("Surname"), [Answered(lazy_gettext("Enter the surname"))], [trimmed])
    given_name = StringField(
        lazy_gettext("Given name"), [Answered(lazy_gettext("Enter the given name"))], [trimmed]
    )
    patronymic = StringField(lazy_gettext("Patronymic"), filters=[trimmed])
    born_on = DateField(lazy_gettext("Birth date"), [Answered(lazy_gettext("Enter the birth date"))])
    iin = StringField(lazy_gettext("IIN"), filters=[trimmed])
    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])


class ProxyForm(PersonForm):
    """A new proxy: who, where, what they declare, and their consent."""

    precincts = SelectMultipleField(lazy_gettext("Precincts"), [Optional()], coerce=int)
    is_citizen = BooleanField(DECLARATION_LABELS[Declaration.CITIZEN])
    is_not_in_commission = BooleanField(DECLARATION_LABELS[Declaration.NOT_IN_COMMISSION])
    is_not_political_servant = BooleanField(DECLARATION_LABELS[Declaration.NOT_POLITICAL_SERVANT])
    declared_on = DateField(lazy_gettext("Declared on"), [Optional()])
    consent_on = DateField(lazy_gettext("Written consent given on"), [Optional()])


class PrecinctsForm(Form):
    """Further precincts of a proxy."""

    precincts = SelectMultipleField(lazy_gettext("Precincts"), [Optional()], coerce=int)


class ConsentForm(Form):
    """The day of a proxy's written consent."""

    on = DateField(lazy_gettext("Written consent given on"), [Answered(REQUIRED)])
    everywhere = BooleanField(lazy_gettext("The same for this person's other precincts"))


class CertificateForm(Form):
    """The commission's certificate of a proxy."""

    certificate_number = StringField(lazy_gettext("Number of the certificate"), [Length(max=40)], [trimmed])
    on = DateField(lazy_gettext("Registered on"), [Answered(REQUIRED)])
    everywhere = BooleanField(lazy_gettext("The same for this person's other precincts"))


class EndForm(Form):
    """Why and when somebody is a proxy no more."""

    ground = SelectField(
        lazy_gettext("Why"),
        [MAY_BE_UNCHOSEN],
        choices=[*choices_of({"": lazy_gettext("choose")}), *choices_of(GROUND_LABELS)],
    )
    on = DateField(lazy_gettext("Since"), [Answered(REQUIRED)])
    note = StringField(lazy_gettext("Note"), [Length(max=300)], [trimmed])
    everywhere = BooleanField(lazy_gettext("The same for this person's other precincts"))


class _Mandate(Form):
    starts = TimeField(lazy_gettext("Watches from"), [Answered(REQUIRED)])
    ends = TimeField(lazy_gettext("Watches until"), [Answered(REQUIRED)])
    mandate_number = StringField(lazy_gettext("Number of the party's mandate"), [Length(max=40)], [trimmed])
    mandate_on = DateField(lazy_gettext("Day of the mandate"), [Optional()])
    certificate_number = StringField(
        lazy_gettext("Number of the observer's certificate"), [Length(max=40)], [trimmed]
    )
    phone_consent_on = DateField(lazy_gettext("Agreed on that the phone is kept and shown"), [Optional()])


class ObserverForm(PersonForm, _Mandate):
    """A new observer: who, when, with which mandate."""


class ObserverChangeForm(_Mandate):
    """An observer's shift, papers and phone."""

    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])


class CommissionForm(Form):
    """The members of a commission, one a line."""

    people = TextAreaField(lazy_gettext("Members, one a line"), [Answered(REQUIRED), Length(max=4000)])
