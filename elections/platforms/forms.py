"""The forms of platforms."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Regexp

from elections.platforms.words import SECTOR_LABELS, SOURCE_LABELS, STATUS_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


def lines(value: str | None) -> str:
    """Returns typed text with line ends of one kind and none at its ends (a filter for fields)."""
    return "\n".join((value or "").splitlines()).strip("\n")


class PlatformForm(Form):
    """The texts of a platform, Kazakh and Russian."""

    title_kk = StringField(lazy_gettext("Title in Kazakh"), [Length(max=200)], [trimmed])
    title_ru = StringField(lazy_gettext("Title in Russian"), [Length(max=200)], [trimmed])
    text_kk = TextAreaField(lazy_gettext("Programme in Kazakh"), [Length(max=100_000)], [lines])
    text_ru = TextAreaField(lazy_gettext("Programme in Russian"), [Length(max=100_000)], [lines])


class StepForm(Form):
    """Where a platform shall go from where it stands."""

    status = SelectField(choices=choices_of(STATUS_LABELS))
    reason = TextAreaField(lazy_gettext("Why it goes back"), [Length(max=1000)], [trimmed])


class PledgeForm(Form):
    """A pledge."""

    sector = SelectField(lazy_gettext("Sector"), choices=choices_of(SECTOR_LABELS))
    what_kk = StringField(lazy_gettext("What is promised, in Kazakh"), [Length(max=500)], [trimmed])
    what_ru = StringField(lazy_gettext("What is promised, in Russian"), [Length(max=500)], [trimmed])
    place = StringField(lazy_gettext("In which village"), [Length(max=200)], [trimmed])
    indicator = StringField(
        lazy_gettext("By what it will be seen (3 km of road, 40 places)"),
        [Answered(lazy_gettext("Enter the indicator")), Length(max=300)], [trimmed],
    )  # fmt: skip
    cost_kzt = StringField(
        lazy_gettext("Cost, tenge"),
        [Answered(lazy_gettext("Enter the cost in tenge")),
         Regexp(r"^[0-9]{1,13}$", message=lazy_gettext("Enter the cost in whole tenge, digits only"))],
        [lambda value: "".join(str("" if value is None else value).split())],
    )  # fmt: skip
    money_source = SelectField(lazy_gettext("Source of the money"), choices=choices_of(SOURCE_LABELS))
    due_on = DateField(lazy_gettext("Due date"), [Answered(lazy_gettext("Enter the due date"))])
    responsible = StringField(
        lazy_gettext("Who answers for it"),
        [Answered(lazy_gettext("Enter who answers for it")), Length(max=200)],
        [trimmed],
    )
