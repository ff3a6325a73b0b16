"""The forms of approvals, of the law's checklist and of comments."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length

from elections.platforms.checklist import Answer, Point, Verdict, words_field
from elections.platforms.forms import lines
from elections.platforms.review_words import POINT_LABELS, VERDICT_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed


class CommentForm(Form):
    """A comment on a passage, which it quotes as its writer saw it."""

    quote = HiddenField(validators=[Length(max=100_000)], filters=[lines])
    language = HiddenField(validators=[AnyOf(["kk", "ru"])])
    body = TextAreaField(
        lazy_gettext("Comment"), [Answered(lazy_gettext("Write the comment")), Length(max=2000)]
    )


class ReplyForm(Form):
    """A reply to a comment."""

    body = TextAreaField(
        lazy_gettext("Reply"), [Answered(lazy_gettext("Write the comment")), Length(max=2000)]
    )


def checklist_form() -> type[Form]:
    """Returns the form of the law's checklist: yes or no to each point, and words."""
    fields: dict[str, Any] = {}
    for point in Point:
        fields[point.value] = RadioField(
            POINT_LABELS[point], choices=choices_of(VERDICT_LABELS), validate_choice=False
        )
        fields[words_field(point)] = StringField(
            lazy_gettext("What is wrong, and where"), [Length(max=500)], [trimmed]
        )
    return type("ChecklistForm", (Form,), fields)


def answers_in(form: Form) -> dict[Point, Answer]:
    """Returns the answers of a checklist that was sent; a word that is no verdict is no answer."""
    return {point: Answer(_verdict(form[point.value].data), form[words_field(point)].data) for point in Point}


def typed_answers(answers: Mapping[Point, Answer]) -> dict[str, str]:
    """Returns kept answers by the names of the form's fields."""
    typed = {}
    for point in Point:
        answer = answers.get(point, Answer())
        typed[point.value] = "" if answer.verdict is None else answer.verdict.value
        typed[words_field(point)] = answer.words
    return typed


def _verdict(typed: str | None) -> Verdict | None:
    return Verdict(typed) if typed in list(Verdict) else None
