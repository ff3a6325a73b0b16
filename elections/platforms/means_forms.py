"""The form of means."""

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from elections.platforms.pledge_forms import as_read, readable
from elections.platforms.sums import grouped, read_sum
from elections.platforms.words import SOURCE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class MeansForm(Form):
    """Money that a document promises a constituency in a year."""

    source = SelectField(lazy_gettext("Source of the money"), choices=choices_of(SOURCE_LABELS))
    year = StringField(lazy_gettext("Year"), [Answered(lazy_gettext("Enter the year"))], [trimmed])
    amount_kzt = StringField(
        lazy_gettext("Sum, tenge"),
        [Answered(lazy_gettext("Enter the sum in tenge")), readable(read_sum)], [as_read(read_sum, grouped)],
    )  # fmt: skip
    document = StringField(
        lazy_gettext("Document that it is taken from"),
        [Answered(lazy_gettext("Enter the document that the sum is taken from")), Length(max=300)], [trimmed],
    )  # fmt: skip
    document_on = DateField(
        lazy_gettext("Date of the document"), [Answered(lazy_gettext("Enter the date of the document"))]
    )
