"""The forms of a seminar's list."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from elections.training.enrolment import Attendance
from elections.web.forms import Answered, Form, trimmed

STEP_LABELS = {
    Attendance.CONFIRMED: lazy_gettext("They will come"),
    Attendance.EXCUSED: lazy_gettext("Excuse"),
    Attendance.INVITED: lazy_gettext("Give a place"),
    Attendance.ATTENDED: lazy_gettext("Came after all"),
}
"""What the buttons of a list say that lead to these states."""


class EnrolForm(Form):
    """Who is put on a list: a box for each, named `person`; and whether in spite of a clash."""

    despite = BooleanField(lazy_gettext("Put them on the list in spite of the clash"))


class RemovalForm(Form):
    """Why somebody is taken off the list."""

    reason = StringField(
        lazy_gettext("Reason"), [Answered(lazy_gettext("Enter why they are taken off the list")), Length(max=300)],
        [trimmed],
    )  # fmt: skip
