"""The forms of the School."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional, Regexp

from elections.training.models import Attendance, Participation
from elections.training.words import ATTENDANCE_LABELS, AUDIENCE_LABELS, LANGUAGE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed

MARKS = (Attendance.ATTENDED, Attendance.ABSENT, Attendance.EXCUSED, Attendance.PASSED, Attendance.FAILED)
"""What a trainer says of somebody at the roll-call; invited and confirmed are said before it."""


class CourseForm(Form):
    """A course: what it is called, for whom, how long, and from which score on it counts as passed."""

    code = StringField(
        lazy_gettext("Code"), [Answered(lazy_gettext("Enter a short code")), Length(max=20)], [trimmed]
    )
    title_kk = StringField(
        lazy_gettext("Title in Kazakh"),
        [Answered(lazy_gettext("Enter the title in Kazakh")), Length(max=200)],
        [trimmed],
    )
    title_ru = StringField(
        lazy_gettext("Title in Russian"),
        [Answered(lazy_gettext("Enter the title in Russian")), Length(max=200)],
        [trimmed],
    )
    audience = SelectField(lazy_gettext("For whom"), choices=choices_of(AUDIENCE_LABELS))
    hours = IntegerField(lazy_gettext("Hours"), [Answered(lazy_gettext("Enter how many hours it takes"))])
    is_required = BooleanField(lazy_gettext("Required: whoever it is for must take it"))
    maximum_score = IntegerField(
        lazy_gettext("Highest score"), [Answered(lazy_gettext("Enter the highest score of the test"))]
    )
    pass_mark = IntegerField(
        lazy_gettext("Pass mark"), [Answered(lazy_gettext("Enter the score from which the test is passed"))]
    )
    valid_months = IntegerField(lazy_gettext("Valid for how many months"), [Optional()])


class SeminarForm(Form):
    """A seminar: which course, where, when in local time, for how many."""

    course_id = SelectField(lazy_gettext("Course"), coerce=int)
    kato = StringField(
        lazy_gettext("Region or district (name or KATO code)"),
        [Answered(lazy_gettext("Enter the region or district"))],
        [trimmed],
    )
    place = StringField(lazy_gettext("Place"), [Length(max=300)], [trimmed])
    link = StringField(lazy_gettext("Link, for a seminar online"), [Length(max=300)], [trimmed])
    trainer = StringField(
        lazy_gettext("Trainers, several parted by commas"),
        [Answered(lazy_gettext("Enter the trainer's name")), Length(max=600)],
        [trimmed],
    )
    language = SelectField(lazy_gettext("Language"), choices=choices_of(LANGUAGE_LABELS))
    capacity = IntegerField(
        lazy_gettext("How many people fit in"), [Answered(lazy_gettext("Enter how many people fit in"))]
    )
    starts_at = DateTimeLocalField(
        lazy_gettext("Begins, local time"), [Answered(lazy_gettext("Enter when the seminar begins"))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
    ends_at = DateTimeLocalField(
        lazy_gettext("Ends, local time"), [Answered(lazy_gettext("Enter when the seminar ends"))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )  # fmt: skip
    despite = BooleanField(lazy_gettext("Save in spite of the clash"))


class RollCallForm(Form):
    """The parent of a seminar's roll-call; the fields of its people are added by `roll_call_form`."""

    others = HiddenField()


def roll_call_form(participations: Sequence[Participation]) -> RollCallForm:
    """Returns the roll-call of a list: fields `attendance_<id>` and `score_<id>` for each person on it."""
    fields: dict[str, object] = {}
    labels = {one.value: ATTENDANCE_LABELS[one] for one in MARKS}
    for one in participations:
        fields[f"attendance_{one.id}"] = RadioField(
            f"{one.person.surname} {one.person.given_name}", [Optional()], choices=choices_of(labels),
            default=one.attendance.value,
        )  # fmt: skip
        fields[f"score_{one.id}"] = StringField(
            lazy_gettext("Score"),
            [Optional(), Regexp(r"^[0-9]{1,6}$", message=lazy_gettext("Enter the score in digits"))],
            [trimmed],
            default="" if one.score is None else str(one.score),
            render_kw={"inputmode": "numeric", "class": "short", "autocomplete": "off"},
        )
    form: RollCallForm = type("RollCall", (RollCallForm,), fields)()
    return form


class EndForm(Form):
    """The end of a seminar: held and closed, or called off with a reason."""

    status = HiddenField()
    reason = StringField(lazy_gettext("Reason to call it off"), [Length(max=300)], [trimmed])
