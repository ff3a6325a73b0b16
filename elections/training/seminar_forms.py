"""The forms of trainers, of seminars that move or are copied, and of attendance."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import Length, Optional, Regexp

from elections.territory.models import Unit
from elections.training.forms import MARKS
from elections.training.models import Participation
from elections.training.words import ATTENDANCE_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed
from elections.web.i18n import local

WRITTEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class TrainerForm(Form):
    """A trainer: the name, a phone, the account if there is one."""

    name = StringField(
        lazy_gettext("Name"), [Answered(lazy_gettext("Enter the trainer's name")), Length(max=200)], [trimmed]
    )
    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])
    login = StringField(lazy_gettext("Login of their account"), [Length(max=60)], [trimmed])


class MoveForm(Form):
    """A seminar at another time or place, and why."""

    starts_at = DateTimeLocalField(
        lazy_gettext("Begins, local time"),
        [Answered(lazy_gettext("Enter when the seminar begins"))],
        format=WRITTEN,
    )
    ends_at = DateTimeLocalField(
        lazy_gettext("Ends, local time"),
        [Answered(lazy_gettext("Enter when the seminar ends"))],
        format=WRITTEN,
    )
    place = StringField(lazy_gettext("Place"), [Length(max=300)], [trimmed])
    link = StringField(lazy_gettext("Link, for a seminar online"), [Length(max=300)], [trimmed])
    reason = StringField(
        lazy_gettext("Why it is moved"), [Answered(lazy_gettext("Enter why the seminar is moved")), Length(max=300)],
        [trimmed],
    )  # fmt: skip
    despite = BooleanField(lazy_gettext("Save in spite of the clash"))


class CopyForm(Form):
    """The parent of a seminar's copies; the fields of the districts are added by `copy_form`."""

    starts_at = DateTimeLocalField(
        lazy_gettext("Begins, local time, where no other time is said"),
        [Answered(lazy_gettext("Enter when the seminar begins"))], format=WRITTEN,
    )  # fmt: skip
    place = StringField(lazy_gettext("Place, where no other place is said"), [Length(max=300)], [trimmed])
    despite = BooleanField(lazy_gettext("Save in spite of the clash"))


def copy_form(districts: Sequence[Unit], **data: Any) -> CopyForm:
    """Returns the form of copies: for each district whether, and when and where if not as all others."""
    fields: dict[str, object] = {}
    for one in districts:
        fields[f"at_{one.kato}"] = BooleanField(local(one))
        fields[f"starts_{one.kato}"] = DateTimeLocalField(
            lazy_gettext("Another time"), [Optional()], format=WRITTEN
        )
        fields[f"place_{one.kato}"] = StringField(lazy_gettext("Another place"), [Length(max=300)], [trimmed])
    form: CopyForm = type("Copies", (CopyForm,), fields)(data=data)
    return form


class TapForm(Form):
    """One tap on a person: the state, the page to come back to, and what an undo needs."""

    state = HiddenField()
    was = HiddenField()
    page = HiddenField()


class StrangerForm(Form):
    """Somebody who came and is in no register: their name, and how to reach them."""

    surname = StringField(lazy_gettext("Surname"), [Answered(lazy_gettext("Enter the surname"))], [trimmed])
    given_name = StringField(
        lazy_gettext("Given name"), [Answered(lazy_gettext("Enter the given name"))], [trimmed]
    )
    patronymic = StringField(lazy_gettext("Patronymic"), [], [trimmed])
    born_on = DateField(lazy_gettext("Birth date"), [Optional()])
    iin = StringField(lazy_gettext("IIN"), [Length(max=20)], [trimmed], render_kw={"inputmode": "numeric"})
    phone = StringField(lazy_gettext("Phone"), [Length(max=40)], [trimmed])
    despite = BooleanField(lazy_gettext("This is another person of the same name"))


class ScoreForm(Form):
    """The parent of a seminar's scores; the fields of its people are added by `score_form`."""


def score_form(people: Sequence[Participation]) -> ScoreForm:
    """Returns the scores of a list: a field `score_<id>` for each person on it."""
    fields = {
        f"score_{one.id}": StringField(
            lazy_gettext("Score"), [Optional(), Regexp(r"^[0-9]{1,6}$", message=lazy_gettext("Enter the score in digits"))],
            [trimmed], default="" if one.score is None else str(one.score),
            render_kw={"inputmode": "numeric", "class": "short", "autocomplete": "off"},
        )
        for one in people
    }  # fmt: skip
    form: ScoreForm = type("Scores", (ScoreForm,), fields)()
    return form


class ClosingForm(Form):
    """The trainer's signature under a list."""

    others_absent = BooleanField(lazy_gettext("Those without a mark were absent"))


class CorrectionForm(Form):
    """A mark on a closed list that was wrong, and why."""

    attendance = SelectField(
        lazy_gettext("State"), choices=choices_of({one.value: ATTENDANCE_LABELS[one] for one in MARKS})
    )
    score = IntegerField(
        lazy_gettext("Score"), [Optional()], render_kw={"inputmode": "numeric", "class": "short"}
    )
    reason = StringField(lazy_gettext("Reason of the correction"), [Length(max=300)], [trimmed])


class ArrivalForm(Form):
    """When somebody came, written down afterwards."""

    arrived_at = DateTimeLocalField(
        lazy_gettext("Came at, local time; empty: on time"), [Optional()], format=WRITTEN
    )
    reason = StringField(lazy_gettext("Reason of the correction"), [Length(max=300)], [trimmed])


class ModulesForm(Form):
    """Who was present in which module: a box for each, named `present`."""


class CallsForm(Form):
    """Who was reached: a box for each person, named `reached`."""
