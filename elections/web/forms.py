"""The parent of all forms, and how a view runs one: valid > act > redirect, or 422 with everything that was typed."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired

from elections.alphabet import squeeze
from elections.database import db
from elections.errors import Refused, Stale
from elections.web.objections import show_on_form


class Form(FlaskForm):
    """A form with its idempotency key and the version of the record it edits."""

    idempotency_key = HiddenField()
    version = HiddenField()

    def fresh_key(self) -> str:
        """Returns the key of this form: the one it came with, or a new one."""
        return self.idempotency_key.data or secrets.token_urlsafe(16)

    def answers(self) -> dict[str, Any]:
        """Returns what was typed, by field, without what is the form's own."""
        return {
            name: value for name, value in self.data.items() if name not in ("csrf_token", "idempotency_key")
        }


class Answered(InputRequired):
    """Refuses an empty answer in words that say what to do: `Answered(_("Enter the surname"))`."""


REQUIRED = lazy_gettext("Fill in this field")


def choices_of(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Returns the choices of a select field out of labels by value."""
    return [SelectChoice(str(value), label) for value, label in labels.items()]


def trimmed(value: str | None) -> str:
    """Returns typed text without stray spaces of any kind (a filter for fields)."""
    return squeeze(value or "")


def run_form(
    form: Form, template: str, act: Callable[[], str], **context: object
) -> Response | str | tuple[str, int]:
    """Shows `form`, or carries out `act` (which returns the address to go to) and answers 303.

    Whatever refuses (the form's own checks, rules, another clerk's change) leads to the same page with status 422,
    everything typed kept and every objection shown; nothing is saved then.
    """
    if not form.is_submitted():
        return render_template(template, form=form, **context)
    if form.validate():
        try:
            return redirect(act(), 303)
        except Refused as refused:
            db.session.rollback()
            show_on_form(form, refused)
        except StaleDataError:
            db.session.rollback()
            show_on_form(form, Stale())
        except IntegrityError:  # two clerks at the same moment: the database's own constraint decided
            db.session.rollback()
            show_on_form(form, Stale())
    return render_template(template, form=form, **context), 422
