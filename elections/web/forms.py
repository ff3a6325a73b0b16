"""The parent of all forms, and how a view runs one: valid > act > redirect, or 422 with everything that was typed."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import redirect, render_template, request
from flask_babel import get_locale, gettext, lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.i18n import messages_path
from wtforms.validators import InputRequired, Optional, StopValidation

from elections.alphabet import squeeze
from elections.database import begin_writing, db
from elections.errors import Objection, Refused, Stale
from elections.web.objections import describe, overtaken_by, show_on_form


class Form(FlaskForm):
    """A form with its idempotency key and the version of the record it edits."""

    class Meta(FlaskForm.Meta):
        """Where the words come from that WTForms has of its own.

        The application asks for the token of every form that is sent, before a form is made of it: no form has its own.
        """

        csrf = False

        def get_translations(self, form: BaseForm) -> Any:
            """Returns them in the present language, read once and not again with each form."""
            return _own_words(str(get_locale()))

    idempotency_key = HiddenField()
    version = HiddenField()
    seen = ""
    """A mark of each answer as the clerk found it, by which their own changes are told from another's."""

    def fresh_key(self) -> str:
        """Returns the key of this form: the one it came with, or a new one."""
        return self.idempotency_key.data or secrets.token_urlsafe(16)

    def answers(self) -> dict[str, Any]:
        """Returns what was typed, by field, without what is the form's own."""
        return {
            name: value for name, value in self.data.items() if name not in ("csrf_token", "idempotency_key")
        }


@cache
def _own_words(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")


class Answered(InputRequired):
    """Refuses an empty answer, of spaces too, in words that say what to do: `Answered(_("Enter the surname"))`."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raises StopValidation for an answer of which nothing is left once it is trimmed."""
        super().__call__(form, field)
        if field.data == "":
            raise StopValidation(str(self.message))


MINE, THEIRS = "mine", "theirs"
STAYS = "stays-"
REQUIRED = lazy_gettext("Fill in this field")
MAY_BE_UNCHOSEN = Optional(strip_whitespace=False)
"""For a select field that may stay without a choice; WTForms would let spaces pass as one."""


def choices_of(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Returns the choices of a select field out of labels by value."""
    return [SelectChoice(str(value), label) for value, label in labels.items()]


def trimmed(value: str | None) -> str:
    """Returns typed text without stray spaces of any kind (a filter for fields)."""
    return squeeze(value or "")


def version_of(form: Form) -> int:
    """Returns the version of the record that the form was made from; raises Stale when it does not say one."""
    typed = form.version.data or ""
    if not str(typed).isdecimal():
        raise Stale
    return int(typed)


def run_form(
    form: Form, template: str, act: Callable[[], str], *, record: Any = None,
    known: Callable[[], Mapping[str, Any]] | None = None, rules: Any = None,
    page: Any = dict, **context: object,
) -> Response | str | tuple[str, int]:  # fmt: skip
    """Shows `form`, or carries out `act` (which returns the address to go to) and answers 303.

    Whatever refuses (the form's own checks, rules, another clerk's change) leads to the same page with status 422,
    everything typed kept and every objection shown; nothing is saved then. `record` is the row that the form edits,
    `known` its present answers by field: with them a clerk who was overtaken sees what the other one saved, and
    chooses at each field which answer stays. `rules` returns the objections to the answers that there are: they are told
    together with a field's own errors, so that nobody mends one thing only to hear of the next. What only a page needs may
    wait until there is one: `page` returns more of its context, and `record` may be a function that finds the row.
    """
    find = _finder(record)
    if not form.is_submitted():
        if record is not None:
            form.version.data, form.seen = str(find().version), _marks(_saved(form, find(), known))
        return render_template(template, form=form, **context, **page())
    form.seen = request.form.get("seen", "")
    _take_theirs(form, find, known)
    if form.validate():
        begin_writing()
        try:
            return redirect(act(), 303)
        except Stale:
            db.session.rollback()
            _show_overtaken(form, find(), known)
        except Refused as refused:
            db.session.rollback()
            show_on_form(form, refused)
        except (StaleDataError, IntegrityError):  # two clerks at the same moment: the database decided
            db.session.rollback()
            _show_overtaken(form, find(), known)
    elif rules is not None:
        _tell_beside(form, rules)
    return render_template(template, form=form, **context, **page()), 422


def _finder(record: Any) -> Callable[[], Any]:
    """Returns what finds the row, once."""
    return cache(record) if callable(record) else lambda: record


def _tell_beside(form: Form, rules: Callable[[], Iterable[Objection]]) -> None:
    """Tells what rules say besides the fields' own errors; of a field that has one, that is enough."""
    wrong = set(form.errors)
    try:
        found = tuple(rules())
    except Refused as refused:
        found = refused.objections
    show_on_form(form, Refused([one for one in found if one.field not in wrong]))


def _saved(form: Form, record: Any, known: Callable[[], Mapping[str, Any]] | None) -> Mapping[str, Any]:
    """Returns the answers that are in the record now, by field."""
    return known() if known else {name: getattr(record, name, None) for name in form.data}


def _take_theirs(form: Form, find: Callable[[], Any], known: Callable[[], Mapping[str, Any]] | None) -> None:
    """Gives each field whose clerk chose the saved answer that answer, in place of what was typed."""
    stays = {key for key, value in request.form.items() if value == THEIRS and key.startswith(STAYS)}
    chosen = [name for name in form.answers() if f"{STAYS}{name}" in stays] if stays else []
    record = find() if chosen else None
    if record is None:
        return
    saved = _saved(form, record, known)
    for name in chosen:
        if name in saved:
            _put(form[name], saved[name])


def _put(field: Any, value: Any) -> None:
    """Gives a field an answer as if it had been typed, so that it is checked and shown like one."""
    field.process_data(value)
    field.raw_data, field.process_errors = None, []
    written = _plain(value) and hasattr(field, "_value")
    field.raw_data = [field._value() if written else _plain(value)]


def _show_overtaken(form: Form, record: Any, known: Callable[[], Mapping[str, Any]] | None) -> None:
    """Says who was faster, puts both answers side by side where they differ, and lets the next try choose.

    A field that this clerk left as they found it takes the other's answer: there is nothing of theirs to lose.
    """
    form.form_errors.append(describe(overtaken_by(record)))
    if record is None:
        return
    form.version.data = str(record.version)
    saved, found = _saved(form, record, known), _read_marks(form.seen)
    for name, typed in form.answers().items():
        if name in saved and _plain(saved[name]) != _plain(typed):
            field = form[name]
            field.mine, field.in_record = _worded(field, typed), _worded(field, saved[name])
            if found.get(name) == _mark(typed):
                _put(field, saved[name])
            else:
                field.stays = MINE
    form.seen = _marks(saved)


def _marks(answers: Mapping[str, Any]) -> str:
    return json.dumps({name: _mark(value) for name, value in answers.items()}, separators=(",", ":"))


def _read_marks(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _mark(value: object) -> str:
    return hashlib.sha256(_plain(value).encode()).hexdigest()[:8]


def _plain(value: object) -> str:
    if isinstance(value, list | tuple | set):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None or value is False else str(value)


def _worded(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y %H:%M" if hasattr(value, "hour") else "%d.%m.%Y"))
    labels = {str(one.value): str(one.label) for one in getattr(field, "choices", None) or ()}
    if isinstance(value, list | tuple | set):
        return ", ".join(text for name, text in labels.items() if name in map(str, value)) or "–"
    return labels.get(_plain(value), _plain(value)) or "–"
