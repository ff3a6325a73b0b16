"""Objections in words: one text per code, the same on a form, in an import, in a command and on paper."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from elections.errors import Objection, Refused

_texts: dict[str, object] = {
    "record.stale": lazy_gettext(
        "Somebody else changed this record while you were editing it. Compare your answers with the record and save again."
    ),
}


def register_objections(texts: Mapping[str, object]) -> None:
    """Adds the texts of a feature's codes; called once per feature when the application is put together."""
    _texts.update(texts)


def describe(objection: Objection) -> str:
    """Returns the text of an objection in the present language, with its article of law."""
    text = str(_texts.get(objection.code, objection.code))
    filled = (
        text % {key: _shown(value) for key, value in objection.params.items()} if objection.params else text
    )
    return f"{filled} ({objection.article})" if objection.article else filled


def _shown(value: object) -> str:
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value)


def show_on_form(form: FlaskForm, refused: Refused) -> None:
    """Puts each objection at the field it names, or above the form."""
    for objection in refused.objections:
        field = form._fields.get(objection.field)
        errors = form.form_errors if field is None else field.errors
        (errors if isinstance(errors, list) else _as_list(field)).append(describe(objection))


def _as_list(field: object) -> list[str]:
    field.errors = list(field.errors)  # type: ignore[attr-defined]
    return field.errors  # type: ignore[attr-defined,no-any-return]
