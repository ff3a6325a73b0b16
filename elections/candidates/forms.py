"""The forms of candidacies."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional

from elections.candidates.registration import Document
from elections.candidates.words import NOMINATION_LABELS
from elections.people.words import SEX_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class CandidateForm(Form):
    """A person, and as what they stand."""

    contest = StringField(
        lazy_gettext("Constituency (name or KATO code)"),
        [Answered(lazy_gettext("Enter the constituency"))],
        [trimmed],
    )
    surname = StringField(lazy_gettext("Surname"), [Answered(lazy_gettext("Enter the surname"))], [trimmed])
    given_name = StringField(
        lazy_gettext("Given name"), [Answered(lazy_gettext("Enter the given name"))], [trimmed]
    )
    patronymic = StringField(lazy_gettext("Patronymic"), filters=[trimmed])
    born_on = DateField(lazy_gettext("Birth date"), [Answered(lazy_gettext("Enter the birth date"))])
    sex = SelectField(lazy_gettext("Sex"), choices=choices_of(SEX_LABELS))
    iin = StringField(lazy_gettext("IIN"), filters=[trimmed])
    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])
    nomination = SelectField(lazy_gettext("Nominated by"), choices=choices_of(NOMINATION_LABELS))
    nominated_by = SelectField(lazy_gettext("Nominating party"), [Optional()])
    member_of = SelectField(lazy_gettext("Member of the party"), [Optional()])
    education = StringField(lazy_gettext("Education"), [Length(max=300)], [trimmed])
    occupation = StringField(lazy_gettext("Occupation"), [Length(max=300)], [trimmed])
    workplace = StringField(lazy_gettext("Place of work"), [Length(max=300)], [trimmed])
    is_new_face = BooleanField(lazy_gettext("New face"))
    is_incumbent = BooleanField(lazy_gettext("Incumbent akim"))
    was_in_primaries = BooleanField(lazy_gettext("Took part in the primaries"))
    heads_primary_organisation = BooleanField(lazy_gettext("Heads a primary party organisation"))


class StepForm(Form):
    """A step of the registration, with the date of the decision."""

    status = SelectField(lazy_gettext("Next step"))
    status_on = DateField(
        lazy_gettext("Date of the decision"), [Answered(lazy_gettext("Enter the date of the decision"))]
    )
    ground = StringField(
        lazy_gettext("Ground (needed to refuse, cancel, withdraw)"), [Length(max=500)], [trimmed]
    )


class DocumentsForm(Form):
    """Which of the law's documents the HQ has received."""

    documents = SelectMultipleField(
        lazy_gettext("Documents"), [Optional()], choices=choices_of({one.value: one for one in Document})
    )
