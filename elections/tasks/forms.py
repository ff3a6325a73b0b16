"""The forms of tasks."""

from flask_babel import lazy_gettext
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, Optional

from elections.candidates.file_forms import PICTURES
from elections.tasks.words import KIND_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class NoteForm(Form):
    """What may be added to a task of the pack."""

    note = TextAreaField(lazy_gettext("What exactly is to be done"), [Length(max=4000)])
    link = StringField(lazy_gettext("Link"), [Length(max=500)], [trimmed])


class TaskForm(NoteForm):
    """An own task."""

    title = StringField(
        lazy_gettext("What is to be done, in one line"),
        [Answered(lazy_gettext("Enter what is to be done")), Length(max=200)], [trimmed],
    )  # fmt: skip
    kind = SelectField(lazy_gettext("Kind of task"), choices=choices_of(KIND_LABELS))
    due_on = DateField(lazy_gettext("Due on"), [Answered(lazy_gettext("Enter the day on which it is due"))])
    due_time = TimeField(lazy_gettext("At what time"), [Optional()])
    needs_proof = BooleanField(lazy_gettext("Counts as done only with a proof: a text, a photo or a scan"))


class NewTaskForm(TaskForm):
    """An own task that is made: where, and for whom."""

    place = StringField(
        lazy_gettext("Where (name or KATO code; empty is all of your territory)"), filters=[trimmed]
    )
    owner = SelectField(lazy_gettext("Who does it"), validate_choice=False)


class DoneForm(Form):
    """What proves that a task is done."""

    proof = TextAreaField(lazy_gettext("What was done: number, date, who received it"), [Length(max=2000)])
    files = MultipleFileField(
        lazy_gettext("Photo or scan"), render_kw={"accept": f"application/pdf,{PICTURES}"}
    )


class ReasonForm(Form):
    """Why a task is opened again or cancelled."""

    reason = StringField(
        lazy_gettext("Reason"), [Answered(lazy_gettext("Enter the reason")), Length(max=500)], [trimmed]
    )


class OwnerForm(Form):
    """Who gets a task."""

    owner = SelectField(lazy_gettext("Who does it"), validate_choice=False)
