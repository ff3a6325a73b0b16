"""The form of an imprint: each line that the law wants on the paper; what is not known yet may follow."""

from flask_babel import lazy_gettext
from wtforms import DateField, StringField
from wtforms.validators import Length, Optional, Regexp

from elections.web.forms import Form, trimmed


class ImprintForm(Form):
    """Who issued, printed, ordered and paid it, how many, and when."""

    issued_by = StringField(lazy_gettext("Organisation that issues it"), [Length(max=200)], [trimmed])
    printer = StringField(lazy_gettext("Name of the printer"), [Length(max=200)], [trimmed])
    printer_address = StringField(lazy_gettext("Address of the printer"), [Length(max=200)], [trimmed])
    print_run = StringField(
        lazy_gettext("Number of copies"),
        [Optional(), Regexp(r"^0*[1-9][0-9]{0,6}$",
                            message=lazy_gettext("Enter how many copies are printed, in digits"))],
        [lambda value: "".join(str("" if value is None else value).split())],
    )  # fmt: skip
    ordered_by = StringField(lazy_gettext("Who ordered the print"), [Length(max=200)], [trimmed])
    paid_from = StringField(lazy_gettext("From what money it is paid"), [Length(max=200)], [trimmed])
    printed_on = DateField(lazy_gettext("Day of the print"), [Optional()])
