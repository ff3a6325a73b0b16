"""Objections in words: one text per code, the same on a form, in an import, in a command and on paper."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm

from elections.errors import Objection, Refused
from elections.zones import zone_for

_texts: dict[str, object] = {
    "record.stale": lazy_gettext(
        "Somebody else changed this record while you were editing it. Compare your answers with the record and save again."
    ),
    "record.overtaken": lazy_gettext(
        "%(who)s changed this record at %(at)s. Compare: beside each answer stands what is saved now. Choose which of the two stays and save again."
    ),
}
LastChange = Callable[[Any], tuple[str, datetime] | None]
_last_change: list[LastChange] = []


def register_last_change(find: LastChange) -> None:
    """Says how to find who changed a row last, and when; called once when the application is put together."""
    _last_change[:] = [find]


def overtaken_by(record: Any) -> Objection:
    """Returns the objection to a change of a row that somebody else changed meanwhile, naming them when known."""
    change = _last_change[0](record) if record is not None and _last_change else None
    if change is None:
        return Objection("record.stale")
    at = change[1].astimezone(zone_for(getattr(record, "path", "")))
    return Objection("record.overtaken", params={"who": change[0], "at": at.strftime("%d.%m.%Y %H:%M")})


def register_objections(texts: Mapping[str, object]) -> None:
    """Adds the texts of a feature's codes; called once per feature when the application is put together."""
    _texts.update(texts)


def describe(objection: Objection) -> str:
    """Returns the text of an objection in the present language, with its article of law."""
    text = str(_texts.get(objection.code, objection.code))
    filled = (
        text % {key: _shown(value) for key, value in objection.params.items()} if objection.params else text
    )
    return f"{filled} ({article(objection.article)})" if objection.article else filled


def article(reference: str) -> str:
    """Returns a reference to a law as its readers write it: CL 113-5 is КЗ 113-5, LSG 36 is ЗМГУ 36."""
    law, space, place = reference.partition(" ")
    names = {"CL": gettext("CL"), "LSG": gettext("LSG")}
    return f"{names[law]}\N{NO-BREAK SPACE}{place}" if space and law in names else reference


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
