"""The forms of candidacies."""

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, Regexp

from elections.alphabet import squeeze
from elections.candidates.registration import Document
from elections.candidates.words import DOCUMENT_LABELS, NOMINATION_LABELS, ground_choices
from elections.people.words import SEX_LABELS
from elections.web.forms import MAY_BE_UNCHOSEN, Answered, Form, choices_of, trimmed

LONGEST_BIOGRAPHY = 8000
IS_EMAIL = Regexp(
    r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$", message=lazy_gettext("Enter an address such as name@example.kz")
)


def tidied(value: str | None) -> str:
    """Returns typed text of several lines without stray spaces in each, and without empty lines (a filter for fields)."""
    return "\n".join(line for line in map(squeeze, (value or "").splitlines()) if line)


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
    email = StringField(lazy_gettext("E-mail"), [Optional(), Length(max=200), IS_EMAIL], [trimmed])
    address = StringField(lazy_gettext("Address"), [Length(max=300)], [trimmed])
    nomination = SelectField(lazy_gettext("Nominated by"), choices=choices_of(NOMINATION_LABELS))
    nominated_by = SelectField(lazy_gettext("Nominating party"), [MAY_BE_UNCHOSEN])
    member_of = SelectField(lazy_gettext("Member of the party"), [MAY_BE_UNCHOSEN])
    education = StringField(lazy_gettext("Education"), [Length(max=300)], [trimmed])
    occupation = StringField(lazy_gettext("Occupation"), [Length(max=300)], [trimmed])
    workplace = StringField(lazy_gettext("Place of work"), [Length(max=300)], [trimmed])
    biography = TextAreaField(lazy_gettext("Biography"), [Length(max=LONGEST_BIOGRAPHY)], [tidied])
    is_new_face = BooleanField(lazy_gettext("New face"))
    is_incumbent = BooleanField(lazy_gettext("Incumbent akim"))
    was_in_primaries = BooleanField(lazy_gettext("Took part in the primaries"))
    heads_primary_organisation = BooleanField(lazy_gettext("Heads a primary party organisation"))
    is_somebody_new = BooleanField(lazy_gettext("I have compared: save a new person"))


class StepForm(Form):
    """A step of the registration, with the date of the decision."""

    status = SelectField(lazy_gettext("Next step"))
    status_on = DateField(
        lazy_gettext("Date of the decision"), [Answered(lazy_gettext("Enter the date of the decision"))]
    )
    ground = SelectField(
        lazy_gettext("Ground (needed to refuse, cancel, withdraw)"), [MAY_BE_UNCHOSEN], choices=ground_choices
    )
    note = StringField(lazy_gettext("What was decided, by whom, number"), [Length(max=500)], [trimmed])
    reason = StringField(
        lazy_gettext("Why the step is recorded after the deadline"), [Length(max=500)], [trimmed]
    )


class TogetherForm(StepForm):
    """The same for many candidates: documents received, or a step."""

    what = RadioField(
        lazy_gettext("What to change"),
        default="documents",
        choices=choices_of(
            {
                "documents": lazy_gettext("Documents received"),
                "step": lazy_gettext("A step of the registration"),
            }
        ),
    )
    documents = SelectMultipleField(
        lazy_gettext("Documents"), [Optional()], choices=choices_of({one.value: one for one in Document})
    )


class DocumentsForm(Form):
    """Which of the law's documents the HQ has received."""

    documents = SelectMultipleField(
        lazy_gettext("Documents"),
        [Optional()],
        choices=choices_of({one.value: DOCUMENT_LABELS[one] for one in Document}),
    )
    removal_reason = StringField(
        lazy_gettext("Why a document of a registered candidate is taken back"), [Length(max=500)], [trimmed]
    )
