"""The form of an assessment."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length, Optional, Regexp

from elections.forecast.chances import Kind
from elections.forecast.words import KIND_LABELS
from elections.web.forms import Answered, Form, choices_of, trimmed

PERCENT = Regexp(r"^[0-9]{1,3}$", message=lazy_gettext("Enter a whole number from 0 to 100"))
NUMBER = Regexp(r"^[0-9]{1,6}$", message=lazy_gettext("Enter a whole number in digits"))


def _bare(value: str | None) -> str:
    return "".join((value or "").split()).removesuffix("%")


def _figure(label: str, rule: Regexp) -> StringField:
    return StringField(
        label, [Optional(), rule], [_bare], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )


class AssessmentForm(Form):
    """What somebody holds a contest to be: a poll fills the shares and the sample, all else the chance."""

    kind = SelectField(lazy_gettext("What it is"), choices=choices_of(KIND_LABELS))
    held_on = DateField(lazy_gettext("Day of it"), [Answered(lazy_gettext("Enter the day of it"))])
    own = _figure(lazy_gettext("Poll: for ours, percent of those asked"), PERCENT)
    rival = _figure(lazy_gettext("Poll: for the strongest rival, percent"), PERCENT)
    sample = _figure(lazy_gettext("Poll: how many were asked"), NUMBER)
    chance = _figure(lazy_gettext("All else: chance of our win, percent"), PERCENT)
    source = StringField(
        lazy_gettext("Where it comes from"),
        [Answered(lazy_gettext("Enter where this comes from")), Length(max=200)], [trimmed],
    )  # fmt: skip
    author = StringField(
        lazy_gettext("Who says so"), [Answered(lazy_gettext("Enter who says so")), Length(max=120)], [trimmed]
    )


def said(form: AssessmentForm) -> dict[str, Any]:
    """Returns what was typed as the rules want it."""
    figures = {name: _number(form[name].data) for name in ("own", "rival", "sample", "chance")}
    return {
        "kind": Kind(form.kind.data), "held_on": form.held_on.data, "source": form.source.data or "",
        "author": form.author.data or "", **figures,
    }  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text else None
