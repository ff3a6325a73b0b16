"""The forms of platforms."""

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from elections.platforms.words import STATUS_LABELS
from elections.web.forms import Form, choices_of, trimmed


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
